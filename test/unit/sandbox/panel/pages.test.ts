import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  changePackageRequestSchema,
  preInvoiceRequestSchema,
  type ChangePackageRequest,
} from '../../../../src/panel/connector-protocol.ts';
import { signatureHeader, timestampHeader, verify } from '../../../../src/panel/signature.ts';
import { demoPassword, staffPassword } from '../../../../sandbox/seed/clients.ts';
import { openTicket } from '../../../../sandbox/panel/tickets.ts';
import { departments } from '../../../../sandbox/panel/brand.ts';
import { panelBrowser, type PanelBrowser } from '../../../support/panel-browser.ts';
import {
  answered,
  draft,
  key,
  panelUnderTest,
  secret,
  type PanelUnderTest,
} from '../../../support/sandbox-panel.ts';

interface AppCall {
  readonly path: string;
  readonly body: ChangePackageRequest;
}

let under: PanelUnderTest;
let app: Server;
let calls: AppCall[];
/** What the app answers: status and JSON, or nothing at all. */
let answer: { status: number; body: unknown } | 'silence';

const page = (html: string) => ({
  status: 200,
  body: { title: 'Elija la categoría', html, css: '.upshelf { color: green }', refreshSeconds: 5 },
});

beforeEach(async () => {
  calls = [];
  answer = page('<p class="upshelf">Planes</p>');
  app = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      const body = Buffer.concat(parts);
      const single = (name: string) => request.headers[name]?.toString();
      const signature = { timestamp: single(timestampHeader), signature: single(signatureHeader) };
      const verdict = verify(secret, under.clock.now(), signature, { method: 'POST', path, body });
      if (path.startsWith('/hooks/after-payment')) {
        response.end();
        return;
      }
      const schema = path === '/hooks/pre-invoice' ? preInvoiceRequestSchema : changePackageRequestSchema;
      calls.push({
        path: `${path} ${verdict}`,
        body: schema.parse(JSON.parse(body.toString())) as ChangePackageRequest,
      });
      if (answer === 'silence') return;
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((done) => app.listen(0, '127.0.0.1', done));
  under = await panelUnderTest({
    appUrl: () => `http://127.0.0.1:${(app.address() as AddressInfo).port}`,
  });
});
afterEach(async () => {
  await under.close();
  app.closeAllConnections();
  await new Promise((done) => app.close(done));
});

const client = (name = 'rosa@laespiga.example'): Promise<PanelBrowser> =>
  panelBrowser(under.sandbox.url, { name, password: demoPassword, door: '/' });
const staff = (): Promise<PanelBrowser> =>
  panelBrowser(under.sandbox.url, {
    name: 'soporte@nubalia.example',
    password: staffPassword,
    door: '/admin/',
  });

