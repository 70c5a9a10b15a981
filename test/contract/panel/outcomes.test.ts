/** What the adapter makes of each kind of answer: did the call arrive, and what was said (L4). */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EffectKey, InvoiceId } from '../../../src/catalogue/identifiers.ts';
import { createHttp, type Http } from '../../../src/http.ts';
import { createConnectorClient } from '../../../src/panel/connector-client.ts';
import type { Panel } from '../../../src/panel/port.ts';
import { signatureHeader, timestampHeader, verify } from '../../../src/panel/signature.ts';
import { secret, start } from '../../support/sandbox-panel.ts';

let server: Server;
let http: Http;
let panel: Panel;
let answer: (response: ServerResponse) => void;
const seen: { body: string; verdict: string }[] = [];
const panelAt = (url: string): Panel =>
  createConnectorClient({
    url,
    secret,
    http,
    clock: { now: () => start },
    deadline: 500,
    landingWindow: 1000,
  });

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const header = (name: string): string => String(request.headers[name]);
      const headers = { timestamp: header(timestampHeader), signature: header(signatureHeader) };
      const signed = { method: request.method ?? '', path: request.url ?? '', body };
      seen.push({ body: body.toString('utf8'), verdict: verify(secret, start, headers, signed) });
      answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  http = createHttp({ version: 'test' });
  panel = panelAt(`${urlOf(server)}/modules/addons/upshelf/connector.php?via=app`);
});
afterAll(async () => {
  http.close();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const urlOf = (running: Server): string => `http://127.0.0.1:${(running.address() as AddressInfo).port}`;
const says =
  (status: number, body: unknown, type = 'application/json') =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': type });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const no = { ok: false, error: { code: 'signature-wrong', message: 'the signature is not accepted' } };
const key = 'outcome:1' as EffectKey;
const cancel = () => panel.cancelInvoice(key, '812' as InvoiceId);

test('a call is signed over its path with query, and names protocol, verb, key and arguments', async () => {
  answer = says(200, { ok: true, result: { invoice: null } });
  expect(await panel.readInvoice('812' as InvoiceId)).toEqual({ outcome: 'answered', value: null });
  await cancel();
  const sent = seen.slice(-2).map(({ body, verdict }) => ({ verdict, body: JSON.parse(body) as unknown }));
  expect(sent).toEqual([
    { verdict: 'valid', body: { protocol: 1, verb: 'readInvoice', key: null, args: { invoiceId: '812' } } },
    { verdict: 'valid', body: { protocol: 1, verb: 'cancelInvoice', key, args: { invoiceId: '812' } } },
  ]);
});

describe('turned away before anything was done: unreachable, so the loop waits and tries again', () => {
  test.each([400, 401, 403, 404, 405, 409, 413, 426, 429])('HTTP %i', async (status) => {
    answer = says(status, no);
    const { outcome, message } = { message: '', ...(await cancel()) };
    expect(outcome).toBe('unreachable');
    expect(message).toBe(
      `the connector turned cancelInvoice away with HTTP ${status} (signature-wrong: the signature is not accepted)`,
    );
  });

  test('also with a page in place of a reason, which is not repeated', async () => {
    answer = says(403, '<h1>Forbidden for 203.0.113.9</h1>', 'text/html');
    expect(await cancel()).toEqual({
      outcome: 'unreachable',
      message: 'the connector turned cancelInvoice away with HTTP 403 (no reason given)',
    });
  });

  test('nobody listens', async () => {
    const closed = createServer();
    closed.listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const url = urlOf(closed);
    closed.close();
    await once(closed, 'close');
    expect((await panelAt(`${url}/connector`).ping()).outcome).toBe('unreachable');
  });
});

describe('it may have been done: unknown, so the loop looks or repeats under the same key', () => {
  const invoice = { outcome: 'cancelled', invoice: { id: '812' } };
  test.each<[string, (response: ServerResponse) => void]>([
    ['HTTP 500', says(500, 'Internal Server Error', 'text/plain')],
    ['HTTP 500 with our own shape', says(500, no)],
    ['HTTP 502 from a proxy', says(502, '<h1>Bad Gateway</h1>', 'text/html')],
    ['HTTP 524 from a proxy', says(524, '', 'text/html')],
    [
      'HTTP 200 with a page (maintenance, PHP notice)',
      says(200, '<!doctype html><p>Volvemos pronto', 'text/html'),
    ],
    [
      'HTTP 200 with a notice before the JSON',
      says(200, `Warning: x in y.php on line 3\n${JSON.stringify(no)}`),
    ],
    ['HTTP 200 with nothing', says(200, '')],
    ['HTTP 200 with null', says(200, 'null')],
    ['HTTP 200 in another shape', says(200, { status: 'success' })],
    ['a yes without a result', says(200, { ok: true })],
    ['a yes with a wrong result', says(200, { ok: true, result: invoice })],
    ['a yes with an outcome that there is not', says(200, { ok: true, result: { outcome: 'perhaps' } })],
    ['a no without a code', says(200, { ok: false, error: 'no' })],
    ['HTTP 201', says(201, { ok: true, result: invoice })],
    ['HTTP 302 to a login', says(302, '')],
    ['a cut connection', (response) => response.destroy()],
    [
      'half an answer',
      (response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"ok":true', () => response.destroy());
      },
    ],
    ['no answer in time', () => undefined],
  ])('%s', async (_what, given) => {
    answer = given;
    const outcome = await cancel();
    expect(outcome.outcome).toBe('unknown');
    expect(JSON.stringify(outcome)).not.toContain(secret);
  });

  test('a wrong result is named by its field', async () => {
    answer = says(200, { ok: true, result: { invoice: { id: 812 } } });
    expect(await panel.readInvoice('812' as InvoiceId)).toMatchObject({
      outcome: 'unknown',
      message: expect.stringContaining('is wrong at invoice.id') as string,
    });
  });
});

test("the panel's own no is refused, with its code and sentence", async () => {
  answer = says(200, { ok: false, error: { code: 'invoice-unknown', message: 'there is no invoice 812' } });
  expect(await cancel()).toEqual({
    outcome: 'refused',
    code: 'invoice-unknown',
    message: 'there is no invoice 812',
  });
});
