/** The pretend panel's own pages in a real browser: accessible, nothing beside the screen at 320 pixels, no complaints. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countRow } from '../../sandbox/panel/rows.ts';
import { demoPassword, staffPassword } from '../../sandbox/seed/clients.ts';
import { browserOptions, chromiumPath } from '../support/page-in-panel.ts';
import { requireOrSkip } from '../support/require-or-skip.ts';
import { panelUnderTest, type PanelUnderTest } from '../support/sandbox-panel.ts';

const isThere = requireOrSkip(
  'Chromium',
  existsSync(chromiumPath),
  `${chromiumPath} is missing: apt-get install chromium`,
);

/** Client 6 owes an invoice, so every piece of the client's side is on one of these. */
const clientPages = [
  '/servicios',
  '/servicios/1006',
  '/servicios/1006/actualizar',
  '/servicios/1006/baja',
  '/facturas',
  '/facturas/:own',
  '/tickets',
  '/tickets/nuevo?subject=Consulta',
  '/mensajes',
  '/mensajes/1',
  '/servicios/1001',
];
const staffPages = [
  '/admin/servicios',
  '/admin/servicios/1009',
  '/admin/facturas?ver=open',
  '/admin/facturas/:own',
  '/admin/tickets',
  '/admin/tickets/1',
  '/admin/mensajes',
  '/admin/avisos',
  '/admin/ajustes',
  '/sandbox/faults',
];

describe.skipIf(!isThere)('the pages of the pretend panel', () => {
  let under: PanelUnderTest;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    under = await panelUnderTest();
    browser = await chromium.launch(browserOptions);
    const context = await browser.newContext({ locale: 'es-AR' });
    page = await context.newPage();
    page.on('console', (message) => {
      // a page that is not there is a 404 on purpose
      if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
    });
    await page.goto(under.sandbox.url);
    await logIn('carla@academiacompas.example', demoPassword);
    await page.goto(`${under.sandbox.url}/admin`);
    await logIn('soporte@nubalia.example', staffPassword);
  });
  afterAll(async () => {
    await browser.close();
    await under.close();
  });

  /** The number of the logged-in client's newest invoice. */
  const ownInvoice = (): string =>
    String(
      under.sandbox.context.db.get(
        countRow,
        'select max(id) as count from invoice where client_id = (select client_id from service where id = 1006)',
      )?.count,
    );

  async function logIn(user: string, password: string): Promise<void> {
    await expectFine();
    await page.getByLabel('Correo electrónico').fill(user);
    await page.getByLabel('Contraseña').fill(password);
    await page.getByRole('button', { name: 'Ingresar' }).click();
  }

  async function expectFine(): Promise<void> {
    // the body of a letter is another document, where scripts may not run: legacy mode stays out of it
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('iframe').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
    await page.setViewportSize({ width: 320, height: 640 });
    const beside = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(beside).toBe(0);
    await page.setViewportSize({ width: 1200, height: 800 });
  }

  test.each([...clientPages, ...staffPages])('%s', async (path) => {
    complaints.length = 0;
    const answer = await page.goto(under.sandbox.url + path.replace(':own', ownInvoice()));
    // client 6 asks for a service of client 1
    expect(answer?.status()).toBe(path === '/servicios/1001' ? 404 : 200);
    expect(complaints).toEqual([]);
    await expectFine();
  });
});
