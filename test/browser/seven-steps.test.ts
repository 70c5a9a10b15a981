/** The source page's seven steps in a real browser, from login to a changed and read-back server. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCompany, type Company } from '../../sandbox/company.ts';
import { demoPassword, staffPassword } from '../../sandbox/seed/clients.ts';
import { browserOptions, chromiumPath } from '../support/page-in-panel.ts';
import { requireOrSkip } from '../support/require-or-skip.ts';

const isThere = requireOrSkip(
  'Chromium',
  existsSync(chromiumPath),
  `${chromiumPath} is missing: apt-get install chromium`,
);

describe.skipIf(!isThere)('the seven steps of the source page', () => {
  const data = mkdtempSync(join(tmpdir(), 'upshelf-browser-'));
  let company: Company;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    company = await startCompany({ port: 0, data, services: 0, logger: pino({ level: 'silent' }) });
    browser = await chromium.launch(browserOptions);
  });
  afterAll(async () => {
    await browser.close();
    await company.close();
    rmSync(data, { recursive: true, force: true });
  });

  /** A browser without JavaScript: every page has to work with plain forms. */
  async function visitor(): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({ locale: 'es-AR', javaScriptEnabled: false });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    return { context, page };
  }

  async function logIn(page: Page, path: string, user: string, password: string): Promise<void> {
    await page.goto(`${company.panel.url}${path}`);
    await page.locator('input[name=user]').fill(user);
    await page.locator('input[type=password]').fill(password);
    await page.getByRole('button', { name: /Entrar|Ingresar/ }).click();
  }

  /** Reloads until the page says so: the change is carried out beside the page. */
  const untilShown = async (page: Page, text: RegExp): Promise<void> => {
    await expect
      .poll(async () => (await page.reload(), await page.locator('main').innerText()), {
        timeout: 20_000,
        interval: 200,
      })
      .toMatch(text);
  };

  const accountOnServer = (domain: string) =>
    company.servers.flatMap((server) => server.state.accounts()).find((account) => account.domain === domain);

  test('100 a year, at mid-year to 150: the invoice is 50.00, and once paid the server and the panel carry the new plan', async () => {
    const { context, page } = await visitor();
    await logIn(page, '/', 'rosa@laespiga.example', demoPassword); // 1
    await page
      .getByRole('link', { name: /laespiga\.example/ })
      .first()
      .click(); // 2
    await page.getByRole('link', { name: 'Actualizar plan' }).click(); // 3
    expect(await page.locator('main').innerText()).toContain('Sólo aparece lo que es técnicamente posible');
    await page.getByRole('link', { name: /Hosting Profesional/ }).click(); // 4
    await page.getByRole('link', { name: 'Elegir Profesional 20' }).click(); // 5
    await page.getByLabel(/Anual/).check(); // 6
    await page.getByRole('button', { name: /Continuar|Revisar/ }).click();
    const review = await page.locator('main').innerText();
    expect(review).toMatch(/USD\s150,00/);
    expect(review).toMatch(/Total hoy\s+USD\s50,00/);
    expect(review).toContain('23:59');
    await page.getByRole('button', { name: 'Upgrade' }).click(); // 7
    await untilShown(page, /La factura está lista/);

    await page.getByRole('link', { name: 'Ver y pagar la factura' }).click();
    const invoice = await page.locator('main').innerText();
    expect(invoice).toMatch(/Total\s+USD\s50,00/);
    await page.getByRole('button', { name: /Pagar/ }).first().click();
    await page.goto(`${company.panel.url}/servicios/1001/actualizar?step=status`);
    await untilShown(page, /Su plan está actualizado[\s\S]*Verificado/);

    expect(accountOnServer('laespiga.example')).toMatchObject({
      plan: expect.stringMatching(/profesional20/) as string,
    });
    await page.goto(`${company.panel.url}/servicios/1001`);
    expect(await page.locator('main').innerText()).toMatch(/Profesional 20[\s\S]*150,00/);
    await page.goto(`${company.panel.url}/mensajes`);
    expect(await page.locator('main').innerText()).toContain('Su plan está actualizado: laespiga.example');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a change is cancelled before it is paid, and its invoice with it', async () => {
    const { context, page } = await visitor();
    await logIn(page, '/', 'valeria@clinicamontes.example', demoPassword);
    await page.goto(`${company.panel.url}/servicios/1005/actualizar?step=period&plan=201`);
    await page.getByLabel(/Anual/).check();
    await page.getByRole('button', { name: /Continuar|Revisar/ }).click();
    expect(await page.locator('main').innerText()).toMatch(/IVA/);
    await page.getByRole('button', { name: 'Upgrade' }).click();
    await untilShown(page, /La factura está lista/);
    await page.getByRole('button', { name: 'Cancelar el cambio' }).click();
    await untilShown(page, /cancelad/i);
    expect(accountOnServer('clinicamontes.example')).toMatchObject({
      plan: expect.stringMatching(/inicial10/) as string,
    });
    await context.close();
  });

  test('the largest plan: the source page’s sentence and a ticket to the account executive, ready to send', async () => {
    const { context, page } = await visitor();
    await logIn(page, '/', 'teresa@ferreterialosandes.example', demoPassword);
    await page.goto(`${company.panel.url}/servicios/1003/actualizar`);
    expect(await page.locator('main').innerText()).toMatch(/upgrade de forma automática|upgrade automático/);
    if ((await page.locator('textarea').count()) === 0)
      await page
        .getByRole('link', { name: /ejecutiv/i })
        .first()
        .click();
    expect(await page.locator('textarea').inputValue()).not.toBe('');
    await page.getByRole('button', { name: /Enviar|Pedir/ }).click();
    await expect
      .poll(
        async () => (await page.goto(`${company.panel.url}/tickets`), await page.locator('main').innerText()),
        { timeout: 20_000 },
      )
      .toMatch(/ferreterialosandes/);
    await context.close();
  });

  test('a smaller plan is shown with the bookshelf, the service’s own numbers and the way to the cancellation', async () => {
    const { context, page } = await visitor();
    await logIn(page, '/', 'nico@luznatural.example', demoPassword);
    await page.goto(`${company.panel.url}/servicios/1004/actualizar`);
    await page.getByRole('link', { name: '¿Por qué no veo otros planes?' }).click();
    const text = await page.locator('main').innerText();
    expect(text).toMatch(/7,4 GB/);
    expect(text).toMatch(/estante/);
    expect(await page.getByRole('link', { name: /baja/i }).first().getAttribute('href')).toContain(
      '/servicios/1004/baja',
    );
    await context.close();
  });

  test('a server that refuses: staff get one ticket and retry, and the change completes', async () => {
    const { context, page } = await visitor();
    await logIn(page, '/', 'lucia@libreriaelfaro.example', demoPassword);
    company.servers[0]?.faults.add({
      function: 'changepackage',
      kind: 'reason',
      reason: 'The disk quota could not be set.',
      times: 1,
    });
    await page.goto(`${company.panel.url}/servicios/1008/actualizar?step=period&plan=201`);
    await page.getByLabel(/Anual/).check();
    await page.getByRole('button', { name: /Continuar|Revisar/ }).click();
    await page.getByRole('button', { name: 'Upgrade' }).click();
    await untilShown(page, /La factura está lista/);
    await page.getByRole('link', { name: 'Ver y pagar la factura' }).click();
    await page.getByRole('button', { name: /Pagar/ }).first().click();
    await page.goto(`${company.panel.url}/servicios/1008/actualizar?step=status`);
    await untilShown(page, /revis/i);

    const staff = await visitor();
    await logIn(staff.page, '/admin', 'soporte@nubalia.example', staffPassword);
    await staff.page.goto(`${company.panel.url}/admin/servicios/1008`);
    await staff.page
      .getByLabel(/Motivo|Por qué/i)
      .first()
      .fill('La cuota se corrigió en el servidor.');
    await staff.page
      .getByRole('button', { name: /Reintentar|Intentar/ })
      .first()
      .click();
    await untilShown(page, /Su plan está actualizado/);
    await staff.context.close();
    await context.close();
  });
});
