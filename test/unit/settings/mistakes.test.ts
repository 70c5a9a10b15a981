import { describe, expect, test } from 'vitest';
import { UpshelfError } from '../../../src/errors.ts';
import { readSettings } from '../../../src/settings/load.ts';
import { Secret } from '../../../src/settings/secret.ts';
import { good, surroundings, withLines } from './good-settings.ts';

/** The lines of the error that `text` is answered with. */
function mistakesIn(text: string, around = surroundings()): readonly string[] {
  try {
    readSettings('upshelf.yaml', text, around);
  } catch (error) {
    if (error instanceof UpshelfError && error.code === 'settings-invalid') return error.message.split('\n');
    throw error;
  }
  return [];
}

test('the settings that the mistakes below are put into have none', () => {
  expect(mistakesIn(good)).toEqual([]);
});

describe('a mistake is told with line, column, key, what was found and what is expected', () => {
  test.each([
    [
      'an unknown key',
      'language: es',
      'langage: es',
      '1:1: langage: found an unknown key, expected one of language, panel, app',
    ],
    [
      'a text for a number',
      'port: 8040',
      'port: many',
      '5:14: app.port: found the text "many", expected a whole number, 0 to 65535',
    ],
    [
      'a number out of range',
      'port: 8040',
      'port: 99999',
      '5:14: app.port: found the number 99999, expected a whole number, 0 to 65535',
    ],
    [
      'a fraction',
      'port: 8040',
      'port: 80.5',
      '5:14: app.port: found the number 80.5, expected a whole number, 0 to 65535',
    ],
    ['nothing', 'port: 8040', 'port:', '5:14: app.port: found nothing, expected a whole number, 0 to 65535'],
    [
      'a missing key',
      'user: root',
      'name: s1',
      '9:5: servers[0].user: found nothing, expected text that is not empty',
    ],
    [
      'an empty text',
      'user: root',
      'user: ""',
      '12:11: servers[0].user: found an empty text, expected text that is not empty',
    ],
    [
      'one that is not in the list',
      'driver: whm',
      'driver: plesk',
      '10:13: servers[0].driver: found the text "plesk", expected whm',
    ],
    [
      'a value of a long list',
      'technology: cpanel',
      'technology: plesk',
      '19:17: plans[0].technology: found the text "plesk", expected one of cpanel,',
    ],
    [
      'a list for a mapping',
      'limits: { disk: 5 GB }',
      'limits: [disk]',
      '21:5: plans[0].limits: found a list of 1, expected a mapping',
    ],
    [
      'a mapping for a list',
      '  - { name: rest, verdict: allow }',
      '  name: rest',
      '22:1: rules: found a mapping, expected a list',
    ],
    [
      'an empty list',
      'rules:\n  - { name: rest, verdict: allow }',
      'rules: []',
      '22:1: rules: found a list of 0, expected a list of at least 1',
    ],
    [
      'an id that is none',
      'category: 1',
      'category: [1]',
      '15:16: categories[0].category: found a list of 1, expected an id, such as 12 or "12"',
    ],
    [
      'an unknown metric',
      'disk: 5 GB',
      'disc: 5 GB',
      '21:15: plans[0].limits.disc: found an unknown key, expected one of disk, inodes',
    ],
    [
      'a size without unit',
      'disk: 5 GB',
      'disk: 5',
      '21:21: plans[0].limits.disk: found the number 5, expected a size with its unit',
    ],
    [
      'a bound that is none',
      'most: { accounts: 300 }',
      'most: { disk: unlimited }',
      '14:19: servers[0].most.disk: found the text "unlimited", expected a quantity; leave it out',
    ],
    [
      'an unencrypted address',
      'https://s1.example.com:2087',
      'http://s1.example.com',
      '11:10: servers[0].url: found the text "http://s1.example.com", expected an https address',
    ],
    [
      'a password in an address',
      'https://s1.example.com:2087',
      'https://root:x@s1.example.com',
      '11:10: servers[0].url: found',
    ],
    [
      'a package for an unknown server',
      'package: basico',
      'package: { servers: { 9: basico } }',
      '20:27: plans[0].package.servers.9: found a server that is not in servers, expected 3',
    ],
    [
      'a package without a name',
      'package: basico',
      'package: {}',
      '20:5: plans[0].package: found a mapping, expected default, servers or both',
    ],
    [
      'two executives',
      '{ department: Ventas }',
      '{ department: Ventas, email: a@b.example }',
      '7:1: accountExecutive: found a mapping, expected exactly one of department, email, customField',
    ],
    [
      'no executive',
      '{ department: Ventas }',
      '{}',
      '7:1: accountExecutive: found a mapping, expected exactly one of department, email, customField',
    ],
    [
      'an account reference',
      'category: 1',
      'category: 1, accountReference: email',
      '15:47: categories[0].accountReference: found the text "email", expected username, domain or customField:<name>',
    ],
    [
      'a policy that cannot be ordered',
      'verdict: allow',
      'verdict: allow, policy: at-renewal',
      '23:43: rules[0].policy: found at-renewal, expected full-difference',
    ],
    [
      'a match in the last rule',
      'verdict: allow',
      'verdict: allow, match: { fromPlan: [1] }',
      '23:35: rules[0].match: found a match in the last rule, expected none',
    ],
    [
      'an unreadable authority',
      'user: root',
      'user: root, ca: none.pem'.replace(', ', '\n    '),
      '13:9: servers[0].ca: found none.pem, expected a file with a certificate in PEM',
    ],
    [
      'a short pin',
      'user: root',
      'user: root\n    pin: "AB:CD"',
      '13:10: servers[0].pin: found the text "AB:CD", expected a SHA-256 fingerprint',
    ],
  ])('%s', (_name, was, is, expected) => {
    expect(good).toContain(was);
    const lines = mistakesIn(good.replace(was, is));
    expect(lines.some((line) => line.startsWith(`upshelf.yaml:${expected}`)) || lines).toBe(true);
  });

  test('all of them at once, in the order of the file', () => {
    const text = good
      .replace('port: 8040', 'port: many')
      .replace('driver: whm', 'driver: plesk')
      .replace('disk: 5 GB', 'disk: 5, disc: 5 GB')
      .replace('verdict: allow', 'verdict: maybe');
    expect(mistakesIn(text).map((line) => line.split(': found')[0])).toEqual([
      'upshelf.yaml:5:14: app.port',
      'upshelf.yaml:10:13: servers[0].driver',
      'upshelf.yaml:21:21: plans[0].limits.disk',
      'upshelf.yaml:21:24: plans[0].limits.disc',
      'upshelf.yaml:23:28: rules[0].verdict',
    ]);
  });

  test('a long value is cut', () => {
    const [line] = mistakesIn(good.replace('port: 8040', `port: ${'x'.repeat(500)}`));
    expect(line?.length).toBeLessThan(200);
  });
});

