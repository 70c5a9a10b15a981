/** What depends only on catalogue and settings, worked out once for any number of services. */
import { billingCycleSchema, type BillingCycle } from '../catalogue/billing-cycle.ts';
import type { Category, Plan, PlanPrice, PlansOnSale } from '../catalogue/plans-on-sale.ts';
import type { TechnicalPlan } from '../catalogue/technical-plan.ts';
import { rowOf, type LimitRow } from './limit-row.ts';
import { matchesTarget, type TargetFacts } from './match-rule.ts';
import { makeReason } from './reason.ts';
import type { Rule } from './rules.ts';
import type { Reason } from './verdict.ts';

export interface PreparedPlan {
  readonly plan: Plan;
  readonly category: Category;
  readonly technical: TechnicalPlan | null;
  /** null exactly where `technical` is. */
  readonly row: LimitRow | null;
  /** Why it is not on sale; empty when it is. */
  readonly saleReasons: readonly Reason[];
  /** What stands against it where today's technology is another one, or its own is not known. */
  readonly foreignReasons: readonly Reason[];
  readonly requiredFields: readonly string[];
  /** By currency, in the order of the cycles. */
  readonly prices: ReadonlyMap<string, readonly PlanPrice[]>;
  /** The rules that may speak about a move to this plan, as places in `Prepared.rules`. */
  readonly rules: readonly number[];
}

export interface PreparedRule {
  readonly rule: Rule;
  /** The rule's own no, in the host's words; empty where it allows. */
  readonly reasons: readonly Reason[];
}

export interface Prepared {
  /** In the panel's order. */
  readonly plans: readonly PreparedPlan[];
  readonly rules: readonly PreparedRule[];
  /** Whether any rule looks at the new cycle: where none does, one cycle of a plan speaks for all. */
  readonly rulesAskForCycle: boolean;
}

/** Once per catalogue: a survey of a hundred thousand services prepares one time. */
export function prepare(
  catalogue: PlansOnSale,
  technicalPlans: ReadonlyMap<string, TechnicalPlan>,
  rules: readonly Rule[],
): Prepared {
  const categories = new Map<string, Category>(
    catalogue.categories.map((category) => [category.id, category]),
  );
  const plans = catalogue.plans.map((plan): PreparedPlan => {
    // A category that the panel does not list is not on sale.
    const category = categories.get(plan.categoryId) ?? { id: plan.categoryId, name: '', hidden: true };
    const technical = technicalPlans.get(plan.id) ?? null;
    return {
      plan,
      category,
      technical,
      row: technical && rowOf(technical.limits),
      saleReasons: saleReasonsOf(plan, category),
      foreignReasons: [
        technical
          ? makeReason('other-technology', { subject: technical.technology })
          : makeReason('technology-unknown', { subject: plan.name }),
      ],
      requiredFields: plan.customFields.filter(({ required }) => required).map(({ name }) => name),
      prices: pricesOf(plan),
      rules: placesOf(rules, { toPlan: plan.id, toCategory: plan.categoryId }),
    };
  });
  return {
    plans,
    rules: rules.map((rule) => ({ rule, reasons: ruleReasons(rule) })),
    rulesAskForCycle: rules.some(({ match }) => match.toCycle !== undefined),
  };
}

function placesOf(rules: readonly Rule[], target: TargetFacts): number[] {
  const places: number[] = [];
  rules.forEach(({ match }, place) => {
    if (matchesTarget(match, target)) places.push(place);
  });
  return places;
}

function ruleReasons({ verdict, name, text }: Rule): Reason[] {
  if (verdict === 'allow') return [];
  const code = verdict === 'refuse' ? 'blocked-by-rule' : 'ask-executive';
  return [makeReason(code, { subject: name, ...(text && { text }) })];
}

function saleReasonsOf(plan: Plan, category: Category): Reason[] {
  const reasons: Reason[] = [];
  if (plan.retired) reasons.push(makeReason('plan-retired'));
  if (plan.hidden || category.hidden) reasons.push(makeReason('plan-hidden'));
  if (plan.stock !== null && plan.stock <= 0) reasons.push(makeReason('out-of-stock'));
  return reasons;
}

const cycleOrder = Object.fromEntries(
  billingCycleSchema.options.map((cycle, place) => [cycle, place]),
) as Readonly<Record<BillingCycle, number>>;

function pricesOf(plan: Plan): ReadonlyMap<string, readonly PlanPrice[]> {
  const prices = new Map<string, PlanPrice[]>();
  for (const price of plan.prices) {
    const list = prices.get(price.currency);
    if (list) list.push(price);
    else prices.set(price.currency, [price]);
  }
  for (const list of prices.values())
    list.sort((left, right) => cycleOrder[left.cycle] - cycleOrder[right.cycle]);
  return prices;
}
