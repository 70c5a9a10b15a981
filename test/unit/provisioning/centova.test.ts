/** Centova's answers shape by shape, as recorded in provisioning.md §2. */
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { createCentovaDriver } from '../../../src/provisioning/centova.ts';
import { nocked, type Nocked, type NockedAnswer } from '../../support/nocked.ts';

const account = { username: 'bob', domain: 'radio.example' };
const row = {
  maxclients: '100',
  maxbitrate: 128,
  transferlimit: '51200',
  diskquota: 'unlimited',
  usesource: '2',
  port: '8010',
};
const yes = (data?: unknown): NockedAnswer => ({
  body: { type: 'success', response: { message: 'OK', data } },
});
const no = (message: string): NockedAnswer => ({ body: { type: 'error', response: { message } } });

let open: Nocked | null = null;
afterEach(() => {
  open?.close();
  open = null;
});

function answering(special: Readonly<Record<string, NockedAnswer>>) {
  open = nocked('https://radio.example:2199', (_, body) => {
    const method = new URLSearchParams(body).get('xm') ?? '';
    return special[method] ?? (method === 'server.getaccount' ? yes({ account: row }) : yes());
  });
  const driver = createCentovaDriver({
    baseUrl: `${open.address}/`,
    user: 'admin',
    password: 'p',
    http: open.http,
    clock: systemClock,
    apply: 'reload',
    usageAge: 0,
    deadlines: { checks: 2_000, write: 2_000 },
    landingWindow: 60_000,
  });
  return {
    read: () => driver.readAccount(account, 2_000),
    server: () => driver.readServer(2_000),
    change: () => driver.changePlan(account, { packageName: null, limits: { listeners: 500 } }),
  };
}

const unhelpful: [string, NockedAnswer][] = [
  ['a null reply', { body: 'null' }],
  ['nothing', { body: '' }],
  ['a web page', { body: '<html>Login</html>' }],
  ['another shape', { body: { status: 'ok' } }],
  ['a broken server', { status: 500, body: 'x' }],
];

describe('the answer to a read', () => {
  it.each<[string, NockedAnswer, string]>([
    ...unhelpful.map(([name, answer]): [string, NockedAnswer, string] => [name, answer, 'unreachable']),
    ['an error inside HTTP 200', no('Internal error'), 'unreachable'],
    ['a wrong login inside HTTP 200', no('Invalid username or password'), 'not-authorised'],
    ['a wrong login by status', { status: 403, body: '' }, 'not-authorised'],
    [
      'an unknown account',
      no('Unable to authorize getaccount call: Unable to access account for bob'),
      'no-such-account',
    ],
    ['a limit that is none', yes({ account: { ...row, maxclients: 'lots' } }), 'unreachable'],
    ['a limit that is missing', yes({ account: { ...row, maxclients: undefined } }), 'unreachable'],
  ])('%s', async (_, answer, outcome) => {
    expect(await answering({ 'server.getaccount': answer }).read()).toMatchObject({ outcome });
  });

  it('numbers and texts are the same; a use that is not told is unknown', async () => {
    const look = await answering({}).read();
    expect(look).toMatchObject({
      value: {
        limits: {
          listeners: 100,
          bitrate: 128,
          bandwidth: 51_200 * 1_048_576,
          disk: 'unlimited',
          autodj: 0,
        },
        usage: {},
        station: { port: 8010 },
      },
    });
  });

  it('a list of accounts in either shape is counted; one that is refused is not', async () => {
    const counted = async (answer: NockedAnswer) => {
      const look = await answering({ 'system.listaccounts': answer }).server();
      open?.close();
      return look.outcome === 'seen' ? look.value.accounts : look.outcome;
    };
    expect(await counted(yes([{}, {}]))).toBe(2);
    expect(await counted(yes({ a: {}, b: {}, c: {} }))).toBe(3);
    expect(await counted(no('Not permitted'))).toBeNull();
    expect(await counted(yes('none'))).toBeNull();
  });
});

describe('the answer to the write', () => {
  it.each<[string, NockedAnswer, string]>([
    ...unhelpful.map(([name, answer]): [string, NockedAnswer, string] => [name, answer, 'unknown']),
    ['an error inside HTTP 200', no('Maximum listeners exceeded'), 'rejected'],
    ['a wrong login', no('Invalid username or password'), 'not-authorised'],
  ])('%s', async (_, answer, outcome) => {
    expect(await answering({ 'server.reconfigure': answer }).change()).toMatchObject({ outcome });
  });

  it('yes is what the type says, whatever the message', async () => {
    const odd = { body: { type: 'success', response: { message: 'Error-like words' } } };
    expect(await answering({ 'server.reconfigure': odd }).change()).toMatchObject({ outcome: 'applied' });
  });
});
