/** The driver contract over Centova Cast v3, and every trap that provisioning.md §2 lists for it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandboxCentova, type SandboxCentova } from '../../../sandbox/centova/server.ts';
import { createHttp } from '../../../src/http.ts';
import type { ServerDriver } from '../../../src/provisioning/port.ts';
import {
  centovaDriver,
  centovaSeed,
  named,
  openCentovaStage,
  password,
  plan,
  plans,
  usageAge,
} from '../../support/centova-stage.ts';
import { recording, type RecordingHttp } from '../../support/recording-http.ts';
import { describeDriver } from './driver-contract.ts';

// Nothing in what could be read refuses a smaller plan; a disabled account is not told from others (provisioning.md §2).
describeDriver('centova', openCentovaStage, {
  smallerPlan: 'applied',
  suspendedAccount: 'applied',
  withoutSuspension: true,
  usageAge,
});

describe('driver centova, beyond the contract', () => {
  let server: SandboxCentova;
  let http: RecordingHttp;
  let driver: ServerDriver;
  beforeEach(async () => {
    server = await startSandboxCentova({ port: 0, dataDir: null, seed: centovaSeed });
    http = recording(createHttp({ version: 'test', connectDeadline: 1_000 }));
    driver = centovaDriver(server, http);
  });
  afterEach(async () => {
    http.close();
    await server.close();
  });
  const bob = named('bob');
  const sent = () =>
    http.sent.map(({ body }) => {
      const {
        xm,
        f: _,
        'a[password]': given,
        ...form
      } = Object.fromEntries(new URLSearchParams(body?.toString()));
      return { xm, given, form };
    });

  it('sends a form by POST, encoded: a password of any signs arrives as it is, and in no address', async () => {
    expect(await driver.readAccount(bob, 10_000)).toMatchObject({ outcome: 'seen' });
    expect(http.sent[0]).toMatchObject({ method: 'POST', url: `${server.url}/api.php` });
    expect(sent()[0]).toEqual({
      xm: 'server.getaccount',
      given: `admin|${password}`,
      form: { 'a[username]': 'bob' },
    });
  });

  it('sends only what differs, in whole megabytes and kbit/s, then reloads: whoever listens stays', async () => {
    await driver.changePlan(bob, plan({ ...plans.before.limits, listeners: 500, disk: 20 * 1_073_741_824 }));
    expect(
      sent()
        .slice(1)
        .map(({ xm, form }) => ({ xm, form })),
    ).toEqual([
      {
        xm: 'server.reconfigure',
        form: { 'a[username]': 'bob', 'a[maxclients]': '500', 'a[diskquota]': '20480' },
      },
      { xm: 'server.reload', form: { 'a[username]': 'bob' } },
    ]);
    expect(server.state.account('bob')).toMatchObject({
      listeners: 37,
      stream: { maxclients: 500, reloads: 1 },
    });
  });

  it('disk and traffic need no reload', async () => {
    await driver.changePlan(bob, plan({ disk: 20 * 1_073_741_824 }));
    expect(sent().map(({ xm }) => xm)).toEqual(['server.getaccount', 'server.reconfigure']);
  });

  it('unlimited is sent as the word, never as 0, and 0 is read as no limit', async () => {
    await driver.changePlan(bob, plans.unlimited);
    expect(sent()[1]?.form).toEqual({
      'a[username]': 'bob',
      'a[maxclients]': 'unlimited',
      'a[maxbitrate]': 'unlimited',
      'a[transferlimit]': 'unlimited',
      'a[diskquota]': 'unlimited',
    });
    expect(await driver.readAccount(named('zeros'), 10_000)).toMatchObject({
      value: { limits: { bandwidth: 'unlimited', disk: 'unlimited', autodj: 1 } },
    });
  });

  it('an AutoDJ that becomes permitted is off, one that is on stays on, and prohibited is 2', async () => {
    await driver.changePlan(bob, plan({ autodj: 1 }));
    expect(server.state.account('bob')?.usesource).toBe(0);
    expect(await driver.changePlan(named('zeros'), plan({ autodj: 1 }))).toMatchObject({
      outcome: 'already-applied',
    });
    await driver.changePlan(named('zeros'), plan({ autodj: 0 }));
    expect(server.state.account('zeros')?.usesource).toBe(2);
  });

  it('a stream that is off cannot be reloaded: the limits are saved for its next start, and it is said', async () => {
    expect(await driver.changePlan(named('closed'), plan({ listeners: 500 }))).toMatchObject({
      outcome: 'applied',
      message: expect.stringContaining('next start') as string,
    });
  });

  it('a host whose streams do not follow a reload has them restarted, and says so before payment', async () => {
    const restarting = centovaDriver(server, http, { apply: 'restart' });
    expect([driver.interruption, restarting.interruption]).toEqual(['reload', 'restart']);
    await restarting.changePlan(bob, plan({ listeners: 500 }));
    expect(server.state.account('bob')).toMatchObject({ listeners: 0, stream: { restarts: 1 } });
  });

  it('failure mode 53: usage is not real time, and is told to be as old as it may be', async () => {
    const look = await driver.readAccount(bob, 10_000);
    if (look.outcome !== 'seen') throw new Error(look.message);
    expect(look.value.usage.disk?.measuredAt).toBe(look.value.readAt - usageAge);
  });

  it('a reload whose answer is lost is unknown; looking finds the limits saved', async () => {
    server.faults.add({ kind: 'lost-answer', operation: 'server.reload', times: 1 });
    expect(await driver.changePlan(bob, plan({ listeners: 500 }))).toMatchObject({ outcome: 'unknown' });
    expect(await driver.changePlan(bob, plan({ listeners: 500 }))).toMatchObject({
      outcome: 'already-applied',
    });
  });

  it('the server is told by its own check, and counts its accounts', async () => {
    expect(await driver.readServer(10_000)).toEqual({
      outcome: 'seen',
      value: { version: null, packages: null, accounts: 5 },
    });
  });
});
