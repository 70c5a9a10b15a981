/** A moment in the panel's own time zone and its own way of writing dates: "24/11/2025 09:05". */
import { formatDate } from '../billing/format.ts';
import type { PanelConventions } from '../catalogue/plans-on-sale.ts';
import type { CivilDate, Instant } from '../catalogue/time.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError when the time zone is no IANA name */
export function dateTimeText(
  instant: Instant,
  conventions: Pick<PanelConventions, 'timeZone' | 'dateFormat'>,
): string {
  let format = formats.get(conventions.timeZone);
  if (!format) {
    // en-CA writes YYYY-MM-DD, which is how civil dates are kept
    const options = {
      timeZone: conventions.timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
      hourCycle: 'h23',
    } as const;
    formats.set(conventions.timeZone, (format = new Intl.DateTimeFormat('en-CA', options)));
  }
  const [date = '', time = ''] = format.format(instant).split(', ');
  return `${formatDate(date as CivilDate, conventions.dateFormat)} ${time}`;
}
