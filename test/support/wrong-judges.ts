/** Shelf engines with one mistake each, seen in practice (failure-modes.md): L8 must notice every one of them. */
import type { Limits } from '../../src/catalogue/limit.ts';
import type { PlansOnSale } from '../../src/catalogue/plans-on-sale.ts';
import type { TechnicalPlan } from '../../src/catalogue/technical-plan.ts';
import { judgeService } from '../../src/compatibility/judge.ts';
import type { Situation } from '../../src/compatibility/situation.ts';
import type { ServiceVerdict } from '../../src/compatibility/verdict.ts';

export type JudgeService = (situation: Situation) => ServiceVerdict;

/** The engine, looking at a situation that is not the real one. */
const seeing =
  (falsify: (situation: Situation) => Situation): JudgeService =>
  (situation) =>
    judgeService(falsify(situation));

const withLimits = (
  situation: Situation,
  change: (limits: Limits, plan: TechnicalPlan) => Limits,
): Situation => ({
  ...situation,
  technicalPlans: new Map(
    [...situation.technicalPlans].map(([id, plan]) => [id, { ...plan, limits: change(plan.limits, plan) }]),
  ),
});

const withReading = (situation: Situation, change: (limits: Limits) => Limits): Situation =>
  situation.account.kind === 'seen'
    ? {
        ...situation,
        account: {
          kind: 'seen',
          reading: { ...situation.account.reading, limits: change(situation.account.reading.limits) },
        },
      }
    : situation;

const mapLimits = (limits: Limits, change: (limit: Limits[keyof Limits]) => Limits[keyof Limits]): Limits =>
  Object.fromEntries(Object.entries(limits).map(([metric, limit]) => [metric, change(limit)]));

const yearlyPrice = (catalogue: PlansOnSale, planId: string): number =>
  Number(
    catalogue.plans.find(({ id }) => id === planId)?.prices.find(({ cycle }) => cycle === 'annually')
      ?.recurring,
  );

export const wrongJudges: Readonly<Record<string, JudgeService>> = {
  'direction by price: what costs more is an upgrade': (situation) => {
    const today = yearlyPrice(situation.catalogue, situation.service.planId);
    const released = judgeService({
      ...situation,
      rules: situation.rules.map((rule) => ({ ...rule, downgrades: 'when-usage-fits' as const })),
    });
    const strict = judgeService(situation);
    return {
      ...strict,
      plans: strict.plans.map((plan, place) =>
        yearlyPrice(situation.catalogue, plan.plan.id) > today ? (released.plans[place] ?? plan) : plan,
      ),
    };
  },
  'only the disk is compared': seeing((situation) => {
    const diskAlone = ({ disk }: Limits): Limits => (disk === undefined ? {} : { disk });
    return withReading(withLimits(situation, diskAlone), diskAlone);
  }),
  'the server is believed only where it shows less': seeing((situation) =>
    withReading(situation, () => ({})),
  ),
  'options are forgotten': seeing((situation) => ({
    ...situation,
    optionMappings: situation.optionMappings.map((mapping) => ({ ...mapping, metric: null })),
  })),
  '0 is unlimited': seeing((situation) =>
    withLimits(situation, (limits) => mapLimits(limits, (limit) => (limit === 0 ? 'unlimited' : limit))),
  ),
  'unlimited is 0': seeing((situation) =>
    withReading(
      withLimits(situation, (limits, { planId }) =>
        planId === situation.service.planId
          ? mapLimits(limits, (limit) => (limit === 'unlimited' ? 0 : limit))
          : limits,
      ),
      (limits) => mapLimits(limits, (limit) => (limit === 'unlimited' ? 0 : limit)),
    ),
  ),
  'what a plan leaves out is unlimited': seeing((situation) =>
    withLimits(situation, (limits) => ({
      bandwidth: 'unlimited',
      mailboxes: 'unlimited',
      databases: 'unlimited',
      'emails-per-hour': 'unlimited',
      ...limits,
    })),
  ),
  'usage that nobody could read is none': seeing((situation) => ({
    ...situation,
    usageMaximumAge: Number.MAX_SAFE_INTEGER,
    account:
      situation.account.kind === 'seen'
        ? {
            kind: 'seen',
            reading: {
              ...situation.account.reading,
              usage: {
                ...Object.fromEntries(
                  ['disk', 'mailboxes', 'databases', 'autodj'].map((metric) => [
                    metric,
                    { quantity: 0, measuredAt: situation.now },
                  ]),
                ),
                ...situation.account.reading.usage,
              },
            },
          }
        : situation.account,
  })),
  'one technology is as good as another': seeing((situation) => ({
    ...situation,
    technicalPlans: new Map(
      [...situation.technicalPlans].map(([id, plan]) => [id, { ...plan, technology: 'cpanel' as const }]),
    ),
  })),
};
