/** The kinds of change that histories tell of: what the service is, what it shall become, and how it is priced. */
import type { Amount, SignedAmount } from '../../src/catalogue/amount.ts';
import type { CategoryId, PlanId } from '../../src/catalogue/identifiers.ts';
import type { Usage } from '../../src/catalogue/limit.ts';
import type { Metric } from '../../src/catalogue/metric.ts';
import type { CivilDate } from '../../src/catalogue/time.ts';
import type { AccountTerms, Pinned, ServiceTerms } from '../../src/change/states.ts';
import { freeze } from './freeze.ts';

/** A plan as panel and server know it. */
export type PlanTerms = ServiceTerms & { readonly planName: string; readonly account: AccountTerms };

export interface Scenario {
  readonly name: string;
  readonly applyBy: Pinned['applyBy'];
  readonly verification: 'full' | 'none';
  /** From small to large; the service starts as the first, and its client wants the second, perhaps then the third. */
  readonly plans: readonly [PlanTerms, PlanTerms, PlanTerms];
  readonly total: SignedAmount;
  /** One invoice line for each, its reference added when it is pinned. */
  readonly lines: readonly SignedAmount[];
  readonly shrinks: readonly Metric[];
  readonly customFields: Readonly<Record<string, string>>;
  readonly usage: Readonly<Partial<Record<Metric, number>>>;
}

export const category = { id: 'category-1' as CategoryId, name: 'Alojamiento' };

const terms = (
  planName: string,
  recurringAmount: string,
  account: AccountTerms,
  rest: Partial<ServiceTerms> = {},
): PlanTerms => ({
  planId: `plan-${planName}` as PlanId,
  planName,
  cycle: 'annually',
  recurringAmount: recurringAmount as Amount,
  nextDueDate: '2027-01-01' as CivilDate,
  account,
  ...rest,
});

const gigabytes = (count: number): number => count * 1024 ** 3;

const small = terms('small', '100.00', {
  packageName: 'small',
  limits: { disk: gigabytes(5), mailboxes: 10 },
});
const big = terms('big', '150.00', { packageName: 'big', limits: { disk: gigabytes(20), mailboxes: 50 } });
const huge = terms('huge', '300.00', {
  packageName: 'huge',
  limits: { disk: 'unlimited', mailboxes: 'unlimited' },
});

/** A radio station: no packages, only limits. */
const station = (
  planName: string,
  amount: string,
  listeners: number,
  rest?: Partial<ServiceTerms>,
): PlanTerms => terms(planName, amount, { packageName: null, limits: { listeners, bitrate: 128 } }, rest);

const upgrade: Scenario = {
  name: 'a bigger package',
  applyBy: 'driver',
  verification: 'full',
  plans: [small, big, huge],
  total: '50.00' as SignedAmount,
  lines: ['50.00' as SignedAmount],
  shrinks: [],
  customFields: {},
  usage: { disk: gigabytes(1), mailboxes: 2 },
};

const free = { ...small, cycle: 'free', recurringAmount: '0.00' as Amount, nextDueDate: null } as const;
const monthly = { cycle: 'monthly', nextDueDate: '2026-07-20' as CivilDate } as const;
const restarted = { cycle: 'annually', nextDueDate: '2027-07-02' as CivilDate } as const;

export const scenarios: readonly Scenario[] = freeze<Scenario[]>([
  upgrade,
  { ...upgrade, name: 'a bigger package, itemised', lines: ['150.00', '-100.00'] as SignedAmount[] },
  {
    ...upgrade,
    name: 'a radio station that changes plan and cycle',
    plans: [
      station('radio-100', '10.00', 100, monthly),
      station('radio-300', '200.00', 300, restarted),
      station('radio-900', '400.00', 900, restarted),
    ],
    total: '194.00' as SignedAmount,
    lines: ['194.00' as SignedAmount],
    usage: { listeners: 40 },
  },
  { ...upgrade, name: "through the panel's own module, read back", applyBy: 'panel' },
  {
    ...upgrade,
    name: "through the panel's own module, not readable",
    applyBy: 'panel',
    verification: 'none',
  },
  { ...upgrade, name: 'a server that cannot be read', verification: 'none' },
  { ...upgrade, name: 'nothing to pay', total: '0.00' as SignedAmount, lines: [] },
  {
    ...upgrade,
    name: 'a smaller package, credited',
    plans: [big, small, huge],
    total: '-20.00' as SignedAmount,
    lines: [],
    shrinks: ['disk', 'mailboxes'],
  },
  {
    ...upgrade,
    name: 'more disk and fewer mailboxes',
    plans: [
      small,
      { ...big, account: { packageName: 'big', limits: { disk: gigabytes(20), mailboxes: 5 } } },
      huge,
    ],
    shrinks: ['mailboxes'],
  },
  {
    ...upgrade,
    name: 'from free to paid',
    plans: [free, { ...big, ...restarted }, huge],
    total: '150.00' as SignedAmount,
    lines: ['150.00' as SignedAmount],
    customFields: { Dominio: 'radiosur.example' },
  },
  {
    ...upgrade,
    name: 'another cycle, the same plan',
    plans: [{ ...small, ...monthly, recurringAmount: '10.00' as Amount }, { ...small, ...restarted }, huge],
    total: '94.00' as SignedAmount,
    lines: ['94.00' as SignedAmount],
  },
]);

/** Usage as a server tells it, measured at `at`. */
export const measured = (usage: Scenario['usage'], measuredAt: number): Usage =>
  Object.fromEntries(Object.entries(usage).map(([metric, quantity]) => [metric, { quantity, measuredAt }]));
