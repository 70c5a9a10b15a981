/**
 * The shelf engine by example: a service, a plan, and what the engine says of it. Reads as documentation; cases.test.ts
 * holds the engine to every line. The service is Radio Sur's web site on Básico (5 GB, 50 GB of transfer, 10 mailboxes,
 * 2 databases, no addon domain; 2 GB, 3 mailboxes and 1 database in use) unless a case says otherwise, and one
 * rule allows everything that does not shrink.
 */
import type { BillingCycle } from '../../../src/catalogue/billing-cycle.ts';
import type { Situation } from '../../../src/compatibility/situation.ts';
import type { Direction } from '../../../src/compatibility/verdict.ts';
import {
  aCatalogue,
  anInvoice,
  aPlan,
  aRadioServer,
  aRule,
  aServer,
  aService,
  aSituation,
  aTechnicalPlan,
  gigabytes,
  seen,
  technicalPlans,
  unreachable,
  type PlanName,
} from '../../support/situations.ts';

export interface Case {
  readonly name: string;
  readonly situation: Situation;
  readonly plan: PlanName;
  /** Left out: the plan as a whole. */
  readonly cycle?: BillingCycle;
  readonly direction?: Direction;
  readonly verdict: 'allow' | 'refuse' | 'ask-executive';
  /** All of them, the most severe first, as `tellReason` writes them. */
  readonly reasons: readonly string[];
}

const allowed = { verdict: 'allow', reasons: [] } as const;
const refused = (...reasons: string[]) => ({ verdict: 'refuse', reasons }) as const;
const byHand = (...reasons: string[]) => ({ verdict: 'ask-executive', reasons }) as const;

/** Lets a plan shrink where what is there fits. */
const mayShrink = [aRule({ downgrades: 'when-usage-fits' })];
const onProfesional = (given: Parameters<typeof seen>[1] = {}) =>
  ({ plan: 'profesional', account: seen('profesional', given) }) as const;

const smallerDisk =
  'smaller-than-today disk, have 20 GB, need 5 GB; nobody: choose-bigger (20 GB: corporativo)';

export const upgrades: readonly Case[] = [
  {
    name: 'a plan with more of everything is offered',
    situation: aSituation(),
    plan: 'profesional',
    direction: 'upgrade',
    ...allowed,
  },
  {
    name: 'so is one of another category: the source page asks for the category first',
    situation: aSituation(),
    plan: 'inicial',
    direction: 'upgrade',
    ...allowed,
  },
  {
    name: 'unlimited is above any quantity',
    situation: aSituation(),
    plan: 'corporativo',
    direction: 'upgrade',
    ...allowed,
  },
  {
    name: 'the same plan in another cycle is a legitimate change',
    situation: aSituation(),
    plan: 'basico',
    cycle: 'monthly',
    direction: 'equal',
    ...allowed,
  },
  {
    name: 'the same plan in the same cycle is no change',
    situation: aSituation(),
    plan: 'basico',
    cycle: 'annually',
    ...refused('same-plan-and-cycle; nobody: choose-another-plan'),
  },
  {
    name: 'another plan with the very same limits is equal, and offered',
    situation: aSituation({
      technicalPlans: technicalPlans({
        inicial: aTechnicalPlan('inicial', { limits: aTechnicalPlan('basico').limits }),
      }),
    }),
    plan: 'inicial',
    direction: 'equal',
    ...allowed,
  },
  {
    name: 'a change of cycle moves nothing on the server, so a smaller package there does not matter',
    situation: aSituation({ account: seen('basico', { limits: { disk: gigabytes(8) } }) }),
    plan: 'basico',
    cycle: 'monthly',
    direction: 'equal',
    ...allowed,
  },
];

