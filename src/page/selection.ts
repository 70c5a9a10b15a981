/** What the browser chose, looked up in the offer: ids and cycles from outside are a selection, never a fact (L9). */
import { createHash } from 'node:crypto';
import { billingCycleSchema } from '../catalogue/billing-cycle.ts';
import type { CycleOffer, Offer, PlanOffer } from '../change/offer.ts';
import type { Quote } from '../billing/quote.ts';

type Fields = Readonly<Record<string, string>>;

/** The plan with a possible cycle that `fields.plan` names; null when there is none. */
export const selectedPlan = (offer: Offer, fields: Fields): PlanOffer | null =>
  offer.plans.find((plan) => plan.plan.id === fields['plan'] && plan.verdict === 'allow') ?? null;

/** The possible cycle of `plan` that `fields.cycle` names, with its price; null when there is none. */
export function selectedCycle(
  plan: PlanOffer | null,
  fields: Fields,
): (CycleOffer & { readonly quote: Quote }) | null {
  const cycle = billingCycleSchema.safeParse(fields['cycle']);
  const found = cycle.success ? plan?.cycles.find((candidate) => candidate.cycle === cycle.data) : undefined;
  return found?.quote ? { ...found, quote: found.quote } : null;
}

/** The category with a possible plan that `fields.category` names; null when there is none. */
export const selectedCategory = (offer: Offer, fields: Fields): PlanOffer['category'] | null =>
  offer.plans.find((plan) => plan.category.id === fields['category'] && plan.verdict === 'allow')?.category ??
  null;

/** Changes whenever anything that the client was shown changes: lines, total, dates, renewal. */
export const quoteHash = (planId: string, quote: Quote): string =>
  createHash('sha256')
    .update(JSON.stringify([planId, quote]))
    .digest('hex')
    .slice(0, 32);
