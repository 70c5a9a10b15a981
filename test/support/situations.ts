/**
 * Services, catalogues and situations for tests: a believable hosting and radio company of the Río de la Plata, with
 * what a test cares about set. Everything is parsed by the catalogue's own schemas, so that a builder cannot lie.
 */
import type { z } from 'zod';
import { accountReadingSchema, type AccountReading } from '../../src/catalogue/account-reading.ts';
import type { BillingCycle } from '../../src/catalogue/billing-cycle.ts';
import type { Limits } from '../../src/catalogue/limit.ts';
import type { Metric } from '../../src/catalogue/metric.ts';
import {
  planSchema,
  plansOnSaleSchema,
  type PanelConventions,
  type Plan,
  type PlansOnSale,
} from '../../src/catalogue/plans-on-sale.ts';
import { serviceSnapshotSchema, type ServiceSnapshot } from '../../src/catalogue/service-snapshot.ts';
import {
  technicalPlanSchema,
  type TechnicalPlan,
  type Technology,
} from '../../src/catalogue/technical-plan.ts';
import { civilDateSchema, instantSchema, type Instant } from '../../src/catalogue/time.ts';
import { ruleSchema, type Rule } from '../../src/compatibility/rules.ts';
import type { AccountLook, ServerSituation, Situation } from '../../src/compatibility/situation.ts';
import type { PlanVerdict, ServiceVerdict } from '../../src/compatibility/verdict.ts';

export const gigabytes = (count: number): number => Math.round(count * 2 ** 30);

/** Noon of the day on which the tests look. */
export const now: Instant = instantSchema.parse(Date.parse('2026-07-02T15:00:00Z'));
export const today = civilDateSchema.parse('2026-07-02');
const minute = 60_000;

interface PlanSheet {
  readonly category: string;
  readonly name: string;
  readonly technology: Technology;
  /** The package on every server; null: raw limits. */
  readonly package: string | null;
  readonly limits: Limits;
  /** USD per cycle; the yearly price in ARS is a thousand times the one in USD. */
  readonly usd: Partial<Record<BillingCycle, string>>;
}

const categories = [
  { id: 'web', name: 'Alojamiento web', hidden: false },
  { id: 'empresas', name: 'Alojamiento para empresas', hidden: false },
  { id: 'wordpress', name: 'WordPress administrado', hidden: false },
  { id: 'reventa', name: 'Revendedores', hidden: false },
  { id: 'shoutcast', name: 'Radio SHOUTcast', hidden: false },
  { id: 'icecast', name: 'Radio Icecast', hidden: false },
  { id: 'azuracast', name: 'Radio AzuraCast', hidden: false },
  { id: 'anteriores', name: 'Planes anteriores', hidden: true },
];

