/** Who may speak to the hooks: only who signs the exact bytes, now, for this address; judged before anything is parsed. */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hooks } from '../../../hooks/index.ts';
import type { Instant } from '../../../src/catalogue/time.ts';
import { errorCatalogue } from '../../../src/errors.ts';
import { signatureHeader, timestampHeader } from '../../../src/panel/signature.ts';
import { appBeside, type AppBeside } from '../../support/app-beside.ts';
import {
  appUnderTest,
  type Answer,
  type AppUnderTest,
  type PostOptions,
} from '../../support/app-under-test.ts';

let under: AppUnderTest;
/** Its clock stands at a whole second, so that the edges can be met. */
let beside: AppBeside;
const now = (Math.floor(Date.now() / 1000) * 1000) as Instant;

beforeAll(async () => {
  under = await appUnderTest();
  beside = await appBeside(under, { now, logger: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await beside.close();
  await under.close();
});

const bell = { protocol: 1, event: 'InvoicePaid', invoiceId: '812', serviceId: null, reference: null };
const ring = (options: PostOptions = {}, body: unknown = bell, path = '/hooks/after-payment') =>
  under.post(path, body, { url: beside.url, at: now, ...options });

const refusedWith = (
  answer: Answer,
  code: 'signature-missing' | 'signature-wrong' | 'signature-old',
): void => {
  const { status, what, next } = errorCatalogue[code];
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.json).toEqual({ code, message: what, next, requestId: expect.any(String) as string });
};

test('a request that is signed for now is served', async () => {
  const answer = await ring();
  expect({ status: answer.status, body: answer.json }).toEqual({
    status: 200,
    body: { acknowledged: true, changes: 0 },
  });
});

describe('the clock may be off by 300 seconds either way, and not by one more', () => {
  test.each([300, 299, 0, -299, -300])('%i s: served', async (ahead) => {
    expect((await ring({ ahead })).status).toBe(200);
  });
  test.each([301, 3_600, -301, -86_400])('%i s: refused', async (ahead) => {
    refusedWith(await ring({ ahead }), 'signature-old');
  });
});

describe.each(hooks.map(({ path }) => path))('%s refuses', (path) => {
  const post = (options: PostOptions, body: unknown = bell) => ring(options, body, path);

  test.each([[signatureHeader], [timestampHeader]])('a request without %s', async (name) => {
    refusedWith(await post({ headers: { [name]: '' } }), 'signature-missing');
  });

  test.each<[string, PostOptions]>([
    ['another secret', { secret: 'guessed' }],
    ['a signature for another address', { signed: { path: '/hooks/other' } }],
    ['a signature for the address without its query', { signed: { path: `${path}?x=1` } }],
    ['a signature for another method', { signed: { method: 'PUT' } }],
    ['a signature for another body', { signed: { body: JSON.stringify({ ...bell, invoiceId: '813' }) } }],
    ['a body with one space more', { signed: { body: `${JSON.stringify(bell)} ` } }],
    ['another timestamp than the signed one', { headers: { [timestampHeader]: String(now / 1000 - 1) } }],
    ['a timestamp in milliseconds', { headers: { [timestampHeader]: String(now) } }],
    ['a timestamp in words', { headers: { [timestampHeader]: 'now' } }],
    ['a signature of another version', { headers: { [signatureHeader]: `v2=${'0'.repeat(64)}` } }],
    ['a shorter signature', { headers: { [signatureHeader]: 'v1=00' } }],
    ['a signature in letters beyond ASCII', { headers: { [signatureHeader]: `v1=${'é'.repeat(64)}` } }],
  ])('%s', async (_what, options) => {
    refusedWith(await post(options), 'signature-wrong');
  });

  test('nonsense in the body by its signature, not by its content', async () => {
    refusedWith(await post({ secret: 'guessed' }, '{"not json'), 'signature-wrong');
    refusedWith(await post({ secret: 'guessed' }, ''), 'signature-wrong');
  });
});

test('a forged confirmation changes nothing, the signed one is accepted', async () => {
  const path = '/hooks/pre-invoice';
  const body = under.request(1001, {
    fields: { plan: '201', cycle: 'annually', intent: 'i', quoteHash: 'h' },
  });
  refusedWith(await under.post(path, body, { secret: 'guessed' }), 'signature-wrong');
  refusedWith(await under.post(path, body, { ahead: -400 }), 'signature-old');
  const cheaper = JSON.stringify({ ...body, service: { ...body.service, recurringAmount: '0.00' } });
  refusedWith(await under.post(path, cheaper, { signed: { body: JSON.stringify(body) } }), 'signature-wrong');
  expect(await under.changesOf(1001)).toEqual([]);
  expect((await under.post(path, body)).status).toBe(200);
});

test('a repeat of a signed request is served and changes nothing more', async () => {
  const answers = [await ring(), await ring(), await ring()];
  expect(answers.map(({ text }) => text)).toEqual(answers.map(() => '{"acknowledged":true,"changes":0}'));
});
