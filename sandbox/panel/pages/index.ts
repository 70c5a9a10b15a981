/** All the panel's pages as one Fastify plugin: cookies, forms, security headers, calm errors. */
import cookie from '@fastify/cookie';
import formBody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { stylesheet } from '../views.ts';
import { readSession } from '../session.ts';
import { accessPages } from './access.ts';
import { clientDeskPages } from './client-desk.ts';
import { clientInvoicePages } from './client-invoices.ts';
import { clientServicePages } from './client-services.ts';
import { PageStop, show, type Site } from './site.ts';
import { staffDeskPages } from './staff-desk.ts';
import { staffInvoicePages } from './staff-invoices.ts';
import { staffMachinePages } from './staff-machine.ts';
import { staffServicePages } from './staff-services.ts';

/** No script at all; styles may be inline, since the app's page brings its own. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "form-action 'self'",
  "frame-src 'self'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
].join('; ');

export const panelPages = (site: Site) => async (server: FastifyInstance) => {
  await server.register(cookie);
  await server.register(formBody, { bodyLimit: 64 * 1024 });

  server.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    // a form of another site is nobody's wish, the way in included
    if (request.method === 'POST' && request.headers['sec-fetch-site'] === 'cross-site')
      throw new PageStop(403, 'Este formulario vino de otro sitio.');
  });

  server.setErrorHandler((error, request, reply) => {
    const stop = error instanceof PageStop ? error : null;
    if (stop?.redirect) return reply.redirect(stop.redirect, 303);
    if (!stop) request.log.error({ error }, 'a page failed');
    const area = /^\/(admin|sandbox)/.test(request.url) ? 'staff' : 'client';
    const data = { message: stop?.message ?? 'Algo salió mal de nuestro lado. Vuelva a intentarlo.' };
    return show(site, request, reply, 'error', data, {
      title: stop?.status === 404 ? 'No encontrado' : 'No fue posible',
      status: stop?.status ?? 500,
      visit: readSession(site.panel, request, area),
    });
  });

  server.get('/panel.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=300').send(stylesheet),
  );
  server.get('/favicon.ico', (_request, reply) => reply.code(204).send());
  accessPages(server, site);
  clientServicePages(server, site);
  clientInvoicePages(server, site);
  clientDeskPages(server, site);
  staffServicePages(server, site);
  staffInvoicePages(server, site);
  staffDeskPages(server, site);
  staffMachinePages(server, site);
  server.setNotFoundHandler(() => {
    throw new PageStop(404, 'No encontramos esa página.');
  });
};
