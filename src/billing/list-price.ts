/** What a service pays beside its plan's list price, and whether that explains its recurring amount. */
import type { PlanPrice } from '../catalogue/plans-on-sale.ts';
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import type { Currency } from './currency.ts';
import { Money } from './money.ts';

/**
 * An amount out of a panel's record, or null where the currency cannot express it. A panel stores two decimals for
 * every currency: zeros beyond the currency's own are no decimals (CLP "25900.00").
 */
export function moneyFromPanel(text: string, currency: Currency): Money | null {
  const [whole = '', decimals = ''] = text.split('.');
  const kept = decimals.slice(0, currency.minorUnits);
  if (/[^0]/.test(decimals.slice(currency.minorUnits))) return null;
  const money = Money.parse(kept === '' ? whole : `${whole}.${kept}`, currency);
  return typeof money === 'string' ? null : money;
}

/** The price of all priced options per cycle of the service; null where one of them cannot be expressed. */
export function optionsPrice({ options }: ServiceSnapshot, currency: Currency): Money | null {
  let sum = Money.zero(currency);
  for (const option of options) {
    const price = moneyFromPanel(option.recurring, currency);
    if (price === null) return null;
    sum = sum.plus(price);
  }
  return sum;
}

/** A list price with the service's quantity and priced options: both are on the old and on the new side (row 34). */
export const priceWithExtras = (list: Money, quantity: number, options: Money): Money =>
  list.times(quantity).plus(options);

/**
 * Whether list price, quantity, priced options and promotion explain what the service pays per cycle. A promotion
 * explains less than the list price; its size is not known, so it is not carried to the new plan, which is quoted
 * at its list price. Anything else was arranged by a person: `special-price` (design section 5).
 */
export function isExplained(snapshot: ServiceSnapshot, current: PlanPrice, currency: Currency): boolean {
  const list = moneyFromPanel(current.recurring, currency);
  const recurring = moneyFromPanel(snapshot.recurringAmount, currency);
  const options = optionsPrice(snapshot, currency);
  if (list === null || recurring === null || options === null) return false;
  const difference = recurring.compare(priceWithExtras(list, snapshot.quantity, options));
  return difference === 0 || (difference < 0 && snapshot.promotion !== null);
}
