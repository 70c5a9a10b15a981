/** What a connector may get wrong, and how plainly it is told; nothing of it changes anything. */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appBeside, type AppBeside } from '../../support/app-beside.ts';
import { appUnderTest, type Answer, type AppUnderTest } from '../../support/app-under-test.ts';

let under: AppUnderTest;
let small: AppBeside;
const bodyLimit = 64 * 1024;
const pagesPerMinute = 5;
beforeAll(async () => {
  under = await appUnderTest();
  small = await appBeside(under, {
    now: under.now(),
    logger: pino({ level: 'silent' }),
    app: { bodyLimit, rateLimitPerMinute: pagesPerMinute },
  });
});
afterAll(async () => {
  await small.close();
  await under.close();
});

const page = '/hooks/change-package';
const confirmation = '/hooks/pre-invoice';
const doorbell = '/hooks/after-payment';
const bell = { protocol: 1, event: 'InvoicePaid', invoiceId: '812', serviceId: null, reference: null };
const refusedWith = (answer: Answer, status: number, problem: object): void => {
  expect({ status: answer.status, body: answer.json }).toMatchObject({ status, body: problem });
};

describe('not what the schema says: request-invalid, naming the field', () => {
  type Damage = (request: ReturnType<AppUnderTest['request']>) => unknown;
  test.each<[string, Damage]>([
    ['clientId', (request) => ({ ...request, clientId: 7 })],
    ['clientId', (request) => ({ ...request, clientId: '' })],
    ['actor.kind', (request) => ({ ...request, actor: { ...request.actor, kind: 'root' } })],
    ['actor.mayOrder', (request) => ({ ...request, actor: { ...request.actor, mayOrder: 'yes' } })],
    ['service', ({ service: _service, ...request }) => request],
    [
      'service.recurringAmount',
      (request) => ({ ...request, service: { ...request.service, recurringAmount: 100 } }),
    ],
    [
      'service.nextDueDate',
      (request) => ({ ...request, service: { ...request.service, nextDueDate: '2026-02-30' } }),
    ],
    ['service.cycle', (request) => ({ ...request, service: { ...request.service, cycle: 'yearly' } })],
    [
      'catalogue.plans.0.prices',
      (request) => ({
        ...request,
        catalogue: { ...request.catalogue, plans: [{ ...request.catalogue.plans[0], prices: null }] },
      }),
    ],
    [
      'conventions.amountDecimals',
      (request) => ({ ...request, conventions: { ...request.conventions, amountDecimals: 9 } }),
    ],
    ['fields.plan', (request) => ({ ...request, fields: { plan: 5 } })],
    ['fields.text', (request) => ({ ...request, fields: { text: 'x'.repeat(4001) } })],
    ['hiddenFields', (request) => ({ ...request, hiddenFields: 'token' })],
  ])('%s', async (field, damage) => {
    for (const path of [page, confirmation]) {
      const answer = await under.post(path, damage(under.request(1001)));
      refusedWith(answer, 400, {
        code: 'request-invalid',
        field,
        message: expect.stringContaining(field) as string,
      });
    }
    expect(await under.changesOf(1001)).toEqual([]);
  });

  test.each([
    ['invoiceId', { ...bell, invoiceId: 812 }],
    ['reference', { ...bell, reference: "CP-1' or 1=1" }],
    ['event', { ...bell, event: 'x'.repeat(61) }],
    ['protocol', { ...bell, protocol: '1' }],
  ])('a doorbell: %s', async (field, body) => {
    refusedWith(await under.post(doorbell, body), 400, { code: 'request-invalid', field });
  });

  test.each([
    ['no JSON', '{"protocol":1,'],
    ['a form', 'protocol=1&event=x'],
    ['nothing', ''],
  ])('%s is said to be no JSON', async (_what, body) => {
    refusedWith(await under.post(doorbell, body), 400, {
      code: 'request-invalid',
      message: 'the body is not JSON',
    });
  });

  test.each(['null', '[]', '"x"', '7'])('%s is no request', async (body) => {
    refusedWith(await under.post(page, body), 400, { code: 'request-invalid' });
  });

  test('the media type is not asked for: the bytes are what was signed', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-8'])
      expect((await under.post(doorbell, bell, { headers: { 'content-type': type } })).status).toBe(200);
  });
});

test('another version of the protocol is said plainly, with both numbers, before the rest is looked at', async () => {
  for (const path of [page, confirmation, doorbell]) {
    refusedWith(await under.post(path, { protocol: 2 }), 409, {
      code: 'protocol-version',
      field: 'protocol',
      message: 'the connector speaks version 2 of the protocol, this app version 1',
    });
  }
});

describe('size', () => {
  const bellOf = (size: number): string => {
    const text = JSON.stringify(bell);
    return text + ' '.repeat(size - text.length);
  };
  const post = (body: string) => under.post(doorbell, body, { url: small.url });

  test('exactly the limit is read, one byte more is 413', async () => {
    expect((await post(bellOf(bodyLimit))).status).toBe(200);
    refusedWith(await post(bellOf(bodyLimit + 1)), 413, { code: 'too-large' });
  });

  test('a catalogue of 1,000 plans passes under the limit that is the default', async () => {
    const request = under.request(1001);
    const [first] = request.catalogue.plans;
    const many = Array.from({ length: 1000 }, (_, index) => ({ ...first, id: `many-${index}` }));
    const plans = [...request.catalogue.plans, ...many];
    const answer = await under.post(page, { ...request, catalogue: { ...request.catalogue, plans } });
    expect(answer.status).toBe(200);
  });
});

describe('how often', () => {
  const ask = (serviceId: number, options = {}) =>
    under.post(page, under.request(serviceId), { url: small.url, ...options });

  test('each signed client has an allowance of its own; over it: 429 with how long to wait', async () => {
    // unsigned requests in a client's name take nothing from it
    for (let index = 0; index < 10; index += 1)
      expect((await ask(1001, { secret: 'guessed' })).status).toBe(401);
    for (let index = 0; index < pagesPerMinute; index += 1) expect((await ask(1001)).status).toBe(200);
    const over = await ask(1001);
    refusedWith(over, 429, { code: 'too-many-requests' });
    const wait = Number(over.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect((await ask(1002)).status).toBe(200);
  });

  test('doorbells are never limited', async () => {
    const rings = Array.from({ length: 20 * pagesPerMinute }, () =>
      under.post(doorbell, bell, { url: small.url }),
    );
    expect(new Set((await Promise.all(rings)).map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('addresses', () => {
  test.each([
    '/',
    '/hooks',
    '/hooks/unknown',
    '/hooks/change-package/',
    '/package.json',
    '/..%2f..%2fetc/passwd',
  ])('there is nothing under %s', async (path) => {
    refusedWith(await under.get(path), 404, { code: 'not-found' });
  });

  test('a hook is there for POST alone', async () => {
    refusedWith(await under.get(page), 404, { code: 'not-found' });
  });
});
