/** The panel's calendar: civil dates of its own time zone. */
import { cycleMonths, type RecurringCycle } from '../../src/catalogue/billing-cycle.ts';
import type { CivilDate, Instant } from '../../src/catalogue/time.ts';

const day = 86_400_000;
const toUtc = (date: CivilDate): number => Date.parse(`${date}T00:00:00Z`);
const fromUtc = (milliseconds: number): CivilDate =>
  new Date(milliseconds).toISOString().slice(0, 10) as CivilDate;

export const addDays = (date: CivilDate, days: number): CivilDate => fromUtc(toUtc(date) + days * day);

/** The same day `months` later; where that month is shorter, its last day. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const start = new Date(toUtc(date));
  const month = start.getUTCMonth() + months;
  const last = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0));
  const dayOfMonth = Math.min(start.getUTCDate(), last.getUTCDate());
  return fromUtc(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), dayOfMonth));
}

export const addCycle = (date: CivilDate, cycle: RecurringCycle): CivilDate =>
  addMonths(date, cycleMonths[cycle]);

export const daysBetween = (from: CivilDate, to: CivilDate): number => (toUtc(to) - toUtc(from)) / day;

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** The civil date that the calendar on the wall of `timeZone` shows at `instant`. */
export function civilDateAt(instant: Instant, timeZone: string): CivilDate {
  let format = dateFormats.get(timeZone);
  if (!format) {
    // en-CA writes YYYY-MM-DD
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    dateFormats.set(timeZone, format);
  }
  return format.format(instant) as CivilDate;
}

/** Noon of `date` in `timeZone`: when only a payment's day is known. */
export function noonOf(date: CivilDate, timeZone: string): Instant {
  const guess = toUtc(date) + day / 2;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short', dateStyle: 'short' });
  const [, dayText = '', monthText = '', year = '', hour = '', minute = ''] =
    /(\d+)\/(\d+)\/(\d+), (\d+):(\d+)/.exec(clock.format(guess)) ?? [];
  const shown = Date.UTC(Number(year), Number(monthText) - 1, Number(dayText), Number(hour), Number(minute));
  return (guess - (shown - guess)) as Instant;
}
