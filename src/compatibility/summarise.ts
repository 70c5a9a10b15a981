/** What a plan's cycles come to together. */
import type { CycleVerdict, PlanVerdict, Reason } from './verdict.ts';

/**
 * `allow` as soon as one cycle is, then `ask-executive`; the reasons are those that every cycle has, in the first
 * one's order. For a plan with at least one cycle.
 */
export function summarise(cycles: readonly CycleVerdict[]): Pick<PlanVerdict, 'verdict' | 'reasons'> {
  const verdicts = cycles.map(({ verdict }) => verdict);
  const verdict = verdicts.includes('allow')
    ? 'allow'
    : verdicts.includes('ask-executive')
      ? 'ask-executive'
      : 'refuse';
  const [first, ...others] = cycles;
  if (!first) return { verdict, reasons: [] };
  // Cycles of one rule share one list: mostly there is nothing to compare.
  const different = others.filter(({ reasons }) => reasons !== first.reasons);
  if (different.length === 0) return { verdict, reasons: first.reasons };
  return {
    verdict,
    reasons: first.reasons.filter((reason) =>
      different.every(({ reasons }) => reasons.some((other) => isSameReason(reason, other))),
    ),
  };
}

const isSameReason = (left: Reason, right: Reason): boolean =>
  left === right ||
  (left.code === right.code && left.metric === right.metric && left.subject === right.subject);