export const smaller: readonly Case[] = [
  {
    name: 'a smaller plan is refused with every metric in which it is smaller: the default is never',
    situation: aSituation(onProfesional()),
    plan: 'basico',
    direction: 'downgrade',
    ...refused(
      smallerDisk,
      'smaller-than-today bandwidth, have 200 GB, need 50 GB; nobody: choose-bigger (200 GB: corporativo)',
      'smaller-than-today addon-domains, have 3, need 0; nobody: choose-bigger (3: corporativo)',
      'smaller-than-today mailboxes, have 50, need 10; nobody: choose-bigger (50: corporativo)',
      'smaller-than-today databases, have 10, need 2; nobody: choose-bigger (10: corporativo)',
    ),
  },
  {
    name: 'more disk and fewer mailboxes is mixed, not an upgrade, and says which metric shrinks',
    situation: aSituation(),
    plan: 'wordpress',
    direction: 'mixed',
    ...refused('smaller-than-today mailboxes, have 10, need 3; nobody: choose-bigger (10: inicial)'),
  },
  {
    name: 'unlimited mailboxes do not become a hundred',
    situation: aSituation({
      plan: 'corporativo',
      technicalPlans: technicalPlans({
        profesional: aTechnicalPlan('profesional', {
          limits: { ...aTechnicalPlan('corporativo').limits, mailboxes: 100 },
        }),
      }),
    }),
    plan: 'profesional',
    direction: 'downgrade',
    ...refused(
      'smaller-than-today mailboxes, have unlimited, need 100; nobody: choose-bigger (unlimited: none)',
    ),
  },
  {
    name: 'no downgrade although nothing is used at all',
    situation: aSituation({
      ...onProfesional({ usage: { disk: 0, mailboxes: 0, databases: 0, 'addon-domains': 0 } }),
      technicalPlans: technicalPlans({
        basico: aTechnicalPlan('basico', {
          limits: { ...aTechnicalPlan('profesional').limits, disk: gigabytes(5) },
        }),
      }),
    }),
    plan: 'basico',
    ...refused(smallerDisk),
  },
  {
    name: 'where making room would not help, the remedy is the bigger plan alone',
    situation: aSituation({
      ...onProfesional({ usage: { disk: gigabytes(7) } }),
      technicalPlans: technicalPlans({
        basico: aTechnicalPlan('basico', {
          limits: { ...aTechnicalPlan('profesional').limits, disk: gigabytes(5) },
        }),
      }),
    }),
    plan: 'basico',
    ...refused(
      smallerDisk,
      'usage-does-not-fit disk, have 7 GB, need 5 GB; nobody: choose-bigger (20 GB: corporativo)',
    ),
  },
  {
    name: 'when-usage-fits: a smaller plan that holds everything is offered',
    situation: aSituation({ ...onProfesional(), rules: mayShrink }),
    plan: 'basico',
    direction: 'downgrade',
    ...allowed,
  },
  {
    name: 'when-usage-fits: one that does not hold it says how much to free, or which plan would do',
    situation: aSituation({ ...onProfesional({ usage: { disk: gigabytes(7.5) } }), rules: mayShrink }),
    plan: 'basico',
    ...refused(
      'usage-does-not-fit disk, have 7.5 GB, need 5 GB; client: make-room (free 2.5 GB or take 7.5 GB: inicial)',
    ),
  },
  {
    name: 'when-usage-fits: every dimension is checked, not only the disk',
    situation: aSituation({
      ...onProfesional({ usage: { mailboxes: 12, 'addon-domains': 2 } }),
      rules: mayShrink,
    }),
    plan: 'basico',
    ...refused(
      'usage-does-not-fit addon-domains, have 2, need 0; client: make-room (free 2 or take 2: corporativo)',
      'usage-does-not-fit mailboxes, have 12, need 10; client: make-room (free 2 or take 12: corporativo)',
    ),
  },
  {
    name: 'when-usage-fits: exactly full fits',
    situation: aSituation({ ...onProfesional({ usage: { disk: gigabytes(5) } }), rules: mayShrink }),
    plan: 'basico',
    ...allowed,
  },
  {
    name: 'when-usage-fits: one byte too many does not',
    situation: aSituation({ ...onProfesional({ usage: { disk: gigabytes(5) + 1 } }), rules: mayShrink }),
    plan: 'basico',
    ...refused(
      'usage-does-not-fit disk, have 5368709121 B, need 5 GB; client: make-room (free 1 B or take 5368709121 B: inicial)',
    ),
  },
  {
    name: "this month's transfer does not hold a smaller plan up: it starts anew each month",
    situation: aSituation({
      ...onProfesional({ usage: { bandwidth: gigabytes(180) } }),
      rules: mayShrink,
    }),
    plan: 'basico',
    ...allowed,
  },
  {
    name: 'nor do the listeners of this hour',
    situation: aSituation({
      plan: 'radio250',
      account: seen('radio250', { usage: { listeners: 240, autodj: 0 } }),
      rules: mayShrink,
    }),
    plan: 'radio100',
    ...allowed,
  },
  {
    name: 'but an AutoDJ in use cannot be taken away',
    situation: aSituation({
      plan: 'radio250',
      account: seen('radio250', { usage: { autodj: 1 } }),
      rules: mayShrink,
    }),
    plan: 'radio100',
    ...refused(
      'usage-does-not-fit autodj, have yes, need no; client: make-room (free yes or take yes: radio1000)',
    ),
  },
  {
    name: 'mixed under when-usage-fits: three mailboxes are in use and three are left',
    situation: aSituation({ rules: mayShrink }),
    plan: 'wordpress',
    direction: 'mixed',
    ...allowed,
  },
];

