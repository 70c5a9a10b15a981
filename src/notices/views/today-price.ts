/** What a change costs today, told as what it is: an amount to pay, a credit (never a negative price), or nothing. */
import { isNegative, isPositive, magnitude } from '../../billing/compare.ts';
import type { Quote } from '../../billing/quote.ts';
import type { Amount, CurrencyCode, SignedAmount } from '../../catalogue/amount.ts';

export interface TodayPrice {
  readonly pay: SignedAmount | null;
  readonly credit: Amount | null;
  readonly currency: CurrencyCode;
}

export const todayPrice = ({ total, currency }: Quote): TodayPrice => ({
  pay: isPositive(total) ? total : null,
  credit: isNegative(total) ? magnitude(total) : null,
  currency,
});
