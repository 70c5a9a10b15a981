/** The answer of the shelf engine: for every plan on sale and each of its cycles, yes or no, and every reason why not. */
import type { BillingCycle } from '../catalogue/billing-cycle.ts';
import type { Limit, Limits, Usage } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { Category, Plan, PlanPrice } from '../catalogue/plans-on-sale.ts';
import type { Policy } from '../catalogue/policy.ts';
import type { TechnicalPlan } from '../catalogue/technical-plan.ts';
import type { Instant } from '../catalogue/time.ts';

export const reasonCodes = [
  // about the service as a whole
  'overdue',
  'suspended',
  'not-active',
  'change-pending',
  'native-upgrade-pending',
  'cancellation-pending',
  'gateway-subscription',
  'special-price',
  'paid-amount-unknown',
  'option-not-mapped',
  'not-in-pilot',
  'account-unknown',
  'server-paused',
  // about a plan
  'same-plan-and-cycle',
  'other-technology',
  'technology-unknown',
  'package-not-on-server',
  'smaller-than-today',
  'usage-does-not-fit',
  'usage-unknown',
  'server-full',
  'no-price',
  'currency-not-supported',
  'plan-retired',
  'plan-hidden',
  'out-of-stock',
  'custom-field-missing',
  'blocked-by-rule',
  'ask-executive',
  // about the money
  'cycle-not-supported',
  'renewal-invoice-open',
  'renew-first',
  'negative-total',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/**
 * Why a plan is missing, as data: rendered, logged, counted and put into tickets from the same record.
 * `have` and `need` are in the metric's own unit.
 */
export interface Reason {
  readonly code: ReasonCode;
  readonly metric?: Metric;
  readonly have?: Limit;
  readonly need?: Limit;
  /** When `have` was measured. */
  readonly measuredAt?: Instant;
  /** The invoice, option, field, package or rule that is meant. */
  readonly subject?: string;
  /** An address where the client can lift it: the invoice to pay. */
  readonly url?: string;
  /** The host's own words per language, for `blocked-by-rule` and `ask-executive`. */
  readonly text?: Readonly<Record<string, string>>;
  /** Who can lift it. */
  readonly who: 'client' | 'staff' | 'nobody';
}

/** Judged by limits, never by price: `mixed` grows in one metric and shrinks in another. */
export type Direction = 'upgrade' | 'downgrade' | 'mixed' | 'equal' | 'unknown';

/** How one metric moves from today to the target plan. */
export interface MetricMove {
  readonly metric: Metric;
  /** null: not limited by today's plan, so far as is known. */
  readonly today: Limit | null;
  readonly target: Limit;
}

export interface CycleVerdict {
  readonly cycle: BillingCycle;
  readonly price: PlanPrice;
  readonly verdict: 'allow' | 'refuse' | 'ask-executive';
  /** All that apply, the most severe first; empty when allowed. */
  readonly reasons: readonly Reason[];
  /** How the first matching rule prices this change; null where no rule allowed it. */
  readonly policy: Policy | null;
}

export interface PlanVerdict {
  readonly plan: Plan;
  readonly category: Category;
  readonly technical: TechnicalPlan | null;
  readonly direction: Direction;
  readonly moves: readonly MetricMove[];
  /** One per cycle that has a price in the service's currency; empty when none has. */
  readonly cycles: readonly CycleVerdict[];
  /** `allow` as soon as one cycle is allowed. */
  readonly verdict: 'allow' | 'refuse' | 'ask-executive';
  /** The reasons that hold for every cycle; for a plan without any cycle, why. */
  readonly reasons: readonly Reason[];
}

export interface ServiceVerdict {
  /** Plan plus options of the service, or the server's own reading where that is more. */
  readonly today: { readonly limits: Limits; readonly usage: Usage };
  readonly plans: readonly PlanVerdict[];
}
