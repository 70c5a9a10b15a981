/** Random services before random shelves: few plans and small numbers, so that limits, use and options often meet exactly. */
import fc from 'fast-check';
import type { PlanId } from '../../src/catalogue/identifiers.ts';
import { largerLimit, type Limit, type Limits, type Usage } from '../../src/catalogue/limit.ts';
import type { Metric } from '../../src/catalogue/metric.ts';
import type { Plan } from '../../src/catalogue/plans-on-sale.ts';
import type { TechnicalPlan } from '../../src/catalogue/technical-plan.ts';
import type { Instant } from '../../src/catalogue/time.ts';
import type { Rule } from '../../src/compatibility/rules.ts';
import type { AccountLook, Situation } from '../../src/compatibility/situation.ts';
import {
  aCatalogue,
  aPlan,
  aReading,
  aRule,
  aService,
  aServer,
  aSituation,
  aTechnicalPlan,
  now,
} from './situations.ts';

/** Of each kind something: persistent, per period, instantaneous, yes or no. */
const someMetrics = ['disk', 'bandwidth', 'mailboxes', 'databases', 'emails-per-hour', 'autodj'] as const;
export const anyMetric = fc.constantFrom(...someMetrics);

const anyQuantity = fc.nat(4);
const anyLimit: fc.Arbitrary<Limit> = fc.oneof(
  { weight: 5, arbitrary: anyQuantity },
  { weight: 1, arbitrary: fc.constant('unlimited' as const) },
);

const limitFor = (metric: Metric): fc.Arbitrary<Limit> =>
  metric === 'autodj' ? fc.constantFrom(0, 1) : anyLimit;

/** Some metrics are left out. */
const anyLimits: fc.Arbitrary<Limits> = fc.record(
  Object.fromEntries(someMetrics.map((metric) => [metric, limitFor(metric)])) as Record<
    (typeof someMetrics)[number],
    fc.Arbitrary<Limit>
  >,
  { requiredKeys: ['disk'] },
);

const minute = 60_000;
const anyUsage: fc.Arbitrary<Usage> = fc.record(
  Object.fromEntries(
    someMetrics.map((metric) => [
      metric,
      fc.record({
        quantity: fc.nat(3),
        // within the greatest age of aSituation(), at it, beyond it
        measuredAt: fc.constantFrom(5, 5, 60, 61).map((minutes) => (now - minutes * minute) as Instant),
      }),
    ]),
  ) as Record<(typeof someMetrics)[number], fc.Arbitrary<Usage[Metric]>>,
  { requiredKeys: [] },
) as fc.Arbitrary<Usage>;

const reading = aReading();
const anyLook: fc.Arbitrary<AccountLook> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ limits: anyLimits, usage: anyUsage })
      .map(({ limits, usage }): AccountLook => ({ kind: 'seen', reading: { ...reading, limits, usage } })),
  },
  { weight: 1, arbitrary: fc.constant<AccountLook>({ kind: 'unknown', message: 'ETIMEDOUT' }) },
);

const planIds = ['a', 'b', 'c', 'd', 'e'] as const;
const basePlan = aPlan('basico');
const baseTechnical = aTechnicalPlan('basico', { packages: null });

interface Sheet {
  readonly plan: Plan;
  readonly technical: TechnicalPlan | null;
}

const sheetFor = (id: string): fc.Arbitrary<Sheet> =>
  fc
    .record({
      limits: anyLimits,
      category: fc.constantFrom('web', 'empresas'),
      yearly: fc.nat(400),
      isHidden: fc.nat(9).map((number) => number === 0),
      isDescribed: fc.nat(9).map((number) => number > 0),
      technology: fc.constantFrom('cpanel', 'cpanel', 'cpanel', 'cpanel', 'cpanel-reseller' as const),
    })
    .map(({ limits, category, yearly, isHidden, isDescribed, technology }) => ({
      plan: {
        ...basePlan,
        id: id as PlanId,
        categoryId: category as Plan['categoryId'],
        hidden: isHidden,
        prices: basePlan.prices.map((price) => ({
          ...price,
          recurring: `${price.cycle === 'annually' ? 10 * yearly : yearly}.00` as typeof price.recurring,
        })),
      },
      technical: isDescribed ? { ...baseTechnical, planId: id as PlanId, technology, limits } : null,
    }));

const anyDowngrades = fc.constantFrom('never', 'never', 'when-usage-fits' as const);
const anyVerdict = fc.constantFrom('allow', 'allow', 'allow', 'refuse', 'ask-executive' as const);

