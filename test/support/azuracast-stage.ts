/** The stage of the driver contract for AzuraCast: the driver over real HTTP to the pretend server. */
import { startSandboxAzuracast, type SandboxAzuracast } from '../../sandbox/azuracast/server.ts';
import type { Station } from '../../sandbox/azuracast/state.ts';
import type { Limit, Limits } from '../../src/catalogue/limit.ts';
import { systemClock } from '../../src/clock.ts';
import { createHttp, type Http } from '../../src/http.ts';
import { createAzuracastDriver } from '../../src/provisioning/azuracast.ts';
import type { AccountName, ServerDriver, TargetPlan } from '../../src/provisioning/port.ts';
import type { Stage } from '../contract/driver/driver-contract.ts';
import { azuracastSeed, gibibyte, keys, stationIds } from './azuracast-seed.ts';
import { pretendFault } from './pretend-faults.ts';

const patient = 10_000;
const impatient = 80;

export const stationNamed = (id: number): AccountName => ({
  username: String(id),
  domain: `radio${id}.example`,
});

export const plan = (limits: Limits): TargetPlan => ({ packageName: null, limits });

export const plans = {
  before: plan({ listeners: 100, bitrate: 128, mounts: 2, 'hls-streams': 1, disk: 5 * gibibyte, autodj: 0 }),
  larger: plan({ listeners: 500, bitrate: 320, mounts: 5, 'hls-streams': 3, disk: 5 * gibibyte, autodj: 0 }),
  smaller: plan({ listeners: 50, bitrate: 64, mounts: 1, 'hls-streams': 1, disk: gibibyte, autodj: 0 }),
  unlimited: plan({
    listeners: 'unlimited',
    bitrate: 'unlimited',
    mounts: 'unlimited',
    'hls-streams': 'unlimited',
    disk: 'unlimited',
    autodj: 0,
  }),
} as const;

export interface DriverTimes {
  checks: number;
  write: number;
}

export function azuracastDriver(
  server: Pick<SandboxAzuracast, 'url'>,
  key: string,
  http: Http,
  deadlines: DriverTimes = { checks: patient, write: patient },
): ServerDriver {
  return createAzuracastDriver({
    baseUrl: server.url,
    key,
    http,
    clock: systemClock,
    deadlines,
    landingWindow: 1_000,
  });
}

const zeroIsNone = (value: number): Limit => (value === 0 ? 'unlimited' : value);

/** AzuraCast's own record in our units; written apart from the driver's conversion, to check it. */
const limitsOf = (station: Station, quota: number | null): Limits => ({
  listeners: station.max_listeners ?? 'unlimited',
  bitrate: zeroIsNone(station.max_bitrate),
  mounts: zeroIsNone(station.max_mounts),
  'hls-streams': zeroIsNone(station.max_hls_streams),
  disk: quota ?? 'unlimited',
  autodj: station.backend_type === 'liquidsoap' ? 1 : 0,
});

export async function openAzuracastStage(): Promise<Stage> {
  const server = await startSandboxAzuracast({ port: 0, dataDir: null, seed: azuracastSeed });
  const http = createHttp({ version: 'test', connectDeadline: 1_000 });
  const deadlines: DriverTimes = { checks: patient, write: patient };
  const strangersKey = 'deadbeefdeadbeef:stranger7s3cret';
  return {
    driver: azuracastDriver(server, keys.billing.key, http, deadlines),
    strangerDriver: azuracastDriver(server, strangersKey, http, deadlines),
    secrets: [keys.billing.key, strangersKey],
    accounts: {
      ordinary: stationNamed(stationIds.ordinary),
      suspended: stationNamed(stationIds.suspended),
      unlimited: stationNamed(stationIds.unlimited),
      unknown: stationNamed(4711),
      bystanders: [stationIds.suspended, stationIds.unlimited, stationIds.fresh].map(stationNamed),
    },
    plans: {
      ...plans,
      unknown: null,
      impossible: [
        plan({ ...plans.larger.limits, listeners: 0 }),
        plan({ ...plans.larger.limits, mounts: 0 }),
        plan({ bitrate: 40_000 }),
        plan({ bandwidth: 5 }),
        plan({}),
        { packageName: 'Oro', limits: plans.larger.limits },
      ],
    },
    used: { disk: 2_147_483_649, listeners: 37, bitrate: 128, mounts: 2, 'hls-streams': 1, autodj: 0 },
    disagreement: { metric: 'mounts', limit: 4 },
    truth({ username }) {
      const station = server.state.station(Number(username));
      if (!station) throw new Error(`The sandbox has no station ${username}.`);
      const quota = server.state.location(station.storage.media)?.quota ?? null;
      return { packageName: null, limits: limitsOf(station, quota) };
    },
    writes: () => server.requests().filter(({ operation }) => operation.startsWith('PUT ')).length,
    requests: () => server.requests().length,
    spoil(fault) {
      deadlines.write = fault === 'silent-after' || fault === 'late' ? impatient : patient;
      server.faults.add(pretendFault(fault, 'PUT /admin/station', { field: 'max_mounts', value: 4 }));
    },
    land() {
      server.faults.release();
    },
    offline: () => server.offline(),
    online: () => server.online(),
    silence() {
      deadlines.checks = impatient;
      server.faults.add({ kind: 'no-answer' });
    },
    async close() {
      http.close();
      await server.close();
    },
  };
}
