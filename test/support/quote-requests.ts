/** Requests for a price in tests: the source page's own case, with what a test cares about set. */
import { quote } from '../../src/billing/price.ts';
import type { BilledPeriod, Quote, QuoteRefusal, QuoteRequest } from '../../src/billing/quote.ts';
import type { Amount, CurrencyCode } from '../../src/catalogue/amount.ts';
import type { CivilDate } from '../../src/catalogue/time.ts';

export const amount = (text: string): Amount => text as Amount;
export const day = (text: string): CivilDate => text as CivilDate;
export const currency = (code: string): CurrencyCode => code as CurrencyCode;

/** [start, end) billed at one amount; its rate is that amount unless said otherwise. */
export const aPeriod = (
  start: string,
  end: string,
  billed: string,
  { rate = billed, paid = true }: { rate?: string; paid?: boolean } = {},
): BilledPeriod => ({ start: day(start), end: day(end), billed: amount(billed), rate: amount(rate), paid });

/** 100.00 a year, paid for 2026, to a plan of 150.00 on 2 July: 183 of 365 days are left. */
export const aRequest = (overrides: Partial<QuoteRequest> = {}): QuoteRequest => ({
  policy: 'full-difference',
  currency: currency('USD'),
  oldCycle: 'annually',
  period: aPeriod('2026-01-01', '2027-01-01', '100.00'),
  laterPeriods: [],
  nextDueDate: day('2027-01-01'),
  newPrice: amount('150.00'),
  newCycle: 'annually',
  setupFee: { rule: 'none', old: amount('0.00'), new: amount('0.00') },
  changeDate: day('2026-07-02'),
  negativeTotal: 'forbid',
  dueDate: { rule: 'keep' },
  ...overrides,
});

/** The quote; a refusal fails the test with its own words. */
export function quoted(request: QuoteRequest): Quote {
  const result = quote(request);
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`);
  return result.quote;
}

export function refused(request: QuoteRequest): QuoteRefusal {
  const result = quote(request);
  if (result.ok) throw new Error(`priced at ${result.quote.total}`);
  return result.refusal;
}
