/** What must not be seen: neither an answer nor the log tells a secret, a stack or who somebody is. */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hooks } from '../../../hooks/index.ts';
import { createLogger } from '../../../src/app/logger.ts';
import { UpshelfError, errorCatalogue } from '../../../src/errors.ts';
import { payInvoice } from '../../../sandbox/panel/checkout.ts';
import { spoiledApp, type AppBeside } from '../../support/app-beside.ts';
import {
  appUnderTest,
  fieldOf,
  pageOf,
  type Answer,
  type AppUnderTest,
} from '../../support/app-under-test.ts';

let under: AppUnderTest;
beforeAll(async () => {
  under = await appUnderTest();
});
afterAll(() => under.close());

/** Of La Espiga and of whoever wrote to the executive below. */
const personal = [
  'Rosa Benítez',
  'rosa@laespiga.example',
  'mariana.ledesma@nubalia.example',
  'por favor-privado',
  'csrf-of-this-session',
];

describe('an unexpected error', () => {
  let spoiled: AppBeside;
  const written: string[] = [];
  const words = 'SQLITE_CORRUPT in /srv/upshelf/upshelf.sqlite near "rosa@laespiga.example"';
  const failing = async (): Promise<never> => {
    throw new TypeError(words);
  };
  beforeAll(async () => {
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(chunk.toString('utf8'));
        done();
      },
    });
    spoiled = await spoiledApp(
      under,
      { now: under.now(), logger: pino({ level: 'info' }, stream) },
      { showStep: failing, confirm: failing, ring: failing },
    );
  });
  afterAll(() => spoiled.close());

  const bell = { protocol: 1, event: 'x', invoiceId: '1', serviceId: null, reference: null };
  test.each(hooks.map(({ path }) => path))(
    '%s: internal, with the request id and nothing else',
    async (path) => {
      const body = path === '/hooks/after-payment' ? bell : under.request(1001);
      const answer = await under.post(path, body, { url: spoiled.url });
      const { what, next } = errorCatalogue.internal;
      expect({ status: answer.status, body: answer.json }).toEqual({
        status: 500,
        body: { code: 'internal', message: what, next, requestId: expect.any(String) as string },
      });
      const { requestId } = answer.json as { requestId: string };
      const lines = written.map((line) => JSON.parse(line) as { reqId?: string; err?: { message: string } });
      // the details stay on this side, under the same id
      expect(JSON.stringify(lines.filter(({ reqId }) => reqId === requestId))).toContain('SQLITE_CORRUPT');
    },
  );

  test('an answer that is not of the protocol is one of them', async () => {
    const odd = await spoiledApp(
      under,
      { now: under.now(), logger: pino({ level: 'silent' }) },
      { showStep: async () => ({ secret: 'hunter2' }) as never },
    );
    try {
      const answer = await under.post('/hooks/change-package', under.request(1001), { url: odd.url });
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain('hunter2');
    } finally {
      await odd.close();
    }
  });
});

describe('error answers', () => {
  const wrong: readonly [string, () => Promise<Answer>][] = [
    ['unsigned', () => under.post('/hooks/change-package', under.request(1001), { secret: 'guessed' })],
    [
      'of another client',
      () => under.post('/hooks/change-package', under.request(1001, { clientId: '2' as never })),
    ],
    ['not JSON', () => under.post('/hooks/change-package', '{')],
    ['of a wrong shape', () => under.post('/hooks/change-package', { ...under.request(1001), service: 'x' })],
    ['to nowhere', () => under.get('/hooks/../secret')],
    ['to an address that cannot be decoded', () => under.get('/%zz')],
  ];
  test.each(wrong)('%s: a code, what and what next; no stack, no path, no secret', async (_what, send) => {
    const { status, text, json } = await send();
    expect(status).toBeGreaterThanOrEqual(400);
    expect(Object.keys(errorCatalogue)).toContain((json as { code: string }).code);
    expect(text).not.toMatch(/\bat .*\.(?:ts|js):\d+|node_modules|\/src\/|file:\/\//);
    for (const hidden of [...under.secrets, ...personal]) expect(text).not.toContain(hidden);
  });
});

describe('the log', () => {
  test('of a whole upgrade, with mistakes on the way, holds no secret and nobody by name', async () => {
    const choice = { plan: '201', cycle: 'annually' };
    const ask = (step: string, fields: Record<string, string>) =>
      under.post('/hooks/change-package', under.request(1001, { step, fields }));
    await ask('executive', { subject: 'Hola', text: 'por favor-privado', intent: 'one' });
    under.company.panel.faults.add({ verb: '*', kind: 'error-500', times: 2 });
    const { html } = pageOf(await ask('review', choice));
    const fields = { ...choice, intent: fieldOf(html, 'intent'), quoteHash: fieldOf(html, 'quoteHash') };
    await under.post('/hooks/pre-invoice', under.request(1001, { fields }));
    const state = async () => (await under.changesOf(1001))[0]?.state;
    await expect.poll(state, { timeout: 30_000 }).toBe('invoiced');
    const [change] = await under.changesOf(1001);
    payInvoice(under.company.panel.context, Number(change?.invoiceId), 'card');
    await expect.poll(state, { timeout: 30_000 }).toBe('completed');
    await under.post('/hooks/change-package', under.request(1001), { secret: 'guessed' });
    const log = under.log();
    expect(log.split('\n').length).toBeGreaterThan(2);
    for (const hidden of [...under.secrets, ...personal]) expect(log).not.toContain(hidden);
    // the history is what staff and `show` read
    const history = JSON.stringify(await under.company.app.upshelf.store.history(change?.id as never));
    for (const hidden of [...under.secrets, ...personal]) expect(history).not.toContain(hidden);
  });

  test('the real logger takes out what stands under a telling name, in errors too', () => {
    const written: string[] = [];
    const logger = createLogger('info');
    const stream = logger[pino.symbols.streamSym as never] as { write: (line: string) => void };
    stream.write = (line) => written.push(line);
    const cause = Object.assign(new UpshelfError('internal'), {
      config: { headers: { authorization: 'whm root:TOKEN' } },
      request: { path: '/json-api?secret=TOKEN' },
    });
    logger.error({ err: cause, password: 'TOKEN', message: { email: 'TOKEN', text: 'TOKEN' } }, 'it failed');
    expect(written.join('')).toContain('it failed');
    expect(written.join('')).not.toContain('TOKEN');
  });
});
