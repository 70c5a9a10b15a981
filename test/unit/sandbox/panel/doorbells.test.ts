import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  afterPaymentRequestSchema,
  type AfterPaymentRequest,
} from '../../../../src/panel/connector-protocol.ts';
import { signatureHeader, timestampHeader, verify } from '../../../../src/panel/signature.ts';
import type { ServiceId } from '../../../../src/catalogue/identifiers.ts';
import { cancelInvoice, deleteInvoice, mergeInvoices } from '../../../../sandbox/panel/bookkeeping.ts';
import { payInvoice } from '../../../../sandbox/panel/checkout.ts';
import { requestCancellation, suspendService } from '../../../../sandbox/panel/service-records.ts';
import {
  answered,
  draft,
  key,
  panelUnderTest,
  reference,
  secret,
  type PanelUnderTest,
} from '../../../support/sandbox-panel.ts';

/** An app that counts what rings, and answers as it is told. */
interface App {
  readonly server: Server;
  readonly heard: AfterPaymentRequest[];
  answer: 'acknowledge' | 'fail';
}

let app: App;
let folder: string;
let under: PanelUnderTest;

const appUrl = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
const open = () => panelUnderTest({ appUrl, dataDir: folder });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'panel-'));
  const heard: AfterPaymentRequest[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const single = (name: string) => request.headers[name]?.toString();
      const verdict = verify(
        secret,
        under.clock.now(),
        { timestamp: single(timestampHeader), signature: single(signatureHeader) },
        { method: 'POST', path: request.url ?? '', body },
      );
      heard.push(afterPaymentRequestSchema.parse(JSON.parse(body.toString())));
      const good = verdict === 'valid' && app.answer === 'acknowledge';
      response.writeHead(good ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify(good ? { acknowledged: true, changes: 0 } : { message: 'not now' }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  app = { server, heard, answer: 'acknowledge' };
  under = await open();
});
afterEach(async () => {
  await under.close();
  await new Promise((done) => app.server.close(done));
  rmSync(folder, { recursive: true });
});

const publishedInvoice = async (name: string): Promise<number> => {
  const { invoiceId } = answered(await under.panel.placeInvoice(key(name), draft()));
  answered(await under.panel.publishInvoice(key(`${name}-publish`), invoiceId));
  return Number(invoiceId);
};

test('each event rings once, with the reference found in the line', async () => {
  const id = await publishedInvoice('pay');
  payInvoice(under.sandbox.context, id, 'card');
  await under.sandbox.ringDoorbells();
  await under.sandbox.ringDoorbells();
  const bell = { protocol: 1, invoiceId: String(id), serviceId: '1001', reference };
  expect(app.heard).toEqual([
    { ...bell, event: 'payment-added' },
    { ...bell, event: 'invoice-paid' },
  ]);
});

test('a bell that nobody acknowledges is kept, rung at growing intervals, and survives a restart', async () => {
  app.answer = 'fail';
  const id = await publishedInvoice('kept');
  cancelInvoice(under.sandbox.context, id);
  await under.sandbox.ringDoorbells();
  expect(app.heard).toHaveLength(1);
  // not due yet: 2 s after the first, 5 s after the second
  under.clock.advance(1_900);
  await under.sandbox.ringDoorbells();
  expect(app.heard).toHaveLength(1);
  under.clock.advance(200);
  await under.sandbox.ringDoorbells();
  expect(app.heard).toHaveLength(2);
  under.clock.advance(4_800);
  await under.sandbox.ringDoorbells();
  expect(app.heard).toHaveLength(2);

  await under.close();
  app.answer = 'acknowledge';
  under = await open();
  under.clock.advance(60_000);
  expect(await under.sandbox.ringDoorbells()).toBe(1);
  expect(app.heard).toHaveLength(3);
  under.clock.advance(86_400_000);
  expect(await under.sandbox.ringDoorbells()).toBe(0);
  expect(app.heard.at(-1)).toEqual({
    protocol: 1,
    event: 'invoice-cancelled',
    invoiceId: String(id),
    serviceId: '1001',
    reference,
  });
});

test('deleting, merging, suspending, asking to cancel and editing ring too', async () => {
  const { context } = under.sandbox;
  const [first, second, third] = [
    await publishedInvoice('first'),
    await publishedInvoice('second'),
    await publishedInvoice('third'),
  ];
  deleteInvoice(context, third);
  const merged = mergeInvoices(context, [first, second]);
  suspendService(context, 1001, 'other', 'Revisión');
  requestCancellation(context, 1001, 'immediate', 'Cierro');
  answered(
    await under.panel.updateService(
      key('edit'),
      '1001' as ServiceId,
      {},
      { recurringAmount: '90.00' as never },
    ),
  );
  await under.sandbox.ringDoorbells();
  expect(app.heard.map(({ event, invoiceId }) => [event, invoiceId])).toEqual([
    ['invoice-deleted', String(third)],
    ['invoice-deleted', String(first)],
    ['invoice-deleted', String(second)],
    ['invoice-merged', String(merged)],
    ['service-suspended', null],
    ['cancellation-requested', null],
    ['service-edited', null],
  ]);
});

test('a bell is written with its event or not at all', async () => {
  const id = await publishedInvoice('atomic');
  const { context } = under.sandbox;
  expect(() => {
    context.db.transaction(() => {
      payInvoice(context, id, 'card');
      throw new Error('the power went off');
    });
  }).toThrow('power');
  expect(await under.sandbox.ringDoorbells()).toBe(0);
  expect(app.heard).toEqual([]);
});