export const unknowns: readonly Case[] = [
  {
    name: 'a bigger plan is offered although the server does not answer',
    situation: aSituation({ account: unreachable }),
    plan: 'profesional',
    direction: 'upgrade',
    ...allowed,
  },
  {
    name: 'a smaller one is not: nobody knows whether the books fit',
    situation: aSituation({ plan: 'profesional', account: unreachable, rules: mayShrink }),
    plan: 'basico',
    ...refused('usage-unknown; staff: try-later'),
  },
  {
    name: 'both are said where it may not shrink anyway',
    situation: aSituation({
      plan: 'profesional',
      account: unreachable,
      technicalPlans: technicalPlans({
        basico: aTechnicalPlan('basico', {
          limits: { ...aTechnicalPlan('profesional').limits, disk: gigabytes(5) },
        }),
      }),
    }),
    plan: 'basico',
    ...refused(smallerDisk, 'usage-unknown; staff: try-later'),
  },
  {
    name: 'a measurement that is too old does not let anything shrink',
    situation: aSituation({ ...onProfesional({ minutesOld: 61 }), rules: mayShrink }),
    plan: 'basico',
    ...refused(
      'usage-unknown disk, need 5 GB; staff: try-later',
      'usage-unknown addon-domains, need 0; staff: try-later',
      'usage-unknown mailboxes, need 10; staff: try-later',
      'usage-unknown databases, need 2; staff: try-later',
    ),
  },
  {
    name: 'a measurement of exactly the greatest age does',
    situation: aSituation({ ...onProfesional({ minutesOld: 60 }), rules: mayShrink }),
    plan: 'basico',
    ...allowed,
  },
  {
    name: 'an old measurement still counts against a plan: the last that is known is that it does not fit',
    situation: aSituation({
      ...onProfesional({ usage: { disk: gigabytes(9) }, minutesOld: 600 }),
      technicalPlans: technicalPlans({
        basico: aTechnicalPlan('basico', {
          limits: { ...aTechnicalPlan('profesional').limits, disk: gigabytes(5) },
        }),
      }),
      rules: mayShrink,
    }),
    plan: 'basico',
    ...refused(
      'usage-does-not-fit disk, have 9 GB, need 5 GB; client: make-room (free 4 GB or take 9 GB: corporativo)',
    ),
  },
  {
    name: 'an over-full service is not offered a bigger plan that is still too small',
    situation: aSituation({ account: seen('basico', { usage: { disk: gigabytes(12) } }) }),
    plan: 'inicial',
    direction: 'upgrade',
    ...refused(
      'usage-does-not-fit disk, have 12 GB, need 10 GB; client: make-room (free 2 GB or take 12 GB: profesional)',
    ),
  },
  {
    name: 'an account that is not on its server stops everything',
    situation: aSituation({ account: { kind: 'no-such-account' } }),
    plan: 'profesional',
    ...refused('account-unknown "radiosur"; staff: ask-staff'),
  },
  {
    name: 'so does a server that the settings do not know',
    situation: aSituation({ server: null, account: unreachable }),
    plan: 'profesional',
    ...refused('account-unknown "web1.cordillera.example"; staff: ask-staff'),
  },
  {
    name: 'and a service without any server in the panel',
    situation: aSituation({
      service: aService('basico', { server: null }),
      server: null,
      account: unreachable,
    }),
    plan: 'profesional',
    ...refused('account-unknown; staff: ask-staff'),
  },
];

const withoutMailboxes = (name: PlanName) => {
  const limits = Object.entries(aTechnicalPlan(name).limits).filter(([metric]) => metric !== 'mailboxes');
  return aTechnicalPlan(name, { limits: Object.fromEntries(limits) });
};

