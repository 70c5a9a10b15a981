/** What holds of the shelf engine whatever the service, the catalogue and the rules. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareLimits, largerLimit, type Limit, type Limits } from '../../../src/catalogue/limit.ts';
import type { Metric } from '../../../src/catalogue/metric.ts';
import { judgeService } from '../../../src/compatibility/judge.ts';
import { prepare } from '../../../src/compatibility/prepare.ts';
import { verdictFrom } from '../../../src/compatibility/reason.ts';
import { severityOrder } from '../../../src/compatibility/severity.ts';
import type { Situation } from '../../../src/compatibility/situation.ts';
import { summarise } from '../../../src/compatibility/summarise.ts';
import type { PlanVerdict, Reason } from '../../../src/compatibility/verdict.ts';
import { anyMetric, anySituation, rulesThatLikeMore } from '../../support/situation-arbitraries.ts';
import { whatTheClientHas } from '../../support/shelf-law.ts';

const runs = { numRuns: 3000 };

/** Plan and cycle of everything that is offered. */
const offered = (situation: Situation): string[] =>
  judgeService(situation).plans.flatMap(({ plan, cycles }) =>
    cycles.filter(({ verdict }) => verdict === 'allow').map(({ cycle }) => `${plan.id} ${cycle}`),
  );

const withTarget = (situation: Situation, planId: string, change: (limits: Limits) => Limits): Situation => ({
  ...situation,
  technicalPlans: new Map(
    [...situation.technicalPlans].map(([id, plan]) => [
      id,
      id === planId ? { ...plan, limits: change(plan.limits) } : plan,
    ]),
  ),
});

const anyTarget = fc.constantFrom('a', 'b', 'c', 'd', 'e');

/** At least as much as was stated; where nothing was, unlimited: the only limit that surely takes nothing. */
const raised = (limits: Limits, metric: Metric, limit: Limit): Limits => {
  const stated = limits[metric];
  return { ...limits, [metric]: stated === undefined ? 'unlimited' : largerLimit(stated, limit) };
};

describe('more is never less', () => {
  test('adding to a limit of the target never removes it from the offer', () => {
    const anyLimit = fc.oneof(fc.nat(6), fc.constant('unlimited' as const));
    const situations = anySituation(rulesThatLikeMore);
    let judged = 0;
    fc.assert(
      fc.property(situations, anyTarget, anyMetric, anyLimit, (situation, target, metric, limit) => {
        // The plan of today is not a target: adding to it adds to what the client has.
        fc.pre(target !== situation.service.planId);
        const before = offered(situation).filter((each) => each.startsWith(`${target} `));
        judged += before.length;
        const after = offered(withTarget(situation, target, (limits) => raised(limits, metric, limit)));
        expect(after).toEqual(expect.arrayContaining(before));
      }),
      runs,
    );
    expect(judged).toBeGreaterThan(200);
  });

  test('freeing usage never removes a plan', () => {
    fc.assert(
      fc.property(anySituation(), anyMetric, fc.nat(4), (situation, metric, freed) => {
        const { account } = situation;
        fc.pre(account.kind === 'seen' && account.reading.usage[metric] !== undefined);
        const use = account.reading.usage[metric];
        const usage = {
          ...account.reading.usage,
          [metric]: { ...use, quantity: Math.max(0, use.quantity - freed) },
        };
        const lighter: Situation = {
          ...situation,
          account: { kind: 'seen', reading: { ...account.reading, usage } },
        };
        expect(offered(lighter)).toEqual(expect.arrayContaining(offered(situation)));
      }),
      runs,
    );
  });

  test('measuring what was not known never removes a plan that fits it', () => {
    fc.assert(
      fc.property(anySituation(), anyMetric, (situation, metric) => {
        const { account } = situation;
        fc.pre(account.kind === 'seen' && account.reading.usage[metric] === undefined);
        const usage = { ...account.reading.usage, [metric]: { quantity: 0, measuredAt: situation.now } };
        const measured: Situation = {
          ...situation,
          account: { kind: 'seen', reading: { ...account.reading, usage } },
        };
        expect(offered(measured)).toEqual(expect.arrayContaining(offered(situation)));
      }),
      runs,
    );
  });

  test('a plan that is offered is never smaller in a metric that its rule did not release', () => {
    fc.assert(
      fc.property(anySituation(), (situation) => {
        const { limits } = whatTheClientHas(situation);
        for (const { plan, moves, cycles } of judgeService(situation).plans) {
          if (plan.id === situation.service.planId) continue;
          const shrinks = moves.filter(({ metric, target }) => {
            const has = limits[metric];
            return has !== undefined && compareLimits(target, has) < 0;
          });
          for (const { verdict, rule } of cycles) {
            if (verdict !== 'allow' || shrinks.length === 0) continue;
            const named = situation.rules.find(({ name }) => name === rule);
            expect(named?.downgrades).toBe('when-usage-fits');
          }
        }
      }),
      runs,
    );
  });
});

