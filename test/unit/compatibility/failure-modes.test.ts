/** Rows 51 to 60 of the failure modes (section 3.4, eligibility): what went wrong elsewhere, and does not here. */
import { describe, expect, test } from 'vitest';
import type { Offer } from '../../../src/change/offer.ts';
import { checkRules } from '../../../src/compatibility/check-rules.ts';
import { judgeService } from '../../../src/compatibility/judge.ts';
import { selectedCycle, selectedPlan } from '../../../src/page/selection.ts';
import type { Situation } from '../../../src/compatibility/situation.ts';
import {
  aCatalogue,
  aPlan,
  aRadioServer,
  aRule,
  aServer,
  aService,
  aSituation,
  aTechnicalPlan,
  gigabytes,
  planVerdict,
  seen,
  technicalPlans,
  unreachable,
  type PlanName,
} from '../../support/situations.ts';
import { tellReason } from './tell-reason.ts';

const told = (situation: Situation, plan: PlanName): string[] =>
  planVerdict(judgeService(situation), plan).reasons.map(tellReason);
const verdictOf = (situation: Situation, plan: PlanName): string =>
  planVerdict(judgeService(situation), plan).verdict;

const mayShrink = [aRule({ downgrades: 'when-usage-fits' })];
const onlyTheDiskShrinks = technicalPlans({
  basico: aTechnicalPlan('basico', {
    limits: { ...aTechnicalPlan('profesional').limits, disk: gigabytes(5) },
  }),
});

test('failure mode 51: no quota shrinks under live data, even where the host lets plans shrink', () => {
  const situation = aSituation({
    plan: 'profesional',
    account: seen('profesional', { usage: { disk: gigabytes(7.5) } }),
    technicalPlans: onlyTheDiskShrinks,
    rules: mayShrink,
  });
  expect(told(situation, 'basico')).toEqual([
    'usage-does-not-fit disk, have 7.5 GB, need 5 GB; client: make-room (free 2.5 GB or take 7.5 GB: inicial)',
  ]);
});

describe('failure mode 52: use unknown, the server asleep', () => {
  test('an upgrade may proceed', () => {
    expect(verdictOf(aSituation({ account: unreachable }), 'profesional')).toBe('allow');
  });

  test('a downgrade must not', () => {
    const situation = aSituation({ plan: 'profesional', account: unreachable, rules: mayShrink });
    expect(told(situation, 'basico')).toEqual(['usage-unknown; staff: try-later']);
  });
});

test('failure mode 53: stale use decides nothing in favour of a smaller plan', () => {
  const given = { plan: 'profesional', technicalPlans: onlyTheDiskShrinks, rules: mayShrink } as const;
  const measured = (minutesOld: number) =>
    aSituation({ ...given, account: seen('profesional', { minutesOld }) });
  expect(verdictOf(measured(59), 'basico')).toBe('allow');
  expect(told(measured(61), 'basico')).toEqual(['usage-unknown disk, need 5 GB; staff: try-later']);
});

describe('failure mode 54: exact fit, unlimited, 0 and missing', () => {
  const withDisk = (used: number) =>
    aSituation({
      plan: 'profesional',
      account: seen('profesional', { usage: { disk: used } }),
      technicalPlans: onlyTheDiskShrinks,
      rules: mayShrink,
    });

  test('exactly full fits, one byte more does not', () => {
    expect(verdictOf(withDisk(gigabytes(5)), 'basico')).toBe('allow');
    expect(verdictOf(withDisk(gigabytes(5) + 1), 'basico')).toBe('refuse');
  });

  test('unlimited is not 0, 0 is not unlimited, and missing is neither', () => {
    const moving = (today: object, target: object) =>
      planVerdict(
        judgeService(
          aSituation({
            account: unreachable,
            technicalPlans: technicalPlans({
              basico: aTechnicalPlan('basico', { limits: { disk: 1, ...today } }),
              profesional: aTechnicalPlan('profesional', { limits: { disk: 1, ...target } }),
            }),
          }),
        ),
        'profesional',
      );
    const verdicts = [
      [{ mailboxes: 'unlimited' }, { mailboxes: 0 }],
      [{ mailboxes: 0 }, { mailboxes: 'unlimited' }],
      [{ mailboxes: 0 }, {}],
      [{ mailboxes: 'unlimited' }, {}],
      [{}, { mailboxes: 'unlimited' }],
      [{}, { mailboxes: 0 }],
      [{}, {}],
    ].map(([today = {}, target = {}]) => {
      const { direction, reasons } = moving(today, target);
      return [direction, ...reasons.map(({ code }) => code)];
    });
    expect(verdicts).toEqual([
      ['downgrade', 'smaller-than-today', 'usage-unknown'],
      ['upgrade'],
      ['unknown', 'limit-not-stated'],
      ['unknown', 'limit-not-stated'],
      ['equal'],
      ['equal', 'usage-unknown'],
      ['equal'],
    ]);
  });
});

describe('failure mode 55: every dimension is checked, not the storage alone', () => {
  test('AzuraCast deletes mounts beyond the new limit: a plan with fewer is refused, however much else it has', () => {
    const situation = aSituation({ plan: 'azura300', account: seen('azura300', { usage: { mounts: 3 } }) });
    expect(told(situation, 'azura600')).toEqual([
      'smaller-than-today mounts, have 3, need 1; nobody: choose-bigger (3: none)',
      'usage-does-not-fit mounts, have 3, need 1; nobody: choose-bigger (3: none)',
    ]);
  });

  test('and where the host lets plans shrink, the mounts in use still count', () => {
    const inUse = (mounts: number) =>
      aSituation({
        plan: 'azura300',
        account: seen('azura300', { usage: { mounts } }),
        rules: mayShrink,
      });
    expect(verdictOf(inUse(1), 'azura600')).toBe('allow');
    expect(told(inUse(2), 'azura600')).toEqual([
      'usage-does-not-fit mounts, have 2, need 1; client: make-room (free 1 or take 2: none)',
    ]);
  });
});

