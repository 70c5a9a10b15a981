/** The panel port over the sandbox's connector: every verb through the app's own adapter, on real HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type {
  ChangeReference,
  ClientId,
  InvoiceId,
  PlanId,
  ServiceId,
} from '../../../src/catalogue/identifiers.ts';
import { verbs, type Verb } from '../../../src/panel/connector-protocol.ts';
import type { Panel, PanelAnswer } from '../../../src/panel/port.ts';
import {
  amount,
  answered,
  draft,
  key,
  panelUnderTest,
  start,
  type PanelUnderTest,
} from '../../support/sandbox-panel.ts';

const traceSchema = z.object({ trace: z.number() });

let under: PanelUnderTest;
beforeAll(async () => {
  under = await panelUnderTest({
    serverModule: async ({ planId }) =>
      planId === '203'
        ? { outcome: 'rejected', message: 'no such package' }
        : { outcome: 'applied', message: 'done' },
  });
});
afterAll(() => under.close());

const service = '1001' as ServiceId;
const client = '1' as ClientId;
const unknownService = '999999' as ServiceId;
const unknownInvoice = '999999' as InvoiceId;

/** A reference that no other test uses. */
const fresh = (() => {
  let count = 0;
  return () => `CP-${String((count += 1)).padStart(5, '0')}` as ChangeReference;
})();
const draftOf = (own: ChangeReference) =>
  draft({ reference: own, lines: [{ text: `${own} 10 → 20`, amount: '50.00' as never }] });
const place = async (): Promise<InvoiceId> => {
  const own = fresh();
  return answered(await under.panel.placeInvoice(key(`place-${own}`), draftOf(own))).invoiceId;
};

describe('looks', () => {
  test('ping names protocol, connector, panel, time and calendar', async () => {
    expect(answered(await under.panel.ping())).toMatchObject({
      protocol: 1,
      connector: { name: 'sandbox' },
      time: start,
      conventions: { timeZone: 'America/Argentina/Buenos_Aires', renewalInvoiceDaysAhead: 14 },
    });
  });

  test('readCatalogue gives plans with prices, in categories that exist', async () => {
    const { categories, plans } = answered(await under.panel.readCatalogue());
    const ids = categories.map(({ id }) => id);
    expect(plans.length).toBeGreaterThan(5);
    for (const plan of plans) expect(ids).toContain(plan.categoryId);
  });

  test('readService gives the snapshot, and null for one that is not there', async () => {
    expect(answered(await under.panel.readService(service))).toMatchObject({ id: service, ownerId: client });
    expect(answered(await under.panel.readService(unknownService))).toBeNull();
  });

  test('listServices gives each service once, page by page', async () => {
    const ids: string[] = [];
    let after: ServiceId | null = null;
    do {
      const page: Awaited<ReturnType<Panel['listServices']>> = await under.panel.listServices(after, 5);
      const { services, next } = answered(page);
      expect(services.length).toBeLessThanOrEqual(5);
      ids.push(...services.map(({ id }) => id));
      after = next;
    } while (after !== null);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(service);
  });

  test('findInvoices and readInvoice: nothing is an answer too', async () => {
    expect(answered(await under.panel.findInvoices('CP-ZZZZZ' as ChangeReference))).toEqual([]);
    expect(answered(await under.panel.readInvoice(unknownInvoice))).toBeNull();
  });
});

describe('the life of an invoice', () => {
  test('placed as a draft with our line, published unpaid, cancelled, and found by its reference throughout', async () => {
    const own = fresh();
    const { invoiceId } = answered(await under.panel.placeInvoice(key('life-1'), draftOf(own)));
    const read = async () => answered(await under.panel.readInvoice(invoiceId));
    expect(await read()).toMatchObject({ status: 'draft', clientId: client, lines: draftOf(own).lines });
    const published = answered(await under.panel.publishInvoice(key('life-2'), invoiceId));
    expect(published.invoice).toMatchObject({ id: invoiceId, status: 'unpaid', paidAt: null, payments: [] });
    expect(answered(await under.panel.findInvoices(own))).toEqual([published.invoice]);
    const cancelled = answered(await under.panel.cancelInvoice(key('life-3'), invoiceId));
    expect(cancelled).toMatchObject({ outcome: 'cancelled', invoice: { status: 'cancelled' } });
    expect(await read()).toEqual(cancelled.invoice);
  });
});

type Effect = (panel: Panel, name: string, invoiceId: InvoiceId) => Promise<PanelAnswer<unknown>>;
const message = { subject: 'Listo', text: 'Su plan cambió.', html: '<p>Su plan cambió.</p>' };
const ticket = { department: 'Soporte técnico', subject: 'Aviso', text: 'Texto', serviceId: service };

/** Each verb with an effect, and the table in which every true doing of it leaves one more row or another value. */
const effects: Readonly<Record<string, { readonly does: Effect; readonly trace: string }>> = {
  placeInvoice: {
    does: (panel, name) => panel.placeInvoice(key(name), draft()),
    trace: 'select count(*) as trace from invoice',
  },
  publishInvoice: {
    does: (panel, name, invoiceId) => panel.publishInvoice(key(name), invoiceId),
    trace: "select count(*) as trace from invoice where status = 'unpaid'",
  },
  cancelInvoice: {
    does: (panel, name, invoiceId) => panel.cancelInvoice(key(name), invoiceId),
    trace: "select count(*) as trace from invoice where status = 'cancelled'",
  },
  updateService: {
    does: (panel, name) =>
      panel.updateService(key(name), '1004' as ServiceId, {}, { planId: '201' as PlanId }),
    trace: 'select plan_id as trace from service where id = 1004',
  },
  applyPlan: {
    does: (panel, name) => panel.applyPlan(key(name), '1005' as ServiceId, '202' as PlanId),
    trace: 'select plan_id as trace from service where id = 1005',
  },
  addCredit: {
    does: (panel, name) =>
      panel.addCredit(key(name), {
        clientId: client,
        amount: amount('3.00'),
        currency: 'USD' as never,
        text: 'Devolución',
      }),
    trace: 'select credit as trace from client where id = 1',
  },
  openTicket: {
    does: (panel, name) => panel.openTicket(key(name), { ...ticket, clientId: null }),
    trace: 'select count(*) as trace from ticket',
  },
  sendMessage: {
    does: (panel, name) => panel.sendMessage(key(name), { clientId: client, serviceId: service, ...message }),
    trace: 'select count(*) as trace from message',
  },
};

