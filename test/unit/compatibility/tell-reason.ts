/** A reason as one line of documentation, with nothing left out: what the tables of cases are written in. */
import { quantityIn } from '../../../src/catalogue/units.ts';
import type { Limit } from '../../../src/catalogue/limit.ts';
import type { Metric } from '../../../src/catalogue/metric.ts';
import type { Reason, Remedy } from '../../../src/compatibility/verdict.ts';

/** `usage-does-not-fit disk, have 7 GB, need 5 GB; client: make-room (free 2 GB or take 7 GB: inicial)` */
export function tellReason(reason: Reason): string {
  const { code, metric, subject, have, need, who, remedy } = reason;
  const facts = [
    ...(metric === undefined ? [] : [metric]),
    ...(subject === undefined ? [] : [`"${subject}"`]),
  ].join(' ');
  const numbers = [
    ...(have === undefined ? [] : [`have ${quantity(metric, have)}`]),
    ...(need === undefined ? [] : [`need ${quantity(metric, need)}`]),
  ];
  const what = [facts === '' ? code : `${code} ${facts}`, ...numbers].join(', ');
  return `${what}; ${who}: ${remedy ? tellRemedy(metric, remedy) : 'no remedy'}`;
}

function tellRemedy(metric: Metric | undefined, remedy: Remedy): string {
  switch (remedy.kind) {
    case 'make-room':
      return `make-room (free ${quantity(metric, remedy.free)} or take ${quantity(metric, remedy.atLeast)}: ${remedy.plan ?? 'none'})`;
    case 'choose-bigger':
      return `choose-bigger (${quantity(metric, remedy.atLeast)}: ${remedy.plan ?? 'none'})`;
    default:
      return remedy.kind;
  }
}

function quantity(metric: Metric | undefined, limit: Limit): string {
  if (metric === undefined) return String(limit);
  const shown = quantityIn(metric, limit);
  switch (shown.kind) {
    case 'unlimited':
      return 'unlimited';
    case 'yes-no':
      return shown.yes ? 'yes' : 'no';
    case 'number':
      return shown.unit === null ? String(shown.value) : `${shown.value} ${shown.unit}`;
  }
}
