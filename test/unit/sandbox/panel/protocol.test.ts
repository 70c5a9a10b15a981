import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientId, PlanId, ServiceId } from '../../../../src/catalogue/identifiers.ts';
import { protocolVersion, verbs, type Verb } from '../../../../src/panel/connector-protocol.ts';
import { signedHeaders } from '../../../../src/panel/signature.ts';
import { departments } from '../../../../sandbox/panel/brand.ts';
import {
  amount,
  answered,
  draft,
  key,
  panelUnderTest,
  reference,
  secret,
  start,
  type PanelUnderTest,
} from '../../../support/sandbox-panel.ts';

let under: PanelUnderTest;
beforeAll(async () => {
  under = await panelUnderTest();
});
afterAll(() => under.close());

/** A raw call, to see exactly what the connector answers. */
async function post(body: unknown, options: { secret?: string; at?: number } = {}) {
  const text = JSON.stringify(body);
  const at = (options.at ?? start) as typeof start;
  const parts = { method: 'POST', path: '/connector', body: Buffer.from(text) };
  const response = await fetch(under.sandbox.connectorUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signedHeaders(options.secret ?? secret, at, parts) },
    body: text,
  });
  return { status: response.status, json: await response.json() };
}
const envelope = (verb: string, args: unknown, effectKey: string | null = null) => ({
  protocol: protocolVersion,
  verb,
  key: effectKey,
  args,
});
const refused = (code: string) => ({ ok: false, error: { code, message: expect.any(String) as string } });

describe('every verb answers as the protocol says', () => {
  const ticket = {
    department: departments.support,
    subject: 'Aviso',
    text: 'Texto',
    serviceId: '1001',
    clientId: null,
  };
  const message = {
    clientId: '1',
    serviceId: '1001',
    subject: 'Listo',
    text: 'Su plan cambió.',
    html: '<p>Su plan cambió.</p>',
  };
  const calls: Record<Verb, unknown> = {
    ping: {},
    readCatalogue: {},
    readService: { serviceId: '1001' },
    listServices: { after: null, limit: 500 },
    placeInvoice: draft({
      reference: 'CP-AAAAA' as typeof reference,
      lines: [{ text: 'CP-AAAAA x', amount: '5.00' as never }],
    }),
    publishInvoice: { invoiceId: 'set below' },
    findInvoices: { reference: 'CP-AAAAA' },
    readInvoice: { invoiceId: 'set below' },
    cancelInvoice: { invoiceId: 'set below' },
    updateService: { serviceId: '1005', expected: { planId: '102' }, fields: { planId: '201' } },
    applyPlan: { serviceId: '1005', planId: '202' },
    addCredit: { clientId: '1', amount: '3.00', currency: 'USD', text: 'Devolución' },
    openTicket: ticket,
    sendMessage: message,
  };

  test.each(Object.keys(calls) as Verb[])('%s', async (verb) => {
    const placed = answered(
      await under.panel.placeInvoice(
        key(`for-${verb}`),
        draft({
          reference: 'CP-BBBBB' as typeof reference,
          lines: [{ text: 'CP-BBBBB', amount: '5.00' as never }],
        }),
      ),
    );
    const args = calls[verb];
    const filled =
      typeof args === 'object' && args !== null && 'invoiceId' in args
        ? { invoiceId: placed.invoiceId }
        : args;
    const { status, json } = await post(
      envelope(verb, filled, verbs[verb].effect ? `conformance:${verb}` : null),
    );
    expect(status).toBe(200);
    expect(json).toMatchObject({ ok: true });
    const result = (json as { result: unknown }).result;
    // strict comparison: parsing neither fails nor takes anything away
    expect(verbs[verb].result.parse(result)).toEqual(result);
  });
});

test('every seeded service has a snapshot that the adapter accepts, and pages do not overlap', async () => {
  const first = answered(await under.panel.listServices(null, 10));
  const second = answered(await under.panel.listServices(first.next, 10));
  expect(first.services).toHaveLength(10);
  expect(second.next).toBeNull();
  const ids = [...first.services, ...second.services].map(({ id }) => id);
  expect(new Set(ids).size).toBe(17);
});