test('failure mode 56: no path goes round the guard: what was refused cannot be selected by any form', () => {
  const situation = aSituation({ plan: 'profesional' });
  const judged = judgeService(situation);
  const plans = judged.plans.map((plan) => ({
    ...planVerdict(judged, plan.plan.id as PlanName),
    cycles: plan.cycles.map((cycle) => ({ ...cycle, quote: null, priceValidUntil: null })),
  }));
  const offer: Offer = {
    service: situation.service,
    today: judged.today,
    serviceReasons: judged.serviceReasons,
    interruption: 'none',
    plans,
    offeredAt: situation.now,
  };
  const fields = {
    category: 'web',
    plan: 'basico',
    cycle: 'annually',
    direction: 'upgrade',
    verdict: 'allow',
  };
  expect(selectedPlan(offer, fields)).toBeNull();
  expect(selectedCycle(plans.find(({ plan }) => plan.id === 'basico') ?? null, fields)).toBeNull();
});

test('failure mode 57: a target below the disk that the server really gives is refused, although the use would fit', () => {
  const situation = aSituation({
    account: seen('basico', { limits: { disk: gigabytes(12) }, usage: { disk: gigabytes(1) } }),
  });
  expect(told(situation, 'inicial')).toEqual([
    'smaller-than-today disk, have 12 GB, need 10 GB; nobody: choose-bigger (12 GB: profesional)',
  ]);
});

describe('failure mode 58: direction by limits, never by price', () => {
  test('from a cheap legacy plan to a dearer and smaller one is a downgrade', () => {
    const situation = aSituation({ plan: 'clasico' });
    expect(planVerdict(judgeService(situation), 'profesional').direction).toBe('downgrade');
    expect(verdictOf(situation, 'profesional')).toBe('refuse');
  });

  test('from a dear plan to a cheaper and bigger one is an upgrade', () => {
    const prices = [{ currency: 'USD', cycle: 'annually' as const, recurring: '60.00', setup: '0.00' }];
    const situation = aSituation({
      catalogue: aCatalogue({ profesional: aPlan('profesional', { prices }) }),
    });
    expect(planVerdict(judgeService(situation), 'profesional').direction).toBe('upgrade');
    expect(verdictOf(situation, 'profesional')).toBe('allow');
  });
});

describe('failure mode 59: a plan that is forbidden, reached over a chain', () => {
  test('where nothing shrinks, no chain does', () => {
    const first = judgeService(aSituation());
    for (const { plan } of first.plans.filter(
      ({ verdict, plan: { id } }) => verdict === 'allow' && id !== 'basico',
    )) {
      const onwards = judgeService(aSituation({ plan: plan.id as PlanName }));
      for (const next of onwards.plans.filter(({ verdict }) => verdict === 'allow')) {
        expect(verdictOf(aSituation(), next.plan.id as PlanName)).toBe('allow');
      }
    }
  });

  test('where the rules open one, check reports it', () => {
    const rules = [
      aRule({
        name: 'al corporativo sólo con ejecutiva',
        match: { fromPlan: ['basico'], toPlan: ['corporativo'] },
        verdict: 'ask-executive',
      }),
      aRule(),
    ];
    const found = checkRules({
      catalogue: aCatalogue(),
      technicalPlans: technicalPlans(),
      rules,
      servers: [],
    });
    expect(found.filter(({ code }) => code === 'chain')).toEqual([
      expect.objectContaining({ level: 'warning', path: ['rules', 0] }),
    ]);
  });
});

describe('failure mode 60: another control panel, another server', () => {
  test('a plan of another technology is never offered', () => {
    expect(told(aSituation({ plan: 'radio250' }), 'azura600')).toEqual([
      'other-technology "azuracast"; nobody: order-anew',
    ]);
  });

  test('a plan whose package is only on other servers is not either', () => {
    const situation = aSituation({
      technicalPlans: technicalPlans({
        corporativo: aTechnicalPlan('corporativo', { packages: { 'dedicado-1': 'corporativo' } }),
      }),
    });
    expect(told(situation, 'corporativo')).toEqual(['package-not-on-server "Corporativo"; staff: ask-staff']);
  });

  test('rules may keep plans to a group of servers', () => {
    const rules = [
      aRule({ name: 'sólo dedicados', match: { toPlan: ['corporativo'], serverGroup: ['dedicados'] } }),
      aRule({ name: 'compartidos no', match: { toPlan: ['corporativo'] }, verdict: 'refuse' }),
      aRule(),
    ];
    expect(verdictOf(aSituation({ rules }), 'corporativo')).toBe('refuse');
    expect(verdictOf(aSituation({ rules, server: aServer({ group: 'dedicados' }) }), 'corporativo')).toBe(
      'allow',
    );
  });

  test('and to a kind of server', () => {
    const rules = [
      aRule({ name: 'sólo Centova', match: { driver: ['centova'] } }),
      aRule({ name: 'lo demás no', verdict: 'refuse' }),
    ];
    const on = (driver: string) =>
      aSituation({
        plan: 'radio100',
        service: aService('radio100'),
        server: aRadioServer({ driver }),
        rules,
      });
    expect([verdictOf(on('centova'), 'radio250'), verdictOf(on('sonicpanel'), 'radio250')]).toEqual([
      'allow',
      'refuse',
    ]);
  });
});
