/**
 * L8 No downgrade slips through. Here the shelf engine, which every path asks (page, hook, command, API): whatever it
 * allows takes nothing away that a rule did not release. The judge of the engine is shelf-law.ts, which knows
 * none of its code.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareLimits, type Limits } from '../../src/catalogue/limit.ts';
import { metricNames } from '../../src/catalogue/metric.ts';
import { judgeService } from '../../src/compatibility/judge.ts';
import type { Situation } from '../../src/compatibility/situation.ts';
import type { PlanVerdict } from '../../src/compatibility/verdict.ts';
import { expectLawBroken, expectLawHolds, law } from '../support/law.ts';
import { whatIsLost, whatTheClientHas } from '../support/shelf-law.ts';
import { anySituation, rulesThatNeverRelease } from '../support/situation-arbitraries.ts';
import { aPlan, aService, aSituation } from '../support/situations.ts';
import { wrongJudges, type JudgeService } from '../support/wrong-judges.ts';

function nothingIsLost(judge: JudgeService) {
  let judged = 0;
  const property = fc.property(anySituation(), (situation) => {
    for (const plan of judge(situation).plans) {
      for (const cycle of plan.cycles) {
        if (cycle.verdict !== 'allow' || plan.plan.id === situation.service.planId) continue;
        judged += 1;
        const lost = whatIsLost(situation, plan, cycle);
        law(lost === null, `${plan.plan.id} is allowed; ${lost ?? ''}`);
      }
    }
  });
  return { details: fc.check(property, { numRuns: 8000 }), judged };
}

describe('L8 whatever is allowed takes nothing away that its rule did not release', () => {
  test('L8 over random catalogues, options, readings, use and rules', () => {
    expectLawHolds(nothingIsLost(judgeService), 2000);
  });

  test.each(Object.entries(wrongJudges))('L8 mutant turns it red: %s', (_, judge) => {
    expectLawBroken(nothingIsLost(judge));
  });
});

/** The service after the change: on the plan, with the account as the plan says; its options went with the old plan. */
function after(situation: Situation, { plan, technical, moves }: PlanVerdict): Situation {
  const { account } = situation;
  const isSame = plan.id === situation.service.planId;
  const limits: Limits = Object.fromEntries(moves.map(({ metric, target }) => [metric, target]));
  const shown = account.kind === 'seen' ? { ...account.reading.limits, ...limits } : limits;
  return {
    ...situation,
    service: {
      ...situation.service,
      planId: plan.id,
      categoryId: plan.categoryId,
      options: isSame ? situation.service.options : [],
    },
    account:
      account.kind === 'seen' && technical
        ? { kind: 'seen', reading: { ...account.reading, limits: shown } }
        : account,
  };
}

function noChainShrinks(judge: JudgeService) {
  let judged = 0;
  const steps = fc.array(fc.nat(20), { minLength: 2, maxLength: 5 });
  const property = fc.property(anySituation(rulesThatNeverRelease), steps, (start, choices) => {
    const first = whatTheClientHas(start).limits;
    let situation = start;
    for (const choice of choices) {
      const offered = judge(situation).plans.filter(
        ({ verdict, plan }) => verdict === 'allow' && plan.id !== situation.service.planId,
      );
      const chosen = offered[choice % Math.max(1, offered.length)];
      if (!chosen) break;
      situation = after(situation, chosen);
      const last = whatTheClientHas(situation).limits;
      judged += 1;
      for (const metric of metricNames) {
        const had = first[metric];
        const has = last[metric];
        if (had === undefined) continue;
        law(has !== undefined && compareLimits(has, had) >= 0, `${metric} shrank on the way`);
      }
    }
  });
  return { details: fc.check(property, { numRuns: 8000 }), judged };
}

describe('L8 no chain of changes ends below where it began, where no rule releases a downgrade', () => {
  test('L8 over random walks of two to five changes', () => {
    expectLawHolds(noChainShrinks(judgeService), 1000);
  });

  test.each(['direction by price: what costs more is an upgrade', 'only the disk is compared'])(
    'L8 mutant turns it red: %s',
    (name) => {
      expectLawBroken(noChainShrinks(wrongJudges[name] ?? judgeService));
    },
  );
});

test('L8 who asks makes no difference: a situation names no path, so page, hook, command and API get one answer', () => {
  const situation = aSituation({ plan: 'profesional' });
  const refused = judgeService(situation).plans.find(({ plan }) => plan.id === 'basico');
  expect(refused?.cycles.map(({ verdict }) => verdict)).toEqual(['refuse', 'refuse']);
});

test('L8 a dearer plan is no upgrade by being dearer, nor a cheaper one a downgrade', () => {
  const prices = [{ currency: 'USD', cycle: 'annually' as const, recurring: '900.00', setup: '0.00' }];
  const situation = aSituation({ plan: 'profesional', service: aService('profesional') });
  const catalogue = {
    ...situation.catalogue,
    plans: situation.catalogue.plans.map((plan) =>
      plan.id === 'basico' ? aPlan('basico', { prices }) : plan,
    ),
  };
  const judged = judgeService({ ...situation, catalogue }).plans.find(({ plan }) => plan.id === 'basico');
  expect([judged?.direction, judged?.verdict]).toEqual(['downgrade', 'refuse']);
});