export const limitsAlgebra: readonly Case[] = [
  {
    name: 'missing is not unlimited: a target that does not mention what is sold today is not offered',
    situation: aSituation({
      technicalPlans: technicalPlans({ profesional: withoutMailboxes('profesional') }),
    }),
    plan: 'profesional',
    direction: 'unknown',
    ...refused('limit-not-stated mailboxes, have 10; staff: ask-staff'),
  },
  {
    name: 'no rule releases a limit that is not stated',
    situation: aSituation({
      technicalPlans: technicalPlans({ profesional: withoutMailboxes('profesional') }),
      rules: mayShrink,
    }),
    plan: 'profesional',
    ...refused('limit-not-stated mailboxes, have 10; staff: ask-staff'),
  },
  {
    name: 'missing is not 0 either: what neither plan mentions is not compared',
    situation: aSituation({
      technicalPlans: technicalPlans({
        basico: withoutMailboxes('basico'),
        profesional: withoutMailboxes('profesional'),
      }),
    }),
    plan: 'profesional',
    direction: 'upgrade',
    ...allowed,
  },
  {
    name: '0 is a limit: no addon domains today, three tomorrow, is more',
    situation: aSituation({
      technicalPlans: technicalPlans({
        basico: aTechnicalPlan('basico', { limits: { 'addon-domains': 0 } }),
        profesional: aTechnicalPlan('profesional', { limits: { 'addon-domains': 3 } }),
      }),
      account: unreachable,
    }),
    plan: 'profesional',
    direction: 'upgrade',
    ...allowed,
  },
  {
    name: 'a limit that only the target mentions is compared with what the server shows',
    situation: aSituation({
      technicalPlans: technicalPlans({ basico: withoutMailboxes('basico') }),
      account: seen('basico', { limits: { mailboxes: 80 } }),
    }),
    plan: 'profesional',
    ...refused('smaller-than-today mailboxes, have 80, need 50; nobody: choose-bigger (80: corporativo)'),
  },
  {
    name: 'unlimited on the server is more than any limit that the target brings',
    situation: aSituation({
      technicalPlans: technicalPlans({ basico: withoutMailboxes('basico') }),
      account: seen('basico', { limits: { mailboxes: 'unlimited' } }),
    }),
    plan: 'profesional',
    ...refused(
      'smaller-than-today mailboxes, have unlimited, need 50; nobody: choose-bigger (unlimited: corporativo)',
    ),
  },
  {
    name: 'a limit that only the target mentions, on a server that does not answer, could be anything',
    situation: aSituation({
      technicalPlans: technicalPlans({ basico: withoutMailboxes('basico') }),
      account: unreachable,
    }),
    plan: 'profesional',
    ...refused('usage-unknown; staff: try-later'),
  },
  {
    name: 'unless it is unlimited',
    situation: aSituation({
      technicalPlans: technicalPlans({ basico: withoutMailboxes('basico') }),
      account: unreachable,
    }),
    plan: 'corporativo',
    direction: 'upgrade',
    ...allowed,
  },
  {
    name: 'plans that share no stated limit have no direction',
    situation: aSituation({
      technicalPlans: technicalPlans({
        basico: aTechnicalPlan('basico', { limits: {} }),
        profesional: aTechnicalPlan('profesional', { limits: { inodes: 300_000 } }),
      }),
      rules: [
        aRule({ name: 'solo crecer', match: { direction: ['upgrade'] } }),
        aRule({ name: 'resto', verdict: 'refuse' }),
      ],
    }),
    plan: 'profesional',
    direction: 'unknown',
    ...refused(
      'blocked-by-rule "resto"; staff: choose-another-plan',
      'usage-unknown inodes, need 300000; staff: try-later',
    ),
  },
];

const extraDisk = { id: '7', name: 'Espacio extra', value: '10', recurring: '20.00' };
const diskPerUnit = [{ option: 'Espacio extra', metric: 'disk', perUnit: gigabytes(1) }] as const;
const withOption = (value: string, option: Partial<typeof extraDisk> = {}) =>
  aService('basico', { options: [{ ...extraDisk, value, ...option }] });

