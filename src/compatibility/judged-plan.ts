/**
 * One plan's verdict: yes or no is known at once; moves, cycles and reasons are worked out when they are first read. Of a
 * thousand plans a page tells a few and a survey counts some, and writing all reasons out costs ten times the judging.
 */
import { cycleVerdict, isCycleNow, outcomeOf, reasonsUnder, ruleFor } from './cycle-checks.ts';
import { movesOf } from './direction.ts';
import type { LimitRow } from './limit-row.ts';
import type { Move } from './move.ts';
import type { Prepared, PreparedRule } from './prepare.ts';
import { verdictFrom } from './reason.ts';
import type { RemedyBook } from './remedy.ts';
import type { Subject } from './subject.ts';
import { mostLenient, summarise } from './summarise.ts';
import type { CycleVerdict, MetricMove, PlanVerdict, Reason } from './verdict.ts';

/** What the judging of one service's plans shares. */
export interface Judging {
  readonly prepared: Prepared;
  readonly subject: Subject;
  /** The reasons of the service as a whole. */
  readonly general: readonly Reason[];
  /** Only for when all plans are judged: remedies propose plans. */
  readonly remedies: () => RemedyBook;
}

export class JudgedPlan implements PlanVerdict {
  readonly plan: PlanVerdict['plan'];
  readonly category: PlanVerdict['category'];
  readonly technical: PlanVerdict['technical'];
  readonly direction: PlanVerdict['direction'];
  readonly verdict: PlanVerdict['verdict'];
  /** Whether nothing but the service itself stands against one of its cycles. */
  readonly isPossible: boolean;
  readonly #move: Move;
  readonly #judging: Judging;
  #moves: readonly MetricMove[] | null = null;
  #cycles: readonly CycleVerdict[] | null = null;
  #reasons: readonly Reason[] | null = null;

  constructor(move: Move, judging: Judging) {
    this.plan = move.entry.plan;
    this.category = move.entry.category;
    this.technical = move.entry.technical;
    this.direction = move.direction;
    this.#move = move;
    this.#judging = judging;
    const best = bestOutcome(move, judging);
    this.isPossible = best === 'allow' && !move.isSame;
    this.verdict = judging.general.length === 0 ? best : withGeneral(best, judging.general);
  }

  /** What the account would have; null: not comparable. */
  get row(): LimitRow | null {
    return this.#move.row;
  }

  get moves(): readonly MetricMove[] {
    const { row } = this.#move;
    this.#moves ??= row ? movesOf(this.#judging.subject.rows.limits, row) : [];
    return this.#moves;
  }

  get cycles(): readonly CycleVerdict[] {
    this.#cycles ??= cyclesOf(this.#move, this.#judging);
    return this.#cycles;
  }

  get reasons(): readonly Reason[] {
    this.#reasons ??=
      this.cycles.length > 0 ? summarise(this.cycles).reasons : withoutCycle(this.#move, this.#judging);
    return this.#reasons;
  }

  toJSON(): PlanVerdict {
    const { plan, category, technical, direction, moves, cycles, verdict, reasons } = this;
    return { plan, category, technical, direction, moves, cycles, verdict, reasons };
  }
}

const pricesOf = ({ entry }: Move, { subject }: Judging) => entry.prices.get(subject.service.currency) ?? [];

/** The best that any cycle comes to, the reasons of the service left aside. */
function bestOutcome(move: Move, judging: Judging): PlanVerdict['verdict'] {
  const { subject, prepared } = judging;
  let best: PlanVerdict['verdict'] = 'refuse';
  for (const price of pricesOf(move, judging)) {
    if (isCycleNow(move, price, subject)) continue;
    best = mostLenient(best, outcomeOf(move, ruleFor(move, price.cycle, subject, prepared)));
    // Where no rule asks for the cycle, the other ones come to the same.
    if (best === 'allow' || !prepared.rulesAskForCycle) break;
  }
  return best;
}

const withGeneral = (best: PlanVerdict['verdict'], general: readonly Reason[]): PlanVerdict['verdict'] =>
  best === 'refuse' || verdictFrom(general) === 'refuse' ? 'refuse' : 'ask-executive';

function cyclesOf(move: Move, judging: Judging): CycleVerdict[] {
  const { subject, prepared } = judging;
  let last: { readonly found: PreparedRule | null; readonly reasons: readonly Reason[] } | null = null;
  const cycles: CycleVerdict[] = [];
  for (const price of pricesOf(move, judging)) {
    const found = ruleFor(move, price.cycle, subject, prepared);
    // Mostly one rule speaks about all cycles: they share its reasons.
    last = last !== null && last.found === found ? last : { found, reasons: told(found, move, judging) };
    cycles.push(cycleVerdict(price, found, last.reasons, isCycleNow(move, price, subject)));
  }
  return cycles;
}

/** A plan without a price in the service's currency: everything that stands against it all the same. */
const withoutCycle = (move: Move, judging: Judging): readonly Reason[] =>
  told(ruleFor(move, null, judging.subject, judging.prepared), move, judging);

const told = (
  found: PreparedRule | null,
  move: Move,
  { subject, general, remedies }: Judging,
): readonly Reason[] => reasonsUnder(found, move, subject, general, remedies());
