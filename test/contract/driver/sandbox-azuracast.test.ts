/** The pretend AzuraCast is no kinder than the real one, so far as provisioning.md §3 and its source tell. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandboxAzuracast, type SandboxAzuracast } from '../../../sandbox/azuracast/server.ts';
import { azuracastSeed, keys, stationIds } from '../../support/azuracast-seed.ts';

let server: SandboxAzuracast;
beforeEach(async () => {
  server = await startSandboxAzuracast({ port: 0, dataDir: null, seed: azuracastSeed });
});
afterEach(() => server.close());

interface Asking {
  readonly key?: string;
  readonly body?: unknown;
  readonly userAgent?: string;
}
async function ask(method: string, path: string, { key = keys.billing.key, body, userAgent }: Asking = {}) {
  const response = await fetch(`${server.url}/api${path}`, {
    method,
    headers: { 'X-API-Key': key, ...(userAgent === undefined ? {} : { 'User-Agent': userAgent }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = (): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
  return { status: response.status, text, json };
}
const { ordinary, suspended, unlimited, fresh } = stationIds;
const put = (id: number, body: unknown) => ask('PUT', `/admin/station/${id}`, { body });

describe('errors', () => {
  it('a wrong key and a missing right are both 403, as JSON with type and file', async () => {
    const wrong = await ask('GET', '/admin/stations', { key: 'dead:beef' });
    expect(wrong.status).toBe(403);
    expect(wrong.json()).toMatchObject({ code: 403, type: 'NotLoggedInException', success: false });
    const weak = await ask('GET', '/admin/stations', { key: keys.client.key });
    expect(weak.json()).toMatchObject({ code: 403, type: 'PermissionDeniedException' });
  });

  it('a key without a colon is not looked at', async () => {
    expect((await ask('GET', '/admin/stations', { key: 'sesame' })).json()).toMatchObject({
      type: 'NotLoggedInException',
    });
  });

  it('a User-Agent with "curl" gets plain text', async () => {
    const { status, text } = await ask('GET', '/admin/stations', { key: 'no', userAgent: 'curl/8.0' });
    expect(status).toBe(403);
    expect(text).toMatch(/^Error: .+ on \/.+ L\d+$/);
  });

  it('a station that is not there is 404', async () => {
    expect((await ask('GET', '/admin/station/4711')).json()).toMatchObject({ message: 'Record not found' });
  });

  it.each([
    [suspended, 'Station is disabled.'],
    [stationIds.remote, 'Station has no local services.'],
  ])('a reload that cannot be is 500 for ever (station %d)', async (id, message) => {
    const { status, json } = await ask('POST', `/station/${id}/reload`);
    expect(status).toBe(500);
    expect(json()).toMatchObject({ type: 'RuntimeException', message });
  });
});

describe('PUT of a station', () => {
  it('says yes to a key that it does not know, to no body, and does nothing', async () => {
    const before = server.state.station(ordinary);
    for (const body of [{ max_listenerz: 500 }, {}, 'text', undefined]) {
      expect((await put(ordinary, body)).json()).toMatchObject({ success: true });
    }
    expect(server.state.station(ordinary)).toEqual(before);
  });

  it('a number as text is 500, except in frontend_config', async () => {
    expect((await put(ordinary, { max_bitrate: '192' })).status).toBe(500);
    expect((await put(ordinary, { frontend_config: { max_listeners: '192' } })).status).toBe(200);
    expect(server.state.station(ordinary)?.max_listeners).toBe(192);
  });

  it('keeps what a partial frontend_config does not name', async () => {
    await put(ordinary, { frontend_config: { custom_config: '<a/>' } });
    expect(server.state.station(ordinary)).toMatchObject({ custom_config: '<a/>', max_listeners: 100 });
  });

  it('a raised limit only marks the station; the administrator is not shown the mark, the dashboard is', async () => {
    await put(ordinary, { frontend_config: { max_listeners: 500 }, max_mounts: 9 });
    expect(server.state.station(ordinary)?.stream).toMatchObject({
      maxListeners: 100,
      reloads: 0,
      restarts: 0,
    });
    expect((await ask('GET', `/admin/station/${ordinary}`)).json()).not.toHaveProperty('needs_restart');
    expect((await ask('GET', `/station/${ordinary}/dashboard`)).json()).toMatchObject({ needsRestart: true });
  });

  it('a lowered one deletes mounts, lowers their bitrates, and reloads; raising brings nothing back', async () => {
    await put(ordinary, { max_mounts: 1, max_bitrate: 64 });
    expect(server.state.station(ordinary)).toMatchObject({
      needs_restart: false,
      mounts: [{ name: '/radio.mp3', autodj_bitrate: 64 }],
    });
    await put(ordinary, { max_mounts: 0, max_bitrate: 0 });
    expect(server.state.station(ordinary)?.mounts).toEqual([
      { name: '/radio.mp3', enable_autodj: true, autodj_bitrate: 64 },
    ]);
  });

  it('swallows that a station cannot be restarted', async () => {
    expect((await put(fresh, { backend_type: 'liquidsoap' })).json()).toMatchObject({ success: true });
    expect((await put(suspended, { max_mounts: 1 })).json()).toMatchObject({ success: true });
    expect(server.state.station(suspended)?.stream.running).toBe(false);
  });

  it('a bitrate below that of the recordings is 400', async () => {
    expect((await put(ordinary, { max_bitrate: 32 })).json()).toMatchObject({
      code: 400,
      type: 'ValidationException',
    });
  });
});

describe('storage', () => {
  it('bytes are text, the quota of an unlimited one is empty text, and "0" makes it unlimited', async () => {
    expect((await ask('GET', `/station/${unlimited}/quota/station_media`)).json()).toMatchObject({
      used_bytes: '2147483649',
      quota_bytes: '',
    });
    const path = `/admin/storage_location/${ordinary}`;
    await ask('PUT', path, { body: { storageQuota: '1.5 GB' } });
    expect((await ask('GET', path)).json()).toMatchObject({
      storageQuotaBytes: '1610612736',
      storageQuota: '1.5 GB',
      stations: ['Radio 1'],
    });
    await ask('PUT', path, { body: { storageQuota: '0' } });
    expect(server.state.location(ordinary)?.quota).toBeNull();
    await ask('PUT', path, { body: { storagequota: '9 GB' } });
    expect(server.state.location(ordinary)?.quota).toBeNull();
  });
});

it('SHOUTcast is stopped and started where Icecast is reloaded: whoever listened is gone', async () => {
  await ask('POST', `/station/${stationIds.shoutcast}/reload`);
  expect(server.state.station(stationIds.shoutcast)).toMatchObject({ listeners: 0, stream: { restarts: 1 } });
});

it('what it is told survives a kill; the seed does not come back', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'upshelf-azuracast-'));
  const options = { port: 0, dataDir, seed: azuracastSeed };
  const first = await startSandboxAzuracast(options);
  const station = first.state.station(ordinary);
  if (station) first.state.saveStation({ ...station, max_listeners: 777 });
  await first.close();
  const second = await startSandboxAzuracast(options);
  expect(second.state.station(ordinary)?.max_listeners).toBe(777);
  await second.close();
  rmSync(dataDir, { recursive: true });
});

it('the side door: faults, state and requests, without any key', async () => {
  const door = (path: string, init?: RequestInit) => fetch(`${server.url}/sandbox${path}`, init);
  expect((await door('/faults', { method: 'POST', body: '{"kind":"nonsense"}' })).status).toBe(400);
  await door('/faults', { method: 'POST', body: '{"kind":"dead","times":1}' });
  await expect(ask('GET', '/status')).rejects.toThrow();
  await ask('GET', '/admin/stations');
  const requests = await (await door('/requests')).text();
  expect(requests).toContain('GET /admin/stations');
  expect(requests).not.toContain(keys.billing.key);
  expect(await (await door('/state')).json()).toHaveProperty('stations');
  expect((await door('/faults', { method: 'DELETE' })).status).toBe(200);
});
