/** AzuraCast's answers shape by shape, as recorded in provisioning.md §3 and its source. */
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { createAzuracastDriver } from '../../../src/provisioning/azuracast.ts';
import { nocked, type Nocked, type NockedAnswer } from '../../support/nocked.ts';

const account = { username: '7', domain: 'radio.example' };
const station = {
  id: 7,
  name: 'Radio 7',
  is_enabled: true,
  frontend_type: 'icecast',
  backend_type: 'liquidsoap',
  frontend_config: { max_listeners: 100, custom_config: '', port: 8000, source_pw: 'x' },
  max_bitrate: 128,
  max_mounts: 2,
  max_hls_streams: 0,
  media_storage_location: 3,
};
const quota = { used_bytes: '1073741824', quota_bytes: '5368709120', num_files: 12 };
const usual: Readonly<Record<string, NockedAnswer>> = {
  'GET /api/admin/station/7': { body: station },
  'GET /api/station/7/quota/station_media': { body: quota },
  'GET /api/station/7/dashboard': { body: { needsRestart: true, hasStarted: true } },
  'GET /api/station/7/status': { body: { frontendRunning: true, backendRunning: true } },
  'PUT /api/admin/station/7': { body: { success: true, message: 'Changes saved successfully.' } },
  'POST /api/station/7/reload': { body: { success: true, message: 'Station reloaded.' } },
};
const error = (code: number, type: string, message: string): NockedAnswer => ({
  status: code,
  body: { code, type, message, extra_data: { class: type, file: '/a.php', line: 1 }, success: false },
});

let open: Nocked | null = null;
afterEach(() => {
  open?.close();
  open = null;
});

function answering(special: Readonly<Record<string, NockedAnswer>>) {
  open = nocked(
    'https://radio.example',
    (call) => special[call] ?? usual[call] ?? error(404, 'Error', 'none'),
  );
  const { http, address, asked } = open;
  const driver = createAzuracastDriver({
    baseUrl: `${address}/`,
    key: 'ab:cd',
    http,
    clock: systemClock,
    deadlines: { checks: 2_000, write: 2_000 },
    landingWindow: 60_000,
  });
  return {
    asked,
    read: () => driver.readAccount(account, 2_000),
    change: () => driver.changePlan(account, { packageName: null, limits: { listeners: 500 } }),
  };
}

describe('the answer to a read', () => {
  const get = 'GET /api/admin/station/7';
  it.each<[string, NockedAnswer, string]>([
    ['a wrong key', error(403, 'NotLoggedInException', 'You must be logged in.'), 'not-authorised'],
    ['a missing right', error(403, 'PermissionDeniedException', 'No permission.'), 'not-authorised'],
    [
      'plain text, as for curl',
      { status: 403, body: 'Error: Not logged in. on /var/a.php L12' },
      'not-authorised',
    ],
    ['an unknown station', error(404, 'Error', 'Record not found'), 'no-such-account'],
    ['too many requests', error(429, 'RateLimitExceededException', 'Too many.'), 'unreachable'],
    ['a broken server', error(500, 'ErrorException', 'Undefined array key'), 'unreachable'],
    ['a proxy', { status: 502, body: '<html>Bad gateway</html>' }, 'unreachable'],
    ['a redirect to another address', { status: 301, body: '' }, 'unreachable'],
    ['a web page', { body: '<!DOCTYPE html><title>Set up AzuraCast</title>' }, 'unreachable'],
    ['a limit of another type', { body: { ...station, max_bitrate: '128' } }, 'unreachable'],
    ['a negative limit', { body: { ...station, max_mounts: -1 } }, 'unreachable'],
  ])('%s', async (_, answer, outcome) => {
    expect(await answering({ [get]: answer }).read()).toMatchObject({ outcome });
  });

  it('an answer for another station is none, and nothing more is asked about that one', async () => {
    const { read, asked } = answering({ [get]: { body: { ...station, id: 70 } } });
    expect(await read()).toMatchObject({
      outcome: 'unreachable',
      message: expect.stringContaining('another') as string,
    });
    expect(asked).toEqual([get]);
  });

  it.each([
    ['', 'unlimited'],
    [null, 'unlimited'],
    ['0', 0],
    ['5368709120', 5_368_709_120],
    [5_368_709_120, 5_368_709_120],
  ])('bytes are text: a quota of %j is %j', async (quota_bytes, limit) => {
    const answer = { body: { ...quota, quota_bytes } };
    const look = await answering({ 'GET /api/station/7/quota/station_media': answer }).read();
    expect(look).toMatchObject({ value: { limits: { disk: limit } } });
  });

  it('what is beyond the key is unknown; the limits are told', async () => {
    const look = await answering({}).read();
    if (look.outcome !== 'seen') throw new Error(look.message);
    expect(look.value.limits).toEqual({
      listeners: 100,
      bitrate: 128,
      mounts: 2,
      'hls-streams': 'unlimited',
      disk: 5_368_709_120,
      autodj: 1,
    });
    expect(Object.keys(look.value.usage)).toEqual(['disk', 'autodj']);
    expect(look.value.station).toEqual({ interruption: 'reload', port: 8000, tracks: 12 });
  });
});