describe('money', () => {
  const floor = (amount: string) =>
    withLines(`money: { dueDate: { restart: { floor: { USD: ${amount} } } } }`);

  test('in quotes it is read', () => {
    expect(mistakesIn(floor('"20.00"'))).toEqual([]);
  });

  test.each(['20.00', '9.90', '20'])('%s without quotes is refused, and said how to write it', (amount) => {
    expect(mistakesIn(floor(amount))).toEqual([
      `upshelf.yaml:24:46: money.dueDate.restart.floor.USD: found the number ${Number(amount)}, expected text: put it in quotes, "${amount}"`,
    ]);
  });

  test('what is no amount, or no currency, is named', () => {
    expect(mistakesIn(floor('"20,00"'))).toEqual([
      'upshelf.yaml:24:46: money.dueDate.restart.floor.USD: found the text "20,00", expected an amount as text, such as "150.00"',
    ]);
    expect(mistakesIn(withLines('money: { dueDate: { restart: { floor: { usd: "1" } } } }'))).toEqual([
      'upshelf.yaml:24:41: money.dueDate.restart.floor.usd: found this key, expected a currency code such as USD',
    ]);
    expect(mistakesIn(withLines('money: { dueDate: later }'))).toEqual([
      'upshelf.yaml:24:19: money.dueDate: found the text "later", expected keep, or {restart: {floor: {USD: "20.00"}}}',
    ]);
  });
});

