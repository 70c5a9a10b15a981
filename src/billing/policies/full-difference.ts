import { inFull } from '../lines.ts';
import type { PolicyRule, Terms } from '../priced.ts';
import { atNewPrice, chargedAndCredited, creditInFull } from './later-periods.ts';
import { startTerm } from './start-term.ts';

/**
 * The source page's rule: new price − what was billed for the period, whatever the day (150 − 100 = 50). A period
 * without a day left contributes nothing.
 */
export const fullDifference: PolicyRule = (terms) =>
  restarts(terms) ? restartingDate(terms) : keepingDate(terms);

/**
 * A later period's invoice names its own dates, and a new term would overlap it: then the date is kept. The setup
 * fee is no part of the difference that has to reach the floor (reference proration 4.1).
 */
const restarts = ({ restartFloor, current, later, newPrice }: Terms): boolean =>
  restartFloor !== null && later.length === 0 && newPrice.minus(current.billed).compare(restartFloor) >= 0;

/** `dueDate: restart`: the days left are not paid twice but given away, a gift that the host chooses (L7). */
function restartingDate(terms: Terms) {
  const term = startTerm(terms);
  return { ...term, lines: [...term.lines, creditInFull('current-plan', terms.current)] };
}

function keepingDate(terms: Terms) {
  const { request, current, later, newPrice } = terms;
  const { start, end } = current.period;
  const currentLines = [
    inFull('charge', 'new-plan', newPrice, start, end),
    creditInFull('current-plan', current),
  ];
  const isOver = current.daysLeft === 0;
  return {
    lines: [...(isOver ? [] : currentLines), ...chargedAndCredited(terms)],
    nextDueDate: request.nextDueDate,
    periodsAfter: () => [
      isOver ? current.period : atNewPrice(current, terms),
      ...later.map((span) => atNewPrice(span, terms)),
    ],
  };
}
