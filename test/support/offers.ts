/** Offers for tests and previews: a hosting account in mid-year and a radio station, priced by the real `quote()`. */
import { quote } from '../../src/billing/price.ts';
import type { Quote } from '../../src/billing/quote.ts';
import type { Amount, CurrencyCode } from '../../src/catalogue/amount.ts';
import type { BillingCycle } from '../../src/catalogue/billing-cycle.ts';
import type { CategoryId, ClientId, PlanId, ServerId, ServiceId } from '../../src/catalogue/identifiers.ts';
import type { Limits, Usage } from '../../src/catalogue/limit.ts';
import { compareLimits } from '../../src/catalogue/limit.ts';
import type { Metric } from '../../src/catalogue/metric.ts';
import type { Category, Plan } from '../../src/catalogue/plans-on-sale.ts';
import type { Policy } from '../../src/catalogue/policy.ts';
import type { ServiceSnapshot } from '../../src/catalogue/service-snapshot.ts';
import type { Technology } from '../../src/catalogue/technical-plan.ts';
import type { CivilDate, Instant } from '../../src/catalogue/time.ts';
import type { CycleOffer, Offer, PlanOffer } from '../../src/change/offer.ts';
import type { Direction, MetricMove, Reason } from '../../src/compatibility/verdict.ts';

export const offeredAt = Date.parse('2026-07-02T14:05:00Z') as Instant;
const measuredAt = Date.parse('2026-07-02T13:58:00Z') as Instant;
const gigabyte = 1024 ** 3;

/** Gigabytes of 1024-based size in whole bytes. */
export const gb = (size: number): number => Math.round(size * gigabyte);

export const usageOf = (quantities: Partial<Record<Metric, number>>): Usage =>
  Object.fromEntries(
    Object.entries(quantities).map(([metric, quantity]) => [metric, { quantity, measuredAt }]),
  );

/** The source page's own service: 100.00 a year, half of it gone; tax-exempt. */
export function aService(overrides: Partial<ServiceSnapshot> = {}): ServiceSnapshot {
  return {
    id: '812' as ServiceId,
    ownerId: '41' as ClientId,
    clientGroup: null,
    label: 'radiosur.example',
    status: 'active',
    suspension: null,
    planId: 'web-10' as PlanId,
    planName: 'Hosting Inicial',
    categoryId: 'web' as CategoryId,
    categoryName: 'Hosting web',
    options: [],
    addons: [],
    quantity: 1,
    promotion: null,
    customFields: {},
    currency: 'USD' as CurrencyCode,
    cycle: 'annually',
    recurringAmount: '100.00' as Amount,
    nextDueDate: '2027-01-01' as CivilDate,
    registeredOn: '2024-01-01' as CivilDate,
    billed: { amount: '100.00' as Amount, from: '2026-01-01' as CivilDate, to: '2027-01-01' as CivilDate },
    laterPeriods: [],
    openInvoices: [],
    pendingNativeUpgrade: false,
    pendingCancellation: false,
    gatewaySubscription: false,
    server: { id: 'web-1' as ServerId, name: 'Web 1', group: null },
    account: { username: 'radiosur', domain: 'radiosur.example' },
    tax: { exempt: true, rates: [] },
    accountExecutive: { name: 'Mariana Ríos', email: 'mariana@hosting.example' },
    language: 'es-AR',
    takenAt: offeredAt,
    ...overrides,
  };
}

/** The real price of moving the service to `price` per `cycle` on 2 July 2026. */
export function priceOf(service: ServiceSnapshot, price: string, cycle: BillingCycle, policy: Policy): Quote {
  const billed = service.billed ?? {
    amount: '0' as Amount,
    from: '2026-01-01' as CivilDate,
    to: '2027-01-01' as CivilDate,
  };
  const result = quote({
    policy,
    currency: service.currency,
    oldCycle: service.cycle,
    period: { start: billed.from, end: billed.to, billed: billed.amount, rate: billed.amount, paid: true },
    laterPeriods: [],
    nextDueDate: service.nextDueDate,
    newPrice: price as Amount,
    newCycle: cycle,
    setupFee: { rule: 'none', old: '0' as Amount, new: '0' as Amount },
    changeDate: '2026-07-02' as CivilDate,
    negativeTotal: 'credit-balance',
    dueDate: { rule: 'keep' },
  });
  if (!result.ok) throw new Error(result.refusal.message);
  return result.quote;
}

interface PlanSpec {
  readonly id: string;
  readonly name: string;
  readonly category: Category;
  readonly technology?: Technology | null;
  readonly limits: Limits;
  readonly prices: Partial<Record<BillingCycle, string>>;
  readonly policy?: Policy;
  /** Why it cannot be chosen; left out: it can. */
  readonly reasons?: readonly Reason[];
  readonly verdict?: 'refuse' | 'ask-executive';
  readonly hidden?: boolean;
}

