/** What `check` finds, each finding by an example and by its absence; the whole shop has none but what its own oddities make. */
import { describe, expect, test } from 'vitest';
import type { PlanId } from '../../../src/catalogue/identifiers.ts';
import {
  checkRules,
  type CheckedServer,
  type CheckInput,
  type Finding,
} from '../../../src/compatibility/check-rules.ts';
import { findingCodes, type FindingCode } from '../../../src/compatibility/check/finding.ts';
import type { Rule } from '../../../src/compatibility/rules.ts';
import {
  aCatalogue,
  aPlan,
  aRule,
  aServer,
  aTechnicalPlan,
  gigabytes,
  planNames,
  technicalPlans,
} from '../../support/situations.ts';

const web1: CheckedServer = {
  id: 'web-1',
  driver: 'whm',
  group: 'web',
  technologies: ['cpanel', 'cpanel-reseller'],
  packages: aServer().packages,
};
const radio1: CheckedServer = {
  id: 'radio-1',
  driver: 'centova',
  group: 'radio',
  technologies: ['shoutcast-2', 'icecast', 'azuracast'],
  packages: null,
};
const input = (overrides: Partial<CheckInput> = {}): CheckInput => ({
  catalogue: aCatalogue(),
  technicalPlans: technicalPlans(),
  rules: [aRule()],
  servers: [web1, radio1],
  ...overrides,
});

const found = (code: FindingCode, overrides: Partial<CheckInput> = {}): Finding[] =>
  checkRules(input(overrides)).filter((finding) => finding.code === code);
const told = (code: FindingCode, overrides: Partial<CheckInput> = {}): string[] =>
  found(code, overrides).map(({ path, message }) => `${path.join('.')}: ${message}`);

const placeOf = (name: (typeof planNames)[number]): number => planNames.indexOf(name);

test('the shop as it is: only the AzuraCast pair, of which the bigger plan has fewer mounts', () => {
  expect(checkRules(input()).map(({ code, path }) => [code, ...path])).toEqual([
    ['plan-without-way-out', 'plans', placeOf('azura300')],
    ['plan-unreachable', 'plans', placeOf('azura600')],
  ]);
});

test('every finding says what to do, and where in the settings', () => {
  const everything = checkRules(
    input({
      rules: [aRule({ match: { toPlan: ['nada'] } })],
      technicalPlans: technicalPlans({ basico: null }),
      servers: [{ ...web1, packages: [] }],
    }),
  );
  expect(everything.length).toBeGreaterThan(5);
  for (const { path, message, next, code } of everything) {
    expect(['rules', 'plans']).toContain(path[0]);
    expect(message).toMatch(/^.{10,}\.$/);
    expect(next).toMatch(/^.{10,}\.$/);
    expect(findingCodes).toContain(code);
  }
});

describe('rules that never speak', () => {
  const upgrades = aRule({ name: 'subir', match: { direction: ['upgrade', 'equal'] } });
  const rest = aRule({ name: 'lo demás', verdict: 'refuse' });

  test('a rule that one earlier rule covers is an error', () => {
    const rules = [
      upgrades,
      aRule({ name: 'subir en web', match: { direction: ['upgrade'], toCategory: ['web'] } }),
      rest,
    ];
    expect(found('rule-covered', { rules })).toEqual([
      {
        code: 'rule-covered',
        level: 'error',
        path: ['rules', 1],
        message: 'Rule "subir en web" never speaks: "subir" before it takes everything that it matches.',
        next: 'Move it before "subir", or remove it.',
      },
    ]);
  });

  test('the other way round it speaks, and so it does beside a rule that takes only a part', () => {
    const web = aRule({ name: 'subir en web', match: { direction: ['upgrade'], toCategory: ['web'] } });
    expect(found('rule-covered', { rules: [web, upgrades, rest] })).toEqual([]);
    const other = aRule({ name: 'a empresas', match: { toCategory: ['empresas', 'web'] } });
    expect(found('rule-covered', { rules: [web, other, rest] })).toEqual([]);
  });

  test('a rule about plans is covered by one about their category', () => {
    const rules = [
      aRule({ name: 'toda la web', match: { toCategory: ['web'] } }),
      aRule({ name: 'al profesional', match: { toPlan: ['profesional', 'basico'] } }),
      aRule({ name: 'a los dos', match: { toPlan: ['profesional', 'inicial'] } }),
      rest,
    ];
    expect(found('rule-covered', { rules }).map(({ path }) => path)).toEqual([['rules', 1]]);
  });

  test('one about a group of servers by one about their driver; one about plans by one about their technology', () => {
    const rules = [
      aRule({ name: 'WHM', match: { driver: ['whm'] } }),
      aRule({ name: 'grupo web', match: { serverGroup: ['web'] } }),
      aRule({ name: 'radios', match: { technology: ['shoutcast-2'] } }),
      aRule({ name: 'desde radio 100', match: { fromPlan: ['radio100'] } }),
      rest,
    ];
    expect(found('rule-covered', { rules }).map(({ path }) => path)).toEqual([
      ['rules', 1],
      ['rules', 3],
    ]);
  });

  test('a list of every cycle asks for nothing', () => {
    const everyCycle = [
      'monthly',
      'quarterly',
      'semiannually',
      'annually',
      'biennially',
      'triennially',
      'one-time',
      'free',
    ] as const;
    const rules = [
      aRule({ name: 'web', match: { toCategory: ['web'], toCycle: [...everyCycle] } }),
      aRule({ name: 'web mensual', match: { toCategory: ['web'], toCycle: ['monthly'] } }),
      rest,
    ];
    expect(found('rule-covered', { rules }).map(({ path }) => path)).toEqual([['rules', 1]]);
  });

  test('two rules that cover a third only together are no error', () => {
    const rules = [
      aRule({ name: 'mensual', match: { toCycle: ['monthly'] } }),
      aRule({ name: 'anual', match: { toCycle: ['annually'] } }),
      aRule({ name: 'ambos', match: { toCycle: ['monthly', 'annually'] } }),
      rest,
    ];
    expect(found('rule-covered', { rules })).toEqual([]);
  });

  test('the catch-all is required, and is the last', () => {
    expect(told('catch-all-missing', { rules: [upgrades] })).toEqual([
      'rules: No rule takes what the others leave: such changes are refused without a word.',
    ]);
    expect(told('catch-all-not-last', { rules: [rest, upgrades] })).toEqual([
      'rules.0: Rule "lo demás" matches everything: the rule after it never speaks.',
    ]);
    expect(found('rule-covered', { rules: [rest, upgrades] })).toEqual([]);
    expect(checkRules(input({ rules: [upgrades, rest] })).filter(({ level }) => level === 'error')).toEqual(
      [],
    );
  });
});

