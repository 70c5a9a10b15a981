/** What the matching rule says to one plan in one billing cycle, and what it lets shrink. */
import type { BillingCycle } from '../catalogue/billing-cycle.ts';
import type { Comparison } from './comparison.ts';
import { asLimit, metricAt, numberAt, placesIn, type LimitRow } from './limit-row.ts';
import { matchesMove } from './match-rule.ts';
import type { Prepared, PreparedPlan } from './prepare.ts';
import { makeReason } from './reason.ts';
import type { RemedyBook } from './remedy.ts';
import type { Rule } from './rules.ts';
import type { Subject } from './subject.ts';
import type { Direction, Reason } from './verdict.ts';

/** The first rule that matches the move; null where none does, which refuses it. */
export function ruleFor(
  prepared: Prepared,
  entry: PreparedPlan,
  subject: Subject,
  direction: Direction,
  cycle: BillingCycle | null,
): Rule | null {
  for (const place of entry.rules) {
    const rule = prepared.rules[place];
    if (rule && subject.ruleApplies[place] && matchesMove(rule.match, direction, cycle)) return rule;
  }
  return null;
}

/** The rule's own no, in the host's words. */
export function ruleReasons(rule: Rule | null): Reason[] {
  if (rule === null) return [makeReason('blocked-by-rule')];
  if (rule.verdict === 'allow') return [];
  const code = rule.verdict === 'refuse' ? 'blocked-by-rule' : 'ask-executive';
  return [makeReason(code, { subject: rule.name, ...(rule.text && { text: rule.text }) })];
}

/**
 * What is smaller than today, unless the rule lets it shrink; and persistent use that does not fit, which no rule
 * releases. Where nothing may shrink, making room would not help: the remedy is the bigger plan alone.
 */
export function limitReasons(
  comparison: Comparison,
  row: LimitRow,
  rule: Rule | null,
  subject: Subject,
  remedies: RemedyBook,
): Reason[] {
  const { limits, used } = subject.rows;
  const kept = rule?.downgrades === 'when-usage-fits' ? 0 : comparison.shrinks;
  const reasons: Reason[] = [];
  for (const place of placesIn(kept)) {
    const have = numberAt(limits, place);
    reasons.push(
      makeReason('smaller-than-today', {
        metric: metricAt(place),
        have: asLimit(have),
        need: asLimit(numberAt(row, place)),
        remedy: remedies.bigger(place, have),
      }),
    );
  }
  for (const place of placesIn(comparison.overfull)) {
    const metric = metricAt(place);
    const use = numberAt(used, place);
    const holds = numberAt(row, place);
    const isKept = (kept & (1 << place)) !== 0;
    const measuredAt = subject.today.usage[metric]?.measuredAt;
    reasons.push(
      makeReason('usage-does-not-fit', {
        metric,
        have: use,
        need: holds,
        ...(measuredAt !== undefined && { measuredAt }),
        ...(isKept
          ? { who: 'nobody', remedy: remedies.bigger(place, Math.max(use, numberAt(limits, place))) }
          : { remedy: remedies.room(place, use - holds, use) }),
      }),
    );
  }
  return reasons;
}
