/** The stage of the driver contract for MediaCP: the driver over real HTTP to a server that answers by provisioning.md §4. */
import type { Effect } from '../../sandbox/pretend/faults.ts';
import { json, webPage } from '../../sandbox/pretend/respond.ts';
import {
  startPretendServer,
  type Call,
  type PretendServer,
  type Reply,
  type Turn,
} from '../../sandbox/pretend/server.ts';
import type { Limits } from '../../src/catalogue/limit.ts';
import { systemClock } from '../../src/clock.ts';
import { createHttp, type Http } from '../../src/http.ts';
import { createMediacpDriver, type MediacpDriverOptions } from '../../src/provisioning/mediacp.ts';
import type { AccountName, ServerDriver, TargetPlan } from '../../src/provisioning/port.ts';
import type { Stage } from '../contract/driver/driver-contract.ts';
import { pretendFault } from './pretend-faults.ts';

const mebibyte = 1_048_576;
const patient = 10_000;
const impatient = 80;
export const key = 'mediacp7s3cret';

export interface Service {
  readonly id: number;
  readonly unique_id: string;
  readonly user_id: number;
  readonly portbase: number;
  readonly adminpassword: string;
  readonly maxuser: number;
  readonly bitrate: number;
  readonly bandwidth: number;
  readonly quota: number;
  readonly stream_targets_limit: number;
  readonly sourceplugin: string;
}

const service = (id: number, more: Partial<Service> = {}): Service => ({
  id,
  unique_id: `radio${id}`,
  user_id: 9,
  portbase: 8000 + id,
  adminpassword: 'hidden',
  maxuser: 100,
  bitrate: 128,
  bandwidth: 51_200,
  quota: 5_120,
  stream_targets_limit: 0,
  sourceplugin: '',
  ...more,
});

export interface PretendMediacp extends PretendServer {
  readonly services: Map<number, Service>;
  /** How often each service was restarted. */
  readonly restarts: Map<number, number>;
}

const numbers = ['maxuser', 'bitrate', 'bandwidth', 'quota', 'stream_targets_limit'] as const;

export async function startPretendMediacp(): Promise<PretendMediacp> {
  const services = new Map(
    [
      service(1),
      service(2),
      service(3, { bandwidth: 0, quota: 0, stream_targets_limit: -1 }),
      service(11),
    ].map((one) => [one.id, one]),
  );
  const restarts = new Map<number, number>();
  const refused = (error: object): Reply => json(200, { status: 0, ...error });

  function update(found: Service, { body }: Call, effect: Effect): Reply {
    const form = new URLSearchParams(body);
    let changed = found;
    for (const name of numbers) {
      const value = form.get(name);
      if (value === null || (effect === 'half' && name === 'maxuser')) continue;
      if (!/^-?\d+$/.test(value) || (name === 'bitrate' && Number(value) < 24)) {
        return refused({ errors: { [name]: [`The ${name} is invalid.`] } });
      }
      changed = { ...changed, [name]: Number(value) };
    }
    changed = { ...changed, sourceplugin: form.get('sourceplugin') ?? changed.sourceplugin };
    if (typeof effect === 'object') changed = { ...changed, [effect.field]: effect.value };
    if (effect !== 'none') services.set(found.id, changed);
    return json(200, { status: 1, service_id: found.id });
  }

  function turnOf(call: Call): Turn {
    const denied = call.headers.authorization !== `Bearer ${key}`;
    const turnedAway = denied ? { turnedAway: json(401, { message: 'Unauthenticated.' }) } : {};
    const [, id = '', action = ''] = /^\/api\/(\d+)\/media-service\/([\w-]+)$/.exec(call.path) ?? [];
    const found = services.get(Number(id));
    const answer = (act: Turn['act'], isWrite = false): Turn => ({
      operation: action,
      isWrite,
      act: action === 'list' || found ? act : () => refused({ error: 'Service not found' }),
      ...turnedAway,
    });
    switch (`${call.method} ${action}`) {
      case 'GET list':
        return answer(() => {
          const page = Number(call.query.get('page') ?? 1);
          return json(200, { data: [...services.values()].slice((page - 1) * 3, page * 3), last_page: 2 });
        });
      case 'GET show':
        return answer(() => json(200, found));
      case 'POST update':
        return answer((effect) => (found ? update(found, call, effect) : refused({})), true);
      case 'GET restart-service':
        return answer(() => {
          restarts.set(Number(id), (restarts.get(Number(id)) ?? 0) + 1);
          return json(200, { status: 1 });
        }, true);
      case 'POST restart-service':
        return answer(() => webPage(405, 'Method Not Allowed'));
      default:
        return answer(() => webPage(404, 'Not Found'));
    }
  }

  const server = await startPretendServer({ port: 0, turnOf, state: () => [...services.keys()] });
  return { ...server, services, restarts };
}

