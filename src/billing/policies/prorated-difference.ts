import { forDaysLeft } from '../lines.ts';
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
  const zero = Money.zero(currency);
  const amountOf = (subject: PricedLine['subject']): Money =>
    lines.find((line) => line.subject === subject)?.amount ?? zero;
  const billed = current.billed.plus(amountOf('new-plan')).minus(amountOf('current-plan'));
  // A rate above what was billed can credit more than that; a record's amount has no sign.
  return {
    ...current.period,
    billed: (billed.isNegative() ? zero : billed).toAmount(),
    rate: newPrice.toAmount(),
  };
}