const placeOf = ({ code }: Reason): number => severityOrder.indexOf(code);
const isInOrder = (reasons: readonly Reason[]): boolean =>
  reasons.every((reason, place) => place === 0 || placeOf(reasons[place - 1] ?? reason) <= placeOf(reason));

function eachPlan(check: (plan: PlanVerdict, situation: Situation) => void): void {
  fc.assert(
    fc.property(anySituation(), (situation) => {
      for (const plan of judgeService(situation).plans) check(plan, situation);
    }),
    runs,
  );
}

describe('a verdict and its reasons are one', () => {
  test('yes or no, known at once, is what the reasons come to when they are read', () => {
    eachPlan(({ verdict, cycles, reasons }) => {
      for (const cycle of cycles) expect(cycle.verdict).toBe(verdictFrom(cycle.reasons));
      if (cycles.length > 0) expect(verdict).toBe(summarise(cycles).verdict);
      else expect(verdictFrom(reasons)).toBe('refuse');
    });
  });

  test('a plan has the reasons that every one of its cycles has', () => {
    eachPlan(({ cycles, reasons }) => {
      // Its remedy is the first cycle's: under another rule another one may do.
      const keyOf = ({ code, metric, subject }: Reason) => [code, metric, subject].join(' ');
      for (const cycle of cycles) {
        expect(cycle.reasons.map(keyOf)).toEqual(expect.arrayContaining(reasons.map(keyOf)));
      }
    });
  });

  test('the most severe come first, and each says who can lift it and how', () => {
    eachPlan(({ cycles, reasons }) => {
      for (const list of [reasons, ...cycles.map((cycle) => cycle.reasons)]) {
        expect(isInOrder(list)).toBe(true);
        for (const reason of list) expect(reason.remedy).toBeDefined();
      }
    });
  });

  test('a remedy names only a plan that this service may really move to, and that has what it asks for', () => {
    fc.assert(
      fc.property(anySituation(), (situation) => {
        const { plans } = judgeService(situation);
        for (const { metric, remedy } of plans.flatMap(({ reasons }) => reasons)) {
          if (remedy?.kind !== 'make-room' && remedy?.kind !== 'choose-bigger') continue;
          const proposed = plans.find(({ plan }) => plan.id === remedy.plan);
          if (remedy.plan === null || metric === undefined) continue;
          expect(proposed?.verdict).toBe('allow');
          expect(
            compareLimits(proposed?.technical?.limits[metric] ?? 0, remedy.atLeast),
          ).toBeGreaterThanOrEqual(0);
        }
      }),
      runs,
    );
  });

  test('prepared once or each time, read or written as JSON: the same answer', () => {
    fc.assert(
      fc.property(anySituation(), (situation) => {
        const prepared = prepare(situation.catalogue, situation.technicalPlans, situation.rules);
        const once = judgeService(situation, prepared);
        expect(JSON.stringify(once)).toBe(JSON.stringify(judgeService(situation)));
        expect(JSON.parse(JSON.stringify(once))).toHaveProperty('plans.0.reasons');
      }),
      { numRuns: 300 },
    );
  });

  test('nothing that was handed in is changed', () => {
    fc.assert(
      fc.property(anySituation(), (situation) => {
        const before = structuredClone({ ...situation, technicalPlans: [...situation.technicalPlans] });
        JSON.stringify(judgeService(situation));
        expect({ ...situation, technicalPlans: [...situation.technicalPlans] }).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });
});
