/** Which currencies there are, and which of them a panel can hold (design section 5). */
import type { CurrencyCode } from '../catalogue/amount.ts';
import type { PanelConventions } from '../catalogue/plans-on-sale.ts';
import { UpshelfError } from '../errors.ts';
import { minorUnits } from './iso-4217.ts';

/** A currency that can be priced; `minorUnits` is its number of decimals (CLP 0, USD 2, KWD 3, CLF 4). */
export interface Currency<C extends string = CurrencyCode> {
  readonly code: C;
  readonly minorUnits: number;
}

const known: ReadonlyMap<string, Currency> = new Map(
  [...minorUnits].map(([code, decimals]) => [code, { code: code as CurrencyCode, minorUnits: decimals }]),
);

/**
 * The currency behind an ISO 4217 code, or null for a code that is none: an unknown currency is an error, never
 * "two decimals" (reference proration 4.0, failure-modes.md row 39).
 */
export const currencyOf = <C extends string>(code: C): Currency<C> | null =>
  (known.get(code) as Currency<C> | undefined) ?? null;

/**
 * The decimals of a currency that must be known by now.
 * @throws UpshelfError `request-invalid` for a code outside ISO 4217
 */
export function currencyDecimals(code: CurrencyCode): number {
  const currency = currencyOf(code);
  if (currency === null)
    throw new UpshelfError('request-invalid', `${code} is no ISO 4217 currency.`, { field: 'currency' });
  return currency.minorUnits;
}

/** Why a panel cannot bill in a currency; the code is a reason of the shelf engine. */
export interface CurrencyRefusal {
  readonly code: 'currency-not-supported';
  readonly message: string;
}

/**
 * Null when the panel can bill in this currency; else the refusal that names it: an unknown code, or a currency
 * with more decimals than the panel stores (KWD in WHMCS).
 */
export function panelCannotHold(
  code: CurrencyCode,
  conventions: Pick<PanelConventions, 'amountDecimals'>,
): CurrencyRefusal | null {
  const currency = currencyOf(code);
  if (currency === null)
    return { code: 'currency-not-supported', message: `${code} is no ISO 4217 currency.` };
  if (currency.minorUnits <= conventions.amountDecimals) return null;
  return {
    code: 'currency-not-supported',
    message: `${code} has ${currency.minorUnits} decimals; the panel stores ${conventions.amountDecimals}.`,
  };
}