/** What is sold, smallest first within its category. Básico at 100.00 and Inicial at 150.00 are the source page's own case. */
const sheets = {
  basico: {
    category: 'web',
    name: 'Básico',
    technology: 'cpanel',
    package: 'basico',
    limits: { disk: gigabytes(5), bandwidth: gigabytes(50), mailboxes: 10, databases: 2, 'addon-domains': 0 },
    usd: { monthly: '10.00', annually: '100.00' },
  },
  profesional: {
    category: 'web',
    name: 'Profesional',
    technology: 'cpanel',
    package: 'profesional',
    limits: {
      disk: gigabytes(20),
      bandwidth: gigabytes(200),
      mailboxes: 50,
      databases: 10,
      'addon-domains': 3,
    },
    usd: { monthly: '18.00', annually: '180.00' },
  },
  corporativo: {
    category: 'web',
    name: 'Corporativo',
    technology: 'cpanel',
    package: 'corporativo',
    limits: {
      disk: gigabytes(50),
      bandwidth: 'unlimited',
      mailboxes: 'unlimited',
      databases: 'unlimited',
      'addon-domains': 10,
    },
    usd: { monthly: '35.00', annually: '350.00' },
  },
  inicial: {
    category: 'empresas',
    name: 'Empresa inicial',
    technology: 'cpanel',
    package: 'emp_inicial',
    limits: {
      disk: gigabytes(10),
      bandwidth: gigabytes(100),
      mailboxes: 25,
      databases: 5,
      'addon-domains': 1,
    },
    usd: { monthly: '15.00', annually: '150.00' },
  },
  // More disk and fewer mailboxes than Básico: no upgrade of it.
  wordpress: {
    category: 'wordpress',
    name: 'WordPress 15',
    technology: 'cpanel',
    package: 'wp15',
    limits: {
      disk: gigabytes(15),
      bandwidth: gigabytes(150),
      mailboxes: 3,
      databases: 3,
      'addon-domains': 0,
    },
    usd: { monthly: '16.00', annually: '160.00' },
  },
  // Sold until 2019: bigger than Profesional, and cheaper (failure-modes.md row 58).
  clasico: {
    category: 'anteriores',
    name: 'Clásico 2019',
    technology: 'cpanel',
    package: 'clasico',
    limits: {
      disk: gigabytes(30),
      bandwidth: gigabytes(300),
      mailboxes: 100,
      databases: 20,
      'addon-domains': 5,
    },
    usd: { annually: '90.00' },
  },
  reventa10: {
    category: 'reventa',
    name: 'Revendedor 10',
    technology: 'cpanel-reseller',
    package: 'rev10',
    limits: { disk: gigabytes(40), bandwidth: gigabytes(400), 'reseller-accounts': 10 },
    usd: { monthly: '25.00' },
  },
  radio100: {
    category: 'shoutcast',
    name: 'Radio 100',
    technology: 'shoutcast-2',
    package: null,
    limits: { listeners: 100, bitrate: 128, disk: gigabytes(5), autodj: 0 },
    usd: { monthly: '8.00', annually: '80.00' },
  },
  radio250: {
    category: 'shoutcast',
    name: 'Radio 250 con AutoDJ',
    technology: 'shoutcast-2',
    package: null,
    limits: { listeners: 250, bitrate: 128, disk: gigabytes(10), autodj: 1 },
    usd: { monthly: '15.00', annually: '150.00' },
  },
  radio1000: {
    category: 'shoutcast',
    name: 'Radio 1000 con AutoDJ',
    technology: 'shoutcast-2',
    package: null,
    limits: { listeners: 1000, bitrate: 320, disk: gigabytes(50), autodj: 1 },
    usd: { monthly: '40.00', annually: '400.00' },
  },
  icecast500: {
    category: 'icecast',
    name: 'Icecast 500',
    technology: 'icecast',
    package: null,
    limits: { listeners: 500, bitrate: 192, disk: gigabytes(10), mounts: 2, autodj: 1 },
    usd: { monthly: '22.00' },
  },
  azura300: {
    category: 'azuracast',
    name: 'Azura 300',
    technology: 'azuracast',
    package: null,
    limits: { listeners: 300, bitrate: 192, disk: gigabytes(10), mounts: 3, autodj: 1 },
    usd: { monthly: '20.00' },
  },
  // More of everything, but for the mounts (failure-modes.md row 55).
  azura600: {
    category: 'azuracast',
    name: 'Azura 600',
    technology: 'azuracast',
    package: null,
    limits: { listeners: 600, bitrate: 320, disk: gigabytes(30), mounts: 1, autodj: 1 },
    usd: { monthly: '34.00' },
  },
} as const satisfies Record<string, PlanSheet>;

export type PlanName = keyof typeof sheets;
const sheetOf = (name: PlanName): PlanSheet => sheets[name];
export const planNames = Object.keys(sheets) as PlanName[];

/** One plan as the panel shows it. */
export function aPlan(name: PlanName, overrides: Partial<z.input<typeof planSchema>> = {}): Plan {
  const { category, name: title, usd } = sheetOf(name);
  const prices = Object.entries(usd).flatMap(([cycle, recurring]) => [
    { currency: 'USD', cycle, recurring, setup: '0.00' },
    ...(cycle === 'annually'
      ? [{ currency: 'ARS', cycle, recurring: recurring.replace('.00', '000.00'), setup: '0.00' }]
      : []),
  ]);
  return planSchema.parse({
    id: name,
    categoryId: category,
    name: title,
    description: '',
    hidden: false,
    retired: category === 'anteriores',
    stock: null,
    customFields: [],
    prices,
    ...overrides,
  });
}

export function aTechnicalPlan(
  name: PlanName,
  overrides: Partial<z.input<typeof technicalPlanSchema>> = {},
): TechnicalPlan {
  const { technology, package: packageName, limits } = sheetOf(name);
  return technicalPlanSchema.parse({
    planId: name,
    technology,
    packages: packageName === null ? null : { default: packageName },
    limits,
    ...overrides,
  });
}

/** The whole catalogue, with some plans replaced. */
export const aCatalogue = (plans: Partial<Record<PlanName, Plan>> = {}): PlansOnSale =>
  plansOnSaleSchema.parse({ categories, plans: planNames.map((name) => plans[name] ?? aPlan(name)) });

/** What the settings say of every plan, with some of it replaced; null: they say nothing. */
export function technicalPlans(
  plans: Partial<Record<PlanName, TechnicalPlan | null>> = {},
): ReadonlyMap<string, TechnicalPlan> {
  const entries = planNames.map((name) => (name in plans ? plans[name] : aTechnicalPlan(name)));
  return new Map(entries.flatMap((plan) => (plan ? [[plan.planId, plan]] : [])));
}

export const aRule = (overrides: Partial<z.input<typeof ruleSchema>> = {}): Rule =>
  ruleSchema.parse({ name: 'todo', verdict: 'allow', ...overrides });

