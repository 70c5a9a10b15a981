/** Whether a request can be priced at all: its texts become money, its dates are put in order, or it is refused. */
import { isRecurring } from '../catalogue/billing-cycle.ts';
import { daysBetween } from './calendar.ts';
import { currencyOf, type Currency } from './currency.ts';
import { Money, type AmountMistake } from './money.ts';
import type { NewTerms, Span, Terms } from './priced.ts';
import type { BilledPeriod, QuoteRefusal, QuoteRefusalCode, QuoteRequest } from './quote.ts';
import { setupFeeOf } from './setup-fee.ts';

export type Checked<T extends object> = T | QuoteRefusal;

export const isRefusal = (checked: object): checked is QuoteRefusal => 'message' in checked;

const refuse = (code: QuoteRefusalCode, message: string, field: string): QuoteRefusal => ({
  code,
  message,
  field,
});

/** A term that starts later could end past the year 9999, which a civil date cannot say. */
const lastChangeDate = '9990-12-31';

/** A change from a free service, which only starts a term; or from a recurring one, which every policy can price. */
export type CheckedRequest =
  { readonly from: 'free'; readonly terms: NewTerms } | { readonly from: 'recurring'; readonly terms: Terms };

/**
 * @returns the request as money and days, or the refusal that names the field. For a free service the paid amount,
 *   the period and later periods are not looked at (issue 4, fixed points).
 */
export function checkRequest(request: QuoteRequest): Checked<CheckedRequest> {
  const currency = currencyOf(request.currency);
  if (currency === null)
    return refuse('currency-unknown', `${request.currency} is no ISO 4217 currency.`, 'currency');
  const { oldCycle, newCycle } = request;
  if (!isRecurring(newCycle) || oldCycle === 'one-time') {
    return refuse(
      'cycle-not-supported',
      `A change from ${oldCycle} to ${newCycle} is not priced.`,
      'newCycle',
    );
  }
  if (request.changeDate > lastChangeDate) {
    return refuse('request-invalid', `${request.changeDate} is too far off.`, 'changeDate');
  }
  const newPrice = moneyOf(request.newPrice, currency, 'newPrice');
  if (isRefusal(newPrice)) return newPrice;
  const setupFee = setupFeeIn(request, currency);
  if (setupFee !== null && isRefusal(setupFee)) return setupFee;
  const newTerms: NewTerms = { request, currency, newPrice, newCycle, setupFee };
  if (oldCycle === 'free') return { from: 'free', terms: newTerms };
  const terms = termsOf(newTerms);
  return isRefusal(terms) ? terms : { from: 'recurring', terms };
}

const mistakes: Readonly<Record<AmountMistake, (text: string, currency: Currency) => string>> = {
  'not-a-decimal': (text) => `"${text}" is no decimal amount such as "150.00".`,
  negative: (text) => `${text} is negative.`,
  'too-many-decimals': (text, { code, minorUnits }) =>
    `${text} has more decimals than ${code}, which has ${minorUnits}.`,
};

function moneyOf(text: string, currency: Currency, field: string): Checked<Money> {
  const money = Money.parse(text, currency);
  return typeof money === 'string'
    ? refuse('request-invalid', mistakes[money](text, currency), field)
    : money;
}

function setupFeeIn({ setupFee }: QuoteRequest, currency: Currency): Checked<Money> | null {
  if (setupFee.rule === 'none') return null;
  const old = moneyOf(setupFee.old, currency, 'setupFee.old');
  if (isRefusal(old)) return old;
  const target = moneyOf(setupFee.new, currency, 'setupFee.new');
  return isRefusal(target) ? target : setupFeeOf(setupFee.rule, old, target);
}

function termsOf(newTerms: NewTerms): Checked<Terms> {
  const { request, currency } = newTerms;
  const { period, changeDate, dueDate } = request;
  if (period === null)
    return refuse('paid-amount-unknown', 'What was paid for the current period is not known.', 'period');
  const current = spanOf(period, request, currency, 'period');
  if (isRefusal(current)) return current;
  if (changeDate < period.start || changeDate > period.end) {
    const message = `${changeDate} is not within ${period.start} to ${period.end}.`;
    return refuse('date-outside-period', message, 'changeDate');
  }
  const later: Span[] = [];
  let before = period;
  for (const [index, next] of request.laterPeriods.entries()) {
    const field = `laterPeriods.${index}`;
    if (next.start !== before.end)
      return refuse('request-invalid', `It does not start on ${before.end}.`, field);
    const span = spanOf(next, request, currency, field);
    if (isRefusal(span)) return span;
    later.push(span);
    before = next;
  }
  const floor = dueDate.rule === 'keep' ? null : moneyOf(dueDate.floor, currency, 'dueDate.floor');
  return floor !== null && isRefusal(floor) ? floor : { ...newTerms, current, later, restartFloor: floor };
}

function spanOf(
  period: BilledPeriod,
  { changeDate }: QuoteRequest,
  currency: Currency,
  field: string,
): Checked<Span> {
  if (period.end <= period.start) {
    return refuse('period-empty', `${period.start} to ${period.end} is an empty period.`, field);
  }
  const billed = moneyOf(period.billed, currency, `${field}.billed`);
  if (isRefusal(billed)) return billed;
  const rate = period.rate === period.billed ? billed : moneyOf(period.rate, currency, `${field}.rate`);
  if (isRefusal(rate)) return rate;
  return {
    period,
    billed,
    rate,
    daysLeft: daysBetween(changeDate, period.end),
    days: daysBetween(period.start, period.end),
  };
}
