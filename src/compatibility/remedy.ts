/** Finds, for each limit that stands in the way, the smallest plan that would do. */
import type { PlanId } from '../catalogue/identifiers.ts';
import { metricNames } from '../catalogue/metric.ts';
import { asLimit, numberAt, type LimitRow } from './limit-row.ts';
import type { Remedy } from './verdict.ts';

/** A plan that nothing but the service itself stands against. */
export interface Candidate {
  readonly planId: PlanId;
  readonly row: LimitRow;
}

/** The ways out for one service; each names the smallest candidate, and among equals the first in the panel's order. */
export interface RemedyBook {
  /** Choose a plan with at least `atLeast` of the metric at `place`. */
  bigger(place: number, atLeast: number): Remedy;
  /** Remove `free`, or choose a plan with at least `atLeast`. */
  room(place: number, free: number, atLeast: number): Remedy;
}

/** @param candidates to be complete before the first remedy is asked for */
export function remedyBook(candidates: readonly Candidate[]): RemedyBook {
  // Per metric mostly one or two amounts: today's limit and today's use.
  const known: { atLeast: number; plan: PlanId | null; bigger: Remedy }[][] = metricNames.map(() => []);
  const entryFor = (place: number, atLeast: number) => {
    const ofMetric = (known[place] ??= []);
    for (const entry of ofMetric) if (entry.atLeast === atLeast) return entry;
    const plan = smallest(candidates, place, atLeast);
    const bigger: Remedy = { kind: 'choose-bigger', atLeast: asLimit(atLeast), plan };
    const entry = { atLeast, plan, bigger };
    ofMetric.push(entry);
    return entry;
  };
  return {
    // One object for all plans: it says the same of each of them.
    bigger: (place, atLeast) => entryFor(place, atLeast).bigger,
    room: (place, free, atLeast) => ({
      kind: 'make-room',
      free,
      atLeast,
      plan: entryFor(place, atLeast).plan,
    }),
  };
}

function smallest(candidates: readonly Candidate[], place: number, atLeast: number): PlanId | null {
  let found: Candidate | null = null;
  for (const candidate of candidates) {
    const limit = numberAt(candidate.row, place);
    if (limit >= atLeast && (found === null || limit < numberAt(found.row, place))) found = candidate;
  }
  return found?.planId ?? null;
}
