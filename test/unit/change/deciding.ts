/** How the tests ask decide(), and how they name its answers. */
import { decide } from '../../../src/change/decide.ts';
import type { Decision } from '../../../src/change/decision.ts';
import { defaultPatience } from '../../../src/change/patience.ts';
import type { Seen } from '../../../src/change/seen.ts';
import type { Change } from '../../../src/change/states.ts';
import { after, type Instant } from '../../../src/catalogue/time.ts';
import { aChange, confirmedAt } from '../../support/changes.ts';

export const patience = defaultPatience;
const minute = 60_000;

/** An hour after the client confirmed: well in time. */
export const soon = after(confirmedAt, 60 * minute);
/** A minute after the time to pay is over. */
export const tooLate = after(aChange().pinned.cancelAfter, minute);

export const decided = (change: Partial<Change>, seen: Seen, now: Instant = soon): Decision =>
  decide(aChange(change), seen, now, patience);

/** The decision in a few words: `move paid`, `effect place-invoice`, `attention our-line-edited`, `wait for-payment`. */
export function inWords(decision: Decision): string {
  switch (decision.do) {
    case 'move':
      return `move ${decision.to}`;
    case 'effect':
      return `effect ${decision.effect.kind}`;
    case 'attention':
      return `attention ${decision.reason}`;
    case 'wait':
      return `wait ${decision.why}`;
    case 'refuse-wish':
      return `refuse: ${decision.why}`;
  }
}

export const said = (change: Partial<Change>, seen: Seen, now: Instant = soon): string =>
  inWords(decided(change, seen, now));
