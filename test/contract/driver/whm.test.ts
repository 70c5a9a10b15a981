/** The driver contract over WHM, and what only WHM has: resellers, and packages that say something else. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandboxWhm, type SandboxWhm } from '../../../sandbox/whm/server.ts';
import { systemClock } from '../../../src/clock.ts';
import { createDriver, type OpenDriver } from '../../../src/provisioning/drivers.ts';
import { logins, packages, whmSeed } from '../../support/whm-seed.ts';
import { limitsOfPackage, openWhmStage } from '../../support/whm-stage.ts';
import { describeDriver } from './driver-contract.ts';

// WHM refuses neither: provisioning.md §1 Pitfalls, "Downgrade below usage".
describeDriver('whm', openWhmStage, { smallerPlan: 'applied', suspendedAccount: 'applied' });

describe('driver whm, beyond the contract', () => {
  let whm: SandboxWhm;
  const open: OpenDriver[] = [];
  const as = (login: { readonly user: string; readonly token: string }) => {
    const opened = createDriver(
      {
        id: 's1',
        driver: 'whm',
        url: whm.url,
        user: login.user,
        token: { reveal: () => login.token },
        ca: null,
        pin: null,
        deadline: 10_000,
        landingWindow: 60_000,
      },
      { version: 'test', clock: systemClock },
    );
    open.push(opened);
    return opened.driver;
  };
  beforeEach(async () => {
    whm = await startSandboxWhm({ port: 0, dataDir: null, seed: whmSeed });
  });
  afterEach(async () => {
    for (const { close } of open.splice(0)) close();
    await whm.close();
  });
  const clara = { username: 'clara', domain: 'clara.example' };
  const bob = { username: 'bob', domain: 'bob.example' };

  it.each(['Plus', 'sur_Plus'])(
    "failure mode 11: a reseller's package is found under both spellings, here %s, and read back without prefix",
    async (packageName) => {
      const driver = as(logins.reseller);
      const target = { packageName, limits: limitsOfPackage(packages.resellerPlus) };
      expect(await driver.changePlan(clara, target)).toMatchObject({ outcome: 'applied' });
      expect(whm.state.account('clara')?.plan).toBe('sur_Plus');
      expect(await driver.readAccount(clara, 10_000)).toMatchObject({ value: { packageName: 'Plus' } });
      expect(driver.canonicalPackage(packageName)).toBe('Plus');
      expect(await driver.changePlan(clara, target)).toMatchObject({ outcome: 'already-applied' });
      const server = await driver.readServer(10_000);
      expect(server).toMatchObject({
        value: { accounts: 1, packages: [{ name: 'Básico' }, { name: 'Plus' }] },
      });
    },
  );

  it('failure mode 11: root takes a name as it is, whatever it begins with', () => {
    expect(as(logins.root).canonicalPackage('sur_Plus')).toBe('sur_Plus');
  });

  it("a reseller's key does not reach another's account, and that blocks nothing else", async () => {
    const look = await as(logins.reseller).readAccount(bob, 10_000);
    expect(look).toMatchObject({
      outcome: 'unreachable',
      message: expect.stringContaining('do not have access') as string,
    });
  });

  it('an account can be named by its main domain', async () => {
    const driver = as(logins.root);
    const name = { username: 'bob.example', domain: 'bob.example' };
    expect(await driver.readAccount(name, 10_000)).toMatchObject({
      outcome: 'seen',
      value: { packageName: packages.basic.name },
    });
    const target = { packageName: packages.plus.name, limits: {} };
    expect(await driver.changePlan(name, target)).toMatchObject({ outcome: 'applied' });
    expect(whm.state.account('bob')?.plan).toBe(packages.plus.name);
  });

  it('failure mode 9: a package that sets another limit than was sold is refused before anything is written', async () => {
    whm.state.savePackage({ ...packages.plus, MAXPOP: 2 });
    const target = { packageName: packages.plus.name, limits: limitsOfPackage(packages.plus) };
    expect(await as(logins.root).changePlan(bob, target)).toEqual({
      outcome: 'rejected',
      message: `Package ${packages.plus.name} on this server is not what was sold: mailboxes 2 instead of 50.`,
    });
    expect(whm.requests().map((request) => request.function)).toEqual(['accountsummary', 'getpkginfo']);
  });

  it('failure mode 8: limits set by hand under the right package name are put right, not taken as applied', async () => {
    const account = whm.state.account('bob');
    if (!account) throw new Error('no bob');
    whm.state.saveAccount({ ...account, plan: packages.plus.name });
    const target = { packageName: packages.plus.name, limits: limitsOfPackage(packages.plus) };
    expect(await as(logins.root).changePlan(bob, target)).toMatchObject({ outcome: 'applied' });
    expect(whm.state.account('bob')?.limits).toMatchObject({ QUOTA: packages.plus.QUOTA });
  });

  it.each([
    [{ kind: 'cut-answer' }, 'unknown', true],
    [{ kind: 'old-shape' }, 'unknown', true],
    [{ kind: 'status', status: 503, acted: false }, 'unknown', false],
    [{ kind: 'denied' }, 'not-authorised', false],
    [{ kind: 'reason', reason: 'API failure: (XID a1) Blocked by a hook.' }, 'rejected', false],
    [{ kind: 'slow', milliseconds: 5 }, 'applied', true],
    [{ kind: 'late', milliseconds: 5 }, 'applied', true],
  ] as const)('a write that meets %j is %s (done: %s)', async (fault, outcome, done) => {
    whm.faults.add({ function: 'changepackage', times: 1, ...fault });
    const change = () => as(logins.root).changePlan(bob, { packageName: packages.plus.name, limits: {} });
    expect((await change()).outcome).toBe(outcome);
    expect(whm.state.account('bob')?.plan).toBe(done ? packages.plus.name : packages.basic.name);
    expect((await change()).outcome).toBe(done ? 'already-applied' : 'applied');
  });

  it('a plan without a package is refused before anything is sold, in the same words as afterwards', async () => {
    const driver = as(logins.root);
    const target = { packageName: null, limits: limitsOfPackage(packages.plus) };
    const message = driver.refuses?.(target);
    expect(message).toMatch(/by package/);
    expect(await driver.changePlan(bob, target)).toEqual({ outcome: 'unsupported', message });
    expect(whm.requests()).toEqual([]);
    expect(driver.refuses?.({ ...target, packageName: packages.plus.name })).toBeNull();
  });

  it('reads one account in three calls', async () => {
    await as(logins.root).readAccount(bob, 10_000);
    expect(
      whm
        .requests()
        .map((request) => request.function)
        .sort(),
    ).toEqual(['accountsummary', 'showbw', 'uapi_cpanel']);
  });

  it('limits are seen although the counts are not told; a missing bandwidth makes the look fail', async () => {
    whm.faults.add({ kind: 'html', function: 'uapi_cpanel' });
    const look = await as(logins.root).readAccount(bob, 10_000);
    if (look.outcome !== 'seen') throw new Error(look.message);
    expect(look.value.limits).toMatchObject(limitsOfPackage(packages.basic));
    expect(Object.keys(look.value.usage)).toEqual(['disk', 'inodes', 'bandwidth']);
    whm.faults.add({ kind: 'html', function: 'showbw' });
    expect(await as(logins.root).readAccount(bob, 10_000)).toMatchObject({ outcome: 'unreachable' });
  });

  it('the key of a server on another machine is not sent in clear text', () => {
    const whereElse = { ...whm, url: 'http://whm.example:2086' };
    whm = whereElse;
    expect(() => as(logins.root)).toThrow(/must begin with https/);
  });
});
