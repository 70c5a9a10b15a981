/**
 * One service against 1,000 plans and 20 metrics: microseconds per judgement, beside the floor of the same run, which
 * is reading the same catalogue's bytes with JSON.parse. `node bench/compatibility.bench.ts [--json]`
 */
import { performance } from 'node:perf_hooks';
import { metricNames, type Metric } from '../src/catalogue/metric.ts';
import { judgeService } from '../src/compatibility/judge.ts';
import { prepare } from '../src/compatibility/prepare.ts';
import type { Situation } from '../src/compatibility/situation.ts';
import {
  aReading,
  aRule,
  aService,
  aSituation,
  aPlan,
  aTechnicalPlan,
  gigabytes,
} from '../test/support/situations.ts';
import type { TechnicalPlan } from '../src/catalogue/technical-plan.ts';

const planCount = 1000;
/** The plan of today: in the middle, with none of the oddities. */
const half = 501;
const cycles = ['monthly', 'quarterly', 'annually', 'biennially'] as const;

/** Every metric grows with the plan's step; every seventh plan is short of mailboxes, every tenth leaves databases unlimited. */
function limitsOf(step: number): TechnicalPlan['limits'] {
  const limits = Object.fromEntries(
    metricNames.map((metric) => [metric, metric === 'autodj' ? 1 : step + 1]),
  ) as Record<Metric, number | 'unlimited'>;
  limits.disk = gigabytes(step + 1);
  if (step % 7 === 0) limits.mailboxes = 1;
  if (step % 10 === 0) limits.databases = 'unlimited';
  return limits;
}

const prices = (step: number) =>
  ['USD', 'ARS'].flatMap((currency) =>
    cycles.map((cycle) => ({ currency, cycle, recurring: `${10 + step}.00`, setup: '0.00' })),
  );

const ids = Array.from({ length: planCount }, (_, step) => `plan-${step}`);
const plans = ids.map((id, step) =>
  aPlan('basico', {
    id,
    name: `Plan ${step}`,
    categoryId: step % 2 === 0 ? 'web' : 'empresas',
    prices: prices(step),
  }),
);
const technicalPlans = new Map(
  ids.map((id, step) => [
    id,
    aTechnicalPlan('basico', { planId: id, limits: limitsOf(step), packages: { default: id } }),
  ]),
);
const rules = [
  ...Array.from({ length: 18 }, (_, place) =>
    aRule({
      name: `regla ${place}`,
      verdict: 'refuse',
      match: { toPlan: ids.slice(place * 5, place * 5 + 5), clientGroup: ['mayoristas'] },
    }),
  ),
  aRule({ name: 'subir', match: { direction: ['upgrade', 'equal'] } }),
  aRule({ name: 'lo demás', verdict: 'refuse' }),
];

const now = ids[half] ?? '';
const situation: Situation = aSituation({
  service: aService('basico', { planId: now }),
  catalogue: { categories: aSituation().catalogue.categories, plans },
  technicalPlans,
  rules,
  account: {
    kind: 'seen',
    reading: {
      ...aReading('basico', { usage: { disk: gigabytes(300), inodes: 200 } }),
      limits: limitsOf(half),
    },
  },
  server: {
    driver: 'whm',
    group: 'web',
    paused: false,
    packages: ids,
    room: { sold: { disk: gigabytes(90_000) }, most: { disk: gigabytes(100_000) } },
  },
});
const bytes = JSON.stringify({
  catalogue: situation.catalogue,
  technicalPlans: [...technicalPlans.values()],
});

/** The median of many rounds, in microseconds per call; what is returned is kept, so that nothing is optimised away. */
function microseconds(work: () => unknown): number {
  const kept: unknown[] = [];
  const end = performance.now() + 2000;
  const rounds: number[] = [];
  while (performance.now() < end || rounds.length < 50) {
    const start = performance.now();
    kept[rounds.length % 8] = work();
    rounds.push((performance.now() - start) * 1000);
  }
  rounds.sort((left, right) => left - right);
  return Math.round(rounds[Math.floor(rounds.length / 2)] ?? Number.NaN);
}

const prepared = prepare(situation.catalogue, situation.technicalPlans, situation.rules);
const verdict = judgeService(situation, prepared);
const result = {
  plans: planCount,
  metrics: metricNames.length,
  rules: rules.length,
  cyclesPerPlan: cycles.length,
  allowed: verdict.plans.filter((plan) => plan.verdict === 'allow').length,
  catalogueBytes: bytes.length,
  floorJsonParse: microseconds(() => JSON.parse(bytes) as unknown),
  prepare: microseconds(() => prepare(situation.catalogue, situation.technicalPlans, situation.rules)),
  judge: microseconds(() => judgeService(situation, prepared)),
  judgeAndReadAll: microseconds(() =>
    judgeService(situation, prepared).plans.map(({ moves, cycles, reasons }) => [moves, cycles, reasons]),
  ),
  prepareAndJudge: microseconds(() => judgeService(situation)),
};

if (process.argv.includes('--json')) console.log(JSON.stringify(result));
else {
  console.log(
    `one service against ${planCount} plans, ${result.metrics} metrics, ${result.rules} rules, ${cycles.length} cycles each`,
  );
  console.log(
    `  floor: JSON.parse of the same ${Math.round(bytes.length / 1024)} KiB   ${result.floorJsonParse} µs`,
  );
  console.log(`  prepare (once per catalogue)         ${result.prepare} µs`);
  console.log(`  judge (per service)                  ${result.judge} µs  (${result.allowed} plans allowed)`);
  console.log(`  judge, every reason written out      ${result.judgeAndReadAll} µs`);
  console.log(`  prepare and judge (a page request)   ${result.prepareAndJudge} µs`);
}