describe('the answer to the write', () => {
  const put = 'PUT /api/admin/station/7';
  it.each<[string, NockedAnswer, string]>([
    ['a failed validation', error(400, 'ValidationException', 'Wrong.'), 'rejected'],
    ['a missing right', error(403, 'PermissionDeniedException', 'No.'), 'not-authorised'],
    ['too many requests', error(429, 'RateLimitExceededException', 'Later.'), 'retry-later'],
    ['a redirect, which does nothing', { status: 308, body: '' }, 'retry-later'],
    ['a broken server, after which it may be saved', error(500, 'ORMException', 'Deadlock'), 'unknown'],
    ['a web page', { body: '<html></html>' }, 'unknown'],
    ['JSON of somebody else', { body: { ok: true } }, 'unknown'],
    ['an error inside HTTP 200', { body: { success: false, message: 'No.' } }, 'rejected'],
  ])('%s', async (_, answer, outcome) => {
    const { change, asked } = answering({ [put]: answer });
    expect(await change()).toMatchObject({ outcome });
    expect(asked.at(-1)).toBe(put);
  });

  it.each(['Station is disabled.', 'Station has no local services.', 'Station has not started yet.'])(
    '500 is permanent where AzuraCast says "%s"',
    async (message) => {
      const reload = 'POST /api/station/7/reload';
      expect(await answering({ [reload]: error(500, 'RuntimeException', message) }).change()).toEqual({
        outcome: 'rejected',
        message,
      });
      const plain = { status: 500, body: `Error: ${message} on /var/azuracast/www/backend/src/A.php L7` };
      expect(await answering({ [reload]: plain }).change()).toEqual({ outcome: 'rejected', message });
    },
  );

  it('an AzuraCast without reload: refused, never restarted instead', async () => {
    const { change, asked } = answering({
      'POST /api/station/7/reload': error(404, 'HttpNotFoundException', 'No.'),
    });
    expect(await change()).toMatchObject({ outcome: 'rejected' });
    expect(asked.some((call) => call.includes('restart'))).toBe(false);
  });
});

it('introduces itself, asks for JSON and sends the key where the description says', async () => {
  const seen: Record<string, string>[] = [];
  open = nocked('https://radio.example', (call, _, headers) => {
    seen.push(Object.fromEntries(headers));
    return usual[call] ?? error(404, 'Error', 'none');
  });
  const driver = createAzuracastDriver({
    baseUrl: open.address,
    key: 'ab:cd',
    http: open.http,
    clock: systemClock,
    deadlines: { checks: 2_000, write: 2_000 },
    landingWindow: 60_000,
  });
  await driver.readAccount(account, 2_000);
  // AzuraCast answers errors in plain text to a User-Agent with "curl" in it: provisioning.md §3 Pitfalls.
  expect(seen[0]).toMatchObject({
    'user-agent': 'Upshelf/9.9.9',
    accept: 'application/json',
    'x-api-key': 'ab:cd',
  });
});
