/**
 * The shelf engine: what one service may move to, and why not the rest (design section 6). Pure: all it knows is in
 * the situation. The technical checks stand whatever the rules say; then the first rule that matches speaks.
 */
import type { PlanPrice } from '../catalogue/plans-on-sale.ts';
import { compareWithToday, nothingMoves, type Comparison } from './comparison.ts';
import { limitReasons, noRule, ruleFor } from './cycle-checks.ts';
import { directionOf, movesOf } from './direction.ts';
import type { LimitRow } from './limit-row.ts';
import { addSaleReasons, addServerReasons, addUnknownReasons, isForeign } from './plan-checks.ts';
import { prepare, type Prepared, type PreparedPlan, type PreparedRule } from './prepare.ts';
import { makeReason, verdictFrom } from './reason.ts';
import { openRemedyBook, type Candidate, type RemedyBook } from './remedy.ts';
import { serviceReasons } from './service-checks.ts';
import { sortBySeverity } from './severity.ts';
import type { Situation } from './situation.ts';
import { subjectOf, type Subject } from './subject.ts';
import { summarise } from './summarise.ts';
import type { CycleVerdict, Direction, PlanVerdict, Reason, ServiceVerdict } from './verdict.ts';

export { withMoneyReason } from './money-reason.ts';

/**
 * Judges every plan of the catalogue, in the panel's order, with every reason that holds, the most severe first.
 *
 * @param prepared of the same catalogue, technical plans and rules; give it where many services are judged
 */
export function judgeService(
  situation: Situation,
  prepared: Prepared = prepare(situation.catalogue, situation.technicalPlans, situation.rules),
): ServiceVerdict {
  const subject = subjectOf(situation, prepared);
  const general = serviceReasons(situation, subject.today);
  const judging: Judging = { prepared, subject, general, remedies: openRemedyBook(), possible: [] };
  const plans = prepared.plans.map((entry) => judgePlan(entry, judging));
  judging.remedies.settle(judging.possible);
  const { limits, usage } = subject.today;
  return { today: { limits, usage }, serviceReasons: general, plans };
}

/** What the judging of one service's plans shares. */
interface Judging {
  readonly prepared: Prepared;
  readonly subject: Subject;
  /** The reasons of the service as a whole. */
  readonly general: readonly Reason[];
  readonly remedies: RemedyBook;
  /** The plans that nothing but the service itself stands against: what a remedy may propose. */
  readonly possible: Candidate[];
}

function judgePlan(entry: PreparedPlan, judging: Judging): PlanVerdict {
  const { subject } = judging;
  const { plan, category, technical } = entry;
  const move = compare(entry, subject);
  const cycles = judgeCycles(move, judging);
  const { verdict, reasons } = cycles.length > 0 ? summarise(cycles) : withoutCycles(move, judging);
  const moves = move.row ? movesOf(subject.rows.limits, move.row) : [];
  return { plan, category, technical, direction: move.direction, moves, cycles, verdict, reasons };
}

/** One plan, compared with today. */
interface Move {
  readonly entry: PreparedPlan;
  /** What the account would have; null: not comparable. */
  readonly row: LimitRow | null;
  readonly comparison: Comparison;
  readonly direction: Direction;
  /** The plan's own reasons, whatever the cycle. */
  readonly own: readonly Reason[];
  readonly isSame: boolean;
}

function compare(entry: PreparedPlan, subject: Subject): Move {
  const own: Reason[] = [];
  addSaleReasons(own, entry, subject);
  if (entry.plan.id === subject.service.planId) {
    // A change of cycle alone: the account keeps what it has, options included.
    const { limits } = subject.rows;
    return { entry, row: limits, comparison: nothingMoves, direction: 'equal', own, isSame: true };
  }
  const foreign = isForeign(entry, subject);
  if (foreign) own.push(...entry.foreignReasons);
  const { row } = entry;
  if (foreign || row === null || subject.today.technology === null) {
    return { entry, row: null, comparison: nothingMoves, direction: 'unknown', own, isSame: false };
  }
  const comparison = compareWithToday(subject.rows, row);
  addServerReasons(own, entry, row, subject);
  addUnknownReasons(own, comparison, row, subject);
  return { entry, row, comparison, direction: directionOf(comparison), own, isSame: false };
}

function judgeCycles(move: Move, judging: Judging): CycleVerdict[] {
  const { entry, direction, isSame } = move;
  const { prepared, subject, general } = judging;
  const prices = entry.prices.get(subject.service.currency) ?? [];
  const cycles: CycleVerdict[] = [];
  let isPossible = false;
  let told: ToldRule | null = null;
  for (const price of prices) {
    const rule = ruleFor(prepared, entry, subject, direction, price.cycle);
    // Mostly one rule speaks about all cycles: they share its reasons.
    told = told !== null && told.rule === rule ? told : tell(rule, move, judging);
    const isNow = isSame && price.cycle === subject.service.cycle;
    if (!isNow && told.reasons.length === general.length) isPossible = true;
    cycles.push(cycleVerdict(price, isNow ? withSameCycle(told) : told));
  }
  if (isPossible && entry.row && !isSame) judging.possible.push({ planId: entry.plan.id, row: entry.row });
  return cycles;
}

interface ToldRule {
  readonly rule: PreparedRule | null;
  /** Everything that stands against the plan under this rule, in order. */
  readonly reasons: readonly Reason[];
  readonly verdict: CycleVerdict['verdict'];
}

function tell(found: PreparedRule | null, move: Move, { subject, general, remedies }: Judging): ToldRule {
  const mayShrink = found?.rule.downgrades === 'when-usage-fits';
  const ofRule = found?.reasons ?? noRule;
  const ofLimits = move.row ? limitReasons(move.comparison, move.row, mayShrink, subject, remedies) : nothing;
  const isClear = move.own.length + ofRule.length + ofLimits.length === 0;
  const reasons = isClear ? general : sortBySeverity([...general, ...move.own, ...ofLimits, ...ofRule]);
  return { rule: found, reasons, verdict: verdictFrom(reasons) };
}

const nothing: readonly Reason[] = [];

function withSameCycle({ rule, reasons }: ToldRule): ToldRule {
  return {
    rule,
    reasons: sortBySeverity([...reasons, makeReason('same-plan-and-cycle')]),
    verdict: 'refuse',
  };
}

function cycleVerdict(price: PlanPrice, { rule: found, reasons, verdict }: ToldRule): CycleVerdict {
  const { cycle } = price;
  if (found === null) return { cycle, price, verdict, reasons, policy: null };
  const { rule } = found;
  const policy = rule.verdict === 'allow' ? rule.policy : null;
  return { cycle, price, verdict, reasons, policy, rule: rule.name };
}

/** A plan without a price in the service's currency: everything that stands against it all the same. */
function withoutCycles(move: Move, judging: Judging): Pick<PlanVerdict, 'verdict' | 'reasons'> {
  const found = ruleFor(judging.prepared, move.entry, judging.subject, move.direction, null);
  return { verdict: 'refuse', reasons: tell(found, move, judging).reasons };
}
