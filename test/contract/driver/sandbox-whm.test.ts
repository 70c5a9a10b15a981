/** The pretend WHM is no kinder than the real one, so far as provisioning.md §1 and the vendor's pages tell. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSandboxWhm, type SandboxWhm } from '../../../sandbox/whm/server.ts';
import { logins, mebibyte, packages, whmSeed } from '../../support/whm-seed.ts';
import { requireOrSkip } from '../../support/require-or-skip.ts';
import { answerProblems, specs, specsMissing } from '../../support/whm-spec.ts';

let whm: SandboxWhm;
beforeEach(async () => {
  whm = await startSandboxWhm({ port: 0, dataDir: null, seed: whmSeed });
});
afterEach(() => whm.close());

interface Login {
  readonly user: string;
  readonly token: string;
}

const authorised = ({ user, token }: Login) => ({ Authorization: `whm ${user}:${token}` });

async function post(command: string, parameters: Record<string, string> = {}, login: Login = logins.root) {
  const response = await fetch(`${whm.url}/json-api/${command}?api.version=1`, {
    method: 'POST',
    headers: authorised(login),
    body: new URLSearchParams(parameters),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** `data` of a call that must succeed. */
async function dataOf(command: string, parameters: Record<string, string> = {}, login: Login = logins.root) {
  const { body } = await post(command, parameters, login);
  expect(body['metadata']).toMatchObject({ command, result: 1, reason: 'OK', version: 1 });
  return body['data'] as Record<string, Record<string, unknown>[]>;
}

describe('shapes', () => {
  const calls: [string, Record<string, string>][] = [
    ['version', {}],
    ['listpkgs', { want: 'all' }],
    ['getpkginfo', { pkg: packages.plus.name }],
    ['accountsummary', { user: 'bob' }],
    ['listaccts', {}],
    ['showbw', {}],
    ['get_disk_usage', { cache_mode: 'off' }],
    ['acctcounts', {}],
    ['myprivs', {}],
    ['changepackage', { user: 'bob', pkg: packages.plus.name }],
    [
      'uapi_cpanel',
      { 'cpanel.user': 'bob', 'cpanel.module': 'ResourceUsage', 'cpanel.function': 'get_usages' },
    ],
  ];

  const described = requireOrSkip('WHM described by its vendor', specs !== null, specsMissing);
  it.runIf(described).each(calls)(
    '%s answers with nothing that the vendor does not describe',
    async (command, parameters) => {
      const { status, body } = await post(command, parameters);
      expect(status).toBe(200);
      const problems = specs ? answerProblems(specs, command, body) : [];
      // UAPI's own description allows null there, WHM's around it does not say so.
      const nullAllowed = /uapi\.(errors|messages|warnings) is null$/;
      expect(problems.filter((problem) => !nullAllowed.test(problem))).toEqual([]);
    },
  );

  it('says no with HTTP 200 and result 0', async () => {
    const { status, body } = await post('changepackage', { user: 'bob', pkg: 'Oro' });
    expect(status).toBe(200);
    expect(body).toEqual({
      metadata: {
        command: 'changepackage',
        result: 0,
        version: 1,
        reason: expect.stringMatching(
          /^API failure: \(XID \w+\) .*“Oro” is not a valid package name/,
        ) as string,
      },
    });
  });

  it('answers a wrong token with 403 and another shape, whatever the function', async () => {
    const { status, body } = await post('version', {}, { user: 'root', token: 'guessed' });
    expect(status).toBe(403);
    expect(body).toMatchObject({ cpanelresult: { error: 'Access denied', data: { result: '0' } } });
    expect(body).not.toHaveProperty('metadata');
  });

  it('takes GET as well as a form', async () => {
    const address = `${whm.url}/json-api/accountsummary?api.version=1&user=bob`;
    const response = await fetch(address, { headers: authorised(logins.root) });
    expect(await response.json()).toMatchObject({ data: { acct: [{ user: 'bob' }] } });
  });

  it('falls back to the shape of API 0 without api.version=1', async () => {
    const old = async (call: string) =>
      (await fetch(`${whm.url}/json-api/${call}`, { headers: authorised(logins.root) })).json();
    expect(await old('accountsummary?user=bob')).toMatchObject({ status: 1, acct: [{ user: 'bob' }] });
    expect(await old('listpkgs')).toHaveProperty('package');
    expect(await old('changepackage?user=bob&pkg=Oro')).toMatchObject({ result: [{ status: 0 }] });
  });

  it('does not know every function', async () => {
    const { body } = await post('makecoffee');
    expect(body).toMatchObject({
      metadata: { result: 0, reason: expect.stringContaining('makecoffee') as string },
    });
  });

  it('says 1 around a UAPI call that failed inside', async () => {
    const data = await dataOf('uapi_cpanel', {
      'cpanel.user': 'bob',
      'cpanel.module': 'Nothing',
      'cpanel.function': 'x',
    });
    expect(data['uapi']).toMatchObject({ status: 0, data: null });
  });
});

