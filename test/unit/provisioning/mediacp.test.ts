/** MediaCP's answers shape by shape, as recorded in provisioning.md §4. */
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { createMediacpDriver } from '../../../src/provisioning/mediacp.ts';
import { nocked, type Nocked, type NockedAnswer } from '../../support/nocked.ts';

const row = {
  id: '7',
  unique_id: 'radio',
  maxuser: '100',
  bitrate: 128,
  bandwidth: '0',
  quota: 5_120,
  stream_targets_limit: -1,
  sourceplugin: null,
  status: 0,
};
const show = 'GET /api/7/media-service/show';
const update = 'POST /api/7/media-service/update';

let open: Nocked | null = null;
afterEach(() => {
  open?.close();
  open = null;
});

function answering(special: Readonly<Record<string, NockedAnswer>>) {
  open = nocked(
    'https://radio.example:2020',
    (call) => special[call] ?? (call === show ? { body: row } : { body: { status: 1 } }),
  );
  const driver = createMediacpDriver({
    baseUrl: open.address,
    key: 'k',
    http: open.http,
    clock: systemClock,
    apply: 'none',
    deadlines: { checks: 2_000, write: 2_000 },
    landingWindow: 60_000,
  });
  const account = { username: '7', domain: 'radio.example' };
  return {
    read: () => driver.readAccount(account, 2_000),
    server: () => driver.readServer(2_000),
    change: () => driver.changePlan(account, { packageName: null, limits: { listeners: 500 } }),
  };
}

describe('the answer to a read', () => {
  it.each<[string, NockedAnswer, string]>([
    ['an error inside HTTP 200', { body: { status: 0, error: 'Database is down' } }, 'unreachable'],
    ['an unknown service inside HTTP 200', { body: { error: 'Service not found' } }, 'no-such-account'],
    ['an unknown service by status', { status: 404, body: {} }, 'no-such-account'],
    ['a wrong key', { status: 401, body: { message: 'Unauthenticated.' } }, 'not-authorised'],
    ['the wrong one of http and https', { status: 307, body: '' }, 'unreachable'],
    ['a broken server', { status: 500, body: {} }, 'unreachable'],
    ['a web page', { body: '<html></html>' }, 'unreachable'],
    ['null', { body: 'null' }, 'unreachable'],
    ['another service', { body: { ...row, id: 70 } }, 'unreachable'],
    ['a limit that is none', { body: { ...row, maxuser: 'many' } }, 'unreachable'],
    ['a limit below every rule', { body: { ...row, stream_targets_limit: -2 } }, 'unreachable'],
  ])('%s', async (_, answer, outcome) => {
    expect(await answering({ [show]: answer }).read()).toMatchObject({ outcome });
  });

  it("numbers and texts are the same; a service's own status is no error", async () => {
    expect(await answering({}).read()).toMatchObject({
      value: {
        limits: {
          listeners: 100,
          bitrate: 128,
          bandwidth: 'unlimited',
          disk: 5_120 * 1_048_576,
          'stream-targets': 'unlimited',
          autodj: 0,
        },
      },
    });
  });

  it('a bare list of services; one that is not understood leaves the sums out', async () => {
    const list = 'GET /api/0/media-service/list?page=1';
    expect(await answering({ [list]: { body: [row, row] } }).server()).toMatchObject({
      value: { accounts: 2, sold: { listeners: 200 } },
    });
    open?.close();
    const look = await answering({ [list]: { body: [row, { id: 8 }] } }).server();
    expect(look).toMatchObject({ value: { accounts: 2 } });
    expect(look.outcome === 'seen' && 'sold' in look.value).toBe(false);
  });
});

describe('the answer to the write', () => {
  it.each<[string, NockedAnswer, object]>([
    ['1 as a number', { body: { status: 1 } }, { outcome: 'applied' }],
    ['1 as text', { body: { status: '1' } }, { outcome: 'applied' }],
    [
      'an error as text',
      { body: { status: 0, error: 'Too many.' } },
      { outcome: 'rejected', message: 'Too many.' },
    ],
    [
      'errors by field',
      { body: { status: 0, errors: { maxuser: ['must be less', 'than 400'] } } },
      { outcome: 'rejected', message: 'maxuser: must be less than 400' },
    ],
    ['a validation by status', { status: 422, body: { errors: { maxuser: 'no' } } }, { outcome: 'rejected' }],
    ['a wrong key', { status: 401, body: {} }, { outcome: 'not-authorised' }],
    ['the wrong one of http and https', { status: 307, body: '' }, { outcome: 'retry-later' }],
    ['no status', { body: { ok: true } }, { outcome: 'unknown' }],
    ['a broken server', { status: 500, body: {} }, { outcome: 'unknown' }],
    ['a web page', { body: '<html></html>' }, { outcome: 'unknown' }],
  ])('%s', async (_, answer, outcome) => {
    expect(await answering({ [update]: answer }).change()).toMatchObject(outcome);
  });
});
