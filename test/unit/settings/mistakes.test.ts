import { describe, expect, test } from 'vitest';
import { good, mistakesIn, withLines } from './good-settings.ts';

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
      '10:13: servers[0].driver: found the text "plesk", expected one of whm, azuracast, centova, mediacp, sonicpanel, icecast, shoutcast',
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
