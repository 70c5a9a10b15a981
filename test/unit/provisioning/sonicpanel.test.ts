/** SonicPanel's answers shape by shape, as recorded in provisioning.md §5 and in its own WHMCS module. */
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { createSonicpanelDriver } from '../../../src/provisioning/sonicpanel.ts';
import { nocked, type Nocked, type NockedAnswer } from '../../support/nocked.ts';

let open: Nocked | null = null;
afterEach(() => {
  open?.close();
  open = null;
});

function answering(special: Readonly<Record<string, NockedAnswer>>) {
  const sent: URLSearchParams[] = [];
  open = nocked('https://radio.example:2087', (_, body) => {
    const form = new URLSearchParams(body);
    sent.push(form);
    return (
      special[form.get('cmd') ?? ''] ?? {
        body: form.get('cmd') === 'packs' ? 'Plan 1, Plan 2,' : { result: 'complete' },
      }
    );
  });
  const driver = createSonicpanelDriver({
    baseUrl: `${open.address}/`,
    user: 'admin',
    key: 'a&b',
    http: open.http,
    clock: systemClock,
    deadlines: { checks: 2_000, write: 2_000 },
    landingWindow: 60_000,
  });
  return {
    sent,
    packs: () => driver.readServer(2_000),
    change: () =>
      driver.changePlan(
        { username: 'bob', domain: 'x' },
        { packageName: 'Plan 2', limits: { listeners: 5 } },
      ),
  };
}

it('sends a form with owner, key, radio and package, each encoded', async () => {
  const { change, sent } = answering({});
  expect(await change()).toMatchObject({ outcome: 'applied' });
  expect(sent.map((form) => Object.fromEntries(form))).toEqual([
    { cmd: 'packs', owner: 'admin', key: 'a&b' },
    { cmd: 'change', owner: 'admin', key: 'a&b', rad_username: 'bob', pack: 'Plan 2' },
  ]);
  expect(open?.asked.every((call) => call === 'POST /api/sonic_api.php')).toBe(true);
});

describe.each([
  ['a wrong key', { status: 401, body: '' }],
  ['too many wrong keys', { status: 500, body: '' }],
  ['a wrong key in words', { body: { result: 'Invalid API Key' } }],
])('%s', (_, answer) => {
  it.each(['packs', 'change'])('at %s stops everything', async (command) => {
    const { change, sent } = answering({ [command]: answer });
    expect(await change()).toMatchObject({ outcome: 'not-authorised' });
    const before = sent.length;
    expect(await change()).toMatchObject({ outcome: 'not-authorised' });
    expect(sent.length).toBe(before);
  });
});

it.each<[NockedAnswer, string]>([
  [{ body: '<html>Login</html>' }, 'unreachable'],
  [{ body: { result: 'Server is busy' } }, 'unreachable'],
  [{ body: { result: 'complete' } }, 'unreachable'],
  [{ status: 502, body: '' }, 'unreachable'],
  [{ body: '' }, 'unreachable'],
  [{ body: 'Plan 1' }, 'seen'],
])('the list of packages as %j is %s', async (answer, outcome) => {
  expect(await answering({ packs: answer }).packs()).toMatchObject({ outcome });
});

it.each<[NockedAnswer, object]>([
  [{ body: { result: 'complete' } }, { outcome: 'applied' }],
  [{ body: { result: 'Package not <b>found</b>' } }, { outcome: 'rejected', message: 'Package not found' }],
  [{ body: { result: '' } }, { outcome: 'rejected' }],
  [{ body: { other: 1 } }, { outcome: 'unknown' }],
  [{ body: 'complete' }, { outcome: 'unknown' }],
  [{ body: '<html></html>' }, { outcome: 'unknown' }],
  [{ status: 524, body: '' }, { outcome: 'unknown' }],
])('the answer %j to the change is %j', async (answer, outcome) => {
  expect(await answering({ change: answer }).change()).toMatchObject(outcome);
});
