/** This panel's own money: whole cents. It is another company's software, so it shares no arithmetic with Upshelf. */
import type { Amount, SignedAmount } from '../../src/catalogue/amount.ts';
import { Refusal } from './refusal.ts';

/** `"50.00"` → 5000; more than two decimals cannot be held here and are refused. */
export function toCents(text: string): number {
  const parts = /^(-?)(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text);
  if (!parts) throw new Refusal('amount-invalid', `"${text}" is not an amount`);
  const [, sign, whole, fraction = ''] = parts;
  if (/[1-9]/.test(fraction.slice(2))) throw new Refusal('amount-precision', 'this panel holds two decimals');
  const cents = Number(whole) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0'));
  return sign === '-' && cents !== 0 ? -cents : cents;
}

/** 5000 → `"50.00"`, -1250 → `"-12.50"`. */
export function toText(cents: number): SignedAmount {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` as SignedAmount;
}

/** As {@link toText}, for what can never be negative. */
export const toAmount = (cents: number): Amount => toText(Math.max(cents, 0)) as string as Amount;

const roundHalfUp = (numerator: bigint, denominator: bigint): number => {
  const half = 2n * (numerator < 0n ? -numerator : numerator) + denominator;
  const rounded = Number(half / (2n * denominator));
  return numerator < 0n ? -rounded : rounded;
};

/** The rate `"21"` or `"10.5"` as hundredths of a percent. */
const basisPoints = (percent: string): bigint => BigInt(toCents(percent));

/** The tax of a taxed sum: on top of it, or already inside it. */
export function taxOf(sum: number, percent: string, inclusive: boolean): number {
  const rate = basisPoints(percent);
  return roundHalfUp(BigInt(sum) * rate, inclusive ? 10_000n + rate : 10_000n);
}
