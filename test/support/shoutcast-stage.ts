/** The stage of the driver contract for SHOUTcast: a real shell, a real file, its HTTP side pretended. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Limits } from '../../src/catalogue/limit.ts';
import { systemClock } from '../../src/clock.ts';
import { createHttp } from '../../src/http.ts';
import { createConfigFile } from '../../src/provisioning/config-file.ts';
import { createHostShell } from '../../src/provisioning/host-shell.ts';
import type { AccountName, TargetPlan } from '../../src/provisioning/port.ts';
import { createShoutcastDriver } from '../../src/provisioning/shoutcast.ts';
import type { Stage } from '../contract/driver/driver-contract.ts';
import { pretendFault } from './pretend-faults.ts';
import { startPretendShoutcast, type PretendShoutcast } from './pretend-shoutcast.ts';
import { spoiledShell } from './spoiled-shell.ts';

export const scServConf = `; streammaxuser_1=9
portbase=8000
adminpassword=admin7s3cret
MaxUser=400
streamid_1=1
streampath_1=/radio
streammaxuser_1 = 100
streammaxbitrate_1=128000
streamid_2=2
streamid_5=3
streammaxuser_5=50
streammaxbitrate_5=64000
`;

const password = 'admin7s3cret';
export const named = (username: string): AccountName => ({ username, domain: 'radio.example' });
export const plan = (limits: Limits): TargetPlan => ({ packageName: null, limits });

export interface ShoutcastStage extends Stage {
  readonly server: PretendShoutcast;
  /** The configuration file's text now. */
  readonly text: () => string;
}

export async function openShoutcastStage(): Promise<ShoutcastStage> {
  const folder = mkdtempSync(join(tmpdir(), 'upshelf-shoutcast-'));
  const file = join(folder, 'sc_serv.conf');
  writeFileSync(file, scServConf);
  const server = await startPretendShoutcast({ config: file, password, sources: { 1: 37, 3: 2 } });
  const shell = spoiledShell(createHostShell(['sh', '-s']), {
    wrongLimit: () => undefined,
    withoutReload: (script) => script,
  });
  const http = createHttp({ version: 'test', connectDeadline: 1_000 });
  const deadlines = { checks: 10_000, write: 1_200 };
  const strangersPassword = 'stranger7s3cret';
  const driverWith = (secret: string) =>
    createShoutcastDriver({
      baseUrl: server.url,
      password: secret,
      http,
      clock: systemClock,
      config: createConfigFile({ shell, path: file, reload: null }),
      // The pretend server needs no second to follow.
      pause: () => wait(100),
      deadlines,
      landingWindow: 1_000,
    });
  return {
    server,
    text: () => readFileSync(file, 'utf8'),
    driver: driverWith(password),
    strangerDriver: driverWith(strangersPassword),
    secrets: [password, strangersPassword, Buffer.from(`admin:${password}`).toString('base64')],
    accounts: {
      ordinary: named('1'),
      suspended: named('1'),
      unlimited: named('2'),
      unknown: named('5'),
      bystanders: [named('2'), named('3')],
    },
    plans: {
      before: plan({ listeners: 100, bitrate: 128 }),
      larger: plan({ listeners: 500, bitrate: 128 }),
      smaller: plan({ listeners: 10, bitrate: 128 }),
      unlimited: plan({ listeners: 400, bitrate: 'unlimited' }),
      unknown: null,
      impossible: [
        plan({ listeners: 'unlimited' }),
        plan({ listeners: 0 }),
        plan({ bitrate: 0 }),
        plan({ disk: 1 }),
        { packageName: 'Oro', limits: { listeners: 5 } },
      ],
    },
    used: { listeners: 37, bitrate: 128 },
    disagreement: { metric: 'listeners', limit: 333 },
    truth({ username }) {
      const { listeners, bitrate } = server.effective(Number(username));
      return {
        packageName: null,
        limits: { listeners, bitrate: bitrate === 0 ? 'unlimited' : bitrate / 1000 },
      };
    },
    writes: () => shell.writes(),
    requests: () => server.requests().length,
    spoil(fault) {
      server.faults.add(pretendFault(fault, 'admin.cgi reload', { field: 'maxlisteners', value: 333 }));
    },
    land() {
      server.faults.release();
    },
    offline: () => server.offline(),
    online: () => server.online(),
    silence() {
      deadlines.checks = 80;
      server.faults.add({ kind: 'no-answer' });
    },
    async close() {
      http.close();
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
