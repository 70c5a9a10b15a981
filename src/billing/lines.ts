/** How the lines of a quote are made; each is rounded once, and the total is their sum. */
import type { CivilDate } from '../catalogue/time.ts';
import type { Currency } from './currency.ts';
import { Money } from './money.ts';
import type { PricedLine, Span } from './priced.ts';

type Kind = PricedLine['kind'];
type Subject = PricedLine['subject'];

/** A price for the whole of [from, to). */
export const inFull = (
  kind: Kind,
  subject: Subject,
  price: Money,
  from: CivilDate,
  to: CivilDate,
): PricedLine => ({
  kind,
  subject,
  amount: price,
  price,
  days: null,
  ofDays: null,
  from,
  to,
});

/** The part of a price for the days that are left of a period; the day of the change belongs to the new plan. */
export const forDaysLeft = (
  kind: Kind,
  subject: Subject,
  price: Money,
  span: Span,
  changeDate: CivilDate,
): PricedLine => ({
  kind,
  subject,
  amount: price.share(span.daysLeft, span.days),
  price,
  days: span.daysLeft,
  ofDays: span.days,
  from: changeDate,
  to: span.period.end,
});

export interface Totals {
  readonly charge: Money;
  readonly credit: Money;
  readonly total: Money;
}

export function totalsOf(lines: readonly PricedLine[], currency: Currency): Totals {
  const charge = sumOf(lines, 'charge', currency);
  const credit = sumOf(lines, 'credit', currency);
  return { charge, credit, total: charge.minus(credit) };
}

function sumOf(lines: readonly PricedLine[], kind: Kind, currency: Currency): Money {
  let sum: Money | null = null;
  for (const line of lines) {
    if (line.kind === kind) sum = sum === null ? line.amount : sum.plus(line.amount);
  }
  return sum ?? Money.zero(currency);
}

/** `forgo`: the credit is capped at the charge, by taking from the last credit line first (issue 4, fixed points). */
export function forgoExcess(lines: readonly PricedLine[], totals: Totals): readonly PricedLine[] {
  let excess = totals.credit.minus(totals.charge);
  const capped = lines.toReversed().map((line) => {
    if (line.kind === 'charge' || excess.isZero()) return line;
    const forgone = line.amount.compare(excess) < 0 ? line.amount : excess;
    excess = excess.minus(forgone);
    return { ...line, amount: line.amount.minus(forgone), forgone };
  });
  return capped.toReversed();
}