describe('what it knows', () => {
  it('prints limits and uses in a different unit in every call', async () => {
    const [summary] = (await dataOf('accountsummary', { user: 'bob' }))['acct'] ?? [];
    expect(summary).toMatchObject({
      disklimit: '1024M',
      diskused: '14M',
      maxpop: '10',
      maxlst: '0',
      inodeslimit: '250000',
    });
    const disks = (await dataOf('get_disk_usage'))['accounts'];
    expect(disks).toContainEqual({
      user: 'bob',
      blocks_used: 14 * 1024,
      blocks_limit: 1024 * 1024,
      inodes_used: 1234,
      inodes_limit: 250_000,
    });
    expect(disks).toContainEqual(expect.objectContaining({ user: 'endless', blocks_limit: null }));
    const [traffic] = (await dataOf('showbw', { searchtype: 'user', search: '^bob$' }))['acct'] ?? [];
    expect(traffic).toMatchObject({ limit: 10_240 * mebibyte, totalbytes: 123_456_789 });
    const sold = (await dataOf('getpkginfo', { pkg: packages.basic.name }))['pkg'];
    expect(sold).toMatchObject({ QUOTA: 1024, BWLIMIT: 10_240, MAXPOP: 10 });
    const quota = (
      await dataOf('uapi_cpanel', {
        'cpanel.user': 'endless',
        'cpanel.module': 'Quota',
        'cpanel.function': 'get_quota_info',
      })
    )['uapi'];
    expect(quota).toMatchObject({
      data: { megabyte_limit: '0.00', megabytes_used: '14.00', inode_limit: 0 },
    });
    const stats = (
      await dataOf('uapi_cpanel', {
        'cpanel.user': 'bob',
        'cpanel.module': 'StatsBar',
        'cpanel.function': 'get_stats',
        display: 'emailaccounts|diskusage',
      })
    )['uapi'];
    expect(stats).toMatchObject({
      data: [
        { name: 'emailaccounts', _count: '7', _max: '10', zeroisunlimited: 0 },
        { name: 'diskusage', _count: '14.00', _max: '1024.00', units: 'MB', zeroisunlimited: 1 },
      ],
    });
  });

  it('searches by regular expression anywhere in the name, and lists deleted accounts', async () => {
    const users = async (search: string) =>
      (await dataOf('showbw', { searchtype: 'user', search }))['acct']?.map((row) => row['user']);
    expect(await users('bob')).toEqual(['abobo', 'bob', 'bobby']);
    expect(await users('^bob$')).toEqual(['bob']);
    expect(await users('gone')).toEqual(['gone']);
    expect(await users('(')).toEqual([]);
    const listed = await dataOf('listaccts', {
      searchtype: 'user',
      search: 'gone',
      searchmethod: 'exact',
      want: 'user',
    });
    expect(listed['acct']).toEqual([]);
  });

  it('shows a reseller its own accounts and the packages with its prefix, root everything', async () => {
    const names = async (login: Login) =>
      (await dataOf('listpkgs', {}, login))['pkg']?.map((row) => row['name']);
    expect(await names(logins.reseller)).toEqual(['sur_Básico', 'sur_Plus']);
    expect(await names(logins.root)).toHaveLength(6);
    const accounts = (await dataOf('listaccts', { want: 'user' }, logins.reseller))['acct'];
    expect(accounts).toEqual([{ user: 'clara' }]);
    expect((await dataOf('acctcounts', {}, logins.reseller))['reseller']).toMatchObject({
      user: 'sur',
      active: 1,
    });
    for (const [command, parameters] of [
      ['accountsummary', { user: 'bob' }],
      ['getpkginfo', { pkg: 'Plus' }],
      ['changepackage', { user: 'clara', pkg: 'Plus' }],
      ['changepackage', { user: 'bob', pkg: 'sur_Plus' }],
    ] as const) {
      expect((await post(command, parameters, logins.reseller)).body).toMatchObject({
        metadata: { result: 0 },
      });
    }
  });

  it('rewrites every limit, wipes what was set by hand, and refuses neither smaller plans nor suspended accounts', async () => {
    const bob = whm.state.account('bob');
    if (!bob) throw new Error('no bob');
    whm.state.saveAccount({ ...bob, suspended: true, limits: { ...bob.limits, QUOTA: 9_999 } });
    await post('changepackage', { user: 'bob', pkg: packages.tiny.name });
    expect(whm.state.account('bob')).toMatchObject({
      plan: 'Mini',
      suspended: true,
      limits: { QUOTA: 10, MAXPOP: 0 },
    });
  });
});

