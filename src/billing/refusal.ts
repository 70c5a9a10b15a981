/** Why the money stops a change, in the codes of the shelf engine's reasons. */
import type { QuoteRefusalCode, QuoteResult } from './quote.ts';

/** Each is a `ReasonCode` of compatibility/verdict.ts (a type test holds it); billing imports nothing from there. */
export type MoneyReasonCode =
  | 'special-price'
  | 'paid-amount-unknown'
  | 'currency-not-supported'
  | 'cycle-not-supported'
  | 'renewal-invoice-open'
  | 'renew-first'
  | 'negative-total'
  | 'ask-executive';

export interface MoneyRefusal {
  readonly code: MoneyReasonCode;
  /** One plain English sentence for hosts and developers. */
  readonly message: string;
}

const reasonOf: Readonly<Record<QuoteRefusalCode, MoneyReasonCode>> = {
  // the panel's own record makes no sense: a person has to look
  'request-invalid': 'special-price',
  'period-empty': 'paid-amount-unknown',
  'paid-amount-unknown': 'paid-amount-unknown',
  'currency-unknown': 'currency-not-supported',
  'cycle-not-supported': 'cycle-not-supported',
  // today is paid by no period
  'date-outside-period': 'renew-first',
  'renewal-invoice-open': 'renewal-invoice-open',
  'negative-total': 'negative-total',
};

/**
 * Why a change cannot be made at this quote, or null when it can. A change is carried out now, so a quote that has
 * nothing to price until the renewal says "renew first" (design section 5), and the policy `at-renewal` itself is
 * only quoted: who wants that talks to the executive.
 */
export function moneyRefusalOf(result: QuoteResult): MoneyRefusal | null {
  if (!result.ok) return { code: reasonOf[result.refusal.code], message: result.refusal.message };
  const { policy, policyApplied } = result.quote;
  if (policyApplied !== 'at-renewal') return null;
  return policy === 'at-renewal'
    ? { code: 'ask-executive', message: 'A change at the renewal is quoted, not carried out by itself.' }
    : { code: 'renew-first', message: 'No paid day is left: the service has to be renewed first.' };
}
