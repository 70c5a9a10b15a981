/** The confirm button: what is pinned is what panel and server say at that moment. */
import type { SignedAmount } from '../../src/catalogue/amount.ts';
import type { ChangeId, ChangeReference, ServerId, ServiceId } from '../../src/catalogue/identifiers.ts';
import { after, type CivilDate } from '../../src/catalogue/time.ts';
import type { Change, Pinned } from '../../src/change/states.ts';
import { aChange, aQuote } from '../support/changes.ts';
import { freeze } from './freeze.ts';
import { amountOf, client } from './panel-world.ts';
import { category, type PlanTerms } from './scenarios.ts';
import { serverId } from './server-world.ts';
import type { World } from './world.ts';

const day = 24 * 3_600_000;

/** What further changes of the same service cost. */
const laterTotal = '30.00' as SignedAmount;

/** Asks for the next larger plan; nothing happens where the page would not offer it. */
export function confirm(world: World): void {
  const { panel, scenario, store, changes } = world;
  const current = scenario.plans.findIndex((plan) => plan.planId === panel.service?.planId);
  const first = changes.length === 0;
  // a change of cycle alone keeps the plan, so its second plan has the first one's id
  const to = first ? scenario.plans[1] : scenario.plans.slice(current + 1).find(isOther(world));
  if (!to || current < 0 || panel.service?.status !== 'active') return;
  const number = changes.length + 1;
  const change = freeze<Change>(
    aChange({
      id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as ChangeId,
      reference: `CP-0000${number}` as ChangeReference,
      serviceId: '7' as ServiceId,
      clientId: client,
      pinned: pin(world, to, `CP-0000${number}`, first),
      dueAt: world.now(),
      createdAt: world.now(),
      updatedAt: world.now(),
    }),
  );
  const entry = {
    at: world.now(),
    who: 'client:41',
    kind: 'accepted',
    what: 'accepted',
    detail: null,
  } as const;
  // the store in memory has decided before it returns
  void store.accept(change, entry);
  if (!world.store.changes().some(({ id }) => id === change.id)) return;
  changes.push(change.id);
  world.tell(() => `  ${change.reference} is accepted: ${to.planName} for ${change.pinned.quote.total}`);
}

const isOther =
  ({ panel }: World) =>
  (plan: PlanTerms): boolean =>
    plan.planId !== panel.service?.planId;

function pin(world: World, to: PlanTerms, reference: string, first: boolean): Pinned {
  const { panel, scenario, server } = world;
  const service = panel.service;
  if (!service) throw new RangeError('there is no service');
  const total = first ? scenario.total : laterTotal;
  const lines = first ? scenario.lines : [laterTotal];
  const now = world.now();
  const kept = { cycle: service.cycle, nextDueDate: service.nextDueDate };
  return {
    quote: aQuote({ total, charge: amountOf(0), credit: amountOf(0) }),
    ownerId: service.ownerId,
    serverId: (service.server?.id ?? serverId) as ServerId,
    account: service.account,
    panelUsername: service.account.username,
    applyBy: scenario.applyBy,
    from: {
      planId: service.planId,
      planName: service.planName,
      recurringAmount: service.recurringAmount,
      ...kept,
      account: { packageName: server.packageName, limits: server.limits },
    },
    to: { ...to, ...(first ? {} : kept), categoryId: category.id, categoryName: category.name },
    customFields: first ? scenario.customFields : {},
    shrinks: first ? scenario.shrinks : [],
    invoiceLines: lines.map((amount) => ({ text: `${reference} ${to.planName}`, amount })),
    invoiceDueDate: '2026-07-09' as CivilDate,
    priceValidUntil: after(now, 2 * day),
    cancelAfter: after(now, 3 * day),
    serviceLabel: service.label,
    conventions: {
      timeZone: 'America/Argentina/Buenos_Aires',
      dateFormat: 'DD/MM/YYYY',
      pricesIncludeTax: false,
      renewalInvoiceDaysAhead: 14,
      amountDecimals: 2,
    },
    language: 'es',
    accepted: { at: now, actor: 'client:41', intent: `intent-${reference}`, textVersion: '1' },
  };
}