export const numbered = (id: number): AccountName => ({ username: String(id), domain: 'radio.example' });
export const plan = (limits: Limits): TargetPlan => ({ packageName: null, limits });

const sizes = (listeners: number, gigabytes: number, streamTargets: number): Limits => ({
  listeners,
  bitrate: 128,
  bandwidth: gigabytes * 10 * 1_024 * mebibyte,
  disk: gigabytes * 1_024 * mebibyte,
  'stream-targets': streamTargets,
  autodj: 0,
});
export const plans = {
  before: plan(sizes(100, 5, 0)),
  larger: plan({ ...sizes(500, 20, 3), autodj: 1 }),
  smaller: plan(sizes(10, 1, 0)),
  unlimited: plan({
    ...sizes(100, 5, 0),
    bandwidth: 'unlimited',
    disk: 'unlimited',
    'stream-targets': 'unlimited',
  }),
};

export function mediacpDriver(
  server: Pick<PretendServer, 'url'>,
  http: Http,
  more: Partial<MediacpDriverOptions> = {},
): ServerDriver {
  return createMediacpDriver({
    baseUrl: server.url,
    key,
    http,
    clock: systemClock,
    apply: 'none',
    deadlines: { checks: patient, write: patient },
    landingWindow: 1_000,
    ...more,
  });
}

export async function openMediacpStage(): Promise<Stage> {
  const server = await startPretendMediacp();
  const http = createHttp({ version: 'test', connectDeadline: 1_000 });
  const deadlines = { checks: patient, write: patient };
  const strangersKey = 'stranger7s3cret';
  const unlimitedIs = (value: number, none: number, unit: number) =>
    value === none ? 'unlimited' : value * unit;
  return {
    driver: mediacpDriver(server, http, { deadlines }),
    strangerDriver: mediacpDriver(server, http, { deadlines, key: strangersKey }),
    secrets: [key, strangersKey],
    accounts: {
      ordinary: numbered(1),
      suspended: numbered(2),
      unlimited: numbered(3),
      unknown: numbered(4711),
      bystanders: [2, 3, 11].map(numbered),
    },
    plans: {
      ...plans,
      unknown: null,
      impossible: [
        plan({ listeners: 'unlimited' }),
        plan({ listeners: 0 }),
        plan({ bitrate: 16 }),
        plan({ disk: 0 }),
        plan({ disk: 1_500_000 }),
        plan({ mounts: 2 }),
        { packageName: 'Oro', limits: plans.larger.limits },
      ],
    },
    used: {},
    disagreement: { metric: 'stream-targets', limit: 2 },
    truth({ username }) {
      const found = server.services.get(Number(username));
      if (!found) throw new Error(`There is no service ${username}.`);
      return {
        packageName: null,
        limits: {
          listeners: found.maxuser,
          bitrate: found.bitrate,
          bandwidth: unlimitedIs(found.bandwidth, 0, mebibyte),
          disk: unlimitedIs(found.quota, 0, mebibyte),
          'stream-targets': unlimitedIs(found.stream_targets_limit, -1, 1),
          autodj: found.sourceplugin === '' ? 0 : 1,
        },
      };
    },
    writes: () => server.requests().filter(({ isWrite }) => isWrite).length,
    requests: () => server.requests().length,
    spoil(fault) {
      deadlines.write = fault === 'silent-after' || fault === 'late' ? impatient : patient;
      server.faults.add(pretendFault(fault, 'update', { field: 'stream_targets_limit', value: 2 }));
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
