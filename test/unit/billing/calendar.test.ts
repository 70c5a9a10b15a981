import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { addCycle, addDays, daysBetween, endOfDay, today } from '../../../src/billing/calendar.ts';
import type { RecurringCycle } from '../../../src/catalogue/billing-cycle.ts';
import type { Instant } from '../../../src/catalogue/time.ts';
import { day } from '../../support/quote-requests.ts';
import { anyCivilDate, anyCycle, anyTimeZone } from '../../support/money-arbitraries.ts';

const ownZone = process.env['TZ'];
afterEach(() => {
  if (ownZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = ownZone;
});

const at = (iso: string): Instant => Date.parse(iso) as Instant;

describe('a due date is clamped to the end of its month', () => {
  test.each<[string, RecurringCycle, number, string]>([
    ['2026-01-31', 'monthly', 1, '2026-02-28'],
    ['2028-01-31', 'monthly', 1, '2028-02-29'],
    ['2026-01-31', 'monthly', 2, '2026-03-31'],
    ['2026-01-31', 'monthly', 3, '2026-04-30'],
    ['2026-08-31', 'quarterly', 1, '2026-11-30'],
    ['2026-08-31', 'semiannually', 1, '2027-02-28'],
    ['2028-02-29', 'annually', 1, '2029-02-28'],
    ['2028-02-29', 'annually', 4, '2032-02-29'],
    ['2028-02-29', 'biennially', 1, '2030-02-28'],
    ['2028-02-29', 'triennially', 1, '2031-02-28'],
    ['2027-02-28', 'annually', 1, '2028-02-28'],
    ['2026-07-02', 'annually', 1, '2027-07-02'],
    ['2026-12-31', 'monthly', 1, '2027-01-31'],
    ['2026-03-31', 'monthly', -1, '2026-02-28'],
    ['2099-12-31', 'monthly', 2, '2100-02-28'],
  ])('%s + %s × %i is %s', (anchor, cycle, count, due) => {
    expect(addCycle(day(anchor), cycle, count)).toBe(due);
  });

  test('counted from the anchor, the day of the month comes back wherever the month has it', () => {
    fc.assert(
      fc.property(anyCivilDate, anyCycle, fc.integer({ min: 1, max: 40 }), (anchor, cycle, count) => {
        const due = addCycle(anchor, cycle, count);
        const dayOf = (date: string): number => Number(date.slice(8));
        const lastDay = dayOf(
          addDays(day(`${addCycle(day(`${due.slice(0, 7)}-01`), 'monthly').slice(0, 7)}-01`), -1),
        );
        expect(dayOf(due)).toBe(Math.min(dayOf(anchor), lastDay));
      }),
    );
  });
});

describe('failure modes 35, 36 and 37: days are counted, real and signed', () => {
  test.each([
    ['2026-01-01', '2027-01-01', 365],
    ['2028-01-01', '2029-01-01', 366],
    ['2026-02-01', '2026-03-01', 28],
    ['2026-01-01', '2026-02-01', 31],
    ['2026-07-02', '2027-01-01', 183],
    // a year and two days, not two days
    ['2026-01-01', '2027-01-03', 367],
    // five months and two days, not two days
    ['2026-01-01', '2026-06-03', 153],
    // two days late are not two days left
    ['2026-01-03', '2026-01-01', -2],
    ['2026-01-01', '2026-01-01', 0],
  ])('from %s to %s: %i', (from, to, days) => {
    expect(daysBetween(day(from), day(to))).toBe(days);
  });

  test('adding the days between leads there, over all dates', () => {
    fc.assert(
      fc.property(anyCivilDate, anyCivilDate, (from, to) => {
        expect(Number.isInteger(daysBetween(from, to))).toBe(true);
        expect(addDays(from, daysBetween(from, to))).toBe(to);
      }),
    );
  });
});

describe('failure mode 38: civil days in the panel zone', () => {
  test.each([
    ['2026-07-02T02:30:00Z', 'America/Argentina/Buenos_Aires', '2026-07-01'],
    ['2026-07-02T03:00:00Z', 'America/Argentina/Buenos_Aires', '2026-07-02'],
    ['2026-07-02T02:30:00Z', 'UTC', '2026-07-02'],
    ['2026-07-01T10:00:00Z', 'Pacific/Kiritimati', '2026-07-02'],
    ['2026-07-02T03:30:00Z', 'America/Santiago', '2026-07-01'],
    ['2026-07-02T23:30:00Z', 'America/Mexico_City', '2026-07-02'],
    ['2026-12-31T23:59:59.999Z', 'UTC', '2026-12-31'],
    ['1999-12-31T23:00:00Z', 'Europe/Madrid', '2000-01-01'],
  ])('%s in %s is %s', (instant, zone, date) => {
    expect(today(at(instant), zone)).toBe(date);
  });

  test.each([
    ['2026-07-02', 'UTC', '2026-07-02T23:59:59.999Z'],
    ['2026-07-02', 'America/Argentina/Buenos_Aires', '2026-07-03T02:59:59.999Z'],
    // the clocks go forward at midnight: 6 September 2026 starts at 01:00
    ['2026-09-05', 'America/Santiago', '2026-09-06T03:59:59.999Z'],
    ['2026-04-04', 'America/Santiago', '2026-04-05T03:59:59.999Z'],
    ['2018-11-03', 'America/Sao_Paulo', '2018-11-04T02:59:59.999Z'],
    ['2026-07-02', 'Pacific/Kiritimati', '2026-07-02T09:59:59.999Z'],
    ['2026-07-02', 'Pacific/Pago_Pago', '2026-07-03T10:59:59.999Z'],
    // 30 December 2011 never was
    ['2011-12-29', 'Pacific/Apia', '2011-12-30T09:59:59.999Z'],
  ])('%s in %s ends at %s', (date, zone, end) => {
    expect(new Date(endOfDay(day(date), zone)).toISOString()).toBe(end);
  });

  test('the last moment of a day is in it, the next one is not, in every zone', () => {
    fc.assert(
      fc.property(anyCivilDate, anyTimeZone, (date, zone) => {
        const end = endOfDay(date, zone);
        expect(today(end, zone)).toBe(date);
        expect(today((end + 1) as Instant, zone) > date).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('the zone of the machine changes nothing', () => {
    const seen = ['UTC', 'America/Santiago', 'Pacific/Kiritimati', 'Asia/Kathmandu'].map((zone) => {
      process.env['TZ'] = zone;
      return [
        addCycle(day('2026-01-31'), 'monthly'),
        addDays(day('2026-09-05'), 1),
        daysBetween(day('2026-09-05'), day('2026-09-07')),
        today(at('2026-07-02T02:30:00Z'), 'America/Bogota'),
        endOfDay(day('2026-07-02'), 'America/Bogota'),
      ];
    });
    expect(new Set(seen.map((answers) => JSON.stringify(answers))).size).toBe(1);
  });

  test('a time zone that does not exist is an exception', () => {
    expect(() => today(at('2026-07-02T00:00:00Z'), 'America/Nowhere')).toThrow(RangeError);
  });
});
