/** The answer of the shelf engine: for every plan on sale and each of its cycles, yes or no, and every reason why not. */
import type { BillingCycle } from '../catalogue/billing-cycle.ts';
import type { Limit, Limits, Usage } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { PlanId } from '../catalogue/identifiers.ts';
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
  'limit-not-stated',
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

/** What lifts a reason, as data: the words are in templates/locales. */
export type Remedy =
  /**
   * Remove at least `free`, or choose a plan with at least `atLeast` (metric's own unit); `plan` is the smallest one
   * that this service may move to, null where there is none.
   */
  | {
      readonly kind: 'make-room';
      readonly free: number;
      readonly atLeast: number;
      readonly plan: PlanId | null;
    }
  | { readonly kind: 'choose-bigger'; readonly atLeast: Limit; readonly plan: PlanId | null }
  | {
      readonly kind:
        | 'pay-invoice'
        | 'finish-open-change'
        | 'end-subscription'
        | 'choose-another-cycle'
        | 'choose-another-plan'
        /** Never by a change: cancel, lose what is there, order anew (the source page's rule). */
        | 'order-anew'
        | 'try-later'
        /** Staff correct the settings, the panel's record or the server. */
        | 'ask-staff'
        /** A person may agree to what the rules do not. */
        | 'ask-executive';
    };

/**
 * Why a plan is missing, as data: rendered, logged, counted and put into tickets from the same record.
 * `have` and `need` are in the metric's own unit:
 *
 * | code | have | need |
 * |---|---|---|
 * | smaller-than-today | today's limit | the target's limit |
 * | limit-not-stated | today's limit | – (the target states none) |
 * | usage-does-not-fit | what was measured | the target's limit |
 * | usage-unknown | – | the target's limit (no metric: the whole account could not be read) |
 * | server-full | the room that is left | what the move would take of it |
 */
export interface Reason {
  readonly code: ReasonCode;
  readonly metric?: Metric;
  readonly have?: Limit;
  readonly need?: Limit;
  /** When `have` was measured; with `usage-unknown`, when it last was. */
  readonly measuredAt?: Instant;
  /** The invoice, option, field, package, plan, status or rule that is meant. */
  readonly subject?: string;
  /** An address where the client can lift it: the invoice to pay. */
  readonly url?: string;
  /** The host's own words per language, for `blocked-by-rule` and `ask-executive`. */
  readonly text?: Readonly<Record<string, string>>;
  /** Who can lift it. */
  readonly who: 'client' | 'staff' | 'nobody';
  /** Always there on reasons that reason.ts makes, the shelf engine's among them. */
  readonly remedy?: Remedy;
}

/** Judged by limits, never by price: `mixed` grows in one metric and shrinks in another. */
export type Direction = 'upgrade' | 'downgrade' | 'mixed' | 'equal' | 'unknown';

/** How one metric moves from today to the target plan. */
export interface MetricMove {
  readonly metric: Metric;
  /** null: neither today's plan nor the server says. */
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
  /** The name of the first matching rule; left out: none matched. */
  readonly rule?: string;
}

/**
 * Plans that `judgeService` returns work out `moves`, `cycles` and `reasons` when they are first read: copy one with
 * `withCycles`, which reads them; a spread would leave them behind.
 */
export interface PlanVerdict {
  readonly plan: Plan;
  readonly category: Category;
  readonly technical: TechnicalPlan | null;
  readonly direction: Direction;
  /** What the plan states, against today; a change of cycle alone moves nothing. Empty across technologies. */
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
  /** What holds for the service whatever the plan; each plan's reasons repeat them. The most severe first. */
  readonly serviceReasons: readonly Reason[];
  readonly plans: readonly PlanVerdict[];
}
