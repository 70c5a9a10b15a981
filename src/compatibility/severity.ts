/** The order in which reasons are told: the one that matters most comes first. */
import type { Reason, ReasonCode } from './verdict.ts';

/**
 * First what nobody can lift: whoever is told "pay this invoice" pays it, so it must not stand before a no that stays.
 * Then what the whole service waits for, then what the client can lift, then what only staff can; the mildest, a
 * word with the account executive, comes last.
 */
export const severityOrder: readonly ReasonCode[] = [
  'not-active',
  'same-plan-and-cycle',
  'other-technology',
  'smaller-than-today',
  'blocked-by-rule',
  'plan-retired',
  'plan-hidden',
  'out-of-stock',
  'no-price',
  'currency-not-supported',
  'not-in-pilot',
  'change-pending',
  'native-upgrade-pending',
  'overdue',
  'cancellation-pending',
  'suspended',
  'renewal-invoice-open',
  'renew-first',
  'gateway-subscription',
  'usage-does-not-fit',
  'cycle-not-supported',
  'account-unknown',
  'server-paused',
  'usage-unknown',
  'server-full',
  'package-not-on-server',
  'limit-not-stated',
  'technology-unknown',
  'custom-field-missing',
  'negative-total',
  'paid-amount-unknown',
  'option-not-mapped',
  'special-price',
  'ask-executive',
];

const rank = Object.fromEntries(severityOrder.map((code, place) => [code, place])) as Readonly<
  Record<ReasonCode, number>
>;

/**
 * Sorts the list itself and returns it; reasons of one code keep the order in which they were found (that of the
 * metrics). By insertion: lists are short, and mostly come in order, many of one code after the other.
 */
export function sortBySeverity(reasons: Reason[]): Reason[] {
  for (let end = 1; end < reasons.length; end += 1) {
    const reason = reasons[end] as Reason;
    let place = end;
    while (place > 0 && comesAfter(reasons[place - 1] as Reason, reason)) {
      reasons[place] = reasons[place - 1] as Reason;
      place -= 1;
    }
    reasons[place] = reason;
  }
  return reasons;
}

const comesAfter = (left: Reason, right: Reason): boolean =>
  left.code !== right.code && rank[left.code] > rank[right.code];
