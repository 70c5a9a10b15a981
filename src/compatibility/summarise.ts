/** What a plan's cycles come to together. */
import type { CycleVerdict, PlanVerdict, Reason } from './verdict.ts';

/**
 * `allow` as soon as one cycle is, then `ask-executive`; the reasons are those that every cycle has, in the first
 * one's order. For a plan with at least one cycle.
 */
export function summarise(cycles: readonly CycleVerdict[]): Pick<PlanVerdict, 'verdict' | 'reasons'> {
  const [first] = cycles;
  if (!first) return { verdict: 'refuse', reasons: [] };
  let verdict = first.verdict;
  let isShared = true;
  for (const cycle of cycles) {
    verdict = mostLenient(verdict, cycle.verdict);
    // Cycles of one rule share one list: mostly there is nothing to compare.
    if (cycle.reasons !== first.reasons) isShared = false;
  }
  return { verdict, reasons: isShared ? first.reasons : common(first.reasons, cycles) };
}

type Verdict = PlanVerdict['verdict'];

export const mostLenient = (left: Verdict, right: Verdict): Verdict =>
  leniency[left] >= leniency[right] ? left : right;

const leniency = { refuse: 0, 'ask-executive': 1, allow: 2 } as const;

const common = (reasons: readonly Reason[], cycles: readonly CycleVerdict[]): readonly Reason[] =>
  reasons.filter((reason) =>
    cycles.every((cycle) => cycle.reasons.some((other) => isSameReason(reason, other))),
  );

const isSameReason = (left: Reason, right: Reason): boolean =>
  left === right ||
  (left.code === right.code && left.metric === right.metric && left.subject === right.subject);