export const todaysLimits: readonly Case[] = [
  {
    name: 'today is the plan with its options: 5 GB and 10 extra are more than 10 GB',
    situation: aSituation({ service: withOption('10'), optionMappings: diskPerUnit }),
    plan: 'inicial',
    ...refused('smaller-than-today disk, have 15 GB, need 10 GB; nobody: choose-bigger (15 GB: profesional)'),
  },
  {
    name: 'a bigger plan that holds the option too is offered',
    situation: aSituation({ service: withOption('10'), optionMappings: diskPerUnit }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: 'an option is found by its id as well, and its value may name the unit',
    situation: aSituation({
      service: withOption('10 GB'),
      optionMappings: [{ option: '7', metric: 'disk', perUnit: gigabytes(1) }],
    }),
    plan: 'inicial',
    ...refused('smaller-than-today disk, have 15 GB, need 10 GB; nobody: choose-bigger (15 GB: profesional)'),
  },
  {
    name: 'an option that the settings do not know goes to the account executive',
    situation: aSituation({ service: withOption('10') }),
    plan: 'profesional',
    ...byHand('option-not-mapped "Espacio extra"; staff: ask-executive'),
  },
  {
    name: 'so does one whose value says no number that can be relied on',
    situation: aSituation({ service: withOption('1.000 oyentes'), optionMappings: diskPerUnit }),
    plan: 'profesional',
    ...byHand('option-not-mapped "Espacio extra"; staff: ask-executive'),
  },
  {
    name: 'an option left at 0 is none',
    situation: aSituation({ service: withOption('0') }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: 'an option that changes no limit holds nothing up',
    situation: aSituation({
      service: withOption('Sí', { name: 'Copia diaria' }),
      optionMappings: [{ option: 'Copia diaria', metric: null, perUnit: 0 }],
    }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: 'an add-on that the settings do not know goes to the account executive',
    situation: aSituation({
      service: aService('basico', { addons: [{ id: '3', name: 'IP dedicada' }] }),
    }),
    plan: 'profesional',
    ...byHand('option-not-mapped "IP dedicada"; staff: ask-executive'),
  },
  {
    name: 'an add-on with its mapping counts once',
    situation: aSituation({
      service: aService('basico', { addons: [{ id: '3', name: 'Pack de casillas' }] }),
      optionMappings: [{ option: 'Pack de casillas', metric: 'mailboxes', perUnit: 20 }],
    }),
    plan: 'inicial',
    ...refused('smaller-than-today mailboxes, have 30, need 25; nobody: choose-bigger (30: profesional)'),
  },
  {
    name: 'what the server gives beyond the plan is not taken away either',
    situation: aSituation({ account: seen('basico', { limits: { disk: gigabytes(12) } }) }),
    plan: 'inicial',
    ...refused('smaller-than-today disk, have 12 GB, need 10 GB; nobody: choose-bigger (12 GB: profesional)'),
  },
  {
    name: 'what the server gives less than was sold was sold all the same',
    situation: aSituation({
      plan: 'profesional',
      account: seen('profesional', { limits: { disk: gigabytes(5) } }),
    }),
    plan: 'inicial',
    direction: 'downgrade',
    ...refused(
      'smaller-than-today disk, have 20 GB, need 10 GB; nobody: choose-bigger (20 GB: corporativo)',
      'smaller-than-today bandwidth, have 200 GB, need 100 GB; nobody: choose-bigger (200 GB: corporativo)',
      'smaller-than-today addon-domains, have 3, need 1; nobody: choose-bigger (3: corporativo)',
      'smaller-than-today mailboxes, have 50, need 25; nobody: choose-bigger (50: corporativo)',
      'smaller-than-today databases, have 10, need 5; nobody: choose-bigger (10: corporativo)',
    ),
  },
  {
    name: 'three pieces of a plan hold three times its things and bytes, at one bitrate',
    situation: aSituation({
      plan: 'radio100',
      service: aService('radio100', { quantity: 3 }),
      account: unreachable,
    }),
    plan: 'radio250',
    direction: 'mixed',
    ...refused(
      'smaller-than-today disk, have 15 GB, need 10 GB; nobody: choose-bigger (15 GB: radio1000)',
      'smaller-than-today listeners, have 300, need 250; nobody: choose-bigger (300: radio1000)',
      'usage-unknown; staff: try-later',
    ),
  },
];

export const families: readonly Case[] = [
  {
    name: 'a web site never becomes a radio',
    situation: aSituation(),
    plan: 'radio250',
    direction: 'unknown',
    ...refused('other-technology "shoutcast-2"; nobody: order-anew'),
  },
  {
    name: 'SHOUTcast never becomes Icecast, although every limit is more',
    situation: aSituation({ plan: 'radio250' }),
    plan: 'icecast500',
    ...refused('other-technology "icecast"; nobody: order-anew'),
  },
  {
    name: 'nor AzuraCast',
    situation: aSituation({ plan: 'radio250' }),
    plan: 'azura600',
    ...refused('other-technology "azuracast"; nobody: order-anew'),
  },
  {
    name: 'a web site never becomes a reseller',
    situation: aSituation(),
    plan: 'reventa10',
    ...refused('other-technology "cpanel-reseller"; nobody: order-anew'),
  },
  {
    name: 'no rule can allow it',
    situation: aSituation({
      plan: 'radio250',
      rules: [
        aRule({ name: 'a toda costa', match: { toPlan: ['icecast500'] }, downgrades: 'when-usage-fits' }),
        aRule(),
      ],
    }),
    plan: 'icecast500',
    ...refused('other-technology "icecast"; nobody: order-anew'),
  },
  {
    name: 'a plan that the settings do not describe is not offered',
    situation: aSituation({ technicalPlans: technicalPlans({ profesional: null }) }),
    plan: 'profesional',
    direction: 'unknown',
    ...refused('technology-unknown "Profesional"; staff: ask-staff'),
  },
  {
    name: 'when they do not describe the plan of today, nothing is',
    situation: aSituation({ technicalPlans: technicalPlans({ basico: null }) }),
    plan: 'profesional',
    direction: 'unknown',
    ...refused('technology-unknown "Básico"; staff: ask-staff'),
  },
];

const bounded = (sold: Record<string, number | 'unlimited'>, most: Record<string, number>) =>
  aServer({ room: { sold, most } });

export const onTheServer: readonly Case[] = [
  {
    name: 'a package that is not on the service’s server is not offered',
    situation: aSituation({ server: aServer({ packages: ['basico', 'corporativo'] }) }),
    plan: 'profesional',
    ...refused('package-not-on-server "profesional"; staff: ask-staff'),
  },
  {
    name: 'a package may have another name on each server',
    situation: aSituation({
      server: aServer({ packages: ['basico', 'web_pro'] }),
      technicalPlans: technicalPlans({
        profesional: aTechnicalPlan('profesional', {
          packages: { 'web-1': 'web_pro', default: 'profesional' },
        }),
      }),
    }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: 'a plan without a package for this server is not offered',
    situation: aSituation({
      technicalPlans: technicalPlans({
        profesional: aTechnicalPlan('profesional', { packages: { 'web-2': 'profesional' } }),
      }),
    }),
    plan: 'profesional',
    ...refused('package-not-on-server "Profesional"; staff: ask-staff'),
  },
  {
    name: 'packages that are not known at the moment hold nothing up: they are read before anything is written',
    situation: aSituation({ server: aServer({ packages: null }) }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: 'a full server says how much is left and what the move would take',
    situation: aSituation({
      server: bounded({ disk: gigabytes(990) }, { disk: gigabytes(1000) }),
    }),
    plan: 'profesional',
    ...refused('server-full disk, have 10 GB, need 15 GB; staff: ask-executive'),
  },
  {
    name: 'the last room may be sold to the last byte',
    situation: aSituation({
      server: bounded({ disk: gigabytes(985) }, { disk: gigabytes(1000) }),
    }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: 'unlimited fits under no bound',
    situation: aSituation({
      server: bounded({ mailboxes: 100 }, { mailboxes: 1_000_000 }),
    }),
    plan: 'corporativo',
    ...refused('server-full mailboxes, have 999900, need unlimited; staff: ask-executive'),
  },
  {
    name: 'an over-sold server still lets a service go to a plan that takes no more of what is scarce',
    situation: aSituation({
      server: bounded({ disk: gigabytes(2000) }, { disk: gigabytes(1000) }),
      technicalPlans: technicalPlans({
        inicial: aTechnicalPlan('inicial', {
          limits: { ...aTechnicalPlan('inicial').limits, disk: gigabytes(5) },
        }),
      }),
    }),
    plan: 'inicial',
    ...allowed,
  },
  {
    name: 'a bound on something of which nobody knows how much is sold holds nothing up',
    situation: aSituation({ server: bounded({}, { disk: gigabytes(1) }) }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: 'a change makes no new account: a server with no room for accounts still serves it',
    situation: aSituation({ server: bounded({ accounts: 300 }, { accounts: 300 }) }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: 'a radio server is full by listeners times bitrate',
    situation: aSituation({
      plan: 'radio100',
      server: aRadioServer({
        room: { sold: { 'stream-rate': 990_000 }, most: { 'stream-rate': 1_000_000 } },
      }),
    }),
    plan: 'radio250',
    ...refused('server-full "stream-rate", have 10000, need 19200; staff: ask-executive'),
  },
  {
    name: 'a server that staff paused is waited for',
    situation: aSituation({ server: aServer({ paused: true }) }),
    plan: 'profesional',
    ...refused('server-paused; staff: try-later'),
  },
];

export const onSale: readonly Case[] = [
  {
    name: 'a retired plan of a hidden category is not on sale',
    situation: aSituation(),
    plan: 'clasico',
    direction: 'upgrade',
    ...refused('plan-retired; staff: choose-another-plan', 'plan-hidden; staff: choose-another-plan'),
  },
  {
    name: 'a hidden plan is not on sale',
    situation: aSituation({
      catalogue: aCatalogue({ profesional: aPlan('profesional', { hidden: true }) }),
    }),
    plan: 'profesional',
    ...refused('plan-hidden; staff: choose-another-plan'),
  },
  {
    name: 'nor is one that is sold out',
    situation: aSituation({ catalogue: aCatalogue({ profesional: aPlan('profesional', { stock: 0 }) }) }),
    plan: 'profesional',
    ...refused('out-of-stock; staff: choose-another-plan'),
  },
  {
    name: 'the piece that the client has is not taken from the stock again',
    situation: aSituation({ catalogue: aCatalogue({ basico: aPlan('basico', { stock: 0 }) }) }),
    plan: 'basico',
    cycle: 'monthly',
    ...allowed,
  },
  {
    name: "a plan without a price in the service's currency is not offered",
    situation: aSituation({ service: aService('basico', { currency: 'CLP' }) }),
    plan: 'profesional',
    ...refused('no-price "CLP"; staff: ask-executive'),
  },
  {
    name: 'a currency that the panel cannot hold stops everything: KWD has three decimals',
    situation: aSituation({ currencyDecimals: 3 }),
    plan: 'profesional',
    ...refused('currency-not-supported "USD"; staff: ask-executive'),
  },
  {
    name: 'so does one that ISO 4217 does not know',
    situation: aSituation({ currencyDecimals: null }),
    plan: 'profesional',
    ...refused('currency-not-supported "USD"; staff: ask-executive'),
  },
  {
    name: 'a required field that the service does not have is named',
    situation: aSituation({
      catalogue: aCatalogue({
        profesional: aPlan('profesional', {
          customFields: [
            { name: 'CUIT', required: true },
            { name: 'Notas', required: false },
          ],
        }),
      }),
    }),
    plan: 'profesional',
    ...refused('custom-field-missing "CUIT"; staff: ask-staff'),
  },
  {
    name: 'one that the service has is carried over',
    situation: aSituation({
      service: aService('basico', { customFields: { CUIT: '30-12345678-9' } }),
      catalogue: aCatalogue({
        profesional: aPlan('profesional', { customFields: [{ name: 'CUIT', required: true }] }),
      }),
    }),
    plan: 'profesional',
    ...allowed,
  },
];

export const wholeService: readonly Case[] = [
  {
    name: 'overdue: the invoice is named and can be opened',
    situation: aSituation({
      service: aService('basico', { openInvoices: [anInvoice('2026-07-01')] }),
    }),
    plan: 'profesional',
    ...refused('overdue "A-0812"; client: pay-invoice'),
  },
  {
    name: 'an invoice that is due today is not overdue',
    situation: aSituation({
      service: aService('basico', { openInvoices: [anInvoice('2026-07-02')] }),
    }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: "a client's other debts do not stop a change",
    situation: aSituation({
      service: aService('basico', {
        openInvoices: [{ ...anInvoice('2026-01-01'), renewsThisService: false }],
      }),
    }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: 'a due date that has passed without an invoice is for staff',
    situation: aSituation({ service: aService('basico', { nextDueDate: '2026-06-30' }) }),
    plan: 'profesional',
    ...refused('overdue; staff: ask-staff'),
  },
  {
    name: 'suspended for over-use: that client needs the upgrade',
    situation: aSituation({
      service: aService('basico', {
        status: 'suspended',
        suspension: { cause: 'overuse', text: 'Disco lleno' },
      }),
    }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: 'suspended for a debt',
    situation: aSituation({
      service: aService('basico', {
        status: 'suspended',
        suspension: { cause: 'overdue', text: '' },
        openInvoices: [anInvoice('2026-06-01')],
      }),
    }),
    plan: 'profesional',
    ...refused('overdue "A-0812"; client: pay-invoice', 'suspended; client: pay-invoice'),
  },
  {
    name: 'suspended for anything else is for staff',
    situation: aSituation({
      service: aService('basico', {
        status: 'suspended',
        suspension: { cause: 'other', text: 'Envío de correo no deseado' },
      }),
    }),
    plan: 'profesional',
    ...refused('suspended "Envío de correo no deseado"; staff: ask-staff'),
  },
  {
    name: 'a service that is not active yet',
    situation: aSituation({ service: aService('basico', { status: 'pending' }) }),
    plan: 'profesional',
    ...refused('not-active "pending"; staff: ask-staff'),
  },
  {
    name: 'a service that is gone',
    situation: aSituation({ service: aService('basico', { status: 'terminated' }) }),
    plan: 'profesional',
    ...refused('not-active "terminated"; nobody: order-anew'),
  },
  {
    name: 'one change at a time',
    situation: aSituation({ openChange: true }),
    plan: 'profesional',
    ...refused('change-pending; client: finish-open-change'),
  },
  {
    name: "an upgrade that was begun in the panel's own pages comes first",
    situation: aSituation({ service: aService('basico', { pendingNativeUpgrade: true }) }),
    plan: 'profesional',
    ...refused('native-upgrade-pending; client: finish-open-change'),
  },
  {
    name: 'a service whose cancellation is asked for',
    situation: aSituation({ service: aService('basico', { pendingCancellation: true }) }),
    plan: 'profesional',
    ...refused('cancellation-pending; staff: ask-staff'),
  },
  {
    name: 'a subscription at the gateway would go on charging the old price',
    situation: aSituation({ service: aService('basico', { gatewaySubscription: true }) }),
    plan: 'profesional',
    ...refused('gateway-subscription; client: end-subscription'),
  },
  {
    name: 'a client who is not in the pilot',
    situation: aSituation({ pilot: { clientGroups: ['amigos'], clients: ['7'] } }),
    plan: 'profesional',
    ...refused('not-in-pilot; staff: ask-executive'),
  },
  {
    name: 'a client who is named in it',
    situation: aSituation({ pilot: { clientGroups: [], clients: ['41'] } }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: 'a client whose group is in it',
    situation: aSituation({
      service: aService('basico', { clientGroup: 'amigos' }),
      pilot: { clientGroups: ['amigos'], clients: [] },
    }),
    plan: 'profesional',
    ...allowed,
  },
];

const toEmpresas = aRule({
  name: 'empresas con su ejecutiva',
  match: { toCategory: ['empresas'] },
  verdict: 'ask-executive',
  text: { es: 'Este plan lo acuerda con Marina.' },
});

export const byRule: readonly Case[] = [
  {
    name: 'a rule refuses in the host’s own words',
    situation: aSituation({
      rules: [
        aRule({
          name: 'sin corporativo',
          match: { toPlan: ['corporativo'] },
          verdict: 'refuse',
          text: { es: 'Sólo por contrato.' },
        }),
        aRule(),
      ],
    }),
    plan: 'corporativo',
    ...refused('blocked-by-rule "sin corporativo"; staff: choose-another-plan'),
  },
  {
    name: 'a rule sends to the account executive',
    situation: aSituation({ rules: [toEmpresas, aRule()] }),
    plan: 'inicial',
    ...byHand('ask-executive "empresas con su ejecutiva"; staff: ask-executive'),
  },
  {
    name: 'the first rule that matches speaks, whatever later ones say',
    situation: aSituation({ rules: [aRule(), toEmpresas] }),
    plan: 'inicial',
    ...allowed,
  },
  {
    name: 'a rule does not lift a technical reason',
    situation: aSituation({ rules: [toEmpresas, aRule()], server: aServer({ packages: ['basico'] }) }),
    plan: 'inicial',
    ...refused(
      'package-not-on-server "emp_inicial"; staff: ask-staff',
      'ask-executive "empresas con su ejecutiva"; staff: ask-executive',
    ),
  },
  {
    name: 'a rule may speak about one cycle alone: the other one is offered',
    situation: aSituation({
      rules: [aRule({ name: 'sin mensual', match: { toCycle: ['monthly'] }, verdict: 'refuse' }), aRule()],
    }),
    plan: 'profesional',
    ...allowed,
  },
  {
    name: 'and the one it speaks about is not',
    situation: aSituation({
      rules: [aRule({ name: 'sin mensual', match: { toCycle: ['monthly'] }, verdict: 'refuse' }), aRule()],
    }),
    plan: 'profesional',
    cycle: 'monthly',
    ...refused('blocked-by-rule "sin mensual"; staff: choose-another-plan'),
  },
  {
    name: 'rules know the direction by limits: only upgrades here',
    situation: aSituation({
      rules: [
        aRule({ name: 'subir', match: { direction: ['upgrade'] } }),
        aRule({ name: 'lo demás', verdict: 'refuse' }),
      ],
    }),
    plan: 'wordpress',
    direction: 'mixed',
    ...refused(
      'smaller-than-today mailboxes, have 10, need 3; nobody: choose-bigger (10: inicial)',
      'blocked-by-rule "lo demás"; staff: choose-another-plan',
    ),
  },
  {
    name: 'a downgrade that one rule releases for one category is still refused elsewhere',
    situation: aSituation({
      ...onProfesional(),
      rules: [
        aRule({ name: 'bajar', match: { toCategory: ['empresas'] }, downgrades: 'when-usage-fits' }),
        aRule(),
      ],
    }),
    plan: 'inicial',
    direction: 'downgrade',
    ...allowed,
  },
  {
    name: 'without any rule that matches nothing is allowed',
    situation: aSituation({ rules: [aRule({ match: { clientGroup: ['amigos'] } })] }),
    plan: 'profesional',
    ...refused('blocked-by-rule; staff: choose-another-plan'),
  },
];

export const severity: readonly Case[] = [
  {
    name: 'everything that holds is said, and first what nobody can lift',
    situation: aSituation({
      ...onProfesional({ usage: { disk: gigabytes(7) } }),
      service: aService('profesional', {
        openInvoices: [anInvoice('2026-06-01')],
        gatewaySubscription: true,
        addons: [{ id: '3', name: 'IP dedicada' }],
      }),
      catalogue: aCatalogue({ basico: aPlan('basico', { stock: 0, hidden: true }) }),
      technicalPlans: technicalPlans({
        basico: aTechnicalPlan('basico', {
          limits: { ...aTechnicalPlan('profesional').limits, disk: gigabytes(5) },
        }),
      }),
      server: aServer({ packages: ['profesional'] }),
      openChange: true,
    }),
    plan: 'basico',
    ...refused(
      'smaller-than-today disk, have 20 GB, need 5 GB; nobody: choose-bigger (20 GB: none)',
      'plan-hidden; staff: choose-another-plan',
      'out-of-stock; staff: choose-another-plan',
      'change-pending; client: finish-open-change',
      'overdue "A-0812"; client: pay-invoice',
      'gateway-subscription; client: end-subscription',
      'usage-does-not-fit disk, have 7 GB, need 5 GB; nobody: choose-bigger (20 GB: none)',
      'package-not-on-server "basico"; staff: ask-staff',
      'option-not-mapped "IP dedicada"; staff: ask-executive',
    ),
  },
];

/** Every table with the heading under which it is told. */
export const tables: Readonly<Record<string, readonly Case[]>> = {
  'what grows': upgrades,
  'what is smaller': smaller,
  'what is not known': unknowns,
  'unlimited, 0 and missing': limitsAlgebra,
  'what the service has today': todaysLimits,
  'technologies are families': families,
  'what the server says': onTheServer,
  'what is on sale': onSale,
  'the service as a whole': wholeService,
  "the host's rules": byRule,
  'which reason comes first': severity,
};
