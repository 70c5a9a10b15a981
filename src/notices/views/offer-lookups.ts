/** What the pages look up in an offer. A choice that the offer does not hold is refused, never trusted (L9). */
import type { BillingCycle } from '../../catalogue/billing-cycle.ts';
import type { CategoryId, PlanId } from '../../catalogue/identifiers.ts';
import type { Category } from '../../catalogue/plans-on-sale.ts';
import type { Quote } from '../../billing/quote.ts';
import type { CycleOffer, Offer, PlanOffer } from '../../change/offer.ts';
import { UpshelfError } from '../../errors.ts';

/** A cycle that can be chosen: allowed, with its price. */
export interface PossibleCycle extends CycleOffer {
  readonly quote: Quote;
}

export const possibleCycles = (plan: PlanOffer): PossibleCycle[] =>
  plan.cycles.flatMap((cycle) =>
    cycle.verdict === 'allow' && cycle.quote !== null ? [{ ...cycle, quote: cycle.quote }] : [],
  );

export const isPossible = (plan: PlanOffer): boolean => possibleCycles(plan).length > 0;

/** The categories that hold a possible plan, each with those plans, in the panel's order. */
export function possibleCategories(offer: Offer): { category: Category; plans: PlanOffer[] }[] {
  const found = new Map<CategoryId, { category: Category; plans: PlanOffer[] }>();
  for (const plan of offer.plans.filter(isPossible)) {
    const entry = found.get(plan.category.id) ?? { category: plan.category, plans: [] };
    entry.plans.push(plan);
    found.set(plan.category.id, entry);
  }
  return [...found.values()];
}

const refuse = (detail: string, field: string): never => {
  throw new UpshelfError('change-not-possible', detail, { field });
};

/** @throws UpshelfError `change-not-possible` when the category holds no possible plan */
export const possibleCategory = (offer: Offer, id: CategoryId): { category: Category; plans: PlanOffer[] } =>
  possibleCategories(offer).find(({ category }) => category.id === id) ??
  refuse('No plan of this category can be chosen.', 'fields.category');

/** @throws UpshelfError `change-not-possible` when the plan is none of the possible ones */
export const possiblePlan = (offer: Offer, id: PlanId): PlanOffer =>
  offer.plans.find((plan) => plan.plan.id === id && isPossible(plan)) ??
  refuse('This plan cannot be chosen.', 'fields.plan');

/** @throws UpshelfError `change-not-possible` when the plan cannot be had in this cycle */
export const possibleCycle = (plan: PlanOffer, cycle: BillingCycle): PossibleCycle =>
  possibleCycles(plan).find((candidate) => candidate.cycle === cycle) ??
  refuse('This plan cannot be chosen with this payment period.', 'fields.cycle');

/** The cycle that the client already pays by where it is possible, else the first in the panel's order. */
export function usualCycle(offer: Offer, plan: PlanOffer): PossibleCycle {
  const cycles = possibleCycles(plan);
  const usual = cycles.find((candidate) => candidate.cycle === offer.service.cycle) ?? cycles[0];
  return usual ?? refuse('This plan cannot be chosen.', 'fields.plan');
}