it('keeps what was changed over a restart, and takes no seed again', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'upshelf-whm-'));
  try {
    const first = await startSandboxWhm({ port: 0, dataDir, seed: whmSeed });
    const bob = first.state.account('bob');
    if (!bob) throw new Error('no bob');
    first.state.saveAccount({ ...bob, plan: packages.plus.name });
    first.state.removePackage(packages.tiny.name);
    await first.close();
    const second = await startSandboxWhm({ port: 0, dataDir, seed: whmSeed });
    expect(second.state.account('bob')?.plan).toBe(packages.plus.name);
    expect(second.state.package(packages.tiny.name)).toBeNull();
    await second.close();
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});

describe('the side door', () => {
  const door = (path: string, init?: RequestInit) => fetch(`${whm.url}/sandbox/${path}`, init);
  const addFault = (fault: object) => door('faults', { method: 'POST', body: JSON.stringify(fault) });

  it('adds, lists, uses up and clears faults', async () => {
    expect((await addFault({ kind: 'html', function: 'version', times: 2 })).status).toBe(200);
    await addFault({ kind: 'dead', function: 'listpkgs' });
    expect(await (await door('faults')).json()).toHaveLength(2);
    for (const expected of ['text/html; charset=utf-8', 'text/html; charset=utf-8', 'application/json']) {
      const response = await fetch(`${whm.url}/json-api/version?api.version=1`, {
        headers: authorised(logins.root),
      });
      expect(response.headers.get('content-type')).toBe(expected);
      await response.text();
    }
    expect(whm.faults.list()).toMatchObject([{ kind: 'dead', times: null }]);
    await expect(post('listpkgs')).rejects.toThrow();
    await door('faults', { method: 'DELETE' });
    await expect(post('listpkgs')).resolves.toMatchObject({ status: 200 });
  });

  it('holds a call until it is released, and does it also when the caller has gone', async () => {
    await addFault({ kind: 'held', function: 'changepackage', times: 1 });
    const gone = new AbortController();
    const call = fetch(`${whm.url}/json-api/changepackage?api.version=1`, {
      method: 'POST',
      headers: authorised(logins.root),
      body: new URLSearchParams({ user: 'bob', pkg: packages.plus.name }),
      signal: gone.signal,
    });
    await vi.waitFor(() => {
      expect(whm.requests()).toHaveLength(1);
    });
    gone.abort();
    await expect(call).rejects.toThrow();
    expect(whm.state.account('bob')?.plan).toBe(packages.basic.name);
    await door('faults/release', { method: 'POST' });
    expect(whm.state.account('bob')?.plan).toBe(packages.plus.name);
  });

  it('is shut for a name that is not this machine', async () => {
    const status = await new Promise<number | undefined>((done, failed) => {
      const headers = { Host: 'attacker.example' };
      request(`${whm.url}/sandbox/faults`, { method: 'DELETE', headers }, (response) => {
        response.resume();
        done(response.statusCode);
      })
        .on('error', failed)
        .end();
    });
    expect(status).toBe(403);
  });

  it.each([
    [{ kind: 'explode' }],
    [{ kind: 'slow' }],
    [{ kind: 'slow', milliseconds: 5, extra: 1 }],
    ['not JSON'],
  ])('refuses the fault %j and changes nothing', async (fault) => {
    const response = await door('faults', {
      method: 'POST',
      body: typeof fault === 'string' ? fault : JSON.stringify(fault),
    });
    expect(response.status).toBe(400);
    expect(whm.faults.list()).toEqual([]);
  });

  it('tells what arrived and how an account is, without any token', async () => {
    await post('accountsummary', { user: 'bob' });
    await post('version', {}, { user: 'root', token: 'guessed' });
    const text = await (await door('requests')).text();
    expect(JSON.parse(text)).toMatchObject([
      { function: 'accountsummary', user: 'bob', login: 'root' },
      { function: 'version', user: null, login: null },
    ]);
    expect(text).not.toMatch(/S3CRET|guessed/);
    expect(await (await door('accounts/bob')).json()).toMatchObject({
      user: 'bob',
      plan: packages.basic.name,
    });
    expect((await door('accounts/nobody')).status).toBe(404);
  });
});