const someOf = <Item>(...items: readonly Item[]) =>
  fc.option(fc.subarray([...items], { minLength: 1 }), { nil: undefined, freq: 3 });

const anyMatch = fc
  .record({
    toPlan: someOf<string>(...planIds),
    toCategory: someOf('web', 'empresas'),
    fromPlan: someOf<string>(...planIds),
    toCycle: someOf('monthly', 'annually' as const),
    direction: someOf('upgrade', 'downgrade', 'mixed', 'equal', 'unknown' as const),
  })
  .map((match) => Object.fromEntries(Object.entries(match).filter(([, list]) => list !== undefined)));

/** Any rules at all, the last of them a catch-all. */
export const anyRules: fc.Arbitrary<readonly Rule[]> = fc
  .tuple(
    fc.array(fc.record({ match: anyMatch, verdict: anyVerdict, downgrades: anyDowngrades }), {
      maxLength: 3,
    }),
    fc.record({ verdict: anyVerdict, downgrades: anyDowngrades }),
  )
  .map(([rules, last]) => [...rules, last].map((rule, place) => aRule({ name: `regla ${place}`, ...rule })));

/** As {@link anyRules}, of a host who lets nothing shrink. */
export const rulesThatNeverRelease = anyRules.map((rules) =>
  rules.map((rule): Rule => ({ ...rule, downgrades: 'never' })),
);

/** Rules that like a bigger plan no less than a smaller one: with others, more could be refused by the host's own wish. */
export const rulesThatLikeMore: fc.Arbitrary<readonly Rule[]> = fc.oneof(
  anyDowngrades.map((downgrades) => [aRule({ downgrades })]),
  anyDowngrades.map((downgrades) => [
    aRule({ name: 'subir', match: { direction: ['upgrade', 'equal'] }, downgrades }),
    aRule({ name: 'lo demás', verdict: 'refuse' }),
  ]),
);

const extra = { id: '7', name: 'Extra', value: '2', recurring: '5.00' };
const service = aService('basico', { options: [] });
const serviceWithExtra = aService('basico', { options: [extra] });
const server = aServer({ packages: null });

/**
 * Half of the catalogues are ladders, in which each plan has all that the one before has; half of the servers show
 * exactly what the plan says.
 * @param rules which rules the host may have
 */
export const anySituation = (rules: fc.Arbitrary<readonly Rule[]> = anyRules): fc.Arbitrary<Situation> =>
  fc
    .record({
      sheets: fc.tuple(...planIds.map(sheetFor)),
      isLadder: fc.boolean(),
      showsThePlan: fc.boolean(),
      from: fc.nat(planIds.length - 1),
      account: anyLook,
      hasExtra: fc.nat(3).map((number) => number === 0),
      extraMetric: anyMetric,
      rules,
    })
    .map(
      ({ sheets: drawn, isLadder, showsThePlan, from, account, hasExtra, extraMetric, rules: allRules }) => {
        const sheets = isLadder ? climbing(drawn) : drawn;
        const { plan: current = basePlan, technical = null } = sheets[from] ?? {};
        return aSituation({
          service: {
            ...(hasExtra ? serviceWithExtra : service),
            planId: current.id,
            categoryId: current.categoryId,
          },
          catalogue: { ...emptyCatalogue, plans: sheets.map(({ plan }) => plan) },
          technicalPlans: new Map(
            sheets.flatMap(({ technical: each }) => (each ? [[each.planId, each]] : [])),
          ),
          optionMappings: [{ option: 'Extra', metric: extraMetric, perUnit: 1 }],
          account:
            showsThePlan && technical && account.kind === 'seen'
              ? { kind: 'seen', reading: { ...account.reading, limits: technical.limits } }
              : account,
          server,
          rules: allRules,
        });
      },
    );

const emptyCatalogue = { ...aCatalogue(), plans: [] };

function climbing(sheets: readonly Sheet[]): Sheet[] {
  let floor: Limits = {};
  return sheets.map(({ plan, technical }) => {
    if (!technical) return { plan, technical };
    const limits: Partial<Record<Metric, Limit>> = { ...technical.limits };
    for (const [metric, limit] of Object.entries(floor) as [Metric, Limit][]) {
      limits[metric] = largerLimit(limits[metric], limit);
    }
    floor = limits;
    return { plan, technical: { ...technical, limits } };
  });
}
