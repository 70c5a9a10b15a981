/** The Icecast driver against a real Icecast on loopback, with a source and listeners (provisioning.md §7). */
import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { createHttp, type Http } from '../../../src/http.ts';
import { createConfigFile } from '../../../src/provisioning/config-file.ts';
import { createHostShell } from '../../../src/provisioning/host-shell.ts';
import { createIcecastDriver } from '../../../src/provisioning/icecast.ts';
import type { ServerDriver } from '../../../src/provisioning/port.ts';
import {
  fileText,
  startRealIcecast,
  whyNoIcecast,
  type Listener,
  type RealIcecast,
} from '../../support/real-icecast.ts';
import { requireOrSkip } from '../../support/require-or-skip.ts';

const available = requireOrSkip('Icecast for real', whyNoIcecast === null, whyNoIcecast ?? '');

describe.runIf(available)('the Icecast driver on a real Icecast', () => {
  let icecast: RealIcecast;
  let http: Http;
  let driver: ServerDriver;
  const listeners: Listener[] = [];
  const radio = { username: '/radio.mp3', domain: 'radio.example' };
  const silent = { username: 'callada.mp3', domain: 'radio.example' };
  const plan = (count: number | 'unlimited') => ({ packageName: null, limits: { listeners: count } });
  const driverWith = (password: string) =>
    createIcecastDriver({
      baseUrl: icecast.url,
      user: 'admin',
      password,
      http,
      clock: systemClock,
      pause: wait,
      config: createConfigFile({
        shell: createHostShell(['sh', '-s']),
        path: icecast.config,
        reload: icecast.reload,
      }),
      deadlines: { checks: 10_000, write: 15_000 },
      landingWindow: 10_000,
    });
  const read = async (account = radio) => {
    const look = await driver.readAccount(account, 10_000);
    if (look.outcome !== 'seen') throw new Error(look.message);
    return look.value;
  };
  /** Icecast's statistics follow its connections after a moment. */
  const soon = (account: typeof radio, reading: object) =>
    expect.poll(() => read(account), { timeout: 10_000 }).toMatchObject(reading);
  const listen = async () => {
    const listener = await icecast.listen('/radio.mp3');
    listeners.push(listener);
    return listener;
  };
  const admitted = () => listeners.filter(({ status }) => status === 200);

  beforeAll(async () => {
    icecast = await startRealIcecast();
    http = createHttp({ version: 'test' });
    driver = driverWith(icecast.password);
  });
  afterAll(async () => {
    for (const { close } of listeners) close();
    http.close();
    await icecast.close();
  });

  it('an upgrade lets the third listener in, drops nobody, and is read back', async () => {
    const source = await icecast.broadcast('/radio.mp3');
    expect([(await listen()).status, (await listen()).status]).toEqual([200, 200]);
    expect((await listen()).status).toBe(403);
    await soon(radio, {
      limits: { listeners: 2 },
      inForce: true,
      usage: { listeners: { quantity: 2 }, bitrate: { quantity: 128 } },
      station: { onAir: true, peak: { listeners: 2 } },
    });

    expect(await driver.changePlan(radio, plan(3))).toMatchObject({ outcome: 'applied' });

    expect(await read()).toMatchObject({ limits: { listeners: 3 }, inForce: true });
    expect((await listen()).status).toBe(200);
    expect((await listen()).status).toBe(403);
    const heard = admitted().map((one) => one.heard());
    expect(source.connected()).toBe(true);
    expect(admitted()).toHaveLength(3);
    expect(admitted().every((one) => one.connected())).toBe(true);
    // Still hearing, not only still connected.
    await expect.poll(() => admitted().every((one, index) => one.heard() > (heard[index] ?? 0))).toBe(true);
  });

  it('the same again is already applied, and the file is left alone', async () => {
    const before = statSync(icecast.config).mtimeMs;
    expect(await driver.changePlan(radio, plan(3))).toMatchObject({ outcome: 'already-applied' });
    expect(statSync(icecast.config).mtimeMs).toBe(before);
  });

  it('a smaller plan drops nobody: whoever comes next is turned away', async () => {
    expect(await driver.changePlan(radio, plan(1))).toMatchObject({ outcome: 'applied' });
    await soon(radio, { limits: { listeners: 1 }, usage: { listeners: { quantity: 3 } } });
    expect(admitted().every((one) => one.connected())).toBe(true);
    expect((await listen()).status).toBe(403);
  });

  it('unlimited is no limit in the file, and `<clients>` grows with what was sold', async () => {
    expect(await driver.changePlan(radio, plan('unlimited'))).toMatchObject({ outcome: 'applied' });
    expect((await read()).limits).toEqual({ listeners: 'unlimited' });
    expect(await driver.changePlan(radio, plan(100))).toMatchObject({ outcome: 'applied' });
    expect((await read()).limits).toEqual({ listeners: 100 });
    // 100 and 2 listeners, two sources, ten to spare: eight connections would have been the real limit.
    expect(fileText(icecast.config)).toContain('<clients>114</clients>');
    const more = await Promise.all(Array.from({ length: 10 }, () => listen()));
    expect(more.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  });

  it('a mount that nobody feeds is changed in the file, and is found so by its next source', async () => {
    expect(await read(silent)).toMatchObject({ limits: { listeners: 2 }, station: { onAir: false } });
    expect(await driver.changePlan(silent, plan(50))).toMatchObject({ outcome: 'applied' });
    expect((await read(silent)).limits).toEqual({ listeners: 50 });
    const source = await icecast.broadcast('/callada.mp3');
    await soon(silent, { limits: { listeners: 50 }, inForce: true, station: { onAir: true } });
    source.close();
  });

  it('the file keeps its owner and its mode, and nothing is left beside it but the lock', async () => {
    const { mode, uid } = statSync(icecast.config);
    expect(mode & 0o777).toBe(0o640);
    expect(uid).toBe(process.getuid?.() === 0 ? 65_534 : process.getuid?.());
    expect(() => statSync(`${icecast.config}.upshelf-new`)).toThrow();
    expect(() => statSync(`${icecast.config}.upshelf-old`)).toThrow();
  });

  it('the server tells its version and what was sold; a wrong password is told at once', async () => {
    expect(await driver.readServer(10_000)).toMatchObject({
      outcome: 'seen',
      value: { version: icecast.version, accounts: 2, sold: { listeners: 150 } },
    });
    expect(await driverWith('wrong').readAccount(radio, 10_000)).toMatchObject({ outcome: 'not-authorised' });
  });
});