describe('ids and rules', () => {
  test('what is given twice', () => {
    const twice = withLines('categories:\n  - { category: 1 }\n  - { category: "1" }').replace(
      'categories: [{ category: 1 }]\n',
      '',
    );
    expect(mistakesIn(twice)).toEqual([
      'upshelf.yaml:25:17: categories[1].category: found 1 again, expected it once: categories[0] has it already',
    ]);
  });

  const rules = (...list: string[]) =>
    good.replace('  - { name: rest, verdict: allow }', list.map((rule) => `  - { ${rule} }`).join('\n'));
  const rest = 'name: rest, verdict: allow';

  test('ids in a rule may stand without quotes', () => {
    const text = rules('name: a, verdict: refuse, match: { fromPlan: [10, "11"] }', rest);
    expect(readSettings('upshelf.yaml', text, surroundings()).rules[0]?.match.fromPlan).toEqual(['10', '11']);
  });

  test.each([
    ['the same match again', 'match: { fromPlan: [1, 2] }', 'match: { fromPlan: [2, 1] }'],
    ['fewer values', 'match: { fromPlan: [1, 2] }', 'match: { fromPlan: [1] }'],
    ['one key more', 'match: { fromPlan: [1] }', 'match: { fromPlan: [1], toCycle: [monthly] }'],
    [
      'every cycle listed is as good as none',
      'match: { toCycle: [monthly, quarterly, semiannually, annually, biennially, triennially, one-time, free] }',
      'match: { fromPlan: [1] }',
    ],
    ['a catch-all before', 'verdict: refuse', 'match: { fromPlan: [1] }'],
  ])('a rule wholly taken by an earlier one: %s', (_name, wide, narrow) => {
    const verdict = (text: string) => (text.startsWith('verdict') ? text : `verdict: allow, ${text}`);
    const lines = mistakesIn(rules(`name: wide, ${verdict(wide)}`, `name: narrow, ${verdict(narrow)}`, rest));
    expect(lines[0]).toBe(
      'upshelf.yaml:24:13: rules[1].name: found a rule that can never decide, expected it before wide, which takes all it matches',
    );
  });

  test.each([
    ['more values', 'match: { fromPlan: [1] }', 'match: { fromPlan: [1, 2] }'],
    ['another key', 'match: { fromPlan: [1] }', 'match: { toPlan: [1] }'],
    ['one key less', 'match: { fromPlan: [1], toPlan: [2] }', 'match: { fromPlan: [1] }'],
    [
      'taken by two earlier ones together is no mistake',
      'match: { toCycle: [monthly] }',
      'match: { toCycle: [monthly, free] }',
    ],
  ])('a rule that still decides something: %s', (_name, first, second) => {
    expect(
      mistakesIn(rules(`name: a, verdict: allow, ${first}`, `name: b, verdict: allow, ${second}`, rest)),
    ).toEqual([]);
  });

  test('of several rules with a mistake in one, the others are still compared', () => {
    const lines = mistakesIn(
      rules(
        'name: a, verdict: maybe',
        'name: b, verdict: allow, match: { fromPlan: [1] }',
        'name: c, verdict: allow, match: { fromPlan: [1] }',
        rest,
      ),
    );
    expect(lines.map((line) => line.split(': found')[0])).toEqual([
      'upshelf.yaml:23:25: rules[0].verdict',
      'upshelf.yaml:25:13: rules[2].name',
    ]);
  });
});

