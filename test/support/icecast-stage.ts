/** The stage of the driver contract for Icecast: a real shell, a real file, and statistics over real HTTP. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../src/clock.ts';
import { createHttp } from '../../src/http.ts';
import { createConfigFile } from '../../src/provisioning/config-file.ts';
import { createHostShell } from '../../src/provisioning/host-shell.ts';
import { createIcecastDriver } from '../../src/provisioning/icecast.ts';
import type { AccountName, TargetPlan } from '../../src/provisioning/port.ts';
import type { Stage } from '../contract/driver/driver-contract.ts';
import { startPretendIcecast } from './pretend-icecast.ts';
import { spoiledShell } from './spoiled-shell.ts';

export const icecastXml = `<?xml version="1.0"?>
<!-- <mount><mount-name>/vieja.mp3</mount-name></mount> -->
<icecast>
    <limits>
        <clients>200</clients>
        <sources>4</sources>
    </limits>
    <authentication>
        <admin-user>admin</admin-user>
        <admin-password>icecast7s3cret</admin-password>
    </authentication>
    <mount type="normal">
        <mount-name>/radio.mp3</mount-name>
        <!-- <max-listeners>7</max-listeners> -->
        <max-listeners>100</max-listeners>
        <fallback-mount>/silencio.mp3</fallback-mount>
    </mount>
    <mount>
        <mount-name>/libre.mp3</mount-name>
    </mount>
    <mount><mount-name>/otra.mp3</mount-name><max-listeners>20</max-listeners></mount>
</icecast>
`;

const named = (username: string): AccountName => ({ username, domain: 'radio.example' });
const plan = (listeners: number | 'unlimited'): TargetPlan => ({ packageName: null, limits: { listeners } });
const password = 'icecast7s3cret';

export async function openIcecastStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'upshelf-icecast-'));
  const file = join(folder, 'icecast.xml');
  writeFileSync(file, icecastXml);
  chmodSync(file, 0o640);
  const server = await startPretendIcecast({
    config: file,
    user: 'admin',
    password,
    sources: { '/radio.mp3': 37, '/libre.mp3': 2, '/otra.mp3': 0 },
  });
  const shell = spoiledShell(createHostShell(['sh', '-s']), {
    wrongLimit() {
      writeFileSync(file, readFileSync(file, 'utf8').replace('>500<', '>333<'));
    },
    withoutReload: (script) => script.replace(server.reload, ':'),
  });
  const http = createHttp({ version: 'test', connectDeadline: 1_000 });
  const deadlines = { checks: 10_000, write: 1_200 };
  const strangersPassword = 'stranger7s3cret';
  const driverWith = (secret: string) =>
    createIcecastDriver({
      baseUrl: server.url,
      user: 'admin',
      password: secret,
      http,
      clock: systemClock,
      config: createConfigFile({ shell, path: file, reload: server.reload }),
      // The pretend server needs no second to follow.
      pause: () => wait(100),
      deadlines,
      landingWindow: 1_000,
    });
  return {
    driver: driverWith(password),
    strangerDriver: driverWith(strangersPassword),
    secrets: [password, strangersPassword, Buffer.from(`admin:${password}`).toString('base64')],
    accounts: {
      ordinary: named('/radio.mp3'),
      suspended: named('/radio.mp3'),
      unlimited: named('/libre.mp3'),
      unknown: named('/vieja.mp3'),
      bystanders: [named('/libre.mp3'), named('/otra.mp3')],
    },
    plans: {
      before: plan(100),
      larger: plan(500),
      smaller: plan(10),
      unlimited: plan('unlimited'),
      unknown: null,
      impossible: [
        plan(0),
        { packageName: 'Oro', limits: { listeners: 5 } },
        { packageName: null, limits: { disk: 1 } },
      ],
    },
    used: { listeners: 37, bitrate: 128 },
    disagreement: { metric: 'listeners', limit: 333 },
    truth: ({ username }) => ({
      packageName: null,
      limits: { listeners: server.limits.get(username) ?? 'unlimited' },
    }),
    writes: () => shell.writes(),
    requests: () => server.requests().length,
    spoil(fault) {
      shell.spoil(fault);
    },
    land: () => shell.land(),
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