describe('our page inside the panel', () => {
  test('the request is signed and carries service, selection, addresses and token, but no price', async () => {
    const browser = await client();
    const shown = await browser.get('/servicios/1001/actualizar?step=plan&category=2');
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('<p class="upshelf">Planes</p>');
    expect(shown.text).toContain('<style>.upshelf { color: green }</style>');
    expect(shown.text).toContain('<meta http-equiv="refresh" content="5">');
    expect(shown.text).toContain('<title>Elija la categoría · Nubalia</title>');
    const [call] = calls;
    expect(call?.path).toBe('/hooks/change-package valid');
    expect(call?.body).toMatchObject({
      clientId: '1',
      actor: { kind: 'client', mayOrder: true, maySeeInvoices: true },
      step: 'plan',
      fields: { category: '2' },
      service: { id: '1001', ownerId: '1', recurringAmount: '100.00' },
      urls: {
        page: `${under.sandbox.url}/servicios/1001/actualizar`,
        cancellation: `${under.sandbox.url}/servicios/1001/baja`,
      },
      hiddenFields: [{ name: 'token', value: expect.stringMatching(/^[0-9a-f]{64}$/) as string }],
    });
  });

  test('only a posted form with the token can confirm', async () => {
    const browser = await client();
    await browser.get('/servicios/1001/actualizar?step=confirm&plan=201');
    expect(calls.map(({ path }) => path)).toEqual(['/hooks/change-package valid']);
    expect(calls[0]?.body.step).toBe('');
    const forged = await browser.post('/servicios/1001/actualizar', { step: 'confirm' }, 'f'.repeat(64));
    expect(forged.status).toBe(403);
    expect(calls).toHaveLength(1);
    answer = {
      status: 200,
      body: { redirect: `${under.sandbox.url}/servicios/1001/actualizar?step=status` },
    };
    const confirmed = await browser.post('/servicios/1001/actualizar', { step: 'confirm', plan: '201' });
    expect(confirmed).toMatchObject({
      status: 303,
      location: `${under.sandbox.url}/servicios/1001/actualizar?step=status`,
    });
    expect(calls[1]?.path).toBe('/hooks/pre-invoice valid');
    expect(calls[1]?.body.fields).toEqual({ plan: '201' });
  });

  test.each([
    [
      'an error of its own',
      { status: 409, body: { code: 'x', message: 'Ya hay un cambio <abierto>.', next: 'n' } },
      'Ya hay un cambio &lt;abierto&gt;.',
    ],
    ['no message', { status: 500, body: {} }, 'Su servicio funciona con normalidad'],
    [
      'a page that is none',
      { status: 200, body: { html: '<p>x</p>' } },
      'Su servicio funciona con normalidad',
    ],
    [
      'an address that is none',
      { status: 200, body: { redirect: 'javascript:alert(1)' } },
      'Su servicio funciona con normalidad',
    ],
    [
      'an address elsewhere',
      { status: 200, body: { redirect: '//elsewhere.example' } },
      'Su servicio funciona con normalidad',
    ],
  ])('the app answers with %s: one calm sentence, and the panel works', async (_what, given, sentence) => {
    answer = given;
    const browser = await client();
    const shown = await browser.get('/servicios/1001/actualizar');
    expect(shown.status).toBe(200);
    expect(shown.text).toContain(sentence);
    expect((await browser.get('/servicios/1001')).status).toBe(200);
  });

  test('a silent app costs the page three seconds', async () => {
    answer = 'silence';
    const browser = await client();
    const started = performance.now();
    const shown = await browser.get('/servicios/1001/actualizar');
    const took = performance.now() - started;
    expect(shown.text).toContain('En este momento no podemos mostrar esta página');
    expect(took).toBeGreaterThan(2_900);
    expect(took).toBeLessThan(4_000);
  });

  test('staff see its staff view, and the decisions that they send go along', async () => {
    const browser = await staff();
    expect((await browser.get('/admin/servicios/1001')).text).toContain('<p class="upshelf">Planes</p>');
    await browser.post('/admin/servicios/1001', { step: 'staff-close', change: 'CP-7K3F9', why: 'Pedido' });
    expect(calls.map(({ body }) => [body.actor.kind, body.step, body.clientId])).toEqual([
      ['staff', 'staff', '1'],
      ['staff', 'staff-close', '1'],
    ]);
    expect(calls[1]?.body.fields).toEqual({ change: 'CP-7K3F9', why: 'Pedido' });
  });
});

describe("a client sees what is the client's own", () => {
  test.each([
    '/servicios/1002',
    '/servicios/1002/actualizar',
    '/servicios/1002/baja',
    '/facturas/1',
    '/tickets/2',
    '/mensajes/1',
  ])('not %s', async (path) => {
    const browser = await client('valeria@clinicamontes.example');
    expect((await browser.get(path)).status).toBe(404);
    expect(calls).toEqual([]);
  });

  test("internal tickets are nobody's", async () => {
    const ticketId = openTicket(under.sandbox.context, {
      clientId: null,
      serviceId: 1001,
      department: departments.support,
      subject: 'CP-7K3F9',
      text: 'Revisar',
      author: 'Upshelf',
    });
    const browser = await client();
    expect((await browser.get(`/tickets/${ticketId}`)).status).toBe(404);
    expect((await browser.get('/tickets')).text).not.toContain('CP-7K3F9');
    expect((await (await staff()).get(`/admin/tickets/${ticketId}`)).text).toContain('Revisar');
  });

  test('a draft is neither seen nor paid', async () => {
    const { invoiceId } = answered(await under.panel.placeInvoice(key('draft'), draft()));
    const browser = await client();
    expect((await browser.get(`/facturas/${invoiceId}`)).status).toBe(404);
    expect((await browser.get('/facturas')).text).not.toContain(`/facturas/${invoiceId}"`);
    expect((await browser.post(`/facturas/${invoiceId}/pagar`, { gateway: 'card' })).status).toBe(404);
    answered(await under.panel.publishInvoice(key('publish'), invoiceId));
    expect((await browser.get(`/facturas/${invoiceId}`)).text).toContain('Pagar USD\u00a050,00');
    await browser.post(`/facturas/${invoiceId}/pagar`, { gateway: 'card' });
    expect(answered(await under.panel.readInvoice(invoiceId))?.status).toBe('paid');
  });

  test('a sub-user without the permissions sees no invoices and orders nothing', async () => {
    const browser = await client('soledad@costaverde.example');
    expect((await browser.get('/facturas')).status).toBe(403);
    expect((await browser.get('/servicios/1011')).text).not.toContain('/actualizar');
    await browser.get('/servicios/1011/actualizar');
    expect(calls[0]?.body.actor).toMatchObject({ kind: 'sub-user', mayOrder: false, maySeeInvoices: false });
    await browser.post('/servicios/1011/baja', { kind: 'immediate', understood: 'yes' });
    expect((await browser.get('/servicios/1011/baja')).text).not.toContain('Ya recibimos su pedido');
  });

  test('nobody is let in without a password, and clients are not staff', async () => {
    const nobody = await panelBrowser(under.sandbox.url, null);
    expect(await nobody.get('/servicios')).toMatchObject({ status: 303, location: '/' });
    expect(await nobody.get('/admin/servicios')).toMatchObject({ status: 303, location: '/admin' });
    const guess = { user: 'rosa@laespiga.example', password: 'wrong' };
    expect((await nobody.post('/ingresar', guess)).location).toContain('aviso=login-wrong');
    const rosa = await client();
    expect((await rosa.get('/admin/servicios')).status).toBe(303);
    expect((await rosa.post('/admin/ajustes', { mode: '9.x' })).status).toBe(303);
  });
});

