/** One plan held against one service: everything about the pair that does not depend on the billing cycle. */
import { compareWithToday, nothingMoves, type Comparison } from './comparison.ts';
import { directionOf } from './direction.ts';
import type { LimitRow } from './limit-row.ts';
import { addSaleReasons, addServerReasons, isForeign } from './plan-checks.ts';
import type { PreparedPlan } from './prepare.ts';
import type { Subject } from './subject.ts';
import type { Direction, Reason } from './verdict.ts';

export interface Move {
  readonly entry: PreparedPlan;
  /** What the account would have; null: not comparable. */
  readonly row: LimitRow | null;
  readonly comparison: Comparison;
  readonly direction: Direction;
  /** What stands against the plan whatever the cycle and the rule, but for its limits. */
  readonly own: readonly Reason[];
  /** A change of cycle alone. */
  readonly isSame: boolean;
}

export function moveTo(entry: PreparedPlan, subject: Subject): Move {
  const own: Reason[] = [];
  addSaleReasons(own, entry, subject);
  if (entry.plan.id === subject.service.planId) {
    // The account keeps what it has, options included.
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
  return { entry, row, comparison, direction: directionOf(comparison), own, isSame: false };
}
