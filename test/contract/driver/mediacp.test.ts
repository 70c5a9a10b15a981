/** The driver contract over MediaCP, and every trap that provisioning.md §4 lists for it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../../src/http.ts';
import {
  mediacpDriver,
  numbered,
  openMediacpStage,
  plan,
  plans,
  startPretendMediacp,
  type PretendMediacp,
} from '../../support/mediacp-stage.ts';
import { recording, type RecordingHttp } from '../../support/recording-http.ts';
import { describeDriver } from './driver-contract.ts';

describeDriver('mediacp', openMediacpStage, {
  smallerPlan: 'applied',
  suspendedAccount: 'applied',
  withoutSuspension: true,
});

describe('driver mediacp, beyond the contract', () => {
  let server: PretendMediacp;
  let http: RecordingHttp;
  beforeEach(async () => {
    server = await startPretendMediacp();
    http = recording(createHttp({ version: 'test', connectDeadline: 1_000 }));
  });
  afterEach(async () => {
    http.close();
    await server.close();
  });
  const sent = () =>
    http.sent
      .filter(({ body }) => body !== undefined)
      .map(({ url, body }) => [
        new URL(url).pathname,
        Object.fromEntries(new URLSearchParams(body?.toString())),
      ]);

  it('sends only the limits that differ: a whole set of fields would make new passwords', async () => {
    const driver = mediacpDriver(server, http);
    await driver.changePlan(
      numbered(1),
      plan({ ...plans.before.limits, listeners: 500, disk: 21_474_836_480 }),
    );
    expect(sent()).toEqual([['/api/1/media-service/update', { maxuser: '500', quota: '20480' }]]);
    expect(server.services.get(1)).toMatchObject({ adminpassword: 'hidden', portbase: 8001 });
  });

  it('unlimited is 0 for sizes and -1 for targets, where 0 means none', async () => {
    await mediacpDriver(server, http).changePlan(numbered(1), plans.unlimited);
    expect(sent()[0]?.[1]).toEqual({ bandwidth: '0', quota: '0', stream_targets_limit: '-1' });
  });

  it('nothing is restarted unless the host says that it must be, and then payment is told so', async () => {
    const quiet = mediacpDriver(server, http);
    await quiet.changePlan(numbered(1), plan({ listeners: 500 }));
    expect(server.restarts.size).toBe(0);
    const restarting = mediacpDriver(server, http, { apply: 'restart' });
    expect([quiet.interruption, restarting.interruption]).toEqual(['none', 'restart']);
    // By POST first; an installation that knows only GET has done nothing at its 405.
    await restarting.changePlan(numbered(1), plan({ listeners: 600 }));
    expect(server.restarts.get(1)).toBe(1);
  });

  it.each(['0', 'radio1', '1/../2', ''])(
    '%j is no number of a service: nothing is asked',
    async (username) => {
      const driver = mediacpDriver(server, http);
      const account = { username, domain: 'radio.example' };
      expect(await driver.readAccount(account, 10_000)).toMatchObject({ outcome: 'no-such-account' });
      expect(http.sent).toEqual([]);
    },
  );

  it('the server: all pages of its services, and what they were sold', async () => {
    expect(await mediacpDriver(server, http).readServer(10_000)).toMatchObject({
      value: { accounts: 4, sold: { listeners: 400, disk: 'unlimited', 'stream-rate': 4 * 12_800 } },
    });
  });
});