describe('rules that match nothing in the catalogue', () => {
  const asking = (match: Rule['match']) => ({
    rules: [aRule({ name: 'x', match }), aRule({ name: 'lo demás' })],
  });

  test('a plan, category, driver or group that there is not', () => {
    expect(told('rule-matches-nothing', asking({ toPlan: ['nada'] }))).toEqual([
      'rules.0.match: Rule "x" matches no change between the panel\'s plans (there is no plan nada).',
    ]);
    expect(found('rule-matches-nothing', asking({ fromCategory: ['nada'] }))).toHaveLength(1);
    expect(found('rule-matches-nothing', asking({ driver: ['plesk'] }))).toHaveLength(1);
    expect(found('rule-matches-nothing', asking({ serverGroup: ['dedicados'] }))).toHaveLength(1);
    expect(found('rule-matches-nothing', asking({ technology: ['video'] }))).toHaveLength(1);
  });

  test('one unknown name among known ones is named alone', () => {
    expect(told('rule-names-unknown', asking({ toPlan: ['basico', 'nada'] }))).toEqual([
      'rules.0.match.toPlan.1: Rule "x" names plan nada, which there is not.',
    ]);
    expect(found('rule-matches-nothing', asking({ toPlan: ['basico', 'nada'] }))).toEqual([]);
  });

  test('names that exist but never come together', () => {
    expect(
      found('rule-matches-nothing', asking({ toPlan: ['basico'], toCategory: ['empresas'] })),
    ).toHaveLength(1);
    expect(
      found(
        'rule-matches-nothing',
        asking({ toPlan: ['basico'], fromPlan: ['profesional'], direction: ['upgrade'] }),
      ),
    ).toHaveLength(1);
    expect(found('rule-matches-nothing', asking({ toCycle: ['triennially'] }))).toHaveLength(1);
    expect(
      found('rule-matches-nothing', asking({ technology: ['cpanel'], driver: ['centova'] })),
    ).toHaveLength(1);
  });

  test('what does match: a direction, a cycle of the same plan, a client group that only the panel knows', () => {
    for (const match of [
      { direction: ['mixed' as const] },
      { fromPlan: ['basico'], toPlan: ['basico'], direction: ['equal' as const] },
      { clientGroup: ['amigos'] },
      { driver: ['centova'], technology: ['icecast' as const] },
    ]) {
      expect(found('rule-matches-nothing', asking(match))).toEqual([]);
    }
  });
});

