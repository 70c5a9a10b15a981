/** The driver contract over SHOUTcast DNAS 2, and every trap that provisioning.md §7 and the vendor's page name. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  named,
  openShoutcastStage,
  plan,
  scServConf,
  type ShoutcastStage,
} from '../../support/shoutcast-stage.ts';
import { describeDriver } from './driver-contract.ts';

describeDriver('shoutcast', openShoutcastStage, {
  smallerPlan: 'applied',
  suspendedAccount: 'applied',
  withoutZero: true,
  withoutSuspension: true,
});

describe('driver shoutcast, beyond the contract', () => {
  let stage: ShoutcastStage;
  beforeEach(async () => {
    stage = await openShoutcastStage();
  });
  afterEach(() => stage.close());
  const change = (username: string, limits: Parameters<typeof plan>[0]) =>
    stage.driver.changePlan(named(username), plan(limits));
  const read = async (username: string) => {
    const look = await stage.driver.readAccount(named(username), 10_000);
    if (look.outcome !== 'seen') throw new Error(look.message);
    return look.value;
  };

  it('reloads without force: nobody is thrown out', async () => {
    expect(await change('1', { listeners: 200 })).toMatchObject({ outcome: 'applied' });
    expect(stage.server.kicked()).toBe(0);
    expect(stage.driver.interruption).toBe('none');
    expect(stage.server.requests().filter(({ isWrite }) => isWrite)).toHaveLength(1);
  });

  it('kbit/s are 1000 bits, and one line is all that changes', async () => {
    await change('1', { listeners: 100, bitrate: 320 });
    expect(stage.text()).toBe(scServConf.replace('=128000', '=320000'));
    expect(await read('1')).toMatchObject({ limits: { bitrate: 320 }, inForce: true });
  });

  it("a stream's number is not the number of its options", async () => {
    await change('3', { listeners: 60 });
    expect(stage.text()).toContain('streammaxuser_5=60');
    expect(await read('3')).toMatchObject({ limits: { listeners: 60, bitrate: 64 } });
  });

  it('a stream without its own limit takes as many as the whole server', async () => {
    expect(await read('2')).toMatchObject({ limits: { listeners: 400, bitrate: 'unlimited' } });
    expect((await read('2')).station).toEqual({ onAir: false, port: 8000 });
  });

  it('failure mode 10: where the whole server takes too few, it takes more, and no other stream gains by it', async () => {
    const before = [await read('2'), await read('3')].map(({ limits }) => limits);
    await change('1', { listeners: 1_000 });
    expect(stage.text()).toContain('maxuser=1450');
    expect(stage.text()).toContain('streammaxuser_2=400');
    expect([await read('2'), await read('3')].map(({ limits }) => limits)).toEqual(before);
    expect(stage.truth(named('1')).limits.listeners).toBe(1_000);
  });

  it('cut off before its reload: seen as not in force, and finished by the reload alone', async () => {
    stage.spoil('cut-before');
    await change('1', { listeners: 200 });
    expect(await read('1')).toMatchObject({ limits: { listeners: 100 }, inForce: false });
    const text = stage.text();
    expect(await change('1', { listeners: 200 })).toMatchObject({ outcome: 'applied' });
    expect(stage.text()).toBe(text);
    expect(await read('1')).toMatchObject({ limits: { listeners: 200 }, inForce: true });
  });

  it('peaks come with the time from which they are counted', async () => {
    const { station, readAt } = await read('1');
    expect(station).toEqual({ onAir: true, port: 8000, peak: { listeners: 42, since: readAt - 3_600_000 } });
  });

  it('the password is in no address', async () => {
    await change('1', { listeners: 200 });
    expect(JSON.stringify(stage.server.requests())).not.toContain('s3cret');
  });

  it('the server tells its version and what was sold', async () => {
    await change('2', { bitrate: 128 });
    expect(await stage.driver.readServer(10_000)).toMatchObject({
      value: {
        version: '2.6.1.777 (posix(linux x64))',
        accounts: 3,
        sold: { listeners: 550, 'stream-rate': 100 * 128 + 400 * 128 + 50 * 64 },
      },
    });
  });
});
