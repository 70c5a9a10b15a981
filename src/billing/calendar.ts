/** Arithmetic on civil dates: days without hours, so neither time zones nor daylight saving can shift a price. */
import { utc } from '@date-fns/utc';
import { addDays as addDaysTo, addMonths } from 'date-fns';
import { millisecondsInDay } from 'date-fns/constants';
import { cycleMonths, type RecurringCycle } from '../catalogue/billing-cycle.ts';
import type { CivilDate, Instant } from '../catalogue/time.ts';

const civil = (date: Date): CivilDate => date.toISOString().slice(0, -'T00:00:00.000Z'.length) as CivilDate;

/**
 * The due date `count` cycles after `anchor`, clamped to the end of its month. Always counted from the anchor, never
 * from a clamped date: 31 Jan, 28 Feb, 31 Mar; 29 Feb is 29 Feb again in the next leap year (reference proration 4.0).
 */
export const addCycle = (anchor: CivilDate, cycle: RecurringCycle, count = 1): CivilDate =>
  civil(addMonths(anchor, cycleMonths[cycle] * count, { in: utc }));

export const addDays = (date: CivilDate, days: number): CivilDate =>
  civil(addDaysTo(date, days, { in: utc }));

/**
 * Whole days from `from` to `to`; negative where `to` is the earlier one, so that two days late are never two days
 * left (failure-modes.md rows 35 and 36). Every day of UTC has the same length, so the quotient is whole.
 */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
  (Date.parse(to) - Date.parse(from)) / millisecondsInDay;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Building a formatter costs a thousand times its use, and a panel has one time zone. */
function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/**
 * The civil date of an instant in a time zone (IANA name).
 * @throws RangeError for a time zone that does not exist
 */
export function today(instant: Instant, timeZone: string): CivilDate {
  const parts = new Map(
    formatterFor(timeZone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}` as CivilDate;
}

/** No zone is further from UTC than this, in milliseconds. */
const furthestOffset = 18 * 60 * 60 * 1000;

/**
 * The last millisecond of a civil day in a time zone. Searched, not computed from an offset: midnight itself does
 * not exist where the clocks go forward at 00:00 (America/Santiago; failure-modes.md row 38).
 */
export function endOfDay(date: CivilDate, timeZone: string): Instant {
  const nextMidnight = Date.parse(addDays(date, 1));
  let still = nextMidnight - furthestOffset;
  let over = nextMidnight + furthestOffset;
  while (over - still > 1) {
    const middle = Math.floor((still + over) / 2);
    if (today(middle as Instant, timeZone) > date) over = middle;
    else still = middle;
  }
  return still as Instant;
}
