/** What one service is offered now: looks gathered, the shelf engine asked, each possible cycle priced (L1). */
import { today as civilToday } from '../billing/calendar.ts';
import { currencyOf } from '../billing/currency.ts';
import { quote } from '../billing/price.ts';
import { moneyRefusalOf, type MoneyRefusal } from '../billing/refusal.ts';
import { quoteRequestOf } from '../billing/request.ts';
import { nextUnbilledRenewal, priceValidUntil } from '../billing/validity.ts';
import type { BilledPeriod } from '../billing/quote.ts';
import type { Instant } from '../catalogue/time.ts';
import type { Clock } from '../clock.ts';
import type { CycleOffer, Offer, PlanOffer } from '../change/offer.ts';
import { judgeService } from '../compatibility/judge.ts';
import { withCycles, withMoneyReason } from '../compatibility/money-reason.ts';
import { makeReason } from '../compatibility/reason.ts';
import type { AccountLook, ServerSituation } from '../compatibility/situation.ts';
import type { CycleVerdict, PlanVerdict } from '../compatibility/verdict.ts';
import type { ChangePackageRequest } from '../panel/connector-protocol.ts';
import { accountNameOf } from '../provisioning/account-name.ts';
import type { ServerDriver } from '../provisioning/port.ts';
import type { ServerLooks } from '../provisioning/server-looks.ts';
import { dueDateRuleFor, validityFor, type Settings } from '../settings/settings.ts';
import type { Store } from '../store/port.ts';

export interface OfferPorts {
  readonly settings: Settings;
  readonly store: Store;
  readonly looks: ServerLooks;
  readonly clock: Clock;
  driverOf(serverId: string): ServerDriver | null;
}

/** What the panel says about a service: a page request carries it, a command reads it. */
export type Subject = Pick<ChangePackageRequest, 'service' | 'catalogue' | 'conventions'>;

/** The offer, with every look that it rests on. No call to the panel; the server under the page's deadline. */
export async function makeOffer(
  subject: Subject,
  ports: OfferPorts,
): Promise<Offer & { readonly account: AccountLook }> {
  const { service, catalogue, conventions } = subject;
  const now = ports.clock.now();
  const [account, server, holding, periods] = await Promise.all([
    lookAtAccount(subject, ports),
    lookAtServer(subject, ports),
    ports.store.findHolding(service.id),
    ports.store.periods(service.id),
  ]);
  const verdict = judgeService({
    service,
    catalogue,
    conventions,
    currencyDecimals: currencyOf(service.currency)?.minorUnits ?? null,
    today: civilToday(now, conventions.timeZone),
    now,
    technicalPlans: ports.settings.technicalPlans,
    optionMappings: mappingsFor(service, ports.settings),
    account,
    server,
    openChange: holding !== null,
    rules: ports.settings.rules,
    pilot: ports.settings.pilot,
    usageMaximumAge: ports.settings.usage.maximumAge,
  });
  return {
    service,
    today: verdict.today,
    serviceReasons: verdict.serviceReasons,
    interruption: service.server ? (ports.driverOf(service.server.id)?.interruption ?? 'none') : 'none',
    plans: verdict.plans.map((plan) => pricePlan(plan, subject, periods, now, ports)),
    offeredAt: now,
    account,
  };
}

/**
 * Where a server knows packages, an option that adds to a limit cannot be carried into another package by itself:
 * such an option counts as not mapped, and the account executive is asked.
 */
const mappingsFor = (service: Subject['service'], { technicalPlans, optionMappings }: Settings) =>
  technicalPlans.get(service.planId)?.packages === null
    ? optionMappings
    : optionMappings.filter(({ metric }) => metric === null);

const lookAtAccount = async ({ service }: Subject, { settings, looks }: OfferPorts): Promise<AccountLook> => {
  const category = settings.categories.get(service.categoryId);
  const name = category && accountNameOf(service, category.accountReference);
  if (!service.server || !name) return { kind: 'no-such-account' };
  return looks.account(service.server.id, name);
};

async function lookAtServer(
  { service }: Subject,
  { settings, looks, store, ...ports }: OfferPorts,
): Promise<ServerSituation | null> {
  const server = service.server && settings.servers.get(service.server.id);
  const driver = server ? ports.driverOf(server.id) : null;
  if (!service.server || !server || !driver) return null;
  const [reading, health] = await Promise.all([
    looks.server(service.server.id),
    store.health(service.server.id),
  ]);
  return {
    driver: server.driver,
    group: server.group,
    paused: health.paused,
    // settings may name a reseller's package with or without its prefix (provisioning.md §1)
    packages: reading?.packages?.flatMap(({ name }) => [name, driver.canonicalPackage(name)]) ?? null,
    room: {
      sold: {
        ...reading?.sold,
        ...(typeof reading?.accounts === 'number' && { accounts: reading.accounts }),
      },
      most: server.most,
    },
  };
}

/** Prices each possible cycle; one that has no price after all is refused with the reason that the money gives. */
const pricePlan = (
  plan: PlanVerdict,
  subject: Subject,
  periods: readonly BilledPeriod[],
  now: Instant,
  ports: OfferPorts,
): PlanOffer =>
  withCycles(
    plan,
    plan.cycles.map((cycle) => priceCycle(cycle, subject, periods, now, ports)),
  );

function priceCycle(
  cycle: CycleVerdict,
  { service, catalogue, conventions }: Subject,
  periods: readonly BilledPeriod[],
  now: Instant,
  { settings }: OfferPorts,
): CycleOffer {
  const unpriced = { ...cycle, quote: null, priceValidUntil: null };
  if (cycle.verdict !== 'allow' || cycle.policy === null) return unpriced;
  const refuse = (refusal: MoneyRefusal): CycleOffer =>
    withMoneyReason(unpriced, makeReason(refusal.code, openInvoiceOf(refusal, service)));

  const today = civilToday(now, conventions.timeZone);
  const current = catalogue.plans
    .find(({ id }) => id === service.planId)
    ?.prices.find((price) => price.currency === service.currency && price.cycle === service.cycle);
  const asked = quoteRequestOf(
    service,
    periods,
    { current: current ?? null, target: cycle.price },
    cycle.policy,
    { ...settings.money, dueDate: dueDateRuleFor(settings.money, service.currency) },
    today,
  );
  if (!asked.ok) return refuse(asked.refusal);
  const result = quote(asked.request);
  const refusal = moneyRefusalOf(result);
  if (refusal || !result.ok)
    return refuse(refusal ?? { code: 'ask-executive', message: 'There is no price.' });
  return {
    ...cycle,
    quote: result.quote,
    priceValidUntil: priceValidUntil({
      policy: result.quote.policyApplied,
      validity: validityFor(settings.money, service.currency),
      today,
      nextRenewal: nextUnbilledRenewal(asked.request),
      conventions,
    }),
  };
}

/** Which invoice to pay, where paying one is the way out. */
function openInvoiceOf(
  { code }: MoneyRefusal,
  { openInvoices }: Subject['service'],
): { subject?: string; url?: string } {
  const invoice =
    code === 'renewal-invoice-open' || code === 'renew-first'
      ? openInvoices.find((open) => open.renewsThisService)
      : undefined;
  return invoice ? { subject: invoice.number, url: invoice.url } : {};
}
