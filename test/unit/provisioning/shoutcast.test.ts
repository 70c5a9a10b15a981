/** SHOUTcast's answers shape by shape, as its vendor's pages print them (provisioning.md §7). */
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import type { ConfigFile } from '../../../src/provisioning/config-file.ts';
import { createShoutcastDriver } from '../../../src/provisioning/shoutcast.ts';
import { nocked, type Nocked, type NockedAnswer } from '../../support/nocked.ts';

const config = 'maxuser=300\nstreamid_1=1\nstreammaxuser_1=32\nstreammaxbitrate_1=128000\n';
const stream = { id: 1, maxlisteners: '32', maxbitrate: '128000' };
const running = (more: object = {}): NockedAnswer => ({
  body: { requireconfigs: '0', maxlisteners: '300', total: '1', streams: [{ ...stream, ...more }] },
});
const page6 = 'GET /admin.cgi?sid=1&mode=viewjson&page=6';

let open: Nocked | null = null;
afterEach(() => {
  open?.close();
  open = null;
});

function answering(special: Readonly<Record<string, NockedAnswer>>) {
  open = nocked(
    'http://127.0.0.1:8000',
    (call) => special[call] ?? (call === page6 ? running() : { status: 404, body: '' }),
  );
  const file: ConfigFile = {
    read: async () => ({ outcome: 'seen', value: config }),
    replace: async () => ({ kind: 'done', data: null }),
  };
  const driver = createShoutcastDriver({
    baseUrl: open.address,
    password: 'p',
    http: open.http,
    clock: systemClock,
    config: file,
    pause: async () => undefined,
    deadlines: { checks: 2_000, write: 600 },
    landingWindow: 1_000,
  });
  const account = { username: '1', domain: 'radio.example' };
  return {
    asked: open.asked,
    read: () => driver.readAccount(account, 2_000),
    change: (limits: object) => driver.changePlan(account, { packageName: null, limits }),
  };
}

describe('the answer to a read', () => {
  it.each<[string, NockedAnswer, object]>([
    ['numbers as text', running(), { value: { limits: { listeners: 32, bitrate: 128 }, inForce: true } }],
    ['numbers', running({ maxlisteners: 32, maxbitrate: 128 }), { value: { inForce: true } }],
    [
      'a word for "as the whole server"',
      running({ maxlisteners: 'SERVERMAXLISTENERS' }),
      { value: { limits: { listeners: 300 }, inForce: false } },
    ],
    ['another bitrate', running({ maxbitrate: '64000' }), { value: { inForce: false } }],
    ['no bitrate', running({ maxbitrate: '' }), { value: { inForce: true } }],
    ['a wrong password', { status: 401, body: '' }, { outcome: 'not-authorised' }],
    ['a page', { body: '<html></html>' }, { outcome: 'unreachable' }],
    ['a redirect', { status: 302, body: '' }, { outcome: 'unreachable' }],
  ])('%s', async (_, answer, look) => {
    expect(await answering({ [page6]: answer }).read()).toMatchObject(look);
  });

  it('hidden statistics: limits are told, use is unknown', async () => {
    const hidden: NockedAnswer = { status: 302, body: '' };
    const look = await answering({ 'GET /statistics?json=1': hidden }).read();
    expect(look).toMatchObject({ value: { limits: { listeners: 32 }, usage: {}, station: {} } });
  });
});

it.each<[NockedAnswer, string]>([
  [{ status: 302, body: '' }, 'unknown'],
  [{ status: 401, body: '' }, 'not-authorised'],
  [{ status: 500, body: '' }, 'unknown'],
])('a reload that is answered by %j and does not show is %s', async (answer, outcome) => {
  const { change, asked } = answering({ 'GET /admin.cgi?mode=reload': answer });
  expect(await change({ listeners: 64 })).toMatchObject({ outcome });
  expect(asked.some((call) => call.includes('force'))).toBe(false);
});

it('no stream can be without a limit where the whole server has one', async () => {
  open?.close();
  const limited: ConfigFile = {
    read: async () => ({ outcome: 'seen', value: `maxbitrate=128000\n${config}` }),
    replace: async () => ({ kind: 'done', data: null }),
  };
  open = nocked('http://127.0.0.1:8000', () => running());
  const driver = createShoutcastDriver({
    baseUrl: open.address,
    password: 'p',
    http: open.http,
    clock: systemClock,
    config: limited,
    pause: async () => undefined,
    deadlines: { checks: 2_000, write: 600 },
    landingWindow: 1_000,
  });
  const target = { packageName: null, limits: { bitrate: 'unlimited' as const } };
  expect(await driver.changePlan({ username: '1', domain: 'x' }, target)).toMatchObject({
    outcome: 'rejected',
  });
});
