import { forDaysLeft, totalsOf } from '../lines.ts';
import { Money } from '../money.ts';
import type { PolicyRule, PricedLine, Terms } from '../priced.ts';
import type { BilledPeriod } from '../quote.ts';
import { atNewPrice, chargedAndCredited } from './later-periods.ts';

/**
 * The days left at the new price, less the days left at the rate at which they were paid; the due date stays. A
 * period without a day left contributes nothing.
 */
export const proratedDifference: PolicyRule = (terms) => {
  const { request, current, later, newPrice } = terms;
  const isOver = current.daysLeft === 0;
  const currentLines = () => [
    forDaysLeft('charge', 'new-plan', newPrice, current, request.changeDate),
    forDaysLeft('credit', 'current-plan', current.rate, current, request.changeDate),
  ];
  return {
    lines: [...(isOver ? [] : currentLines()), ...chargedAndCredited(terms)],
    nextDueDate: request.nextDueDate,
    periodsAfter: (lines) => [
      isOver ? current.period : withDifference(terms, lines),
      ...later.map((span) => atNewPrice(span, terms)),
    ],
  };
};

/**
 * billed += what this change adds, rate = new price. Billed is the base of a later credit in full: to take the last
 * increment alone for it over-charges the second change of a period (failure-modes.md row 33).
 */
function withDifference({ current, newPrice, currency }: Terms, lines: readonly PricedLine[]): BilledPeriod {
  const { total } = totalsOf(
    lines.filter(({ subject }) => subject === 'new-plan' || subject === 'current-plan'),
    currency,
  );
  const billed = current.billed.plus(total);
  // A rate above what was billed can credit more than that; a record's amount has no sign.
  const kept = billed.isNegative() ? Money.zero(currency) : billed;
  return { ...current.period, billed: kept.toAmount(), rate: newPrice.toAmount() };
}
