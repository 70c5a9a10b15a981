/** What fast-check draws for the money: all cycles, month ends, leap years, time zones, currencies. */
import fc from 'fast-check';
import { addCycle, addDays, daysBetween, today } from '../../src/billing/calendar.ts';
import { minorUnits } from '../../src/billing/iso-4217.ts';
import type { BilledPeriod, QuoteRequest } from '../../src/billing/quote.ts';
import { cycleMonths, type RecurringCycle } from '../../src/catalogue/billing-cycle.ts';
import type { CivilDate, Instant } from '../../src/catalogue/time.ts';
import { amount, aRequest, currency, day } from './quote-requests.ts';

export const anyCycle = fc.constantFrom(...(Object.keys(cycleMonths) as RecurringCycle[]));

/** Ordinary days, and often those on which calendars go wrong. */
export const anyCivilDate: fc.Arbitrary<CivilDate> = fc.oneof(
  fc.integer({ min: 0, max: 36_524 }).map((days) => addDays(day('2001-01-01'), days)),
  fc
    .constantFrom(
      '2024-02-29',
      '2028-02-29',
      '2026-01-31',
      '2027-01-31',
      '2026-02-28',
      '2028-12-31',
      '2100-02-28',
    )
    .map(day),
);

export const anyTimeZone = fc.constantFrom(
  'UTC',
  'America/Argentina/Buenos_Aires',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/Mexico_City',
  'America/St_Johns',
  'Europe/Madrid',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Pacific/Chatham',
);

/** The civil date of any moment in any zone, which is what a change date is. */
export const anyToday = fc
  .tuple(fc.integer({ min: Date.parse('2005-01-01'), max: Date.parse('2090-01-01') }), anyTimeZone)
  .map(([instant, zone]) => today(instant as Instant, zone));

export const anyCurrency = fc.constantFrom(
  ...['USD', 'ARS', 'CLP', 'PYG', 'KWD', 'CLF'].flatMap((code) => [code, code, code]),
  ...minorUnits.keys(),
);

/** Whole minor units as text: `decimalText(15000n, 'USD')` is `150.00`. */
export function decimalText(units: bigint, code: string): string {
  const decimals = minorUnits.get(code) ?? 0;
  const digits = units.toString().padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The inverse of {@link decimalText}; the texts that `quote()` prints are always at full precision. */
export const unitsOf = (text: string): bigint => BigInt(text.replace('.', ''));

/** Prices as they are sold, tiny ones that rounding could eat, and nothing at all. */
export const anyPrice: fc.Arbitrary<bigint> = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt({ min: 0n, max: 50_000n }) },
  { weight: 2, arbitrary: fc.bigInt({ min: 0n, max: 20n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 10n ** 14n }) },
);

/** A day of the period [start, end], its last day and the renewal day more often than chance would. */
export const dayWithin = (start: CivilDate, end: CivilDate, draw: number): CivilDate => {
  const days = daysBetween(start, end);
  const forward =
    draw % 8 === 0
      ? days
      : draw % 8 === 1
        ? days - 1
        : draw % 8 === 2
          ? 0
          : Math.floor(draw / 8) % (days + 1);
  return addDays(start, Math.max(0, forward));
};

/** A service in mid-period with up to two later periods, before any change: rate = billed. */
export const anyRequest: fc.Arbitrary<QuoteRequest> = fc
  .record({
    code: anyCurrency,
    policy: fc.constantFrom('full-difference', 'prorated-difference', 'restart-term', 'at-renewal' as const),
    start: anyToday,
    oldCycle: anyCycle,
    newCycle: anyCycle,
    sameCycle: fc.integer({ min: 0, max: 3 }).map((draw) => draw > 0),
    billed: anyPrice,
    newPrice: anyPrice,
    draw: fc.nat({ max: 100_000 }),
    later: fc.array(fc.record({ billed: anyPrice, paid: fc.boolean() }), { maxLength: 2 }),
    negativeTotal: fc.constantFrom('forbid', 'forgo', 'credit-balance' as const),
  })
  .map(({ code, start, oldCycle, newCycle, sameCycle, billed, newPrice, draw, later, ...rest }) => {
    const text = (units: bigint) => amount(decimalText(units, code));
    const end = (count: number) => addCycle(start, oldCycle, count);
    const period: BilledPeriod = { start, end: end(1), billed: text(billed), rate: text(billed), paid: true };
    return aRequest({
      ...rest,
      currency: currency(code),
      oldCycle,
      newCycle: sameCycle ? oldCycle : newCycle,
      period,
      laterPeriods: later.map((next, index) => ({
        start: end(index + 1),
        end: end(index + 2),
        billed: text(next.billed),
        rate: text(next.billed),
        paid: next.paid,
      })),
      nextDueDate: period.end,
      newPrice: text(newPrice),
      changeDate: dayWithin(start, period.end, draw),
    });
  });
