/** How long a price holds once it was shown (design section 5). */
import type { PanelConventions } from '../catalogue/plans-on-sale.ts';
import type { Policy } from '../catalogue/policy.ts';
import type { CivilDate, Instant } from '../catalogue/time.ts';
import { addDays, endOfDay } from './calendar.ts';
import type { QuoteRequest } from './quote.ts';

/** Days for which a price holds; the host sets them per currency. */
export interface Validity {
  readonly fullDifferenceDays: number;
  readonly datePricedDays: number;
}

/** The usual ones (design section 5): a price that does not depend on the day waits for a bank transfer. */
export const usualValidity: Validity = { fullDifferenceDays: 7, datePricedDays: 1 };

/**
 * The day on which the next renewal falls that no invoice bills yet: the end of the last period known; null for a
 * free service, which has none.
 */
export const nextUnbilledRenewal = ({ oldCycle, period, laterPeriods }: QuoteRequest): CivilDate | null =>
  oldCycle === 'free' ? null : (laterPeriods.at(-1)?.end ?? period?.end ?? null);

/**
 * The last moment at which the price still holds: the end of a civil day in the panel's time zone.
 * Never past the day before the panel would make the next renewal invoice: that one would bill the old price. Where
 * that day is here or gone already, the price holds until the end of today.
 *
 * @param question.policy the policy that was really applied
 * @param question.nextRenewal see {@link nextUnbilledRenewal}
 */
export function priceValidUntil(question: {
  readonly policy: Policy;
  readonly validity: Validity;
  readonly today: CivilDate;
  readonly nextRenewal: CivilDate | null;
  readonly conventions: Pick<PanelConventions, 'timeZone' | 'renewalInvoiceDaysAhead'>;
}): Instant {
  const { policy, validity, today, nextRenewal, conventions } = question;
  const wanted = addDays(
    today,
    policy === 'full-difference' ? validity.fullDifferenceDays : validity.datePricedDays,
  );
  const dayBeforeInvoice =
    nextRenewal === null ? wanted : addDays(nextRenewal, -conventions.renewalInvoiceDaysAhead - 1);
  const day = dayBeforeInvoice < wanted ? dayBeforeInvoice : wanted;
  return endOfDay(day < today ? today : day, conventions.timeZone);
}