test('every verb with an effect is tried below', () => {
  const all = (Object.keys(verbs) as Verb[]).filter((verb) => verbs[verb].effect);
  expect(Object.keys(effects).sort()).toEqual(all.sort());
});

describe.each(Object.entries(effects))('%s under an effect key', (verb, { does, trace }) => {
  let bench: PanelUnderTest;
  let invoiceId: InvoiceId;
  const traceNow = (): unknown => bench.sandbox.context.db.get(traceSchema, trace)?.trace;
  beforeAll(async () => {
    bench = await panelUnderTest({ serverModule: async () => ({ outcome: 'applied', message: 'done' }) });
    const placed = await bench.panel.placeInvoice(key('for-the-bench'), draftOf(fresh()));
    invoiceId = answered(placed).invoiceId;
  });
  afterAll(() => bench.close());

  test('a call that was cut off before it was done is unknown; the same key does it', async () => {
    const before = traceNow();
    bench.sandbox.faults.add({ verb, kind: 'refuse' });
    expect((await does(bench.panel, 'first', invoiceId)).outcome).toBe('unknown');
    expect(traceNow()).toEqual(before);
    expect((await does(bench.panel, 'first', invoiceId)).outcome).toBe('answered');
    expect(traceNow()).not.toEqual(before);
  });

  test('repeated, also many times at once, it gives the first answer and does nothing', async () => {
    const first = answered(await does(bench.panel, 'first', invoiceId));
    const before = traceNow();
    const again = await Promise.all(Array.from({ length: 5 }, () => does(bench.panel, 'first', invoiceId)));
    expect(again.map(answered)).toEqual(Array.from({ length: 5 }, () => first));
    expect(traceNow()).toEqual(before);
  });

  test('a lost answer is unknown; repeated under its key, it was done once', async () => {
    const other = await panelUnderTest({
      serverModule: async () => ({ outcome: 'applied', message: 'done' }),
    });
    try {
      const placed = answered(await other.panel.placeInvoice(key('for-the-bench'), draftOf(fresh())));
      other.sandbox.faults.add({ verb, kind: 'lost' });
      expect((await does(other.panel, 'lost', placed.invoiceId)).outcome).toBe('unknown');
      const done: unknown = other.sandbox.context.db.get(traceSchema, trace)?.trace;
      expect((await does(other.panel, 'lost', placed.invoiceId)).outcome).toBe('answered');
      expect(other.sandbox.context.db.get(traceSchema, trace)?.trace).toEqual(done);
    } finally {
      await other.close();
    }
  });
});

describe("the panel's own no", () => {
  test.each<[string, string, (panel: Panel) => Promise<PanelAnswer<unknown>>]>([
    ['an unknown invoice', 'invoice-unknown', (panel) => panel.publishInvoice(key('no-1'), unknownInvoice)],
    [
      'an unknown service',
      'service-unknown',
      (panel) => panel.applyPlan(key('no-2'), unknownService, '201' as PlanId),
    ],
    [
      'a service of another client',
      'service-of-another-client',
      (panel) => panel.placeInvoice(key('no-3'), draft({ clientId: '2' as ClientId })),
    ],
    [
      'a key that meant something else',
      'key-reused',
      async (panel) => {
        await panel.openTicket(key('no-4'), { ...ticket, clientId: null });
        return panel.openTicket(key('no-4'), { ...ticket, text: 'otro', clientId: null });
      },
    ],
  ])('%s is refused with %s', async (_what, code, call) => {
    expect(await call(under.panel)).toMatchObject({ outcome: 'refused', code });
  });

  test('a server that says no is an answer: rejected, and the plan id is as before (L5)', async () => {
    const before = answered(await under.panel.readService(service))?.planId;
    const answer = answered(await under.panel.applyPlan(key('rejected'), service, '203' as PlanId));
    expect(answer).toEqual({ outcome: 'rejected', message: 'no such package' });
    expect(answered(await under.panel.readService(service))?.planId).toBe(before);
  });

  test('a record that moved on is an answer: conflict, and as it is', async () => {
    const expected = { planId: '999' as PlanId };
    const answer = await under.panel.updateService(key('moved'), service, expected, {
      planId: '201' as PlanId,
    });
    expect(answered(answer)).toMatchObject({ outcome: 'conflict', service: { planId: '102' } });
  });

  test('a cancelled invoice stays cancelled, a paid one is left alone', async () => {
    const { payInvoice } = await import('../../../sandbox/panel/checkout.ts');
    const invoiceId = await place();
    answered(await under.panel.publishInvoice(key('paid-1'), invoiceId));
    payInvoice(under.sandbox.context, Number(invoiceId), 'card');
    const answer = answered(await under.panel.cancelInvoice(key('paid-2'), invoiceId));
    expect(answer).toMatchObject({ outcome: 'not-cancellable', invoice: { status: 'paid' } });
    expect(answer.invoice.paidAt).not.toBeNull();
    expect(answer.invoice.payments).toHaveLength(1);
  });
});
