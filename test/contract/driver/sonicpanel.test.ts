/** The driver contract over SonicPanel, which tells nothing about accounts, and the traps of provisioning.md §5. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../../src/catalogue/time.ts';
import { createHttp, type Http } from '../../../src/http.ts';
import {
  named,
  openSonicpanelStage,
  plan,
  sonicpanelDriver,
  startPretendSonicpanel,
  type PretendSonicpanel,
} from '../../support/sonicpanel-stage.ts';
import { describeDriver } from './driver-contract.ts';

describeDriver('sonicpanel', openSonicpanelStage, {
  smallerPlan: 'applied',
  suspendedAccount: 'applied',
  withoutZero: true,
  withoutUnlimited: true,
  withoutSuspension: true,
  unreadable: true,
});

describe('driver sonicpanel, beyond the contract', () => {
  let server: PretendSonicpanel;
  let http: Http;
  beforeEach(async () => {
    server = await startPretendSonicpanel();
    http = createHttp({ version: 'test', connectDeadline: 1_000 });
  });
  afterEach(async () => {
    http.close();
    await server.close();
  });

  it('a wrong key is shown once, not five times: the fifth shuts us out for an hour', async () => {
    let now = 1_000_000 as Instant;
    const driver = sonicpanelDriver(server, http, { key: 'wrong' }, { now: () => now });
    for (let tries = 0; tries < 10; tries += 1) {
      expect(await driver.changePlan(named('bob'), plan('Plus'))).toMatchObject({
        outcome: 'not-authorised',
      });
      expect(await driver.readServer(10_000)).toMatchObject({ outcome: 'not-authorised' });
    }
    expect(server.wrongKeys()).toBe(1);
    now = (now + 60 * 60_000) as Instant;
    expect(await driver.readServer(10_000)).toMatchObject({ outcome: 'not-authorised' });
    expect(server.wrongKeys()).toBe(2);
  });

  it('the package must be on the list to the letter', async () => {
    const driver = sonicpanelDriver(server, http);
    for (const name of ['plus', 'Plus ', 'Gran', 'Básico,Plus']) {
      expect(await driver.changePlan(named('bob'), plan(name))).toMatchObject({ outcome: 'rejected' });
    }
    expect(server.requests().some(({ isWrite }) => isWrite)).toBe(false);
    expect(await driver.readServer(10_000)).toMatchObject({
      value: { packages: [{ name: 'Básico' }, { name: 'Plus' }, { name: 'Plus Grande' }, { name: 'Mini' }] },
    });
  });

  it('declares that nothing can be read back, so that the grade is "accepted" (L4)', () => {
    const driver = sonicpanelDriver(server, http);
    expect([driver.verification, driver.readableLimits, driver.readableUsage]).toEqual(['none', [], []]);
  });
});
