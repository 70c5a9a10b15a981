/** Money as it stands in a record or on the wire: an exact decimal text. Only `billing/` calculates with it. */
import { z } from 'zod';

/** An amount of money in major units, never negative, never a float: `"150.00"`, `"25900"`. */
export const amountSchema = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,4})?$/, 'an amount as text, such as "150.00"')
  .brand<'Amount'>();
export type Amount = z.infer<typeof amountSchema>;

/** As {@link amountSchema}, but a minus sign may stand before it: totals and balances. */
export const signedAmountSchema = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,4})?$/, 'an amount as text, such as "-12.50"')
  .brand<'SignedAmount'>();
export type SignedAmount = z.infer<typeof signedAmountSchema>;

/** An ISO 4217 code. Whether it is a known one is judged in `billing/currency.ts`. */
export const currencyCodeSchema = z
  .string()
  .regex(/^[A-Z]{3}$/, 'a currency code such as USD')
  .brand<'CurrencyCode'>();
export type CurrencyCode = z.infer<typeof currencyCodeSchema>;
