/** Makes reasons: who can lift each, what lifts it, and whether a person may agree to the change all the same. */
import type { Limit } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { Reason, ReasonCode, Remedy } from './verdict.ts';

interface Trait {
  readonly who: Reason['who'];
  readonly remedy: Exclude<Remedy['kind'], 'make-room' | 'choose-bigger'>;
  /** The change itself is possible; only the app cannot do it alone, so the account executive is asked. */
  readonly byHand?: true;
}

/** What is true of a reason whatever the case; a case may know better. */
export const reasonTraits: Readonly<Record<ReasonCode, Trait>> = {
  overdue: { who: 'client', remedy: 'pay-invoice' },
  suspended: { who: 'staff', remedy: 'ask-staff' },
  'not-active': { who: 'staff', remedy: 'ask-staff' },
  'change-pending': { who: 'client', remedy: 'finish-open-change' },
  'native-upgrade-pending': { who: 'client', remedy: 'finish-open-change' },
  'cancellation-pending': { who: 'staff', remedy: 'ask-staff' },
  'gateway-subscription': { who: 'client', remedy: 'end-subscription' },
  'special-price': { who: 'staff', remedy: 'ask-executive', byHand: true },
  'paid-amount-unknown': { who: 'staff', remedy: 'ask-executive', byHand: true },
  'option-not-mapped': { who: 'staff', remedy: 'ask-executive', byHand: true },
  'not-in-pilot': { who: 'staff', remedy: 'ask-executive' },
  'account-unknown': { who: 'staff', remedy: 'ask-staff' },
  'server-paused': { who: 'staff', remedy: 'try-later' },
  'same-plan-and-cycle': { who: 'nobody', remedy: 'choose-another-plan' },
  'other-technology': { who: 'nobody', remedy: 'order-anew' },
  'technology-unknown': { who: 'staff', remedy: 'ask-staff' },
  'package-not-on-server': { who: 'staff', remedy: 'ask-staff' },
  'smaller-than-today': { who: 'nobody', remedy: 'order-anew' },
  'limit-not-stated': { who: 'staff', remedy: 'ask-staff' },
  'usage-does-not-fit': { who: 'client', remedy: 'choose-another-plan' },
  'usage-unknown': { who: 'staff', remedy: 'try-later' },
  'server-full': { who: 'staff', remedy: 'ask-executive' },
  'no-price': { who: 'staff', remedy: 'ask-executive' },
  'currency-not-supported': { who: 'staff', remedy: 'ask-executive' },
  'plan-retired': { who: 'staff', remedy: 'choose-another-plan' },
  'plan-hidden': { who: 'staff', remedy: 'choose-another-plan' },
  'out-of-stock': { who: 'staff', remedy: 'choose-another-plan' },
  'custom-field-missing': { who: 'staff', remedy: 'ask-staff' },
  'blocked-by-rule': { who: 'staff', remedy: 'choose-another-plan' },
  'ask-executive': { who: 'staff', remedy: 'ask-executive', byHand: true },
  'cycle-not-supported': { who: 'client', remedy: 'choose-another-cycle' },
  'renewal-invoice-open': { who: 'client', remedy: 'pay-invoice' },
  'renew-first': { who: 'client', remedy: 'pay-invoice' },
  'negative-total': { who: 'staff', remedy: 'ask-executive' },
};

/** One object per code: reasons of the same kind share their remedy. */
const usualRemedies = Object.fromEntries(
  Object.entries(reasonTraits).map(([code, { remedy }]) => [code, { kind: remedy }]),
) as unknown as Readonly<Record<ReasonCode, Remedy>>;

/** A whole reason: what the case knows, and who and remedy as usual for its code where the case says nothing. */
export const makeReason = (code: ReasonCode, details: Partial<Omit<Reason, 'code'>> = {}): Reason => ({
  code,
  who: reasonTraits[code].who,
  remedy: usualRemedies[code],
  ...details,
});

/** A reason about one metric: as {@link makeReason}, but in the one shape that a thousand plans share. */
export const metricReason = (
  code: ReasonCode,
  metric: Metric,
  have: Limit,
  need: Limit,
  who: Reason['who'] = reasonTraits[code].who,
  remedy: Remedy = usualRemedies[code],
): Reason => ({ code, metric, have, need, who, remedy });

/** `allow` without a reason; `ask-executive` where a person could agree to every one of them; else `refuse`. */
export function verdictFrom(reasons: readonly Reason[]): 'allow' | 'refuse' | 'ask-executive' {
  if (reasons.length === 0) return 'allow';
  return reasons.every(({ code }) => reasonTraits[code].byHand) ? 'ask-executive' : 'refuse';
}
