/**
 * Quotes per second against a bare decimal.js loop that does the same two lines, in one run: `npm run bench`.
 * Both start from the same texts and end with the same texts; the bare loop is told the days, checks nothing and
 * keeps nothing. The ratio is what every rule, check and date of a quote costs.
 */
import { Decimal } from 'decimal.js';
import { daysBetween } from '../src/billing/calendar.ts';
import { quote } from '../src/billing/price.ts';
import type { BilledPeriod, QuoteRequest } from '../src/billing/quote.ts';
import type { Amount, CurrencyCode } from '../src/catalogue/amount.ts';
import type { CivilDate } from '../src/catalogue/time.ts';

const count = 2000;
const rounds = 60;

const cents = (units: number): Amount =>
  `${Math.floor(units / 100)}.${String(units % 100).padStart(2, '0')}` as Amount;

/** Different prices and days in each, so that nothing can be remembered from one to the next. */
const requests: readonly QuoteRequest[] = Array.from({ length: count }, (_, index) => {
  const billed = cents(5_000 + ((index * 7_919) % 90_000));
  const day = String(1 + (index % 28)).padStart(2, '0');
  const month = String(1 + (index % 12)).padStart(2, '0');
  const start = '2026-01-01' as CivilDate;
  const end = '2027-01-01' as CivilDate;
  const period: BilledPeriod = { start, end, billed, rate: billed, paid: true };
  return {
    policy: 'prorated-difference',
    currency: 'USD' as CurrencyCode,
    oldCycle: 'annually',
    period,
    laterPeriods: [],
    nextDueDate: end,
    newPrice: cents(100_000 + ((index * 104_729) % 900_000)),
    newCycle: 'annually',
    setupFee: { rule: 'none', old: '0.00' as Amount, new: '0.00' as Amount },
    changeDate: `2026-${month}-${day}` as CivilDate,
    negativeTotal: 'forbid',
    dueDate: { rule: 'keep' },
  };
});

const bareInputs = requests.map(({ period, newPrice, changeDate }) => ({
  newPrice,
  rate: period?.rate ?? '0',
  daysLeft: period ? daysBetween(changeDate, period.end) : 0,
  days: period ? daysBetween(period.start, period.end) : 1,
}));

type Texts = readonly [charge: string, credit: string, total: string];

const bare = (): Texts[] =>
  bareInputs.map(({ newPrice, rate, daysLeft, days }) => {
    const charge = new Decimal(newPrice).times(daysLeft).div(days).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    const credit = new Decimal(rate).times(daysLeft).div(days).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    return [charge.toFixed(2), credit.toFixed(2), charge.minus(credit).toFixed(2)];
  });

const quotes = (): Texts[] =>
  requests.map((request) => {
    const result = quote(request);
    if (!result.ok) throw new Error(result.refusal.message);
    return [result.quote.charge, result.quote.credit, result.quote.total];
  });

/** Per second, in the round that was least disturbed by the rest of the machine. */
function best(timings: readonly number[]): number {
  return Math.round((count / Math.min(...timings)) * 1000);
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

if (JSON.stringify(bare()) !== JSON.stringify(quotes())) throw new Error('The two loops do not do the same.');
const timings = Array.from({ length: rounds }, () => ({ bare: timed(bare), quote: timed(quotes) }));
const perSecond = {
  quote: best(timings.map((each) => each.quote)),
  bare: best(timings.map((each) => each.bare)),
};
console.log(`quote()          ${perSecond.quote} per second`);
console.log(`bare decimal.js  ${perSecond.bare} per second`);
console.log(`ratio            ${(perSecond.quote / perSecond.bare).toFixed(2)} (aim: at least 0.50)`);