/** Radio Sur's web site: Básico, paid for the year at the source page's 100.00, half of it left. */
export function aService(
  plan: PlanName = 'basico',
  overrides: Partial<z.input<typeof serviceSnapshotSchema>> = {},
): ServiceSnapshot {
  const { category, name, technology, usd } = sheetOf(plan);
  const isYearly = usd.annually !== undefined;
  const amount = usd.annually ?? usd.monthly ?? '0.00';
  const isWeb = technology.startsWith('cpanel');
  return serviceSnapshotSchema.parse({
    id: '2104',
    ownerId: '41',
    clientGroup: null,
    label: isWeb ? 'radiosur.example' : 'Radio Sur',
    status: 'active',
    suspension: null,
    planId: plan,
    planName: name,
    categoryId: category,
    categoryName: categories.find(({ id }) => id === category)?.name ?? '',
    options: [],
    addons: [],
    quantity: 1,
    promotion: null,
    customFields: {},
    currency: 'USD',
    cycle: isYearly ? 'annually' : 'monthly',
    recurringAmount: amount,
    nextDueDate: isYearly ? '2027-01-01' : '2026-08-01',
    registeredOn: '2021-01-01',
    billed: isYearly
      ? { amount, from: '2026-01-01', to: '2027-01-01' }
      : { amount, from: '2026-07-01', to: '2026-08-01' },
    laterPeriods: [],
    openInvoices: [],
    pendingNativeUpgrade: false,
    pendingCancellation: false,
    gatewaySubscription: false,
    server: isWeb
      ? { id: 'web-1', name: 'web1.cordillera.example', group: 'web' }
      : { id: 'radio-1', name: 'radio1.cordillera.example', group: 'radio' },
    account: { username: 'radiosur', domain: 'radiosur.example' },
    tax: { exempt: true, rates: [] },
    accountExecutive: { name: 'Marina Ríos', email: 'marina@cordillera.example' },
    language: 'es-AR',
    takenAt: now,
    ...overrides,
  });
}

/** The renewal invoice of {@link aService}. */
export const anInvoice = (dueDate: string) => ({
  id: '812',
  number: 'A-0812',
  dueDate,
  total: '100.00',
  renewsThisService: true,
  url: 'https://panel.example/factura/812',
});

/**
 * The account of a service as its server shows it: the plan's own limits, and some use that fits all of them.
 * `minutesOld` is the age of the measurements.
 */
export function aReading(
  plan: PlanName = 'basico',
  given: { usage?: Partial<Record<Metric, number>>; limits?: Limits; minutesOld?: number } = {},
): AccountReading {
  const sheet = sheetOf(plan);
  const measuredAt = now - (given.minutesOld ?? 5) * minute;
  const usage = { disk: gigabytes(2), mailboxes: 3, databases: 1, 'addon-domains': 0, ...given.usage };
  return accountReadingSchema.parse({
    packageName: sheet.package,
    suspended: false,
    limits: { ...sheet.limits, ...given.limits },
    usage: Object.fromEntries(
      Object.entries(usage).map(([metric, quantity]) => [metric, { quantity, measuredAt }]),
    ),
    readAt: now,
  });
}

export const seen = (...reading: Parameters<typeof aReading>): AccountLook => ({
  kind: 'seen',
  reading: aReading(...reading),
});
export const unreachable: AccountLook = { kind: 'unknown', message: 'connect ETIMEDOUT' };

/** The WHM server with every package on it; room is not bounded. */
export const aServer = (overrides: Partial<ServerSituation> = {}): ServerSituation => ({
  driver: 'whm',
  group: 'web',
  paused: false,
  packages: planNames.flatMap((name) => sheetOf(name).package ?? []),
  room: null,
  ...overrides,
});

/** The radio server, which knows no packages. */
export const aRadioServer = (overrides: Partial<ServerSituation> = {}): ServerSituation =>
  aServer({ driver: 'centova', group: 'radio', packages: null, ...overrides });

export const conventions: PanelConventions = {
  timeZone: 'America/Argentina/Buenos_Aires',
  dateFormat: 'DD/MM/YYYY',
  pricesIncludeTax: false,
  renewalInvoiceDaysAhead: 14,
  amountDecimals: 2,
};

const wholeCatalogue = aCatalogue();
const allTechnicalPlans = technicalPlans();
const allowAll = aRule();

/**
 * Everything for judging one service: Básico on a server that answers, and a single rule that allows all that does
 * not shrink. `plan` chooses another plan for the service, with account and server to match.
 */
export function aSituation(overrides: Partial<Situation> & { plan?: PlanName } = {}): Situation {
  const { plan = 'basico', ...rest } = overrides;
  const isWeb = sheetOf(plan).technology.startsWith('cpanel');
  return {
    service: rest.service ?? aService(plan),
    catalogue: wholeCatalogue,
    conventions,
    today,
    now,
    technicalPlans: allTechnicalPlans,
    optionMappings: [],
    account: rest.account ?? seen(plan),
    server: isWeb ? aServer() : aRadioServer(),
    openChange: false,
    rules: [allowAll],
    pilot: null,
    usageMaximumAge: 60 * minute,
    ...rest,
  };
}

/** What was said of one plan. */
export function planVerdict(verdict: ServiceVerdict, plan: PlanName): PlanVerdict {
  const found = verdict.plans.find((each) => each.plan.id === plan);
  if (!found) throw new Error(`${plan} was not judged`);
  return found;
}
