/** From what the panel and our store know about a service to what is asked of `quote()`, or why nothing can be asked. */
import { isRecurring } from '../catalogue/billing-cycle.ts';
import type { PlanPrice } from '../catalogue/plans-on-sale.ts';
import type { NegativeTotal, Policy, SetupFeeRule } from '../catalogue/policy.ts';
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import type { CivilDate } from '../catalogue/time.ts';
import { knownPeriods } from './billed-periods.ts';
import { currencyOf, type Currency } from './currency.ts';
import { isExplained, moneyFromPanel, optionsPrice, priceWithExtras } from './list-price.ts';
import { Money } from './money.ts';
import type { BilledPeriod, QuoteRequest } from './quote.ts';
import type { MoneyReasonCode, MoneyRefusal } from './refusal.ts';

/** The list prices that a change moves between; `current` is null where the catalogue has none for the old cycle. */
export interface PriceMove {
  readonly current: PlanPrice | null;
  readonly target: PlanPrice;
}

/** The host's settings that shape a quote, already chosen for the currency. */
export interface MoneyRules {
  readonly negativeTotal: NegativeTotal;
  readonly setupFee: SetupFeeRule;
  readonly dueDate: QuoteRequest['dueDate'];
}

export type RequestResult =
  | { readonly ok: true; readonly request: QuoteRequest }
  | { readonly ok: false; readonly refusal: MoneyRefusal };

const refuse = (code: MoneyReasonCode, message: string): RequestResult => ({
  ok: false,
  refusal: { code, message },
});

/**
 * @param stored what the store keeps for this service's periods (see {@link knownPeriods})
 * @param changeDate today in the panel's time zone
 * @returns the request; or `special-price`, `paid-amount-unknown`, `currency-not-supported`, `cycle-not-supported`
 */
export function quoteRequestOf(
  snapshot: ServiceSnapshot,
  stored: readonly BilledPeriod[],
  prices: PriceMove,
  policy: Policy,
  rules: MoneyRules,
  changeDate: CivilDate,
): RequestResult {
  const currency = currencyOf(snapshot.currency);
  if (currency === null || prices.target.currency !== snapshot.currency) {
    return refuse('currency-not-supported', `There is no price in ${snapshot.currency}.`);
  }
  const isFree = snapshot.cycle === 'free';
  if (!isRecurring(prices.target.cycle) || !(isFree || isRecurring(snapshot.cycle))) {
    return refuse(
      'cycle-not-supported',
      `A change from ${snapshot.cycle} to ${prices.target.cycle} is not priced.`,
    );
  }
  if (!isFree && (prices.current === null || !isExplained(snapshot, prices.current, currency))) {
    return refuse(
      'special-price',
      `The recurring amount ${snapshot.recurringAmount} is not the plan's list price.`,
    );
  }
  const newPrice = newPriceOf(snapshot, prices.target, currency);
  if (newPrice === null) {
    return refuse(
      'special-price',
      `What the service's options cost per ${prices.target.cycle} cycle is not known.`,
    );
  }
  const periods = isFree ? null : knownPeriods(snapshot, stored, changeDate);
  if (!isFree && periods === null) {
    return refuse('paid-amount-unknown', 'The panel cannot tell what was paid for the current period.');
  }
  return {
    ok: true,
    request: {
      policy,
      currency: currency.code,
      oldCycle: snapshot.cycle,
      period: periods && inCurrency(periods.current, currency),
      laterPeriods: periods?.later.map((period) => inCurrency(period, currency)) ?? [],
      nextDueDate: snapshot.nextDueDate,
      newPrice: newPrice.toAmount(),
      newCycle: prices.target.cycle,
      setupFee: { rule: rules.setupFee, ...setupFees(prices, snapshot.quantity, currency) },
      changeDate,
      negativeTotal: rules.negativeTotal,
      dueDate: rules.dueDate,
    },
  };
}

/** Options keep their price only where the cycle stays; what they cost in another one the snapshot does not say. */
function newPriceOf(snapshot: ServiceSnapshot, target: PlanPrice, currency: Currency): Money | null {
  const list = moneyFromPanel(target.recurring, currency);
  const options = optionsPrice(snapshot, currency);
  if (list === null || options === null) return null;
  if (!options.isZero() && snapshot.cycle !== target.cycle) return null;
  return priceWithExtras(list, snapshot.quantity, options);
}

function setupFees(
  { current, target }: PriceMove,
  quantity: number,
  currency: Currency,
): Pick<QuoteRequest['setupFee'], 'old' | 'new'> {
  const feeOf = (price: PlanPrice | null) =>
    ((price && moneyFromPanel(price.setup, currency)) ?? Money.zero(currency)).times(quantity).toAmount();
  return { old: feeOf(current), new: feeOf(target) };
}

/** A panel's "25900.00" in CLP is "25900"; what cannot be written so is left for `quote()` to refuse by its field. */
const inCurrency = (period: BilledPeriod, currency: Currency): BilledPeriod => ({
  ...period,
  billed: moneyFromPanel(period.billed, currency)?.toAmount() ?? period.billed,
  rate: moneyFromPanel(period.rate, currency)?.toAmount() ?? period.rate,
});
