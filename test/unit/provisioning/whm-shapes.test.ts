/** Each trap of WHM's answers once, by recorded shapes (provisioning.md §1); behaviour over time is in test/contract. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { no, nockWhm, yes, type Answer, type NockedWhm } from '../../support/whm-nock.ts';
import { requireOrSkip } from '../../support/require-or-skip.ts';
import { requestProblems, specs, specsMissing } from '../../support/whm-spec.ts';

const bob = { username: 'bob', domain: 'bob.example' };
const gold = { packageName: 'gold', limits: { disk: 104_857_600, mailboxes: 20 } };

const account = {
  user: 'bob',
  plan: 'silver',
  suspended: 0,
  disklimit: '50',
  diskused: '14M',
  inodeslimit: 'unlimited',
  inodesused: 1,
  maxaddons: '0',
  maxparked: 'unlimited',
  maxsub: '5',
  maxpop: '10',
  maxlst: 'unlimited',
  maxsql: '1',
  maxftp: '2',
  max_email_per_hour: 'unlimited',
};
const traffic = { user: 'bob', deleted: 0, limit: 5_242_880, totalbytes: 352 };
const sold = {
  QUOTA: 100,
  BWLIMIT: 'unlimited',
  MAXADDON: 1,
  MAXPARK: 1,
  MAXSUB: 5,
  MAXPOP: 20,
  MAXLST: 'unlimited',
  MAXSQL: 1,
  MAXFTP: 2,
};
const usages = [{ id: 'email_accounts', usage: 3, maximum: 10, formatter: null, error: null }];
const uapi = (inner: object): Answer => yes('uapi_cpanel', { uapi: { status: 1, errors: null, ...inner } });
/** As a real one, without the key that a vendor took away. */
const without = (record: object, key: string): object =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
const webPage = '<html><body>cPanel is being updated</body></html>';
const accessDenied: Answer = {
  status: 403,
  body: {
    cpanelresult: {
      apiversion: '2',
      error: 'Access denied',
      data: { reason: 'Access denied', result: '0' },
      type: 'text',
    },
  },
};

let whm: NockedWhm;
function prepare(user?: string): void {
  whm = nockWhm(user);
  whm.answer('accountsummary', yes('accountsummary', { acct: [account] }));
  whm.answer('showbw', yes('showbw', { acct: [traffic] }));
  whm.answer('uapi_cpanel', uapi({ data: usages }));
  whm.answer('getpkginfo', yes('getpkginfo', { pkg: sold }));
  whm.answer('version', yes('version', { version: '11.136.0.13' }));
  whm.answer('listpkgs', yes('listpkgs', { pkg: [{ name: 'gold', ...sold }] }));
  whm.answer('listaccts', yes('listaccts', { acct: [{ user: 'bob' }] }));
}
beforeEach(() => {
  prepare();
});
afterEach(() => {
  whm.close();
});
const commands = () => whm.asked.map(({ command }) => command);
const read = () => whm.driver.readAccount(bob, 10_000);
async function seen() {
  const look = await read();
  if (look.outcome !== 'seen') throw new Error(look.message);
  return look.value;
}

describe('requests', () => {
  const described = requireOrSkip('WHM described by its vendor', specs !== null, specsMissing);
  it.runIf(described)(
    'every call that is ever made is one that the vendor describes, with its parameters',
    async () => {
      whm.answer('changepackage', yes('changepackage'));
      await whm.driver.readAccount(bob, 10_000);
      await whm.driver.readAccount({ username: 'bob.example', domain: 'bob.example' }, 10_000);
      await whm.driver.changePlan(bob, gold);
      await whm.driver.readServer(10_000);
      expect(new Set(commands())).toEqual(
        new Set([
          'accountsummary',
          'showbw',
          'uapi_cpanel',
          'getpkginfo',
          'changepackage',
          'version',
          'listpkgs',
          'listaccts',
        ]),
      );
      const problems = whm.asked.flatMap(({ command, sent }) =>
        specs ? requestProblems(specs, command, sent) : [],
      );
      expect(problems).toEqual([]);
    },
  );

  it('carry the token in the header, our own User-Agent, and ask for JSON', async () => {
    await read();
    for (const { headers } of whm.asked) {
      expect(headers).toMatchObject({
        authorization: 'whm root:NOCKED7S3CRET',
        'user-agent': 'Upshelf/9.9.9',
        accept: 'application/json',
      });
    }
  });

  it('the search of showbw is anchored, and no character of a name is an expression', async () => {
    whm.answer('accountsummary', yes('accountsummary', { acct: [{ ...account, user: 'b.b' }] }));
    await whm.driver.readAccount({ username: 'bob.example', domain: '' }, 10_000);
    expect(whm.asked.find(({ command }) => command === 'showbw')?.sent.get('search')).toBe('^b\\.b$');
  });
});

