/** What the rules say to one plan in one billing cycle. */
import type { BillingCycle } from '../catalogue/billing-cycle.ts';
import type { PlanPrice } from '../catalogue/plans-on-sale.ts';
import { failsLimits, limitReasons } from './limit-checks.ts';
import { matchesMove } from './match-rule.ts';
import type { Move } from './move.ts';
import type { Prepared, PreparedRule } from './prepare.ts';
import { makeReason, verdictFrom } from './reason.ts';
import type { RemedyBook } from './remedy.ts';
import { sortBySeverity } from './severity.ts';
import type { Subject } from './subject.ts';
import type { CycleVerdict, Reason } from './verdict.ts';

/** The first rule that matches the move; null where none does, which refuses it. */
export function ruleFor(
  { entry, direction }: Move,
  cycle: BillingCycle | null,
  subject: Subject,
  prepared: Prepared,
): PreparedRule | null {
  for (const place of entry.rules) {
    const found = prepared.rules[place];
    if (found && subject.ruleApplies[place] && matchesMove(found.rule.match, direction, cycle)) return found;
  }
  return null;
}

/** Where the host forgot the catch-all: nothing is allowed that no rule speaks about. */
const noRule: readonly Reason[] = [makeReason('blocked-by-rule')];
const nothing: readonly Reason[] = [];

const mayShrink = (found: PreparedRule | null): boolean => found?.rule.downgrades === 'when-usage-fits';

/** What the plan, its limits and the rule come to, the service itself left aside; without writing the reasons out. */
export function outcomeOf(move: Move, found: PreparedRule | null): CycleVerdict['verdict'] {
  if (found === null || move.own.length > 0 || failsLimits(move.comparison, mayShrink(found)))
    return 'refuse';
  return found.rule.verdict;
}

export const isCycleNow = ({ isSame }: Move, { cycle }: PlanPrice, { service }: Subject): boolean =>
  isSame && cycle === service.cycle;

/** Everything that stands against the move under this rule, the most severe first. */
export function reasonsUnder(
  found: PreparedRule | null,
  move: Move,
  subject: Subject,
  general: readonly Reason[],
  remedies: RemedyBook,
): readonly Reason[] {
  const ofRule = found?.reasons ?? noRule;
  const ofLimits = move.row
    ? limitReasons(move.comparison, move.row, mayShrink(found), subject, remedies)
    : nothing;
  const isClear = move.own.length + ofRule.length + ofLimits.length === 0;
  return isClear ? general : sortBySeverity([...general, ...move.own, ...ofLimits, ...ofRule]);
}

export function cycleVerdict(
  price: PlanPrice,
  found: PreparedRule | null,
  reasons: readonly Reason[],
  isNow: boolean,
): CycleVerdict {
  const { cycle } = price;
  const all = isNow ? sortBySeverity([...reasons, makeReason('same-plan-and-cycle')]) : reasons;
  const verdict = verdictFrom(all);
  if (found === null) return { cycle, price, verdict, reasons: all, policy: null };
  const { rule } = found;
  const policy = rule.verdict === 'allow' ? rule.policy : null;
  return { cycle, price, verdict, reasons: all, policy, rule: rule.name };
}
