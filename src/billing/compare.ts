/** Questions about amounts as texts, for code outside `billing/`, which compares but never calculates. */
import { Decimal } from 'decimal.js';
import type { Amount, SignedAmount } from '../catalogue/amount.ts';

type Text = Amount | SignedAmount | '0';

/** Whether two texts name the same amount: "50", "50.00" and "50.0000" do. */
export const sameAmount = (left: Text, right: Text): boolean => new Decimal(left).equals(right);

export const isPositive = (amount: Text): boolean => new Decimal(amount).greaterThan(0);

export const isNegative = (amount: Text): boolean => new Decimal(amount).lessThan(0);

/** The amount without its sign: what a negative total gives back. */
export const magnitude = (amount: SignedAmount): Amount => amount.replace(/^-/, '') as Amount;
