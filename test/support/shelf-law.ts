/**
 * What the shelf engine must never offer, said without it: plain comparisons of limits and use, and the settings' own
 * release of a downgrade. It is slow, knows nothing of rows, bits or rules' order, and is what L8 is judged by.
 */
import {
  addLimits,
  compareLimits,
  fits,
  largerLimit,
  type Limit,
  type Limits,
} from '../../src/catalogue/limit.ts';
import { metricNames, metrics, type Metric } from '../../src/catalogue/metric.ts';
import type { Situation } from '../../src/compatibility/situation.ts';
import type { CycleVerdict, PlanVerdict } from '../../src/compatibility/verdict.ts';

/** What the client has: what was sold, options included, or what the server shows where that is more. */
export function whatTheClientHas({ service, technicalPlans, optionMappings, account }: Situation): {
  sold: Limits;
  limits: Limits;
} {
  const sold: Partial<Record<Metric, Limit>> = { ...technicalPlans.get(service.planId)?.limits };
  for (const { name, value } of service.options) {
    for (const { option, metric, perUnit } of optionMappings) {
      if (option !== name || metric === null) continue;
      const sum = addLimits(sold[metric], Number(value) * perUnit);
      sold[metric] = metrics[metric].unit === 'yes-no' && sum !== 'unlimited' ? Math.min(1, sum) : sum;
    }
  }
  const limits: Partial<Record<Metric, Limit>> = { ...sold };
  if (account.kind === 'seen') {
    for (const metric of metricNames) {
      const shown = account.reading.limits[metric];
      if (shown !== undefined) limits[metric] = largerLimit(limits[metric], shown);
    }
  }
  return { sold, limits };
}

/** Why this cycle of this plan must not be allowed; null where nothing speaks against it. */
export function whatIsLost(situation: Situation, plan: PlanVerdict, cycle: CycleVerdict): string | null {
  // A change of cycle alone does not touch the account.
  if (plan.plan.id === situation.service.planId) return null;
  const target = situation.technicalPlans.get(plan.plan.id);
  if (!target) return 'the plan is not described';
  if (target.technology !== situation.technicalPlans.get(situation.service.planId)?.technology) {
    return 'it is of another technology';
  }
  const released = situation.rules.find(({ name }) => name === cycle.rule)?.downgrades === 'when-usage-fits';
  const { sold, limits } = whatTheClientHas(situation);
  for (const metric of metricNames) {
    const found = lostIn(metric, sold[metric], limits[metric], target.limits[metric], released, situation);
    if (found !== null) return `${metric}: ${found}`;
  }
  return null;
}

function lostIn(
  metric: Metric,
  sold: Limit | undefined,
  today: Limit | undefined,
  target: Limit | undefined,
  released: boolean,
  { account, now, usageMaximumAge }: Situation,
): string | null {
  if (target === undefined) return sold === undefined ? null : 'sold today, and the plan does not mention it';
  const usage = account.kind === 'seen' ? account.reading.usage[metric] : undefined;
  const isPersistent = metrics[metric].kind === 'persistent';
  if (isPersistent && usage && !fits(usage.quantity, target)) return 'what is there does not fit';
  const isSmaller = today !== undefined && compareLimits(target, today) < 0;
  if (isSmaller && !released) return 'smaller than today, and no rule releases it';
  if (today === undefined && target !== 'unlimited' && account.kind !== 'seen') return 'today could be more';
  if (!isPersistent || (!isSmaller && today !== undefined) || target === 'unlimited') return null;
  const isFresh = usage !== undefined && now - usage.measuredAt <= usageMaximumAge;
  return isFresh ? null : 'nobody has measured lately whether it fits';
}
