import { forDaysLeft } from '../lines.ts';
import type { PolicyRule } from '../priced.ts';
import { creditInFull } from './later-periods.ts';
import { startTerm } from './start-term.ts';

/**
 * A new term at its full price; the days left of the old one are credited at their rate, later periods (all paid,
 * or there is no quote) in full. Also in place of the two differences where the cycle changes.
 */
export const restartTerm: PolicyRule = (terms) => {
  const { request, current, later } = terms;
  const term = startTerm(terms);
  const unused =
    current.daysLeft === 0
      ? []
      : [forDaysLeft('credit', 'current-plan', current.rate, current, request.changeDate)];
  return {
    ...term,
    lines: [...term.lines, ...unused, ...later.map((span) => creditInFull('later-period', span))],
  };
};