describe('calls that are turned away change nothing', () => {
  test('a wrong secret, an old signature: HTTP 401', async () => {
    expect(await post(envelope('ping', {}), { secret: 'another secret' })).toEqual({
      status: 401,
      json: refused('signature-wrong'),
    });
    expect(await post(envelope('ping', {}), { at: start - 400_000 })).toEqual({
      status: 401,
      json: refused('signature-old'),
    });
  });

  test('another version of the protocol: HTTP 409, naming both', async () => {
    const { status, json } = await post({ ...envelope('ping', {}), protocol: 99 });
    expect(status).toBe(409);
    expect(json).toEqual({
      ok: false,
      error: {
        code: 'protocol-version',
        message: 'This connector speaks version 1 of the protocol, the app version 99.',
      },
    });
  });

  test.each([
    ['an unknown verb', envelope('dropTables', {}), 'verb-unknown'],
    ['an inherited name', envelope('constructor', {}), 'verb-unknown'],
    [
      'no effect key',
      envelope('addCredit', { clientId: '1', amount: '1.00', currency: 'USD', text: 'x' }),
      'key-missing',
    ],
    ['wrong arguments', envelope('readService', { serviceId: 7 }), 'request-invalid'],
    ['no envelope', 'nonsense', 'request-invalid'],
    [
      'an unknown department',
      envelope(
        'openTicket',
        { department: 'Nadie', subject: 's', text: 't', serviceId: '1001', clientId: null },
        'key-number-1',
      ),
      'department-unknown',
    ],
    [
      'an unknown plan',
      envelope(
        'updateService',
        { serviceId: '1001', expected: {}, fields: { planId: '999' } },
        'key-number-2',
      ),
      'plan-unknown',
    ],
    [
      'three decimals',
      envelope('addCredit', { clientId: '1', amount: '1.005', currency: 'USD', text: 'x' }, 'key-number-3'),
      'amount-precision',
    ],
    [
      'another currency',
      envelope('addCredit', { clientId: '1', amount: '1.00', currency: 'ARS', text: 'x' }, 'key-number-4'),
      'currency-mismatch',
    ],
  ])('%s', async (_what, body, code) => {
    const before = answered(await under.panel.readService('1001' as ServiceId));
    expect((await post(body)).json).toEqual(refused(code));
    expect(answered(await under.panel.readService('1001' as ServiceId))).toEqual(before);
  });
});

describe('effect keys', () => {
  test('the same key gives the same result and does nothing again', async () => {
    const first = answered(await under.panel.placeInvoice(key('twice'), draft()));
    const second = answered(await under.panel.placeInvoice(key('twice'), draft()));
    expect(second).toEqual(first);
    expect(answered(await under.panel.findInvoices(reference))).toHaveLength(1);
  });

  test('the same key for something else is refused', async () => {
    const credit = { clientId: '2' as ClientId, amount: amount('1.00'), currency: 'USD' as never, text: 'x' };
    answered(await under.panel.addCredit(key('reused'), credit));
    const again = await under.panel.addCredit(key('reused'), { ...credit, amount: amount('2.00') });
    expect(again).toMatchObject({ outcome: 'refused', code: 'key-reused' });
  });

  test('a refusal keeps no result: the key is free for a better try', async () => {
    const wrong = await under.panel.placeInvoice(key('refused-once'), draft({ clientId: '2' as ClientId }));
    expect(wrong).toMatchObject({ outcome: 'refused', code: 'service-of-another-client' });
    expect(await under.panel.placeInvoice(key('refused-once'), draft())).toMatchObject({
      outcome: 'answered',
    });
  });

  test('without a key there is no idempotency: two keys place two drafts', async () => {
    const lines = [{ text: 'CP-TWYCE', amount: '1.00' as never }];
    const twice = draft({ reference: 'CP-TWYCE' as typeof reference, lines });
    answered(await under.panel.placeInvoice(key('one'), twice));
    answered(await under.panel.placeInvoice(key('two'), twice));
    expect(answered(await under.panel.findInvoices('CP-TWYCE' as typeof reference))).toHaveLength(2);
  });
});

describe('updateService is compare-and-set', () => {
  const read = async () => answered(await under.panel.readService('1004' as ServiceId));

  test('a record that moved on is left alone, and answered as it is', async () => {
    const expected = { planId: '101' as PlanId };
    const fields = { planId: '201' as PlanId, recurringAmount: amount('150.00') };
    const answer = answered(
      await under.panel.updateService(key('cas-1'), '1004' as ServiceId, expected, fields),
    );
    expect(answer.outcome).toBe('conflict');
    expect(answer.service).toEqual(await read());
    expect(answer.service.planId).toBe('102');
  });

  test('a record as expected takes the given fields and no others', async () => {
    const before = await read();
    const expected = { planId: '102' as PlanId, recurringAmount: amount('100') };
    const fields = { planId: '201' as PlanId, recurringAmount: amount('150.00') };
    const answer = answered(
      await under.panel.updateService(key('cas-2'), '1004' as ServiceId, expected, fields),
    );
    expect(answer.outcome).toBe('updated');
    expect(answer.service).toEqual({
      ...before,
      planId: '201',
      planName: 'Profesional 20',
      categoryId: '2',
      categoryName: 'Hosting Profesional',
      recurringAmount: '150.00',
    });
    expect(await read()).toEqual(answer.service);
  });

  test('custom fields belong to a plan: those that are not carried over are gone', async () => {
    const serviceId = '1002' as ServiceId;
    const plain = answered(
      await under.panel.updateService(key('cas-3'), serviceId, {}, { planId: '501' as PlanId }),
    );
    expect(plain.service.customFields).toEqual({});
    const carried = answered(
      await under.panel.updateService(
        key('cas-4'),
        serviceId,
        { customFields: {} },
        {
          planId: '502' as PlanId,
          customFields: { 'Responsable del sitio': 'Julián Arrieta' },
        },
      ),
    );
    expect(carried.service.customFields).toEqual({ 'Responsable del sitio': 'Julián Arrieta' });
  });
});
