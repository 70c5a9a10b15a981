/** The shapes of the one price: what is asked, and what every page, invoice, message and command then shows (L1). */
import type { Amount, CurrencyCode, SignedAmount } from '../catalogue/amount.ts';
import type { BillingCycle } from '../catalogue/billing-cycle.ts';
import type { NegativeTotal, Policy, SetupFeeRule } from '../catalogue/policy.ts';
import type { CivilDate } from '../catalogue/time.ts';

/**
 * A billed span [start, end) and the two numbers kept for it: `billed`, the money billed for it, and `rate`, the
 * full-period price at which its remaining days are paid (design section 5). Both net, before tax.
 */
export interface BilledPeriod {
  readonly start: CivilDate;
  readonly end: CivilDate;
  readonly billed: Amount;
  readonly rate: Amount;
  readonly paid: boolean;
}

export interface QuoteRequest {
  readonly policy: Policy;
  readonly currency: CurrencyCode;
  readonly oldCycle: BillingCycle;
  /** The current period; null for a free service, which has none. */
  readonly period: BilledPeriod | null;
  /** Periods after the current one that are already invoiced or paid, in order. */
  readonly laterPeriods: readonly BilledPeriod[];
  readonly nextDueDate: CivilDate | null;
  readonly newPrice: Amount;
  readonly newCycle: BillingCycle;
  readonly setupFee: { readonly rule: SetupFeeRule; readonly old: Amount; readonly new: Amount };
  readonly changeDate: CivilDate;
  readonly negativeTotal: NegativeTotal;
  /** Only `full-difference` looks at it; `restart` applies where the total reaches `floor` (reference proration 4.1). */
  readonly dueDate: { readonly rule: 'keep' } | { readonly rule: 'restart'; readonly floor: Amount };
}

/**
 * One line of a quote, with everything that was multiplied, so that it can be explained wherever it is shown:
 * `amount` = `price` × `days` / `ofDays`, rounded half-up once; no days = the price in full.
 */
export interface QuoteLine {
  readonly kind: 'charge' | 'credit';
  readonly subject: 'new-plan' | 'current-plan' | 'later-period' | 'setup-fee';
  /** Positive, at the currency's precision. */
  readonly amount: Amount;
  /** What `forgo` took off this credit; absent where nothing was. */
  readonly forgone?: Amount;
  readonly price: Amount;
  readonly days: number | null;
  readonly ofDays: number | null;
  /** The span that the line pays or gives back, [from, to). */
  readonly from: CivilDate;
  readonly to: CivilDate;
}

export interface Quote {
  readonly currency: CurrencyCode;
  readonly policy: Policy;
  readonly policyApplied: Policy;
  readonly lines: readonly QuoteLine[];
  readonly charge: Amount;
  /** What is given back, as a positive amount. */
  readonly credit: Amount;
  readonly total: SignedAmount;
  readonly changeDate: CivilDate;
  readonly newCycle: BillingCycle;
  /** The service's next due date once the change is applied; null for a cycle that never renews. */
  readonly nextDueDate: CivilDate | null;
  /** What the service costs per cycle from its next renewal on. */
  readonly renewalAmount: Amount;
  /** The two numbers of each period once the change is applied (they are what the next quote starts from). */
  readonly periodsAfter: readonly BilledPeriod[];
}

/** Why there is no price, as data. */
export type QuoteRefusalCode =
  | 'request-invalid'
  | 'currency-unknown'
  | 'cycle-not-supported'
  | 'paid-amount-unknown'
  | 'date-outside-period'
  | 'period-empty'
  | 'renewal-invoice-open'
  | 'negative-total';

export interface QuoteRefusal {
  readonly code: QuoteRefusalCode;
  /** One plain English sentence for hosts and developers. */
  readonly message: string;
  /** The field of the request, where one is to blame. */
  readonly field?: string;
}

export type QuoteResult =
  { readonly ok: true; readonly quote: Quote } | { readonly ok: false; readonly refusal: QuoteRefusal };
