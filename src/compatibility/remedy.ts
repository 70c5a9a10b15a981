/** Finds, for each limit that stands in the way, the smallest plan that would do. */
import { metricNames } from '../catalogue/metric.ts';
import type { PlanId } from '../catalogue/identifiers.ts';
import { asLimit, numberAt, type LimitRow } from './limit-row.ts';
import type { Remedy } from './verdict.ts';

export interface Candidate {
  readonly planId: PlanId;
  readonly row: LimitRow;
}

/** Remedies are handed out while plans are judged, and name their plan once all of them are: see `settle`. */
export interface RemedyBook {
  /** Choose a plan with at least `atLeast` of the metric at `index`. */
  bigger(index: number, atLeast: number): Remedy;
  /** Remove `free`, or choose a plan with at least `atLeast`. */
  room(index: number, free: number, atLeast: number): Remedy;
  /** Names the smallest of `candidates` in every remedy that was handed out; among equals the panel's order decides. */
  settle(candidates: readonly Candidate[]): void;
}

interface Entry {
  readonly index: number;
  readonly atLeast: number;
  /** One object for all plans: it says the same of each of them. */
  readonly bigger: { kind: 'choose-bigger'; atLeast: ReturnType<typeof asLimit>; plan: PlanId | null };
  readonly room: { kind: 'make-room'; free: number; atLeast: number; plan: PlanId | null }[];
}

export function openRemedyBook(): RemedyBook {
  // Per metric mostly one or two: today's limit and today's use.
  const entries: Entry[][] = metricNames.map(() => []);
  const entryFor = (index: number, atLeast: number): Entry => {
    const ofMetric = (entries[index] ??= []);
    for (const entry of ofMetric) if (entry.atLeast === atLeast) return entry;
    const entry: Entry = {
      index,
      atLeast,
      bigger: { kind: 'choose-bigger', atLeast: asLimit(atLeast), plan: null },
      room: [],
    };
    ofMetric.push(entry);
    return entry;
  };
  return {
    bigger: (index, atLeast) => entryFor(index, atLeast).bigger,
    room(index, free, atLeast) {
      const remedy = { kind: 'make-room' as const, free, atLeast, plan: null };
      entryFor(index, atLeast).room.push(remedy);
      return remedy;
    },
    settle(candidates) {
      for (const entry of entries.flat()) {
        const plan = smallest(candidates, entry.index, entry.atLeast);
        entry.bigger.plan = plan;
        for (const remedy of entry.room) remedy.plan = plan;
      }
    },
  };
}

function smallest(candidates: readonly Candidate[], index: number, atLeast: number): PlanId | null {
  let found: Candidate | null = null;
  for (const candidate of candidates) {
    const limit = numberAt(candidate.row, index);
    if (limit >= atLeast && (found === null || limit < numberAt(found.row, index))) found = candidate;
  }
  return found?.planId ?? null;
}
