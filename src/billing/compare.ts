/** Comparing amounts as they stand in records, so that nobody outside `billing/` needs arithmetic to do it. */
import { Decimal } from 'decimal.js';
import type { Amount, SignedAmount } from '../catalogue/amount.ts';

/** Whether two texts name the same amount: a panel may write `50`, `50.0` or `50.00`. */
export const sameAmount = (left: SignedAmount | Amount, right: SignedAmount | Amount): boolean =>
  new Decimal(left).equals(right);

/** Whether it is above nothing. */
export const isPositive = (amount: SignedAmount | Amount): boolean => new Decimal(amount).greaterThan(0);

/** Whether it is below nothing. */
export const isNegative = (amount: SignedAmount | Amount): boolean => new Decimal(amount).lessThan(0);

/** The amount without its sign, with the decimals it had. */
export const magnitude = (amount: SignedAmount | Amount): Amount => amount.replace('-', '') as Amount;
