/** Exact money: a decimal and its currency, which never mixes with another currency and never meets a float. */
import { Decimal } from 'decimal.js';
import type { Amount, CurrencyCode, SignedAmount } from '../catalogue/amount.ts';
import type { Currency } from './currency.ts';

/**
 * Enough digits for every product here to be exact (24 + 4 of an amount, 7 of the days from year 1 to 9999), and for
 * a quotient to stand visibly beside each half of a minor unit that it does not hit.
 */
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** What is wrong with the text of an amount. */
export type AmountMistake = 'not-a-decimal' | 'negative' | 'too-many-decimals';

const decimalText = /^(-?)\d{1,24}(?:\.(\d+))?$/;

/**
 * An amount of money in one currency. Opaque: the number inside cannot be reached, only printed, so that arithmetic
 * stays in `billing/` (L1). `C` is invariant: USD + CLP does not compile, and throws where types were cast away.
 */
export class Money<in out C extends string = CurrencyCode> {
  readonly currency: Currency<C>;
  readonly #value: Decimal;
  /** Printing costs as much as multiplying, and the same amount stands in a line, a total and a period. */
  #text: string | null = null;

  private constructor(value: Decimal, currency: Currency<C>) {
    this.#value = value;
    this.currency = currency;
  }

  /**
   * The money that a decimal text names, in major units: `"150.00"`, `"25900"`. Never negative, no exponent, no
   * more decimals than the currency has; anything else answers with what is wrong.
   */
  static parse<C extends string>(text: string, currency: Currency<C>): Money<C> | AmountMistake {
    const match = decimalText.exec(text);
    if (match === null) return 'not-a-decimal';
    if (match[1] === '-') return 'negative';
    if ((match[2]?.length ?? 0) > currency.minorUnits) return 'too-many-decimals';
    return new Money(new Exact(text), currency);
  }

  static zero<C extends string>(currency: Currency<C>): Money<C> {
    return new Money(new Exact(0), currency);
  }

  plus(other: Money<C>): Money<C> {
    return new Money(this.#value.plus(this.#same(other)), this.currency);
  }

  minus(other: Money<C>): Money<C> {
    return new Money(this.#value.minus(this.#same(other)), this.currency);
  }

  /** The money for `count` things at this price; `count` is a whole number. */
  times(count: number): Money<C> {
    return new Money(this.#value.times(whole(count)), this.currency);
  }

  /**
   * This × `days` / `ofDays`, rounded half-up to the minor unit once: a rounded daily rate is never used (24.19, not
   * 24.15: failure-modes.md row 40).
   */
  share(days: number, ofDays: number): Money<C> {
    const exact = this.#value.times(whole(days)).div(whole(ofDays));
    return new Money(exact.toDecimalPlaces(this.currency.minorUnits, Decimal.ROUND_HALF_UP), this.currency);
  }

  /** Below 0 when this is less than `other`, 0 when equal, above when more. */
  compare(other: Money<C>): number {
    return this.#value.comparedTo(this.#same(other));
  }

  isZero(): boolean {
    return this.#value.isZero();
  }

  isNegative(): boolean {
    return this.#value.isNegative() && !this.#value.isZero();
  }

  /** Decimal text at the currency's precision; a minus sign where it is below zero. */
  toSigned(): SignedAmount {
    return (this.#text ??= this.#value.toFixed(this.currency.minorUnits)) as SignedAmount;
  }

  /**
   * Decimal text at the currency's precision.
   * @throws RangeError below zero: a record's amount has no sign
   */
  toAmount(): Amount {
    if (this.isNegative())
      throw new RangeError(`${this.toSigned()} ${this.currency.code} is no amount without a sign`);
    return this.toSigned() as string as Amount;
  }

  #same(other: Money<C>): Decimal {
    if (other.currency.code !== this.currency.code) {
      throw new TypeError(`${this.currency.code} and ${other.currency.code} do not add up`);
    }
    return other.#value;
  }
}

function whole(count: number): number {
  if (!Number.isSafeInteger(count)) throw new RangeError(`${count} is no whole number`);
  return count;
}
