/** What a plan's limits say against it, given what its rule lets shrink. */
import type { Comparison } from './comparison.ts';
import { asLimit, bitOf, metricAt, numberAt, placesIn, type LimitRow } from './limit-row.ts';
import { makeReason, metricReason, reasonTraits } from './reason.ts';
import type { RemedyBook } from './remedy.ts';
import type { Subject } from './subject.ts';
import type { Reason } from './verdict.ts';

/** Whether {@link limitReasons} finds anything: the same question, answered without writing it out. */
export const failsLimits = (comparison: Comparison, mayShrink: boolean): boolean =>
  (comparison.unstated | comparison.overfull | comparison.unmeasured | comparison.unseen) !== 0 ||
  (!mayShrink && comparison.shrinks !== 0);

/**
 * Everything at once: what is smaller than today, unless the rule lets it shrink; persistent use that does not fit,
 * which no rule releases; and what cannot be told.
 */
export function limitReasons(
  comparison: Comparison,
  row: LimitRow,
  mayShrink: boolean,
  subject: Subject,
  remedies: RemedyBook,
): Reason[] {
  const kept = mayShrink ? 0 : comparison.shrinks;
  const reasons: Reason[] = [];
  for (const place of placesIn(kept)) {
    const have = numberAt(subject.rows.limits, place);
    const need = asLimit(numberAt(row, place));
    const remedy = remedies.bigger(place, have);
    reasons.push(metricReason('smaller-than-today', metricAt(place), asLimit(have), need, 'nobody', remedy));
  }
  for (const place of placesIn(comparison.overfull)) {
    reasons.push(overfull(place, row, (kept & bitOf(place)) !== 0, subject, remedies));
  }
  for (const place of placesIn(comparison.unstated)) {
    const have = asLimit(numberAt(subject.rows.limits, place));
    reasons.push(makeReason('limit-not-stated', { metric: metricAt(place), have }));
  }
  addUnknownUsage(reasons, comparison, row, subject);
  return reasons;
}

/** Where the plan may not shrink, making room would not help: the remedy is the bigger plan alone. */
function overfull(
  place: number,
  row: LimitRow,
  isKept: boolean,
  subject: Subject,
  remedies: RemedyBook,
): Reason {
  const have = numberAt(subject.rows.used, place);
  const need = numberAt(row, place);
  const remedy = isKept
    ? remedies.bigger(place, Math.max(have, numberAt(subject.rows.limits, place)))
    : remedies.room(place, have - need, have);
  const who = isKept ? 'nobody' : reasonTraits['usage-does-not-fit'].who;
  const metric = metricAt(place);
  const reason = metricReason('usage-does-not-fit', metric, have, need, who, remedy);
  const measuredAt = subject.today.usage[metric]?.measuredAt;
  return measuredAt === undefined ? reason : { ...reason, measuredAt };
}

function addUnknownUsage(reasons: Reason[], comparison: Comparison, row: LimitRow, subject: Subject): void {
  if (!subject.today.wasRead) {
    // The account was not read: one reason for all of it, not one for each metric.
    if ((comparison.unmeasured | comparison.unseen) !== 0) reasons.push(makeReason('usage-unknown'));
    return;
  }
  for (const place of placesIn(comparison.unmeasured)) {
    const metric = metricAt(place);
    const need = asLimit(numberAt(row, place));
    const measuredAt = subject.today.usage[metric]?.measuredAt;
    const details = measuredAt === undefined ? { metric, need } : { metric, need, measuredAt };
    reasons.push(makeReason('usage-unknown', details));
  }
}