describe('what is no YAML, or not what it looks like', () => {
  test.each([
    ['an empty file', '', '1:1: the file: found nothing, expected a mapping'],
    ['a list', '- 1', '1:1: the file: found a list of 1, expected a mapping'],
    ['a key twice', 'language: es\nlanguage: en', '2:1: Map keys must be unique'],
    ['a tab', 'panel:\n\turl: x', '2:1: Tabs are not allowed as indentation'],
    ['an open bracket', 'rules: [1\n', '2:1: Flow sequence'],
    ['an unknown tag', 'language: !!js es', '1:11: Unresolved tag'],
    ['two documents', 'language: es\n---\nlanguage: en', '2:1: Source contains multiple documents'],
    ['an alias of nothing', 'language: *nope', '1:11: Unresolved alias'],
    [
      'a number that is read as another one',
      'app: { port: 010 }',
      '1:14: found 010, which YAML reads as 10, expected it in quotes, or written as 10',
    ],
    [
      'a number that loses digits',
      'app: { port: 12345678901234567890 }',
      '1:14: app.port: found the number 12345678901234567000',
    ],
    ['a hexadecimal number', 'app: { port: 0x10 }', '1:14: found 0x10, which YAML reads as 16'],
  ])('%s', (_name, text, expected) => {
    expect(
      mistakesIn(text).some((line) => line.startsWith(`upshelf.yaml:${expected}`)) || mistakesIn(text),
    ).toBe(true);
  });

  test('settings whose only mistake is a number that is read as another one', () => {
    expect(mistakesIn(good.replace('plan: 10', 'plan: 010'))).toEqual([
      'upshelf.yaml:18:11: found 010, which YAML reads as 10, expected it in quotes, or written as 10',
    ]);
  });

  test('keys are text as they stand: a server 010 is not the server 10', () => {
    const text = good
      .replace('id: 3', 'id: "010"')
      .replace('package: basico', 'package: { servers: { 010: p } }');
    expect(mistakesIn(text)).toEqual([]);
    expect(mistakesIn(text.replace('"010"', '"10"'))).toHaveLength(1);
  });

  test('an alias bomb', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [before, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg'].map((pair) => pair.split(''))) {
      bomb.push(
        `${name ?? ''}: &${name ?? ''} [${Array.from({ length: 9 }, () => `*${before ?? ''}`).join(', ')}]`,
      );
    }
    expect(mistakesIn(bomb.join('\n'))).toEqual([
      expect.stringMatching(/^upshelf\.yaml:7:\d+: Excessive alias count/),
    ]);
  });

  test('an alias that is no bomb may be used, and its mistakes are found', () => {
    const text = good.replace('most: { accounts: 300 }', 'most: &most { accounts: many }');
    expect(mistakesIn(text)).toEqual([
      'upshelf.yaml:14:29: servers[0].most.accounts: found the text "many", expected a whole number, 0 to 1000000',
    ]);
  });
});

describe('secrets never show', () => {
  test('a secret in the place of its variable is refused without being printed', () => {
    const token = 'J2HBGK5L1R2ZQ9S8W7X6Y5';
    const lines = mistakesIn(good.replace('WHM_TOKEN', token));
    expect(lines).toEqual([
      'upshelf.yaml:13:16: servers[0].tokenFrom: found something else, expected the name of an environment variable, such as WHM_TOKEN, never the secret itself',
    ]);
  });

  test('a secret under a key of its own is refused without being printed', () => {
    const lines = mistakesIn(
      good.replace('tokenFrom: WHM_TOKEN', 'tokenFrom: WHM_TOKEN\n    token: hunter2'),
    );
    expect(lines.join('\n')).toContain('14:5: servers[0].token: found an unknown key');
    expect(lines.join('\n')).not.toContain('hunter2');
  });

  test('another kind of DATABASE_URL is refused without being printed', () => {
    const around = surroundings({ DATABASE_URL: 'mysql://root:hunter2@db/upshelf' });
    expect(mistakesIn(good, around)).toEqual([
      'DATABASE_URL: found another address, expected postgres://… or nothing',
    ]);
  });

  test('a variable that is not set: its name and its line, for each of them', () => {
    const around = {
      ...surroundings(),
      variable: (name: string) => (name === 'OTHER' ? new Secret('x') : null),
    };
    const read = () => readSettings('upshelf.yaml', good, around);
    expect(read).toThrow(
      [
        'upshelf.yaml:4:15: panel.secretFrom: found no variable PANEL_SECRET in the environment or in the .env file beside the settings, expected the secret',
        'upshelf.yaml:13:16: servers[0].tokenFrom: found no variable WHM_TOKEN in the environment or in the .env file beside the settings, expected the secret',
      ].join('\n'),
    );
    expect(read).toThrow(expect.objectContaining({ code: 'secret-missing' }));
  });
});
