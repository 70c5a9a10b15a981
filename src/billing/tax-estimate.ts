/** What the panel will probably add as tax. An estimate: tax is the panel's, confirmed by reading its invoice (L1). */
import type { Amount, CurrencyCode, SignedAmount } from '../catalogue/amount.ts';
import type { PanelConventions } from '../catalogue/plans-on-sale.ts';
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import { currencyDecimals } from './currency.ts';
import { Decimal } from 'decimal.js';

export interface TaxEstimate {
  /** Whether the quote's total already contains the tax (the panel's price convention). */
  readonly included: boolean;
  /** One per tax of the client, at the currency's precision; empty where nothing is taxed. */
  readonly taxes: readonly { readonly name: string; readonly percent: string; readonly amount: Amount }[];
  readonly tax: Amount;
  /** What the invoice will probably ask for: the total, with the tax where it is not included. */
  readonly toPay: Amount;
}

/**
 * @param total a quote's total; one of zero or less is not invoiced, so nothing is taxed
 * @param tax the client's rates in per cent, each on the net amount; an exempt client pays none
 */
export function estimateTax(
  total: SignedAmount,
  currency: CurrencyCode,
  tax: ServiceSnapshot['tax'],
  { pricesIncludeTax }: Pick<PanelConventions, 'pricesIncludeTax'>,
): TaxEstimate {
  const decimals = currencyDecimals(currency);
  const gross = Decimal.max(total, 0);
  const rates = tax.exempt
    ? []
    : tax.rates.map((rate) => ({ ...rate, factor: new Decimal(rate.percent).div(100) }));
  const allRates = rates.reduce((sum, rate) => sum.plus(rate.factor), new Decimal(0));
  const net = pricesIncludeTax ? gross.div(allRates.plus(1)) : gross;
  const amounts = rates.map((rate) =>
    net.times(rate.factor).toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP),
  );
  const sum = amounts.reduce((all, amount) => all.plus(amount), new Decimal(0));
  const text = (amount: Decimal) => amount.toFixed(decimals) as Amount;
  return {
    included: pricesIncludeTax,
    taxes: rates.map(({ name, percent }, index) => ({
      name,
      percent,
      amount: text(amounts[index] ?? new Decimal(0)),
    })),
    tax: text(sum),
    toPay: text(pricesIncludeTax ? gross : gross.plus(sum)),
  };
}
