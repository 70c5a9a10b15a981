/** The stage of the driver contract for Centova Cast: the driver over real HTTP to the pretend server. */
import type { CentovaAccountSeed, CentovaLimit, CentovaSeed } from '../../sandbox/centova/seed-type.ts';
import { startSandboxCentova, type SandboxCentova } from '../../sandbox/centova/server.ts';
import type { Limit, Limits } from '../../src/catalogue/limit.ts';
import { systemClock } from '../../src/clock.ts';
import { createHttp, type Http } from '../../src/http.ts';
import { createCentovaDriver, type CentovaDriverOptions } from '../../src/provisioning/centova.ts';
import type { AccountName, ServerDriver, TargetPlan } from '../../src/provisioning/port.ts';
import type { Stage } from '../contract/driver/driver-contract.ts';
import { pretendFault } from './pretend-faults.ts';

const mebibyte = 1_048_576;
const patient = 10_000;
const impatient = 80;

/** Every sign that a careless client would send as it is. */
export const password = 'p&a=ss+w%rd 7s3cret|ñ';

const account = (username: string, more: Partial<CentovaAccountSeed> = {}): CentovaAccountSeed => ({
  username,
  password: `${username}7s3cret`,
  servertype: 'IceCast',
  port: 8010,
  maxclients: 100,
  maxbitrate: 128,
  transferlimit: 51_200,
  diskquota: 5_120,
  usesource: 2,
  cachedtransfer: 1_024,
  cacheddiskusage: 700.5,
  up: true,
  listeners: 37,
  ...more,
});

export const centovaSeed: CentovaSeed = {
  logins: [{ user: 'admin', password }],
  accounts: [
    account('bob'),
    account('bobby'),
    account('closed', { disabled: true, up: false }),
    account('endless', {
      maxclients: 'unlimited',
      maxbitrate: 'unlimited',
      transferlimit: 'unlimited',
      diskquota: 'unlimited',
    }),
    account('zeros', { transferlimit: 0, diskquota: 0, usesource: 1 }),
  ],
};

export const named = (username: string): AccountName => ({ username, domain: `${username}.example` });
export const plan = (limits: Limits): TargetPlan => ({ packageName: null, limits });

const sizes = (listeners: number, gigabytes: number): Limits => ({
  listeners,
  bitrate: 128,
  bandwidth: gigabytes * 10 * 1_024 * mebibyte,
  disk: gigabytes * 1_024 * mebibyte,
  autodj: 0,
});
export const plans = {
  before: plan(sizes(100, 5)),
  larger: plan({ ...sizes(500, 20), autodj: 1 }),
  smaller: plan(sizes(10, 1)),
  unlimited: plan({
    listeners: 'unlimited',
    bitrate: 'unlimited',
    bandwidth: 'unlimited',
    disk: 'unlimited',
    autodj: 0,
  }),
};

/** Milliseconds that the pretend server's counts may be old, by what the driver is told. */
export const usageAge = 3_600_000;

export function centovaDriver(
  server: Pick<SandboxCentova, 'url'>,
  http: Http,
  more: Partial<CentovaDriverOptions> = {},
): ServerDriver {
  return createCentovaDriver({
    baseUrl: server.url,
    user: 'admin',
    password,
    http,
    clock: systemClock,
    apply: 'reload',
    usageAge,
    deadlines: { checks: patient, write: patient },
    landingWindow: 1_000,
    ...more,
  });
}

const megabytes = (limit: CentovaLimit): Limit =>
  limit === 'unlimited' || limit === 0 ? 'unlimited' : limit * mebibyte;

export async function openCentovaStage(): Promise<Stage> {
  const server = await startSandboxCentova({ port: 0, dataDir: null, seed: centovaSeed });
  const http = createHttp({ version: 'test', connectDeadline: 1_000 });
  const deadlines = { checks: patient, write: patient };
  const strangersPassword = 'stranger7s3cret';
  return {
    driver: centovaDriver(server, http, { deadlines }),
    strangerDriver: centovaDriver(server, http, { deadlines, password: strangersPassword }),
    secrets: [password, strangersPassword, encodeURIComponent(password)],
    accounts: {
      ordinary: named('bob'),
      suspended: named('closed'),
      unlimited: named('endless'),
      unknown: named('nobody'),
      bystanders: ['bobby', 'closed', 'endless'].map(named),
    },
    plans: {
      ...plans,
      unknown: null,
      impossible: [
        plan({ listeners: 0 }),
        plan({ disk: 0 }),
        plan({ bandwidth: 1_500_000 }),
        plan({ mounts: 2 }),
        { packageName: 'Oro', limits: plans.larger.limits },
      ],
    },
    used: { bandwidth: 1_024 * mebibyte, disk: 700.5 * mebibyte },
    disagreement: { metric: 'bitrate', limit: 96 },
    truth({ username }) {
      const found = server.state.account(username);
      if (!found) throw new Error(`The sandbox has no account ${username}.`);
      return {
        packageName: null,
        limits: {
          listeners: found.maxclients,
          bitrate: found.maxbitrate,
          bandwidth: megabytes(found.transferlimit),
          disk: megabytes(found.diskquota),
          autodj: found.usesource === 2 ? 0 : 1,
        },
      };
    },
    writes: () => server.requests().filter(({ operation }) => operation === 'server.reconfigure').length,
    requests: () => server.requests().length,
    spoil(fault) {
      deadlines.write = fault === 'silent-after' || fault === 'late' ? impatient : patient;
      server.faults.add(pretendFault(fault, 'server.reconfigure', { field: 'maxbitrate', value: 96 }));
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
