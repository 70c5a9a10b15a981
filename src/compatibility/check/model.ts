/** Catalogue, settings and servers as the checks see them. */
import type { BillingCycle } from '../../catalogue/billing-cycle.ts';
import type { Plan, PlansOnSale } from '../../catalogue/plans-on-sale.ts';
import type { TechnicalPlan, Technology } from '../../catalogue/technical-plan.ts';
import { rowOf, type LimitRow } from '../limit-row.ts';
import type { Rule } from '../rules.ts';

export interface CheckedServer {
  readonly id: string;
  readonly driver: string;
  readonly group: string | null;
  /** What its driver can hold; null: anything. */
  readonly technologies: readonly Technology[] | null;
  /** In their canonical names; null: it knows no packages, or did not answer. */
  readonly packages: readonly string[] | null;
}

export interface CheckInput {
  readonly catalogue: PlansOnSale;
  /** In the order of the settings' `plans`, whose places findings name. */
  readonly technicalPlans: ReadonlyMap<string, TechnicalPlan>;
  readonly rules: readonly Rule[];
  /** In the order of the settings' `servers`. */
  readonly servers: readonly CheckedServer[];
  /** The categories that Upshelf manages; left out: all. Plans of others need no limits. */
  readonly managedCategories?: ReadonlySet<string>;
}

/** A plan that panel and settings both know. */
export interface CheckedPlan {
  readonly plan: Plan;
  readonly technical: TechnicalPlan;
  readonly row: LimitRow;
  /** Whether a client can move to it; any client may still be on it when not. */
  readonly isOnSale: boolean;
  readonly cycles: ReadonlySet<BillingCycle>;
  readonly path: readonly (string | number)[];
}

export interface CheckModel extends CheckInput {
  /** In the panel's order. */
  readonly plans: readonly CheckedPlan[];
  readonly categoryNames: ReadonlyMap<string, string>;
  readonly isManaged: (plan: Plan) => boolean;
  readonly isOnSale: (plan: Plan) => boolean;
  /** Where the settings describe the plan; where they would, when they do not. */
  readonly pathOf: (planId: string) => readonly (string | number)[];
}

export function modelOf(input: CheckInput): CheckModel {
  const { catalogue, technicalPlans, managedCategories } = input;
  const places = new Map([...technicalPlans.keys()].map((planId, place) => [planId, place]));
  const pathOf = (planId: string): (string | number)[] => {
    const place = places.get(planId);
    return place === undefined ? ['plans'] : ['plans', place];
  };
  const hidden = new Set<string>(catalogue.categories.flatMap(({ id, hidden: is }) => (is ? [id] : [])));
  const categoryNames = new Map<string, string>(catalogue.categories.map(({ id, name }) => [id, name]));
  const isManaged = ({ categoryId }: Plan): boolean => managedCategories?.has(categoryId) ?? true;
  const isOnSale = (plan: Plan): boolean =>
    !plan.hidden && !plan.retired && categoryNames.has(plan.categoryId) && !hidden.has(plan.categoryId);
  const plans = catalogue.plans.flatMap((plan): CheckedPlan[] => {
    const technical = technicalPlans.get(plan.id);
    if (!technical || !isManaged(plan)) return [];
    return [
      {
        plan,
        technical,
        row: rowOf(technical.limits),
        isOnSale: isOnSale(plan),
        cycles: new Set(plan.prices.map(({ cycle }) => cycle)),
        path: pathOf(plan.id),
      },
    ];
  });
  return { ...input, plans, categoryNames, isManaged, isOnSale, pathOf };
}
