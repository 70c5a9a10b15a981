/** What the matching rule says to one plan in one billing cycle, and what it lets shrink. */
import type { BillingCycle } from '../catalogue/billing-cycle.ts';
import type { Comparison } from './comparison.ts';
import { asLimit, bitOf, metricAt, numberAt, placesIn, type LimitRow } from './limit-row.ts';
import { matchesMove } from './match-rule.ts';
import type { Prepared, PreparedPlan, PreparedRule } from './prepare.ts';
import { makeReason, metricReason, reasonTraits } from './reason.ts';
import type { RemedyBook } from './remedy.ts';
import type { Subject } from './subject.ts';
import type { Direction, Reason } from './verdict.ts';

/** The first rule that matches the move; null where none does, which refuses it. */
export function ruleFor(
  prepared: Prepared,
  entry: PreparedPlan,
  subject: Subject,
  direction: Direction,
  cycle: BillingCycle | null,
): PreparedRule | null {
  for (const place of entry.rules) {
    const prepares = prepared.rules[place];
    if (prepares && subject.ruleApplies[place] && matchesMove(prepares.rule.match, direction, cycle)) {
      return prepares;
    }
  }
  return null;
}

/** Where the host forgot the catch-all: nothing is allowed that nobody spoke about. */
export const noRule: readonly Reason[] = [makeReason('blocked-by-rule')];

/**
 * What is smaller than today, unless the rule lets it shrink; and persistent use that does not fit, which no rule
 * releases. Where nothing may shrink, making room would not help: the remedy is the bigger plan alone.
 */
export function limitReasons(
  comparison: Comparison,
  row: LimitRow,
  mayShrink: boolean,
  subject: Subject,
  remedies: RemedyBook,
): Reason[] {
  const { limits, used } = subject.rows;
  const kept = mayShrink ? 0 : comparison.shrinks;
  const reasons: Reason[] = [];
  for (const place of placesIn(kept)) {
    const have = numberAt(limits, place);
    const need = asLimit(numberAt(row, place));
    const remedy = remedies.bigger(place, have);
    reasons.push(metricReason('smaller-than-today', metricAt(place), asLimit(have), need, 'nobody', remedy));
  }
  for (const place of placesIn(comparison.overfull)) {
    const have = numberAt(used, place);
    const need = numberAt(row, place);
    const isKept = (kept & bitOf(place)) !== 0;
    const remedy = isKept
      ? remedies.bigger(place, Math.max(have, numberAt(limits, place)))
      : remedies.room(place, have - need, have);
    const who = isKept ? 'nobody' : reasonTraits['usage-does-not-fit'].who;
    const metric = metricAt(place);
    const reason = metricReason('usage-does-not-fit', metric, have, need, who, remedy);
    const measuredAt = subject.today.usage[metric]?.measuredAt;
    reasons.push(measuredAt === undefined ? reason : { ...reason, measuredAt });
  }
  return reasons;
}