describe('the write: only a yes in the right shape is a yes, only result 0 is a no (failure modes 1 and 15)', () => {
  const write = async (answer: Answer) => {
    whm.answer('changepackage', answer);
    return whm.driver.changePlan(bob, gold);
  };

  it.each<[string, Answer]>([
    ['as documented: metadata only', yes('changepackage')],
    [
      'with the text in output.raw, which nobody parses',
      {
        body: {
          metadata: {
            command: 'changepackage',
            reason: 'OK',
            result: 1,
            version: 1,
            output: { raw: '<pre>Error? No.</pre>' },
          },
        },
      },
    ],
    [
      'with numbers as text',
      { body: { metadata: { command: 'changepackage', reason: 'OK', result: '1', version: '1' } } },
    ],
  ])('applied: %s', async (_, answer) => {
    expect(await write(answer)).toMatchObject({ outcome: 'applied' });
    expect(commands()).toEqual(['accountsummary', 'getpkginfo', 'changepackage']);
    expect(whm.asked[2]?.sent.get('user')).toBe('bob');
  });

  it.each([
    ['Sorry, “gold” is not a valid package name.', 'Sorry, “gold” is not a valid package name.'],
    ['API failure: (XID abc123) No more accounts.', 'No more accounts.'],
    ['(XID abc123) No more accounts.', 'No more accounts.'],
    ['<b>Blocked</b> by a hook:\n  not today', 'Blocked by a hook: not today'],
    ['', 'WHM gave no reason.'],
    ['x'.repeat(1_000), 'x'.repeat(300)],
  ])('rejected with HTTP 200 and result 0: %s', async (reason, message) => {
    expect(await write(no('changepackage', reason))).toEqual({ outcome: 'rejected', message });
  });

  it.each<[string, Answer]>([
    ['a web page with HTTP 200', { body: webPage }],
    ['half a JSON text', { body: '{"metadata":{"result":1' }],
    ['nothing', { body: '' }],
    ['another command is echoed', yes('modifyacct')],
    [
      'the shape of API 0',
      { body: { result: [{ status: 1, statusmsg: 'Account Upgrade/Downgrade Complete' }] } },
    ],
    [
      'failure mode 12: metadata without result',
      { body: { metadata: { command: 'changepackage', reason: 'OK', version: 1 } } },
    ],
    [
      'a result that is neither 0 nor 1',
      { body: { metadata: { command: 'changepackage', result: 2, version: 1 } } },
    ],
    ['the refusal of a login, but with HTTP 200', { ...accessDenied, status: 200 }],
    ['HTTP 500', { status: 500, body: webPage }],
    ['HTTP 503 with a no inside', { ...no('changepackage', 'busy'), status: 503 }],
    ['HTTP 524 of a proxy', { status: 524, body: webPage }],
    ['a redirect', { status: 302, body: '' }],
  ])('unknown: %s', async (_, answer) => {
    expect((await write(answer)).outcome).toBe('unknown');
  });

  it('unknown: an answer after the deadline', async () => {
    whm.deadlines.write = 300;
    expect((await write({ ...yes('changepackage'), delay: 5_000 })).outcome).toBe('unknown');
  });

  it.each([401, 403])('not authorised: HTTP %i, and only then', async (status) => {
    expect(await write({ ...accessDenied, status })).toMatchObject({ outcome: 'not-authorised' });
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('retry later: %s, it was never sent', async (error) => {
    expect(await write({ error })).toMatchObject({ outcome: 'retry-later' });
  });
});

describe('before the write', () => {
  it("failure mode 11: the spelling with the reseller's prefix is tried after the plain one", async () => {
    whm.close();
    prepare('sur');
    whm.answer('getpkginfo', (sent) =>
      sent.get('pkg') === 'sur_gold'
        ? yes('getpkginfo', { pkg: sold })
        : no('getpkginfo', 'It does not exist.'),
    );
    whm.answer('changepackage', yes('changepackage'));
    expect(await whm.driver.changePlan(bob, gold)).toMatchObject({ outcome: 'applied' });
    const packagesAsked = whm.asked
      .filter(({ sent }) => sent.has('pkg'))
      .map(({ command, sent }) => [command, sent.get('pkg')]);
    expect(packagesAsked).toEqual([
      ['getpkginfo', 'gold'],
      ['getpkginfo', 'sur_gold'],
      ['changepackage', 'sur_gold'],
    ]);
  });

  it('a package that is under neither spelling is rejected with the server’s reason', async () => {
    whm.answer('getpkginfo', no('getpkginfo', 'The package does not exist.'));
    expect(await whm.driver.changePlan(bob, gold)).toEqual({
      outcome: 'rejected',
      message: 'There is no package gold on this server: The package does not exist.',
    });
  });

  it('a server that cannot be asked is asked again later', async () => {
    whm.answer('getpkginfo', { body: webPage });
    expect(await whm.driver.changePlan(bob, gold)).toMatchObject({ outcome: 'retry-later' });
    expect(commands()).not.toContain('changepackage');
  });

  it('failure mode 12: a package record without one of its limits is not understood, and nothing is written', async () => {
    whm.answer('getpkginfo', yes('getpkginfo', { pkg: without(sold, 'MAXPOP') }));
    expect(await whm.driver.changePlan(bob, gold)).toEqual({
      outcome: 'retry-later',
      message: "WHM's answer to getpkginfo has an unexpected `pkg.MAXPOP`.",
    });
  });
});

describe('reading', () => {
  it.each([
    ['"unlimited"', { disklimit: 'unlimited' }, { disk: 'unlimited' }],
    ['mebibytes with a suffix', { disklimit: '1000M' }, { disk: 1_048_576_000 }],
    ['mebibytes as a number', { disklimit: 1000 }, { disk: 1_048_576_000 }],
    ['a quota of 0 is no quota', { disklimit: '0' }, { disk: 'unlimited' }],
    ['0 mailboxes are none', { maxpop: '0' }, { mailboxes: 0 }],
    ['null is unlimited', { maxpop: null }, { mailboxes: 'unlimited' }],
    ['a number is as good as its text', { maxpop: 7 }, { mailboxes: 7 }],
    ['no file limit stated', { inodeslimit: undefined }, {}],
    ['0 files are no limit', { inodeslimit: 0 }, { inodes: 'unlimited' }],
    ['0 e-mails an hour are no limit', { max_email_per_hour: '0' }, { 'emails-per-hour': 'unlimited' }],
  ])('failure mode 54: limits: %s', async (_, odd, limits) => {
    whm.answer('accountsummary', yes('accountsummary', { acct: [{ ...account, ...odd }] }));
    expect((await seen()).limits).toMatchObject(limits);
  });

  it.each([
    ['bytes', 5_242_880, 5_242_880],
    ['bytes as text', '5242880', 5_242_880],
    ['0 is no limit', 0, 'unlimited'],
    ['the word', 'unlimited', 'unlimited'],
  ])('bandwidth comes in bytes: %s', async (_, limit, expected) => {
    whm.answer('showbw', yes('showbw', { acct: [{ ...traffic, limit }] }));
    const { limits, usage } = await seen();
    expect(limits.bandwidth).toBe(expected);
    expect(usage.bandwidth?.quantity).toBe(352);
  });

  it('rows of showbw that belong to others or to the dead are passed over', async () => {
    const rows = [{ ...traffic, user: 'bobby', limit: 1 }, { ...traffic, deleted: 1, limit: 2 }, traffic];
    whm.answer('showbw', yes('showbw', { acct: rows }));
    expect((await seen()).limits.bandwidth).toBe(5_242_880);
    whm.answer('showbw', yes('showbw', { acct: rows.slice(0, 2) }));
    expect(await read()).toMatchObject({ outcome: 'unreachable' });
  });

  it('14M are mebibytes; counts of both kinds of databases are added up; what is not told is not invented', async () => {
    const rows = [
      ...usages,
      { id: 'mysql_databases', usage: 2 },
      { id: 'postgresql_databases', usage: '1' },
      { id: 'aliases', usage: 4 },
      { id: 'cachedmysqldiskusage', usage: 99 },
      { id: 'constructor', usage: 99 },
      { id: 'ftp_accounts', usage: 'many' },
    ];
    whm.answer('uapi_cpanel', uapi({ data: rows }));
    const { usage } = await seen();
    const quantities = Object.fromEntries(
      Object.entries(usage).map(([metric, { quantity }]) => [metric, quantity]),
    );
    expect(quantities).toEqual({
      disk: 14_680_064,
      inodes: 1,
      bandwidth: 352,
      mailboxes: 3,
      databases: 3,
      'parked-domains': 4,
    });
  });

  it.each<[string, Answer]>([
    ['UAPI says 0 where WHM says 1', uapi({ status: 0, data: null, errors: ['No such module'] })],
    ['the token may not call it', accessDenied],
    ['another shape', yes('uapi_cpanel', { result: {} })],
    ['a web page', { body: webPage }],
  ])(
    'failure mode 52: counts that cannot be had are unknown, and the limits still stand: %s',
    async (_, answer) => {
      whm.answer('uapi_cpanel', answer);
      const { limits, usage } = await seen();
      expect(limits).toHaveProperty('mailboxes', 10);
      expect(usage).not.toHaveProperty('mailboxes');
      expect(usage).toHaveProperty('disk');
    },
  );

  it.each(['plan', 'suspended', 'disklimit', 'maxaddons', 'maxpop'])(
    'failure mode 12: %s was removed from the answer: unreachable, naming it, and never half a reading',
    async (field) => {
      whm.answer('accountsummary', yes('accountsummary', { acct: [without(account, field)] }));
      expect(await read()).toEqual({
        outcome: 'unreachable',
        message: `WHM's answer to accountsummary has an unexpected \`acct.0.${field}\`.`,
      });
    },
  );

  it.each(['diskused', 'inodesused'])(
    'failure mode 12: without %s only that usage is unknown',
    async (field) => {
      whm.answer('accountsummary', yes('accountsummary', { acct: [without(account, field)] }));
      expect(await seen()).toHaveProperty('limits.disk', 52_428_800);
    },
  );

  it.each<[string, string, Answer]>([
    ['result 0 with its text', 'no-such-account', no('accountsummary', 'Account does not exist')],
    ['an empty list', 'no-such-account', yes('accountsummary', { acct: [] })],
    ['result 0 for another reason', 'unreachable', no('accountsummary', 'Licence expired')],
    [
      'another account’s row',
      'unreachable',
      yes('accountsummary', { acct: [{ ...account, user: 'bobby' }] }),
    ],
    ['a web page with HTTP 200', 'unreachable', { body: webPage }],
    ['HTTP 500', 'unreachable', { status: 500, body: webPage }],
    ['HTTP 403 with a cpanelresult', 'not-authorised', accessDenied],
    ['a refused connection', 'unreachable', { error: 'ECONNREFUSED' }],
    ['an unknown name', 'unreachable', { error: 'ENOTFOUND' }],
  ])('%s: %s', async (_, outcome, answer) => {
    whm.answer('accountsummary', answer);
    expect((await read()).outcome).toBe(outcome);
    expect(commands().filter((command) => command !== 'accountsummary')).toEqual([]);
  });

  it('suspended comes as 0 or 1, number or text', async () => {
    whm.answer('accountsummary', yes('accountsummary', { acct: [{ ...account, suspended: '1' }] }));
    expect((await seen()).suspended).toBe(true);
  });
});

describe('the server', () => {
  it('tells version, packages with limits in our units, and accounts', async () => {
    expect(await whm.driver.readServer(10_000)).toMatchObject({
      outcome: 'seen',
      value: {
        version: '11.136.0.13',
        accounts: 1,
        packages: [{ name: 'gold', limits: { disk: 104_857_600, bandwidth: 'unlimited', mailboxes: 20 } }],
      },
    });
  });

  it.each([[[1, 0]], [[0, 1]]])(
    'may have a package under both spellings: the plain one counts, as for the write (rows %j)',
    async (order) => {
      whm.close();
      prepare('sur');
      const rows = [
        { name: 'sur_gold', ...sold, QUOTA: 1 },
        { name: 'gold', ...sold },
      ];
      whm.answer('listpkgs', yes('listpkgs', { pkg: order.map((index) => rows[index]) }));
      const look = await whm.driver.readServer(10_000);
      if (look.outcome !== 'seen') throw new Error(look.message);
      expect(look.value.packages).toMatchObject([{ name: 'gold', limits: { disk: 104_857_600 } }]);
    },
  );

  it('may not tell how many accounts there are', async () => {
    whm.answer('listaccts', accessDenied);
    expect(await whm.driver.readServer(10_000)).toMatchObject({ outcome: 'seen', value: { accounts: null } });
  });

  it('is not seen without its packages', async () => {
    whm.answer('listpkgs', no('listpkgs', 'Permission denied'));
    expect(await whm.driver.readServer(10_000)).toEqual({
      outcome: 'unreachable',
      message: 'WHM refused to tell: Permission denied',
    });
  });
});
