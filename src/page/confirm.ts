/** The client pressed Upgrade: everything is judged and priced once more, and what was shown is pinned. */
import { endOfDay, today as civilToday } from '../billing/calendar.ts';
import { UpshelfError } from '../errors.ts';
import type { ChangeId } from '../catalogue/identifiers.ts';
import { after, type CivilDate, type Instant } from '../catalogue/time.ts';
import type { Change } from '../change/states.ts';
import type { ChangePackageRequest, PageAnswer, PreInvoiceRequest } from '../panel/connector-protocol.ts';
import { accountNameOf } from '../provisioning/account-name.ts';
import { stepUrl } from '../notices/links.ts';
import { makeOffer } from './make-offer.ts';
import { actorName, requireMayOrder, requireOwner } from './permissions.ts';
import { pinChange } from './pin.ts';
import type { PagePorts } from './ports.ts';
import { quoteHash, selectedCycle, selectedPlan } from './selection.ts';
import { render, showStatus } from './render.ts';
import { reviewPage } from './show-step.ts';

/**
 * Accepts the change and lets the loop make its invoice. Sent twice, in two tabs or after a lost answer, it leads to
 * the same change: the intent comes from the review page, and a service has room for one open change (L2).
 * @throws UpshelfError `not-yours`, `not-permitted`
 */
export async function confirm(input: PreInvoiceRequest, ports: PagePorts): Promise<PageAnswer> {
  const request: ChangePackageRequest = { ...input, step: 'confirm' };
  requireOwner(request);
  requireMayOrder(request);
  const intent = request.fields['intent']?.slice(0, 100) ?? '';
  if (intent === '')
    throw new UpshelfError('request-invalid', 'the form carries no intent', { field: 'fields.intent' });

  const known = await sameIntent(request, intent, ports);
  if (known) return toStatus(request, known);
  const holding = await ports.store.findHolding(request.service.id);
  if (holding) return meetOpenChange(request, holding, ports);

  const offer = await makeOffer(request, ports);
  const plan = selectedPlan(offer, request.fields);
  const cycle = selectedCycle(plan, request.fields);
  if (!plan || !cycle) {
    // the other click of a double one may have taken the service while this offer was made
    const meanwhile = await ports.store.findHolding(request.service.id);
    if (meanwhile) return meetOpenChange(request, meanwhile, ports);
    return render({ kind: 'category', offer, alert: 'change-not-possible' }, request, ports);
  }
  if (quoteHash(plan.plan.id, cycle.quote) !== request.fields['quoteHash']) {
    const review = reviewPage(offer, request, 'quote-changed', ports);
    if (review) return render(review, request, ports);
  }
  const server = request.service.server && ports.settings.servers.get(request.service.server.id);
  const driver = server ? ports.driverOf(server.id) : null;
  const category = ports.settings.categories.get(request.service.categoryId);
  const account = category ? accountNameOf(request.service, category.accountReference) : null;
  if (!server || !driver || !account || cycle.priceValidUntil === null)
    throw new UpshelfError('change-not-possible');

  const now = ports.clock.now();
  const { timeZone } = request.conventions;
  const pin = (): Change => {
    const reference = ports.random.reference();
    return pinChange({
      id: ports.random.uuid() as ChangeId,
      reference,
      service: request.service,
      conventions: request.conventions,
      plan,
      quote: cycle.quote,
      account,
      reading: offer.account.kind === 'seen' ? offer.account.reading : null,
      todayLimits: offer.today.limits,
      canonicalPackage: (name) => driver.canonicalPackage(name),
      applyBy: server.applyBy,
      invoiceLines: ports.notices.invoiceLines({
        reference,
        quote: cycle.quote,
        fromPlan: request.service.planName,
        toPlan: plan.plan.name,
        serviceLabel: request.service.label,
        language: request.service.language,
        conventions: request.conventions,
        mode: ports.settings.money.invoiceLines,
      }),
      invoiceDueDate: civilToday(cycle.priceValidUntil ?? now, timeZone),
      priceValidUntil: cycle.priceValidUntil ?? now,
      cancelAfter: cancelAfter(cycle.priceValidUntil ?? now, timeZone, ports),
      actor: actorName(request),
      intent,
      textVersion: ports.notices.consentVersion(request.service.language),
      now,
    });
  };
  return acceptUnderNewReference(request, pin, ports);
}

/** A reference is short, so one in a thousand million may be taken: then another one is drawn. */
async function acceptUnderNewReference(
  request: ChangePackageRequest,
  pin: () => Change,
  ports: PagePorts,
): Promise<PageAnswer> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const change = pin();
    const accepted = await ports.store.accept(change, {
      at: change.createdAt,
      who: change.pinned.accepted.actor,
      kind: 'accepted',
      what: `${change.pinned.from.planName} → ${change.pinned.to.planName}, ${change.pinned.quote.total} ${change.pinned.quote.currency}`,
      detail: {
        quote: change.pinned.quote,
        intent: change.pinned.accepted.intent,
        textVersion: change.pinned.accepted.textVersion,
      },
    });
    if (accepted === 'accepted') {
      ports.wake();
      await ports.untilMoved(change.id, remaining(request, ports));
      return toStatus(request, change);
    }
    if (accepted === 'service-taken') {
      const holding = await ports.store.findHolding(request.service.id);
      if (holding) return meetOpenChange(request, holding, ports);
    }
  }
  throw new UpshelfError('internal', 'no free reference was found');
}

async function sameIntent(
  request: ChangePackageRequest,
  intent: string,
  ports: PagePorts,
): Promise<Change | null> {
  const changes = await ports.store.listByService(request.service.id, 20);
  return (
    changes.find(
      (change) => change.pinned.accepted.intent === intent && change.clientId === request.clientId,
    ) ?? null
  );
}

/** The same wish again (another tab, another day) is that change; another wish has to wait for it. */
function meetOpenChange(
  request: ChangePackageRequest,
  holding: Change,
  ports: PagePorts,
): PageAnswer | Promise<PageAnswer> {
  const { to } = holding.pinned;
  const same = to.planId === request.fields['plan'] && to.cycle === request.fields['cycle'];
  return same && holding.clientId === request.clientId
    ? toStatus(request, holding)
    : showStatus(request, holding, ports, 'change-already-open');
}

/** What is left of the page's time since the panel took the snapshot, less a margin for the answer's own way. */
const remaining = ({ service }: ChangePackageRequest, { settings, clock }: PagePorts): number =>
  Math.min(settings.app.pageDeadline - (clock.now() - service.takenAt), settings.app.pageDeadline) - 500;

const toStatus = (request: ChangePackageRequest, change: Change): PageAnswer => ({
  redirect: stepUrl(request.urls.page, { step: 'status', change: change.reference }),
});

/** The end of the price, and the longest time that a way to pay may need afterwards (settings `graceDays`). */
function cancelAfter(priceValidUntil: Instant, timeZone: string, ports: PagePorts): Instant {
  const longest = Math.max(0, ...ports.settings.money.graceDays.values());
  if (longest === 0) return priceValidUntil;
  // working days: with every started week two more days pass
  const days = longest + 2 * Math.ceil(longest / 5);
  const end = civilToday(after(priceValidUntil, days * 86_400_000), timeZone);
  return endOfDay(end satisfies CivilDate, timeZone);
}