export const aCategory = (id: string, name: string): Category => ({
  id: id as CategoryId,
  name,
  hidden: false,
});

function movesTo(today: Limits, limits: Limits): MetricMove[] {
  return Object.entries(limits).map(([name, target]) => {
    const metric = name as Metric;
    return { metric, today: today[metric] ?? null, target };
  });
}

function directionOf(moves: readonly MetricMove[]): Direction {
  const signs = moves.map(({ today, target }) =>
    today === null ? 1 : Math.sign(compareLimits(target, today)),
  );
  if (signs.every((sign) => sign === 0)) return 'equal';
  if (signs.every((sign) => sign >= 0)) return 'upgrade';
  return signs.every((sign) => sign <= 0) ? 'downgrade' : 'mixed';
}

export function aPlanOffer(service: ServiceSnapshot, today: Limits, spec: PlanSpec): PlanOffer {
  const verdict = spec.reasons ? (spec.verdict ?? 'refuse') : 'allow';
  const moves = movesTo(today, spec.limits);
  const plan: Plan = {
    id: spec.id as PlanId,
    categoryId: spec.category.id,
    name: spec.name,
    description: '',
    hidden: spec.hidden ?? false,
    retired: false,
    stock: null,
    customFields: [],
    prices: [],
  };
  const technology = spec.technology === undefined ? 'cpanel' : spec.technology;
  return {
    plan,
    category: spec.category,
    technical: technology && { planId: plan.id, technology, packages: null, limits: spec.limits },
    direction: directionOf(moves),
    moves,
    cycles: Object.entries(spec.prices).map(([name, recurring]): CycleOffer => {
      const cycle = name as BillingCycle;
      const policy = spec.policy ?? 'full-difference';
      return {
        cycle,
        price: { currency: service.currency, cycle, recurring: recurring as Amount, setup: '0.00' as Amount },
        verdict,
        reasons: spec.reasons ?? [],
        policy: verdict === 'allow' ? policy : null,
        quote: verdict === 'allow' ? priceOf(service, recurring, cycle, policy) : null,
        priceValidUntil: verdict === 'allow' ? (Date.parse('2026-07-10T02:59:59Z') as Instant) : null,
      };
    }),
    verdict,
    reasons: spec.reasons ?? [],
  };
}

const web = aCategory('web', 'Hosting web');
const pro = aCategory('pro', 'Hosting profesional');
const radio = aCategory('radio', 'Radio en línea');
const hostingLimits: Limits = {
  disk: gb(10),
  bandwidth: gb(200),
  mailboxes: 10,
  databases: 5,
  'addon-domains': 1,
};

const smaller = (metric: Metric, have: number, need: number): Reason => ({
  code: 'smaller-than-today',
  metric,
  have,
  need,
  remedy: { kind: 'order-anew' },
  who: 'nobody',
});

