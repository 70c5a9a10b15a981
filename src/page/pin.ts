/** Pins what the client confirmed into a new change: quote, terms before and after, account, consent. Pure. */
import type { Quote } from '../billing/quote.ts';
import type { SignedAmount } from '../catalogue/amount.ts';
import type { AccountReading } from '../catalogue/account-reading.ts';
import type { ChangeId, ChangeReference } from '../catalogue/identifiers.ts';
import type { Limits } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { PanelConventions } from '../catalogue/plans-on-sale.ts';
import { packageOn } from '../catalogue/technical-plan.ts';
import type { CivilDate, Instant } from '../catalogue/time.ts';
import type { PlanOffer } from '../change/offer.ts';
import type { AccountTerms, Change, Pinned } from '../change/states.ts';
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import { compareLimits, type Limit } from '../catalogue/limit.ts';
import type { AccountName } from '../provisioning/port.ts';

export interface Acceptance {
  readonly id: ChangeId;
  readonly reference: ChangeReference;
  readonly service: ServiceSnapshot;
  readonly conventions: PanelConventions;
  readonly plan: PlanOffer;
  readonly quote: Quote;
  readonly account: AccountName;
  /** The account as it was read for this offer: what "before" means when the server is read back. */
  readonly reading: AccountReading | null;
  /** Limits of the plan that the service has now, where the account could not be read. */
  readonly todayLimits: Limits;
  readonly canonicalPackage: (name: string) => string;
  readonly applyBy: Pinned['applyBy'];
  readonly invoiceLines: readonly { readonly text: string; readonly amount: SignedAmount }[];
  readonly invoiceDueDate: CivilDate;
  readonly priceValidUntil: Instant;
  readonly cancelAfter: Instant;
  readonly actor: string;
  readonly intent: string;
  readonly textVersion: string;
  readonly now: Instant;
}

/**
 * The new change in its first state, due at once.
 * @throws Error when the service has no server or the plan no technical entry: the shelf engine refuses both before
 */
export function pinChange(acceptance: Acceptance): Change {
  const { service, plan, quote, now } = acceptance;
  if (!service.server || !plan.technical)
    throw new Error('a plan without server or technical entry was offered');
  const packageName = packageOn(plan.technical, service.server.id);
  const before: AccountTerms = acceptance.reading
    ? { packageName: acceptance.reading.packageName, limits: acceptance.reading.limits }
    : { packageName: null, limits: acceptance.todayLimits };
  // a change of cycle alone leaves the account as it is, with whatever was granted by hand
  const target: AccountTerms =
    plan.plan.id === service.planId
      ? before
      : {
          packageName: packageName === null ? null : acceptance.canonicalPackage(packageName),
          limits: plan.technical.limits,
        };
  return {
    id: acceptance.id,
    reference: acceptance.reference,
    serviceId: service.id,
    clientId: service.ownerId,
    state: 'accepted',
    pinned: {
      quote,
      ownerId: service.ownerId,
      serverId: service.server.id,
      account: acceptance.account,
      panelUsername: service.account.username,
      applyBy: acceptance.applyBy,
      from: {
        planId: service.planId,
        planName: service.planName,
        cycle: service.cycle,
        recurringAmount: service.recurringAmount,
        nextDueDate: service.nextDueDate,
        account: before,
      },
      to: {
        planId: plan.plan.id,
        planName: plan.plan.name,
        categoryId: plan.category.id,
        categoryName: plan.category.name,
        cycle: quote.newCycle,
        recurringAmount: quote.renewalAmount,
        nextDueDate: quote.nextDueDate,
        account: target,
      },
      customFields: carriedFields(service, plan),
      shrinks: shrinkingMetrics(before.limits, target.limits),
      invoiceLines: acceptance.invoiceLines,
      invoiceDueDate: acceptance.invoiceDueDate,
      priceValidUntil: acceptance.priceValidUntil,
      cancelAfter: acceptance.cancelAfter,
      serviceLabel: service.label,
      conventions: acceptance.conventions,
      language: service.language,
      accepted: {
        at: now,
        actor: acceptance.actor,
        intent: acceptance.intent,
        textVersion: acceptance.textVersion,
      },
    },
    invoiceId: null,
    invoiceUrl: null,
    inFlight: null,
    attempts: {},
    failedLooks: 0,
    serverWritten: false,
    planSwitched: false,
    creditGiven: false,
    refusal: null,
    writeConfirmed: null,
    grade: null,
    verifiedAt: null,
    endWish: null,
    staffWish: null,
    attention: null,
    holdsService: true,
    waiting: null,
    waitingSince: null,
    rings: 0,
    dueAt: now,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** Custom fields are kept per plan in some panels (whmcs.md), so the target's own are carried over by name. */
const carriedFields = (service: ServiceSnapshot, plan: PlanOffer): Record<string, string> =>
  Object.fromEntries(
    plan.plan.customFields.flatMap(({ name }) => {
      const value = service.customFields[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

const shrinkingMetrics = (before: Limits, target: Limits): Metric[] =>
  (Object.entries(target) as [Metric, Limit][])
    .filter(([metric, limit]) => {
      const today = before[metric];
      return today !== undefined && compareLimits(limit, today) < 0;
    })
    .map(([metric]) => metric);
