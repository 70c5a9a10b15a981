import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CurrencyCode } from '../../../src/catalogue/amount.ts';
import { packageOn } from '../../../src/catalogue/technical-plan.ts';
import { defaultPatience } from '../../../src/change/patience.ts';
import { loadSettings, readSettings } from '../../../src/settings/load.ts';
import { dueDateRuleFor, validityFor, type Settings } from '../../../src/settings/settings.ts';
import { certificate, good, surroundings, withLines } from './good-settings.ts';

const read = (text: string, more: Readonly<Record<string, string>> = {}): Settings =>
  readSettings('upshelf.yaml', text, surroundings(more));

const [usd, ars] = ['USD', 'ARS'] as CurrencyCode[] as [CurrencyCode, CurrencyCode];

describe('what is left out has its standard value', () => {
  const settings = read(good);

  test('the app, the panel and the patience of the loop', () => {
    expect(settings.app).toEqual({
      host: '127.0.0.1',
      port: 8040,
      bodyLimit: 4 * 1024 * 1024,
      pageDeadline: 2500,
      rateLimitPerMinute: 120,
    });
    expect(settings.panel).toMatchObject({ deadline: 15_000, landingWindow: 120_000 });
    expect(settings.patience).toEqual(defaultPatience);
    expect(settings.usage).toEqual({ maximumAge: 3_600_000, readDeadline: 2000 });
  });

  test('money: no negative total, no setup fee, the due date kept, one positive line', () => {
    expect(settings.money).toEqual({
      negativeTotal: 'forbid',
      setupFee: 'none',
      dueDate: { rule: 'keep' },
      validity: { fullDifferenceDays: 7, datePricedDays: 1, perCurrency: new Map() },
      invoiceLines: 'net',
      graceDays: new Map([
        ['card', 0],
        ['transfer', 5],
      ]),
    });
    expect(dueDateRuleFor(settings.money, usd)).toEqual({ rule: 'keep' });
    expect(validityFor(settings.money, usd)).toEqual({ fullDifferenceDays: 7, datePricedDays: 1 });
  });

  test('servers, categories, rules; no pilot is everybody', () => {
    expect(settings.servers.get('3')).toMatchObject({
      name: '3',
      group: null,
      ca: null,
      pin: null,
      applyBy: 'driver',
      deadline: 30_000,
      landingWindow: 120_000,
      most: { accounts: 300 },
    });
    expect(settings.categories).toEqual(
      new Map([['1', { mode: 'full', accountReference: { kind: 'username' } }]]),
    );
    expect(settings.rules).toEqual([
      { name: 'rest', match: {}, verdict: 'allow', policy: 'prorated-difference', downgrades: 'never' },
    ]);
    expect(settings.pilot).toBeNull();
    expect(settings.language).toBe('es');
  });
});

describe('what is given is what the app uses', () => {
  test('plans: limits in their own units, packages per server', () => {
    const { technicalPlans } = read(
      good.replace('package: basico', 'package: { default: basico, servers: { 3: s3_basico } }'),
    );
    const plan = technicalPlans.get('10');
    if (!plan) throw new Error('the plan is missing');
    expect(plan.limits).toEqual({ disk: 5 * 2 ** 30 });
    expect([packageOn(plan, '3'), packageOn(plan, '4')]).toEqual(['s3_basico', 'basico']);
  });

  test('a plan without packages takes raw limits; one with a package for one server has none elsewhere', () => {
    expect(
      read(good.replace('package: basico', 'package: none')).technicalPlans.get('10')?.packages,
    ).toBeNull();
    const one = read(good.replace('package: basico', 'package: { servers: { 3: s3 } }')).technicalPlans.get(
      '10',
    );
    expect(one && packageOn(one, '4')).toBeNull();
  });

  test('options: what a unit adds, in the own unit of the metric; none holds nothing up', () => {
    const options =
      'options:\n  - { option: 7, metric: disk, perUnit: 1 GB }\n  - { option: Respaldo, metric: none }';
    expect(read(good.replace('options: []', options)).optionMappings).toEqual([
      { option: '7', metric: 'disk', perUnit: 2 ** 30 },
      { option: 'Respaldo', metric: null, perUnit: 0 },
    ]);
  });

  test('money: floors and validity per currency', () => {
    const { money } = read(
      withLines(`money:
  dueDate: { restart: { floor: { USD: "20.00" } } }
  validity: { fullDifferenceDays: 10, perCurrency: { ARS: { fullDifferenceDays: 2 } } }`),
    );
    expect(dueDateRuleFor(money, usd)).toEqual({ rule: 'restart', floor: '20.00' });
    expect(dueDateRuleFor(money, ars)).toEqual({ rule: 'keep' });
    expect(validityFor(money, usd)).toEqual({ fullDifferenceDays: 10, datePricedDays: 1 });
    expect(validityFor(money, ars)).toEqual({ fullDifferenceDays: 2, datePricedDays: 1 });
  });

  test.each([
    ['department: 4', { kind: 'department', department: '4' }],
    ['email: ventas@example.com', { kind: 'email', email: 'ventas@example.com' }],
    ['customField: Ejecutivo', { kind: 'custom-field', name: 'Ejecutivo' }],
  ])('the account executive by %s', (text, expected) => {
    expect(read(good.replace('department: Ventas', text)).accountExecutive).toEqual(expected);
  });

  test.each([
    ['username', { kind: 'username' }],
    ['domain', { kind: 'domain' }],
    ['"customField: Estación"', { kind: 'custom-field', name: 'Estación' }],
    ['customField:Estación', { kind: 'custom-field', name: 'Estación' }],
  ])('the account is named by %s', (text, accountReference) => {
    const settings = read(good.replace('category: 1', `category: 1, mode: guard, accountReference: ${text}`));
    expect(settings.categories.get('1')).toEqual({ mode: 'guard', accountReference });
  });

  test('servers: trust, bounds and deadlines', () => {
    const pin = Array.from({ length: 32 }, () => 'ab').join(':');
    const more = `user: root\n    ca: authority.pem\n    pin: ${pin}\n    deadlineSeconds: 5\n    group: hosting`;
    const text = good
      .replace('user: root', more)
      .replace('accounts: 300', 'disk: 2 TB, stream-rate: 1000 Mbit/s');
    expect(read(text).servers.get('3')).toMatchObject({
      ca: certificate,
      pin,
      deadline: 5000,
      group: 'hosting',
      most: { disk: 2 * 2 ** 40, 'stream-rate': 1_000_000 },
    });
  });

  test('a pilot', () => {
    expect(read(withLines('pilot: { clientGroups: [VIP, 3] }')).pilot).toEqual({
      clientGroups: ['VIP', '3'],
      clients: [],
    });
  });

  test('positions, for the findings of `check`', () => {
    const { positionOf } = read(good);
    expect(positionOf(['plans', 0, 'limits', 'disk'])).toEqual({ line: 21, column: 21 });
    expect(positionOf(['rules', 0, 'match'])).toEqual({ line: 23, column: 5 });
    expect(positionOf(['pilot'])).toEqual({ line: 1, column: 1 });
  });
});