/** A hosting account with 7.4 of 10 GB in use: bigger plans in two categories, smaller ones and a radio plan refused. */
export function aHostingOffer(overrides: Partial<Offer> = {}): Offer {
  const service = overrides.service ?? aService();
  const plan = (spec: PlanSpec): PlanOffer => aPlanOffer(service, hostingLimits, spec);
  return {
    service,
    today: {
      limits: hostingLimits,
      usage: usageOf({ disk: gb(7.4), bandwidth: gb(61.3), mailboxes: 9, databases: 2 }),
    },
    interruption: 'none',
    serviceReasons: [],
    plans: [
      plan({
        id: 'web-5',
        name: 'Hosting Mini',
        category: web,
        limits: { disk: gb(5), bandwidth: gb(100), mailboxes: 5, databases: 2, 'addon-domains': 0 },
        prices: { annually: '60.00' },
        reasons: [
          smaller('disk', gb(10), gb(5)),
          {
            code: 'usage-does-not-fit',
            metric: 'disk',
            have: gb(7.4),
            need: gb(5),
            measuredAt,
            remedy: { kind: 'make-room', free: gb(7.4) - gb(5), atLeast: gb(7.4), plan: 'web-20' as PlanId },
            who: 'client',
          },
          smaller('mailboxes', 10, 5),
        ],
      }),
      plan({
        id: 'web-10',
        name: 'Hosting Inicial',
        category: web,
        limits: hostingLimits,
        prices: { annually: '100.00' },
        reasons: [{ code: 'same-plan-and-cycle', remedy: { kind: 'choose-another-plan' }, who: 'client' }],
      }),
      plan({
        id: 'web-20',
        name: 'Hosting Crece',
        category: web,
        limits: { disk: gb(20), bandwidth: gb(400), mailboxes: 25, databases: 10, 'addon-domains': 3 },
        prices: { annually: '125.00' },
      }),
      plan({
        id: 'pro-25',
        name: 'Profesional 25',
        category: pro,
        limits: { disk: gb(25), bandwidth: gb(500), mailboxes: 50, databases: 20, 'addon-domains': 5 },
        prices: { monthly: '15.00', semiannually: '80.00', annually: '150.00', biennially: '280.00' },
      }),
      plan({
        id: 'pro-100',
        name: 'Profesional 100',
        category: pro,
        limits: {
          disk: gb(100),
          bandwidth: 'unlimited',
          mailboxes: 'unlimited',
          databases: 'unlimited',
          'addon-domains': 25,
        },
        prices: { monthly: '29.00', annually: '290.00' },
      }),
      plan({
        id: 'pro-custom',
        name: 'Profesional a medida',
        category: pro,
        limits: {
          disk: gb(500),
          bandwidth: 'unlimited',
          mailboxes: 'unlimited',
          databases: 'unlimited',
          'addon-domains': 100,
        },
        prices: { annually: '900.00' },
        verdict: 'ask-executive',
        reasons: [{ code: 'ask-executive', remedy: { kind: 'ask-executive' }, who: 'staff' }],
      }),
      ...['Radio 50', 'Radio 150', 'Radio 500'].map((name) =>
        plan({
          id: name.toLowerCase().replace(' ', '-'),
          name,
          category: radio,
          technology: 'icecast',
          limits: { listeners: 150, disk: gb(5) },
          prices: { monthly: '12.00' },
          reasons: [{ code: 'other-technology', remedy: { kind: 'order-anew' }, who: 'nobody' }],
        }),
      ),
      plan({
        id: 'old-staff',
        name: 'Sólo interno',
        category: web,
        hidden: true,
        limits: hostingLimits,
        prices: { annually: '1.00' },
        reasons: [{ code: 'plan-hidden', remedy: { kind: 'choose-another-plan' }, who: 'nobody' }],
      }),
    ],
    offeredAt,
    ...overrides,
  };
}

const radioLimits: Limits = { listeners: 500, bitrate: 320, disk: gb(30), autodj: 1 };

/** A station on the largest plan: nothing bigger to offer, and a renewal invoice in the way besides. */
export function aRadioOfferWithoutOption(overrides: Partial<Offer> = {}): Offer {
  const service = aService({
    id: '977' as ServiceId,
    label: 'Radio Sur FM',
    planId: 'radio-500' as PlanId,
    planName: 'Radio 500',
    categoryId: 'radio' as CategoryId,
    categoryName: 'Radio en línea',
    cycle: 'monthly',
    recurringAmount: '45.00' as Amount,
    nextDueDate: '2026-07-16' as CivilDate,
    billed: { amount: '45.00' as Amount, from: '2026-06-16' as CivilDate, to: '2026-07-16' as CivilDate },
    server: { id: 'radio-1' as ServerId, name: 'Radio 1', group: null },
  });
  const open: Reason = {
    code: 'renewal-invoice-open',
    subject: '20418',
    url: 'https://panel.example/viewinvoice.php?id=20418',
    remedy: { kind: 'pay-invoice' },
    who: 'client',
  };
  const plan = (id: string, name: string, limits: Limits, reasons: readonly Reason[]): PlanOffer =>
    aPlanOffer(service, radioLimits, {
      id,
      name,
      category: radio,
      technology: 'icecast',
      limits,
      prices: { monthly: '20.00' },
      reasons,
    });
  return {
    service,
    today: { limits: radioLimits, usage: usageOf({ disk: gb(12.2), listeners: 212 }) },
    interruption: 'restart',
    serviceReasons: [open],
    plans: [
      plan('radio-150', 'Radio 150', { listeners: 150, bitrate: 128, disk: gb(10), autodj: 1 }, [
        open,
        smaller('listeners', 500, 150),
        {
          code: 'usage-does-not-fit',
          metric: 'disk',
          have: gb(12.2),
          need: gb(10),
          measuredAt,
          remedy: { kind: 'make-room', free: gb(12.2) - gb(10), atLeast: gb(12.2), plan: null },
          who: 'client',
        },
      ]),
      plan('radio-500', 'Radio 500', radioLimits, [
        open,
        { code: 'same-plan-and-cycle', remedy: { kind: 'choose-another-plan' }, who: 'client' },
      ]),
    ],
    offeredAt,
    ...overrides,
  };
}
