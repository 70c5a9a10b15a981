/** Periods that follow the current one and are already invoiced or paid (design section 5, "Later periods"). */
import { inFull } from '../lines.ts';
import type { PricedLine, Span, Terms } from '../priced.ts';
import type { BilledPeriod } from '../quote.ts';

/** Whether any is still unpaid: its invoice is open. */
export const anyUnpaid = ({ later }: Terms): boolean => later.some((span) => !span.period.paid);

/** Whether an open invoice bills more than the new plan costs: it would have to be lowered, and is left alone. */
export const anyUnpaidAbove = ({ later, newPrice }: Terms): boolean =>
  later.some((span) => !span.period.paid && span.billed.compare(newPrice) > 0);

/** The whole of what was billed for a period is given back. */
export const creditInFull = (subject: 'current-plan' | 'later-period', span: Span): PricedLine =>
  inFull('credit', subject, span.billed, span.period.start, span.period.end);

/** Each charged at the new price and credited, in full: no day of them has passed. */
export const chargedAndCredited = ({ later, newPrice }: Terms): PricedLine[] =>
  later.flatMap((span) => [
    inFull('charge', 'later-period', newPrice, span.period.start, span.period.end),
    creditInFull('later-period', span),
  ]);

/** A period whose price is now the new plan's: billed = rate = new price. */
export function atNewPrice(span: Span, { newPrice }: Terms): BilledPeriod {
  const price = newPrice.toAmount();
  return { ...span.period, billed: price, rate: price };
}