describe('database and secrets', () => {
  test('SQLite beside the settings, unless DATABASE_URL names PostgreSQL', () => {
    expect(read(good).database).toEqual({ kind: 'sqlite', file: '/etc/upshelf/upshelf.sqlite' });
    expect(read(withLines('database: data/changes.sqlite')).database).toEqual({
      kind: 'sqlite',
      file: '/etc/upshelf/data/changes.sqlite',
    });
    for (const url of ['postgres://u:p@db/upshelf', 'postgresql://db/upshelf']) {
      const { database } = read(good, { DATABASE_URL: url });
      expect(database.kind === 'postgres' && database.url.reveal()).toBe(url);
    }
  });

  test('however the settings are printed, no secret is in it', () => {
    const settings = read(good, { DATABASE_URL: 'postgres://u:hunter2@db/upshelf' });
    expect(settings.panel.secret.reveal()).toBe('panel secret');
    expect(settings.servers.get('3')?.token.reveal()).toBe('whm token');
    const printed = [
      inspect(settings, { depth: null, showHidden: true }),
      inspect(settings, { depth: null, customInspect: false, showHidden: true }),
      JSON.stringify(settings, (_key, value: unknown) => (value instanceof Map ? [...value] : value)),
      `${settings.panel.secret.toString()} ${[...settings.servers.values()].map(({ token }) => token).join()}`,
    ].join('\n');
    for (const secret of ['panel secret', 'whm token', 'hunter2']) expect(printed).not.toContain(secret);
    expect(printed).toContain('[secret]');
  });
});

describe('files', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'upshelf-settings-'));
    writeFileSync(join(folder, 'upshelf.yaml'), good);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const load = (env: Readonly<Record<string, string>>) =>
    loadSettings({ file: join(folder, 'upshelf.yaml'), env });

  test('secrets come from the environment, else from .env beside the settings; empty is not set', () => {
    writeFileSync(join(folder, '.env'), 'PANEL_SECRET="from the file"\nWHM_TOKEN=from the file\n');
    const settings = load({ PANEL_SECRET: 'from outside', WHM_TOKEN: '' });
    expect(settings.panel.secret.reveal()).toBe('from outside');
    expect(settings.servers.get('3')?.token.reveal()).toBe('from the file');
    expect(settings.database).toEqual({ kind: 'sqlite', file: join(folder, 'upshelf.sqlite') });
  });

  test('without .env the environment must have them', () => {
    expect(() => load({ PANEL_SECRET: 'x' })).toThrow(
      `${join(folder, 'upshelf.yaml')}:13:16: servers[0].tokenFrom: found no variable WHM_TOKEN`,
    );
  });

  test('an authority is read from beside the settings', () => {
    writeFileSync(join(folder, 'upshelf.yaml'), good.replace('user: root', 'user: root\n    ca: ca.pem'));
    writeFileSync(join(folder, 'ca.pem'), certificate);
    expect(load({ PANEL_SECRET: 'x', WHM_TOKEN: 'y' }).servers.get('3')?.ca).toBe(certificate);
  });

  test('no such file: one sentence with its name', () => {
    const file = join(folder, 'other.yaml');
    expect(() => loadSettings({ file, env: {} })).toThrow(
      expect.objectContaining({
        code: 'settings-invalid',
        message: `${file}: found no file that can be read, expected the settings`,
      }),
    );
  });
});
