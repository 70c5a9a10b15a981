import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceId } from '../../../../src/catalogue/identifiers.ts';
import type { CivilDate } from '../../../../src/catalogue/time.ts';
import { Secret } from '../../../../src/settings/secret.ts';
import { readSettings } from '../../../../src/settings/load.ts';
import { nubaliaSeed, seedLogins } from '../../../../sandbox/seed/nubalia.ts';
import { demoSettings } from '../../../../sandbox/seed/settings.ts';
import { whmSeed } from '../../../../sandbox/seed/whm.ts';
import { answered, panelUnderTest, type PanelUnderTest } from '../../../support/sandbox-panel.ts';

let under: PanelUnderTest;
beforeAll(async () => {
  under = await panelUnderTest();
});
afterAll(() => under.close());
const today = '2026-07-02' as CivilDate;
const seed = nubaliaSeed(today);
const read = async (id: number) => {
  const service = answered(await under.panel.readService(String(id) as ServiceId));
  if (!service) throw new Error(`no service ${id}`);
  return service;
};

describe('the situations of the seed', () => {
  test("the source page's case: 100 USD a year, half over, exempt; 150 in another category", async () => {
    const service = await read(1001);
    expect(service).toMatchObject({
      recurringAmount: '100.00',
      currency: 'USD',
      cycle: 'annually',
      billed: { amount: '100.00', from: '2026-01-02', to: '2027-01-02' },
      nextDueDate: '2027-01-02',
      laterPeriods: [],
      openInvoices: [],
      tax: { exempt: true, rates: [] },
    });
    const catalogue = answered(await under.panel.readCatalogue());
    const target = catalogue.plans.find(({ id }) => id === '201');
    expect(target?.categoryId).not.toBe(service.categoryId);
    expect(target?.prices).toContainEqual({
      currency: 'USD',
      cycle: 'annually',
      recurring: '150.00',
      setup: '0.00',
    });
  });

  test('the others', async () => {
    expect(await read(1005)).toMatchObject({
      tax: { exempt: false, rates: [{ name: 'IVA', percent: '21' }] },
    });
    expect(await read(1006)).toMatchObject({
      nextDueDate: '2026-06-23',
      openInvoices: [{ dueDate: '2026-06-23', renewsThisService: true, total: '18.15' }],
      billed: { amount: '15.00', from: '2026-05-23', to: '2026-06-23' },
      laterPeriods: [{ end: '2026-07-23', billed: '15.00', paid: false }],
    });
    expect(await read(1007)).toMatchObject({ promotion: 'BIENVENIDA30', recurringAmount: '70.00' });
    expect(await read(1008)).toMatchObject({
      nextDueDate: '2026-07-11',
      openInvoices: [{ dueDate: '2026-07-11', renewsThisService: true }],
      laterPeriods: [{ end: '2027-07-11', billed: '100.00', paid: false }],
    });
    expect(await read(1017)).toMatchObject({ promotion: null, recurringAmount: '85.00' });
    expect(await read(1009)).toMatchObject({ status: 'suspended', suspension: { cause: 'overuse' } });
    expect(await read(1010)).toMatchObject({ currency: 'ARS', recurringAmount: '12000.00' });
    expect(await read(1013)).toMatchObject({ gatewaySubscription: true });
    expect(await read(1014)).toMatchObject({ options: [{ id: 'espacio-adicional', recurring: '12.00' }] });
    expect(await read(1016)).toMatchObject({ pendingCancellation: true });
  });

  test('no invoice but the two open renewals waits, so nothing stands in the way of the demonstration', async () => {
    const { services } = answered(await under.panel.listServices(null, 500));
    const open = new Set(services.flatMap(({ openInvoices }) => openInvoices.map(({ id }) => id)));
    expect(open.size).toBe(2);
  });
});

test('panel, WHM and settings tell the same story', async () => {
  const servers = Object.fromEntries(seed.servers.map(({ id }) => [id, whmSeed(seed, id, 'token')]));
  const text = demoSettings({
    seed,
    connectorUrl: under.sandbox.connectorUrl,
    serverUrls: Object.fromEntries(seed.servers.map(({ id }) => [id, 'http://127.0.0.1:2087'])),
    port: 0,
    database: 'upshelf.sqlite',
  });
  const settings = readSettings('upshelf.yaml', text, {
    variable: (name) => (name === 'DATABASE_URL' ? null : new Secret('a secret')),
    pathBeside: (name) => name,
    textBeside: () => null,
  });
  const { services } = answered(await under.panel.listServices(null, 500));
  for (const service of services) {
    const whm = servers[service.server?.id ?? ''];
    const account = whm?.accounts.find(({ user }) => user === service.account.username);
    const plan = settings.technicalPlans.get(service.planId);
    expect(account?.domain).toBe(service.account.domain);
    const prefix = service.server?.id === 'cp2' ? 'nubalia_' : '';
    expect(account?.package).toBe(`${prefix}${plan?.packages?.[service.server?.id ?? ''] ?? ''}`);
    expect(whm?.packages.map(({ name }) => name)).toContain(account?.package);
  }
  const disk = settings.technicalPlans.get('101')?.limits.disk;
  expect(disk).toBe(5 * 1024 ** 3);
  expect(servers['cp1']?.packages.find(({ name }) => name === 'inicial5')?.QUOTA).toBe(5 * 1024);
  const bookshelf = servers['cp1']?.accounts.find(({ user }) => user === 'luznat');
  expect(bookshelf?.usage.diskMb).toBe(7578);
});

test('two thousand generated services are all different, and each has a snapshot', async () => {
  const large = await panelUnderTest({ seed: (day) => nubaliaSeed(day, 2000) });
  try {
    let count = 0;
    let after: ServiceId | null = null;
    do {
      const page: { services: readonly { billed: unknown }[]; next: ServiceId | null } = answered(
        await large.panel.listServices(after, 500),
      );
      count += page.services.length;
      expect(page.services.every(({ billed }) => billed !== null)).toBe(true);
      after = page.next;
    } while (after !== null);
    expect(count).toBe(2017);
  } finally {
    await large.close();
  }
});

test('each login is printed once', () => {
  const users = seedLogins(seed).map(({ user }) => user);
  expect(new Set(users).size).toBe(users.length);
  expect(seedLogins(seed).map(({ role }) => role)).toContain('staff');
});
