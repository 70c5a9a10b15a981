/** Every plan held against every other by limits alone, once for all checks. */
import { compareWithToday, type Comparison, type TodayRows } from '../comparison.ts';
import { directionOf } from '../direction.ts';
import { metricAt, placesIn, rowOf, type LimitRow } from '../limit-row.ts';
import type { Direction } from '../verdict.ts';
import type { CheckedPlan } from './model.ts';

export interface Pair {
  readonly direction: Direction;
  readonly shrinks: number;
  readonly unstated: number;
  readonly grows: number;
}

const foreign: Pair = { direction: 'unknown', shrinks: 0, unstated: 0, grows: 0 };
const same: Pair = { direction: 'equal', shrinks: 0, unstated: 0, grows: 0 };

export interface Pairs {
  /** From one plan's limits to another's, by their places. */
  at(from: number, to: number): Pair;
  areFamily(from: number, to: number): boolean;
}

export function pairsOf(plans: readonly CheckedPlan[]): Pairs {
  const rows = plans.map(({ row }) => asToday(row));
  const known = plans.map((): (Pair | undefined)[] => []);
  const areFamily = (from: number, to: number) =>
    plans[from]?.technical.technology === plans[to]?.technical.technology;
  return {
    areFamily,
    at(from, to) {
      if (from === to) return same;
      if (!areFamily(from, to)) return foreign;
      const ofPlan = (known[from] ??= []);
      return (ofPlan[to] ??= judge(rows[from], plans[to]?.row));
    },
  };
}

function judge(today: TodayRows | undefined, target: LimitRow | undefined): Pair {
  if (!today || !target) return foreign;
  const comparison: Comparison = compareWithToday(today, target);
  const { shrinks, unstated, grows } = comparison;
  return { direction: directionOf(comparison), shrinks, unstated, grows };
}

/** An account that has what the plan says and uses nothing: whether use fits is each client's own matter. */
const nothingUsed = rowOf({});
const asToday = (row: LimitRow): TodayRows => ({
  limits: row,
  sold: row,
  used: nothingUsed,
  fresh: -1,
  wasRead: true,
});

/** The metrics of a set by name. */
export const namesOf = (set: number): string[] => placesIn(set).map(metricAt);
