/** Adds what only the price can tell to verdicts of the shelf engine: negative total, special price, renew first. */
import { verdictFrom } from './reason.ts';
import { sortBySeverity } from './severity.ts';
import { summarise } from './summarise.ts';
import type { CycleVerdict, PlanVerdict, Reason, ServiceVerdict } from './verdict.ts';

/**
 * The cycle with one reason more (make it with `makeReason`), in its place by severity: no longer allowed, but for
 * the account executive where a person could agree to everything that stands against it (`special-price`).
 */
export function withMoneyReason<Cycle extends CycleVerdict>(cycle: Cycle, reason: Reason): Cycle {
  const reasons = sortBySeverity([...cycle.reasons, reason]);
  return { ...cycle, reasons, verdict: verdictFrom(reasons) };
}

/** The plan with other cycles in the place of its own, and what they come to together. */
export function withCycles<Cycle extends CycleVerdict>(
  plan: PlanVerdict,
  cycles: readonly Cycle[],
): Omit<PlanVerdict, 'cycles'> & { readonly cycles: readonly Cycle[] } {
  const { category, technical, direction, moves } = plan;
  const { verdict, reasons } = cycles.length > 0 ? summarise(cycles) : plan;
  return { plan: plan.plan, category, technical, direction, moves, cycles, verdict, reasons };
}

/** The whole verdict with a reason that holds for the service whatever the plan (`paid-amount-unknown`). */
export function withServiceReason(verdict: ServiceVerdict, reason: Reason): ServiceVerdict {
  return {
    ...verdict,
    serviceReasons: sortBySeverity([...verdict.serviceReasons, reason]),
    plans: verdict.plans.map((plan) => {
      if (plan.cycles.length > 0) {
        return withCycles(
          plan,
          plan.cycles.map((cycle) => withMoneyReason(cycle, reason)),
        );
      }
      const reasons = sortBySeverity([...plan.reasons, reason]);
      return { ...withCycles(plan, plan.cycles), reasons, verdict: verdictFrom(reasons) };
    }),
  };
}
