/** Every trap that provisioning.md §3 lists for AzuraCast, over real HTTP to the pretend server. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandboxAzuracast, type SandboxAzuracast } from '../../../sandbox/azuracast/server.ts';
import type { Station } from '../../../sandbox/azuracast/state.ts';
import type { AccountReading } from '../../../src/catalogue/account-reading.ts';
import type { Limits } from '../../../src/catalogue/limit.ts';
import { createHttp } from '../../../src/http.ts';
import type { ServerDriver } from '../../../src/provisioning/port.ts';
import { azuracastSeed, gibibyte, keys, stationIds } from '../../support/azuracast-seed.ts';
import { azuracastDriver, plan, plans, stationNamed } from '../../support/azuracast-stage.ts';
import { recording, writesIn, type RecordingHttp } from '../../support/recording-http.ts';

let server: SandboxAzuracast;
let http: RecordingHttp;
let driver: ServerDriver;
beforeEach(async () => {
  server = await startSandboxAzuracast({ port: 0, dataDir: null, seed: azuracastSeed });
  http = recording(createHttp({ version: 'test', connectDeadline: 1_000 }));
  driver = azuracastDriver(server, keys.billing.key, http);
});
afterEach(async () => {
  http.close();
  await server.close();
});

const change = (id: number, limits: Limits) => driver.changePlan(stationNamed(id), plan(limits));
const written = () => writesIn(http.sent);
function station(id: number): Station {
  const found = server.state.station(id);
  if (!found) throw new Error(`no station ${id}`);
  return found;
}
async function read(id: number, as: ServerDriver = driver): Promise<AccountReading> {
  const look = await as.readAccount(stationNamed(id), 10_000);
  if (look.outcome !== 'seen') throw new Error(look.message);
  return look.value;
}
const { ordinary, shoutcast, withAutoDj, live, fresh, suspended, unlimited, remote } = stationIds;

describe('a partial PUT', () => {
  it('names only what differs, so that everything else stays as the client has it', async () => {
    const before = station(ordinary);
    expect(await change(ordinary, { ...plans.before.limits, listeners: 500 })).toMatchObject({
      outcome: 'applied',
    });
    expect(written()).toEqual([
      { call: `PUT /api/admin/station/${ordinary}`, body: { frontend_config: { max_listeners: 500 } } },
      { call: `POST /api/station/${ordinary}/reload`, body: null },
    ]);
    expect({ ...station(ordinary), max_listeners: 100, stream: before.stream }).toEqual(before);
  });

  it.each([
    [{ listeners: 'unlimited' }, { frontend_config: { max_listeners: null } }],
    [
      { bitrate: 'unlimited', mounts: 'unlimited' },
      { max_bitrate: 0, max_mounts: 0 },
    ],
    [
      { bitrate: 320, 'hls-streams': 4 },
      { max_bitrate: 320, max_hls_streams: 4 },
    ],
    [{ autodj: 1 }, { backend_type: 'liquidsoap' }],
  ] as const)('unlimited has another spelling in each: %j is sent as %j', async (limits, body) => {
    await change(ordinary, limits);
    expect(written()[0]?.body).toEqual(body);
  });
});

describe('limits that are saved and not in force', () => {
  it('a listener upgrade is reloaded: it bites, and whoever listens or broadcasts stays', async () => {
    await change(live, { listeners: 500 });
    expect(station(live)).toMatchObject({
      needs_restart: false,
      listeners: 37,
      live: true,
      stream: { running: true, maxListeners: 500, reloads: 1, restarts: 0 },
    });
    expect((await read(live)).inForce).toBe(true);
  });

  it('cut off between the two calls: seen as not in force, and finished by the reload alone', async () => {
    server.faults.add({ kind: 'dead', operation: 'POST /station/reload', times: 1 });
    expect(await change(ordinary, { listeners: 500 })).toMatchObject({ outcome: 'unknown' });
    expect(await read(ordinary)).toMatchObject({ limits: { listeners: 500 }, inForce: false });
    expect(station(ordinary).stream.maxListeners).toBe(100);
    http.sent.length = 0;
    expect(await change(ordinary, { listeners: 500 })).toMatchObject({ outcome: 'applied' });
    expect(written()).toEqual([{ call: `POST /api/station/${ordinary}/reload`, body: null }]);
    expect(station(ordinary).stream.maxListeners).toBe(500);
    expect((await read(ordinary)).inForce).toBe(true);
  });

  it.each([
    ['a disabled station, whose reload AzuraCast refuses for ever', suspended],
    ['a station that was never started, which a reload would start', fresh],
  ])('%s: is not reloaded, and counts as in force', async (_, id) => {
    expect(await change(id, { listeners: 500 })).toMatchObject({ outcome: 'applied' });
    expect(written()).toHaveLength(1);
    expect((await read(id)).inForce).toBe(true);
    expect(station(id).stream.running).toBe(false);
  });

  it('a disabled station is left alone also where AzuraCast does not tell what is due', async () => {
    server.faults.add({ kind: 'status', status: 404, operation: 'GET /station/dashboard' });
    expect(await change(suspended, { listeners: 500 })).toMatchObject({ outcome: 'applied' });
    expect(written()).toHaveLength(1);
  });

  it('an AutoDJ is switched on by the PUT itself, which restarts: no second interruption', async () => {
    expect(await change(ordinary, { listeners: 500, autodj: 1 })).toMatchObject({ outcome: 'applied' });
    expect(written()).toHaveLength(1);
    expect(station(ordinary)).toMatchObject({ needs_restart: false, stream: { maxListeners: 500 } });
  });

  it('a restart that the PUT swallowed shows as not in force, and is made up for', async () => {
    server.faults.add({ kind: 'stream-fails', operation: 'PUT /admin/station', times: 1 });
    expect(await change(ordinary, { autodj: 1 })).toMatchObject({ outcome: 'applied' });
    expect(written().map(({ call }) => call)).toContain(`POST /api/station/${ordinary}/reload`);
    expect(await read(ordinary)).toMatchObject({ limits: { autodj: 1 }, inForce: true });
  });

  it('an AzuraCast that does not tell whether a reload is due is reloaded after a write, never without one', async () => {
    server.faults.add({ kind: 'status', status: 404, operation: 'GET /station/dashboard' });
    await change(ordinary, { listeners: 500 });
    expect(station(ordinary).stream).toMatchObject({ maxListeners: 500, reloads: 1 });
    expect(await change(ordinary, { listeners: 500 })).toMatchObject({ outcome: 'already-applied' });
    expect(station(ordinary).stream.reloads).toBe(1);
    expect('inForce' in (await read(ordinary))).toBe(false);
  });

  it('a stream that does not come back from its reload is started once, and said to be down if that fails', async () => {
    server.faults.add({ kind: 'stream-fails', operation: 'POST /station/reload', times: 1 });
    expect(await change(ordinary, { listeners: 500 })).toMatchObject({
      outcome: 'applied',
      message: expect.stringContaining('runs again') as string,
    });
    expect(station(ordinary).stream).toMatchObject({ running: true, restarts: 1 });
    server.faults.add({ kind: 'stream-fails' });
    expect(await change(ordinary, { listeners: 600 })).toMatchObject({
      outcome: 'unknown',
      message: expect.stringContaining('does not run') as string,
    });
  });
});

describe('what a lower limit would destroy', () => {
  it('failure mode 55: mounts beyond the new limit would be deleted: refused, nothing is written', async () => {
    expect(await change(ordinary, { listeners: 50, mounts: 1 })).toEqual({
      outcome: 'rejected',
      message: 'The station has 2 mounts; with a limit of 1 AzuraCast would delete 1 of them.',
    });
    expect(written()).toEqual([]);
    expect(station(ordinary).mounts).toHaveLength(2);
  });

  it('from unlimited, too; and as many as there are is no loss', async () => {
    expect(await change(unlimited, { mounts: 1 })).toMatchObject({ outcome: 'rejected' });
    expect(await change(unlimited, { mounts: 2, 'hls-streams': 1 })).toMatchObject({ outcome: 'applied' });
    expect(station(unlimited).mounts).toHaveLength(2);
  });

  it('a key that may not see the mounts cannot say that none is lost: nothing is written', async () => {
    const blind = azuracastDriver(server, keys.withoutMounts.key, http);
    expect(await blind.changePlan(stationNamed(ordinary), plan({ mounts: 1 }))).toMatchObject({
      outcome: 'not-authorised',
    });
    expect(written()).toEqual([]);
    const reading = await read(ordinary, blind);
    expect(reading.limits).toEqual(plans.before.limits);
    expect(Object.keys(reading.usage).sort()).toEqual(['autodj', 'bitrate', 'disk', 'listeners']);
  });

  it("a bitrate below that of the recordings is AzuraCast's own no, with its reason", async () => {
    expect(await change(ordinary, { bitrate: 32 })).toMatchObject({
      outcome: 'rejected',
      message: expect.stringContaining('record_streams_bitrate') as string,
    });
  });
});

describe('storage', () => {
  it('is set at the location, in bytes with their unit, and needs no reload', async () => {
    expect(await change(ordinary, { disk: 50 * gibibyte })).toMatchObject({ outcome: 'applied' });
    expect(written()).toEqual([
      { call: `PUT /api/admin/storage_location/${ordinary}`, body: { storageQuota: '53687091200 B' } },
    ]);
    expect(server.state.location(ordinary)?.quota).toBe(50 * gibibyte);
  });

  it('unlimited is null, and 0 is 0: a bare "0" would be no limit at all', async () => {
    await change(ordinary, { disk: 'unlimited' });
    expect(written()[0]?.body).toEqual({ storageQuota: null });
    expect((await read(ordinary)).limits.disk).toBe('unlimited');
    await change(ordinary, { disk: 0 });
    expect((await read(ordinary)).limits.disk).toBe(0);
  });

  it('a location that serves several stations is never changed, and nothing else of the plan is either', async () => {
    expect(await change(stationIds.sharingA, { listeners: 500, disk: 50 * gibibyte })).toMatchObject({
      outcome: 'rejected',
      message: expect.stringContaining('serves 2 stations') as string,
    });
    expect(written()).toEqual([]);
    expect(await change(stationIds.sharingA, { listeners: 500, disk: 5 * gibibyte })).toMatchObject({
      outcome: 'applied',
    });
  });
});

describe('the listener limit', () => {
  it('null is unlimited on Icecast and 250 on SHOUTcast, which has no unlimited', async () => {
    expect((await read(unlimited)).limits.listeners).toBe('unlimited');
    expect((await read(shoutcast)).limits.listeners).toBe(250);
    expect(await change(shoutcast, { listeners: 'unlimited' })).toMatchObject({ outcome: 'rejected' });
    expect(await change(shoutcast, { listeners: 500 })).toMatchObject({ outcome: 'applied' });
    expect(written()[0]?.body).toEqual({ frontend_config: { max_listeners: 500 } });
  });

  it("a client's own configuration wins over it: it is not told, and not promised", async () => {
    expect((await read(stationIds.ownConfiguration)).limits.listeners).toBeUndefined();
    expect(await change(stationIds.ownConfiguration, { listeners: 500 })).toMatchObject({
      outcome: 'rejected',
    });
    expect(await change(stationIds.ownConfiguration, { bitrate: 320 })).toMatchObject({ outcome: 'applied' });
  });

  it('a client who may edit the profile can undo it, and reading back shows that', async () => {
    await change(ordinary, { listeners: 50 });
    await fetch(`${server.url}/api/station/${ordinary}/profile/edit`, {
      method: 'PUT',
      headers: { 'X-API-Key': keys.client.key },
      body: JSON.stringify({ frontend_config: { max_listeners: 9999 }, max_bitrate: 9999 }),
    });
    expect((await read(ordinary)).limits).toMatchObject({ listeners: 9999, bitrate: 128 });
  });

  it('a station that is broadcast elsewhere has none here', async () => {
    expect((await read(remote)).limits.listeners).toBeUndefined();
    expect(await change(remote, { listeners: 500 })).toMatchObject({ outcome: 'rejected' });
  });
});

describe('which station', () => {
  it.each(['radio_1', '1abc', '01', ' 1', '../stations', ''])(
    '%j is no number of a station: nothing is asked, since names can be changed by the client',
    async (username) => {
      const account = { username, domain: 'radio.example' };
      expect(await driver.readAccount(account, 10_000)).toMatchObject({ outcome: 'no-such-account' });
      expect(await driver.changePlan(account, plans.larger)).toMatchObject({ outcome: 'rejected' });
      expect(server.requests()).toEqual([]);
    },
  );
});

describe('what is told beside the limits', () => {
  it('failure mode 55b: what listeners will notice depends on the station', async () => {
    const interruption = async (id: number) => (await read(id)).station?.interruption;
    expect(await interruption(ordinary)).toBe('reload');
    expect(await interruption(shoutcast)).toBe('restart');
    expect(await interruption(remote)).toBe('none');
    expect(driver.interruption).toBe('reload');
  });

  it('a live broadcast, the port and the music, for notices and for waiting', async () => {
    expect((await read(live)).station).toEqual({
      interruption: 'reload',
      onAir: true,
      live: true,
      port: 8000 + live * 10,
      tracks: 312,
    });
    expect((await read(withAutoDj)).usage.autodj?.quantity).toBe(1);
  });

  it('the server: stations, and what they were sold in listeners × bitrate', async () => {
    expect(await driver.readServer(10_000)).toMatchObject({
      outcome: 'seen',
      value: { packages: null, accounts: 11, sold: { bitrate: 'unlimited', disk: 'unlimited' } },
    });
    server.state.saveStation({ ...station(unlimited), max_listeners: 10, max_bitrate: 64 });
    for (const id of [stationIds.ownConfiguration, remote]) {
      server.state.saveStation({ ...station(id), frontend_type: 'icecast', custom_config: null });
    }
    const sold = await driver.readServer(10_000);
    expect(sold).toMatchObject({
      value: { sold: { listeners: 9 * 100 + 250 + 10, 'stream-rate': 9 * 12_800 + 250 * 128 + 640 } },
    });
  });
});