describe('failure mode 59: chains that go round a refusal', () => {
  const rest = aRule({ name: 'lo demás' });

  test('A→C refused, A→B and B→C allowed', () => {
    const rules = [
      aRule({
        name: 'no al corporativo',
        match: { fromPlan: ['basico'], toPlan: ['corporativo'] },
        verdict: 'refuse',
      }),
      rest,
    ];
    expect(told('chain', { rules })).toEqual([
      'rules.0: Rule "no al corporativo" does not allow Básico → Corporativo, yet it can be reached over Profesional.',
    ]);
  });

  test('not where the last step is refused as well', () => {
    const rules = [
      aRule({ name: 'no al corporativo', match: { toPlan: ['corporativo'] }, verdict: 'refuse' }),
      rest,
    ];
    expect(found('chain', { rules })).toEqual([]);
  });

  test('a downgrade that one rule releases and another does not', () => {
    const rules = [
      aRule({
        name: 'bajar a empresas',
        match: { fromPlan: ['profesional'], toPlan: ['inicial'] },
        downgrades: 'when-usage-fits',
      }),
      aRule({
        name: 'de empresas a básico',
        match: { fromPlan: ['inicial'], toPlan: ['basico'] },
        downgrades: 'when-usage-fits',
      }),
      rest,
    ];
    expect(told('chain', { rules })).toEqual([
      'rules.2: Rule "lo demás" does not allow Profesional → Básico, yet it can be reached over Empresa inicial. There is one more such way: WordPress 15 → Empresa inicial.',
    ]);
  });

  test('many ways round one rule are one finding', () => {
    const rules = [
      aRule({
        name: 'ejecutiva',
        match: { toPlan: ['corporativo'], fromPlan: ['basico', 'wordpress'], clientGroup: ['nuevos'] },
        verdict: 'ask-executive',
      }),
      rest,
    ];
    expect(found('chain', { rules })).toHaveLength(1);
    expect(told('chain', { rules })[0]).toMatch(/There is one more such way: WordPress 15 → Corporativo\.$/);
  });

  test('only between services that live on the same kind of server', () => {
    const rules = [
      aRule({
        name: 'primer paso en web',
        match: { fromPlan: ['radio100'], toPlan: ['radio250'], driver: ['whm'] },
      }),
      aRule({ name: 'no', match: { fromPlan: ['radio100'] }, verdict: 'refuse' }),
      rest,
    ];
    expect(found('chain', { rules })).toEqual([]);
  });
});

describe('plans and their descriptions', () => {
  test('a product of the panel that has no limits here', () => {
    expect(told('plan-without-limits', { technicalPlans: technicalPlans({ inicial: null }) })).toEqual([
      'plans: Plan inicial (Empresa inicial) of the panel has no limits here.',
    ]);
    const managedCategories = new Set(['web']);
    expect(
      found('plan-without-limits', { technicalPlans: technicalPlans({ inicial: null }), managedCategories }),
    ).toEqual([]);
  });

  test('a plan here that the panel does not have', () => {
    const catalogue = { ...aCatalogue(), plans: aCatalogue().plans.filter(({ id }) => id !== 'inicial') };
    expect(told('plan-not-in-panel', { catalogue })).toEqual([
      `plans.${placeOf('inicial')}: The panel has no plan inicial.`,
    ]);
  });

  test('a limit that the others of its technology state', () => {
    const { mailboxes: _, ...limits } = aTechnicalPlan('corporativo').limits;
    const plans = technicalPlans({ corporativo: aTechnicalPlan('corporativo', { limits }) });
    expect(told('limit-not-stated', { technicalPlans: plans })).toEqual([
      `plans.${placeOf('corporativo')}.limits: Corporativo does not state mailboxes; Básico, Profesional and 3 more do, and it is not offered to their clients.`,
    ]);
  });
});

describe('plans that no one can reach or leave', () => {
  test('the smallest and the largest are no finding', () => {
    const codes = checkRules(input()).map(({ path }) => path[1]);
    for (const name of ['basico', 'corporativo', 'radio100', 'radio1000'] as const) {
      expect(codes).not.toContain(placeOf(name));
    }
  });

  test('a rule that shuts a plan off is named', () => {
    const rules = [
      aRule({ name: 'no al corporativo', match: { toPlan: ['corporativo'] }, verdict: 'refuse' }),
      aRule(),
    ];
    expect(told('plan-unreachable', { rules })[0]).toBe(
      `plans.${placeOf('corporativo')}: No one can reach Corporativo, not even from Básico, Profesional and 3 more: rule "no al corporativo" does not allow it.`,
    );
  });

  test('so is the metric that holds the clients of an old plan back', () => {
    const limits = { ...aTechnicalPlan('clasico').limits, 'ftp-accounts': 'unlimited' as const };
    const plans = technicalPlans({ clasico: aTechnicalPlan('clasico', { limits }) });
    const [limit] = told('limit-not-stated', { technicalPlans: plans });
    expect(limit).toContain('does not state ftp-accounts; Clásico 2019 does,');
  });

  test('without a server for its technology nobody moves', () => {
    expect(told('plan-without-way-out', { servers: [web1] })[0]).toBe(
      `plans.${placeOf('radio100')}: No one can leave Radio 100, not even for Radio 250 con AutoDJ and Radio 1000 con AutoDJ: no server in the settings can hold its technology.`,
    );
  });
});

