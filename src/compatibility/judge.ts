/**
 * The shelf engine: what one service may move to, and why not the rest (design section 6). Pure: all it knows is in
 * the situation. The technical checks stand whatever the rules say; then the first rule that matches speaks.
 */
import { compareWithToday, nothingMoves, type Comparison } from './comparison.ts';
import { limitReasons, ruleFor, ruleReasons } from './cycle-checks.ts';
import { directionOf, movesOf } from './direction.ts';
import type { LimitRow } from './limit-row.ts';
import { saleReasons, serverReasons, technologyReasons, unknownReasons } from './plan-checks.ts';
import { prepare, type Prepared, type PreparedPlan } from './prepare.ts';
import { makeReason, verdictFrom } from './reason.ts';
import { openRemedyBook, type Candidate, type RemedyBook } from './remedy.ts';
import type { Rule } from './rules.ts';
import { serviceReasons } from './service-checks.ts';
import { bySeverity } from './severity.ts';
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
  const isSame = plan.id === subject.service.planId;
  const foreign = isSame ? [] : technologyReasons(entry, subject);
  const row = isSame ? subject.rows.limits : entry.row;
  const isComparable =
    row !== null && (isSame || (foreign.length === 0 && subject.today.technology !== null));
  const comparison = isSame || !isComparable ? nothingMoves : compareWithToday(subject.rows, row);
  const direction = isSame ? 'equal' : isComparable ? directionOf(comparison) : 'unknown';

  const own = [...saleReasons(entry, subject), ...foreign];
  if (!isSame && isComparable) {
    own.push(...serverReasons(entry, row, subject), ...unknownReasons(comparison, row, subject));
  }
  const move: Move = { entry, row: isComparable ? row : null, comparison, direction, own, isSame };
  const cycles = judgeCycles(move, judging);
  return {
    plan,
    category,
    technical,
    direction,
    moves: isComparable ? movesOf(subject.rows.limits, row) : [],
    cycles,
    ...(cycles.length > 0 ? summarise(cycles) : withoutCycles(move, judging)),
  };
}

/** One plan, compared with today. */
interface Move {
  readonly entry: PreparedPlan;
  /** null: not comparable. */
  readonly row: LimitRow | null;
  readonly comparison: Comparison;
  readonly direction: Direction;
  /** The plan's own reasons, whatever the cycle. */
  readonly own: readonly Reason[];
  readonly isSame: boolean;
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
    const reasons = isNow ? inOrder(told.all, [makeReason('same-plan-and-cycle')]) : told.all;
    if (!isNow && told.all.length === general.length) isPossible = true;
    cycles.push({
      cycle: price.cycle,
      price,
      verdict: verdictFrom(reasons),
      reasons,
      policy: rule?.verdict === 'allow' ? rule.policy : null,
      ...(rule && { rule: rule.name }),
    });
  }
  if (isPossible && entry.row && !isSame) judging.possible.push({ planId: entry.plan.id, row: entry.row });
  return cycles;
}

interface ToldRule {
  readonly rule: Rule | null;
  /** Everything that stands against the plan under this rule, in order. */
  readonly all: readonly Reason[];
}

function tell(rule: Rule | null, move: Move, { subject, general, remedies }: Judging): ToldRule {
  const fromLimits = move.row ? limitReasons(move.comparison, move.row, rule, subject, remedies) : [];
  return { rule, all: inOrder(general, [...move.own, ...ruleReasons(rule), ...fromLimits]) };
}

/** A plan without a price in the service's currency: everything that stands against it all the same. */
function withoutCycles(move: Move, judging: Judging): Pick<PlanVerdict, 'verdict' | 'reasons'> {
  const rule = ruleFor(judging.prepared, move.entry, judging.subject, move.direction, null);
  return { verdict: 'refuse', reasons: tell(rule, move, judging).all };
}

const inOrder = (some: readonly Reason[], others: readonly Reason[]): readonly Reason[] =>
  others.length === 0 ? some : [...some, ...others].sort(bySeverity);
