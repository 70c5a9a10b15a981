/** What one service is offered now: the shelf engine's verdicts, each possible cycle with its price. */
import type { Quote } from '../billing/quote.ts';
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import type { Instant } from '../catalogue/time.ts';
import type { CycleVerdict, PlanVerdict, Reason } from '../compatibility/verdict.ts';
import type { Limits, Usage } from '../catalogue/limit.ts';

export interface CycleOffer extends CycleVerdict {
  /** Present exactly when the verdict is `allow`. */
  readonly quote: Quote | null;
  readonly priceValidUntil: Instant | null;
}

export interface PlanOffer extends Omit<PlanVerdict, 'cycles'> {
  readonly cycles: readonly CycleOffer[];
}

export interface Offer {
  readonly service: ServiceSnapshot;
  readonly today: { readonly limits: Limits; readonly usage: Usage };
  readonly interruption: 'none' | 'reload' | 'restart';
  /** What stands in the way whatever the plan; each plan's reasons repeat it. */
  readonly serviceReasons: readonly Reason[];
  readonly plans: readonly PlanOffer[];
  readonly offeredAt: Instant;
}