describe('prices', () => {
  const cheap = (recurring: string) => [
    { currency: 'USD', cycle: 'annually' as const, recurring, setup: '0.00' },
  ];

  test('failure mode 58: a plan that gives less than a cheaper one', () => {
    const catalogue = aCatalogue({ inicial: aPlan('inicial', { prices: cheap('190.00') }) });
    expect(told('cheaper-but-bigger', { catalogue })).toEqual([
      `plans.${placeOf('inicial')}: Profesional gives more than Empresa inicial and costs less: 180.00 instead of 190.00 USD annually.`,
    ]);
  });

  test('amounts are compared as amounts, not as text', () => {
    const catalogue = aCatalogue({ inicial: aPlan('inicial', { prices: cheap('99.5') }) });
    expect(found('cheaper-but-bigger', { catalogue })).toHaveLength(1);
    expect(told('cheaper-but-bigger', { catalogue })[0]).toContain('Empresa inicial gives more than Básico');
  });

  test('the same price is no finding, nor is one in another currency or cycle', () => {
    const same = aCatalogue({ inicial: aPlan('inicial', { prices: cheap('180.00') }) });
    expect(found('cheaper-but-bigger', { catalogue: same })).toEqual([]);
    const prices = [{ currency: 'EUR', cycle: 'annually' as const, recurring: '900.00', setup: '0.00' }];
    const other = aCatalogue({ inicial: aPlan('inicial', { prices }) });
    expect(found('cheaper-but-bigger', { catalogue: other })).toEqual([]);
  });

  test('a price in a currency and cycle that others of its category have', () => {
    const catalogue = aCatalogue({ profesional: aPlan('profesional', { prices: cheap('180.00') }) });
    expect(told('price-missing', { catalogue })).toEqual([
      `plans.${placeOf('profesional')}: Profesional has no price for USD monthly and ARS annually, which others of Alojamiento web have.`,
    ]);
  });
});

describe('packages', () => {
  test('a package that is missing on a server of its group', () => {
    const servers = [web1, { ...web1, id: 'web-2', packages: ['basico', 'profesional'] }, radio1];
    expect(found('package-missing', { servers })[0]).toEqual({
      code: 'package-missing',
      level: 'error',
      path: ['plans', placeOf('corporativo'), 'package'],
      message: 'Package corporativo of Corporativo is not on web-2.',
      next: 'Create it there, or name the package that it is there.',
    });
  });

  test('a plan that names servers is looked for on them and on the others of their groups', () => {
    const servers = [
      web1,
      { ...web1, id: 'web-2' },
      { ...web1, id: 'dedicado-1', group: 'dedicados', packages: [] },
    ];
    const packages = { 'web-1': 'corporativo' };
    const plans = technicalPlans({ corporativo: aTechnicalPlan('corporativo', { packages }) });
    const of = placeOf('corporativo');
    const all = checkRules(input({ servers, technicalPlans: plans })).filter(({ path }) => path[1] === of);
    expect(all.map(({ code, message }) => [code, message])).toEqual([
      ['package-not-named', 'Corporativo names no package for web-2.'],
    ]);
  });

  test('a server that the settings do not know', () => {
    const plans = technicalPlans({
      basico: aTechnicalPlan('basico', { packages: { default: 'basico', 'web-9': 'basico' } }),
    });
    expect(told('server-unknown', { technicalPlans: plans })).toEqual([
      'plans.0.package.servers.web-9: Básico names a package for server web-9, which the settings do not know.',
    ]);
  });

  test('a server that did not answer, a plan with raw limits and one that is not sold are left aside', () => {
    const servers = [{ ...web1, packages: null }, radio1];
    expect(found('package-missing', { servers })).toEqual([]);
    const without = (aServer().packages ?? []).filter((name) => name !== 'clasico');
    expect(found('package-missing', { servers: [{ ...web1, packages: without }, radio1] })).toEqual([]);
  });
});

test('a thousand plans are checked in seconds, not minutes: the runner stops a test after twenty', () => {
  const ids = Array.from({ length: 1000 }, (_, step) => `plan-${step}`);
  const [plan, technical] = [aPlan('basico'), aTechnicalPlan('basico')];
  const findings = checkRules(
    input({
      catalogue: { ...aCatalogue(), plans: ids.map((id) => ({ ...plan, id: id as PlanId, name: id })) },
      technicalPlans: new Map(
        ids.map((id, step) => [
          id,
          { ...technical, planId: id as PlanId, limits: { disk: gigabytes(step) } },
        ]),
      ),
    }),
  );
  expect(findings).toEqual([]);
});