describe('forms', () => {
  test('a new ticket comes filled in, as text', async () => {
    const browser = await client();
    const query = new URLSearchParams({
      department: departments.executives,
      subject: '<b>Plan</b>',
      text: 'Uno\n</textarea><script>',
      service: '1001',
    });
    const { text } = await browser.get(`/tickets/nuevo?${query.toString()}`);
    expect(text).toContain(`<option selected>${departments.executives}</option>`);
    expect(text).toContain('value="&lt;b&gt;Plan&lt;/b&gt;"');
    expect(text).toContain('Uno\n&lt;/textarea&gt;&lt;script&gt;</textarea>');
    expect(text).toContain('<option value="1001" selected>');
  });

  test('the cancellation page says what is lost, and asks to be understood', async () => {
    const browser = await client();
    expect((await browser.get('/servicios/1001/baja')).text).toContain(
      'todo se pierde y no es posible recuperarlo',
    );
    const unread = await browser.post('/servicios/1001/baja', { kind: 'immediate' });
    expect(unread.location).toContain('aviso=form-incomplete');
    await browser.post('/servicios/1001/baja', { kind: 'end-of-period', understood: 'yes', reason: '' });
    expect((await browser.get('/servicios/1001')).text).toContain('Usted pidió la baja de este servicio');
  });

  test('every page says what it may load, and loads no script', async () => {
    const response = await fetch(under.sandbox.url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
    expect(await response.text()).not.toContain('<script');
  });
});

describe('staff', () => {
  test('book a transfer, cancel, and read why not', async () => {
    const { invoiceId } = answered(await under.panel.placeInvoice(key('staff'), draft()));
    const browser = await staff();
    const path = `/admin/facturas/${invoiceId}`;
    expect((await browser.get(path)).text).toContain('Borrador');
    await browser.post(path, { action: 'publish' });
    await browser.post(path, { action: 'book', amount: '20.00', day: '2026-07-01' });
    const refused = await browser.post(path, { action: 'cancel' });
    expect((await browser.get(refused.location ?? '')).text).toContain('ya tiene dinero aplicado');
    await browser.post(path, { action: 'mark-paid', day: '2026-07-02' });
    expect(answered(await under.panel.readInvoice(invoiceId))).toMatchObject({
      status: 'paid',
      payments: [{ amount: '20.00' }, { amount: '30.00' }],
    });
    expect((await browser.post(path, { action: 'constructor' })).status).toBe(404);
  });

  test('edit a service, put the calendar forward, order a fault', async () => {
    const browser = await staff();
    const record = {
      plan: '201',
      cycle: 'annually',
      recurring: '150.00',
      due: '2027-01-02',
      status: 'suspended',
      cause: 'overuse',
      promotion: '',
    };
    await browser.post('/admin/servicios/1001/datos', record);
    expect(answered(await under.panel.readService('1001' as never))).toMatchObject({
      planId: '201',
      recurringAmount: '150.00',
      status: 'suspended',
      suspension: { cause: 'overuse' },
    });
    await browser.post('/admin/ajustes/avanzar', { to: '2026-07-05' });
    expect((await browser.get('/admin/ajustes')).text).toContain('05/07/2026');
    await browser.post('/sandbox/faults', { verb: 'ping', kind: 'error-500', times: '1', milliseconds: '0' });
    expect((await under.panel.ping()).outcome).toBe('unknown');
    expect((await under.panel.ping()).outcome).toBe('answered');
  });

  test.each([
    'servicios',
    'facturas',
    'tickets',
    'mensajes',
    'avisos',
    'ajustes',
    'facturas?ver=draft',
    'servicios?q=a&desde=0',
  ])('/admin/%s opens', async (path) => {
    expect((await (await staff()).get(`/admin/${path}`)).status).toBe(200);
  });
});
