/** Whether panel and settings speak of the same plans, and each says what the others of its technology say. */
import { someOf, type Finding } from './finding.ts';
import type { CheckModel } from './model.ts';
import { namesOf, type Pairs } from './pairs.ts';

export function checkDescriptions(model: CheckModel, pairs: Pairs): Finding[] {
  return [...withoutLimits(model), ...notInPanel(model), ...notStated(model, pairs)];
}

function withoutLimits({ catalogue, technicalPlans, isManaged, isOnSale }: CheckModel): Finding[] {
  return catalogue.plans
    .filter((plan) => isManaged(plan) && !technicalPlans.has(plan.id))
    .map((plan) => ({
      code: 'plan-without-limits',
      level: 'warning',
      path: ['plans'],
      message: `Plan ${plan.id} (${plan.name}) of the panel has no limits here${isOnSale(plan) ? '' : '; it is not on sale, but clients may be on it'}.`,
      next: 'Add it, or nobody can move to it or from it.',
    }));
}

function notInPanel({ catalogue, technicalPlans, pathOf }: CheckModel): Finding[] {
  const known = new Set<string>(catalogue.plans.map(({ id }) => id));
  return [...technicalPlans.keys()]
    .filter((planId) => !known.has(planId))
    .map((planId) => ({
      code: 'plan-not-in-panel',
      level: 'warning',
      path: pathOf(planId),
      message: `The panel has no plan ${planId}.`,
      next: 'Correct the id, or remove the plan.',
    }));
}

/** A target that leaves out what a plan of its technology states cannot be compared with it, so it is not offered there. */
function notStated({ plans }: CheckModel, pairs: Pairs): Finding[] {
  return plans.flatMap((entry, place) => {
    if (!entry.isOnSale) return [];
    const from = plans.flatMap(({ plan }, other) => {
      const { unstated } = pairs.at(other, place);
      return unstated === 0 ? [] : [{ name: plan.name, unstated }];
    });
    if (from.length === 0) return [];
    const missing = from.reduce((set, { unstated }) => set | unstated, 0);
    return [
      {
        code: 'limit-not-stated',
        level: 'warning',
        path: [...entry.path, 'limits'],
        message: `${entry.plan.name} does not state ${namesOf(missing).join(', ')}; ${someOf(from.map(({ name }) => name))} ${from.length === 1 ? 'does' : 'do'}, and it is not offered to their clients.`,
        next: 'Add the limit, be it 0 or unlimited.',
      } as const,
    ];
  });
}
