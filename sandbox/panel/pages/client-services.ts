/** A client's services, and what the client can do with one: change its plan, cancel it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { departments } from '../brand.ts';
import { today } from '../context.ts';
import { withNotice } from '../notices.ts';
import { cancellationRow, invoiceRow, serviceRow, type ServiceRow } from '../rows.ts';
import { requestCancellation } from '../service-records.ts';
import { findService } from '../snapshot.ts';
import {
  attempt,
  baseOf,
  formOf,
  idOf,
  notFound,
  queryOf,
  requireClient,
  show,
  type ClientVisit,
  type Site,
} from './site.ts';

const listedRow = serviceRow.extend({ plan: z.string(), category: z.string() });
const detailPart = z.object({ plan: z.string(), category: z.string(), server: z.string().nullable() });

/** The client's own service; anybody else's is not there (L9). */
function ownService(site: Site, request: FastifyRequest, visit: ClientVisit): ServiceRow {
  const service = findService(site.panel, idOf(request));
  if (service?.client_id !== visit.client.id) throw notFound();
  return service;
}

/** What stands open for the client, the oldest first. */
export const openInvoicesOf = (site: Site, clientId: number) =>
  site.panel.db
    .all(
      invoiceRow,
      "select * from invoice where client_id = ? and status in ('unpaid', 'payment-pending', 'collections') order by due_date",
      clientId,
    )
    .map((invoice) => ({ ...invoice, late: invoice.due_date < today(site.panel) }));

function showList(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireClient(site, request);
  const services = site.panel.db.all(
    listedRow,
    `select service.*, plan.name as plan, category.name as category from service
     join plan on plan.id = plan_id join category on category.id = category_id
     where client_id = ? order by service.id`,
    visit.client.id,
  );
  const open = visit.login.may_see_invoices ? openInvoicesOf(site, visit.client.id) : [];
  return show(
    site,
    request,
    reply,
    'services',
    { services, open, client: visit.client },
    {
      title: 'Mis servicios',
      section: 'services',
      visit,
    },
  );
}

const cancellationOf = (site: Site, serviceId: number) =>
  site.panel.db.get(
    cancellationRow,
    'select * from cancellation where service_id = ? and done_at is null',
    serviceId,
  );

function showService(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireClient(site, request);
  const service = ownService(site, request, visit);
  const detail = site.panel.db.get(
    detailPart,
    `select plan.name as plan, category.name as category, server.name as server from service
     join plan on plan.id = plan_id join category on category.id = category_id
     left join server on server.id = server_id where service.id = ?`,
    service.id,
  );
  const option = z.object({ name: z.string(), value: z.string(), recurring: z.number() });
  const data = {
    service,
    ...detail,
    client: visit.client,
    mayOrder: visit.login.may_order,
    cancellation: cancellationOf(site, service.id),
    options: site.panel.db.all(option, 'select * from service_option where service_id = ?', service.id),
    open: visit.login.may_see_invoices ? openInvoicesOf(site, visit.client.id) : [],
    ticket: ticketUrl(service),
  };
  return show(site, request, reply, 'service', data, { title: service.domain, section: 'services', visit });
}

const ticketUrl = (service: ServiceRow): string =>
  `/tickets/nuevo?${new URLSearchParams({
    department: departments.support,
    subject: `Consulta sobre ${service.domain}`,
    service: String(service.id),
  }).toString()}`;

/** Our page inside the panel's: whatever the browser sent goes along, but the session's token. */
async function showUpgrade(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visit = requireClient(site, request);
  const service = ownService(site, request, visit);
  const posted = request.method === 'POST';
  const { token: _token, step = '', ...fields } = posted ? formOf(request) : queryOf(request);
  // a link cannot confirm a purchase
  const asked = step === 'confirm' && !posted ? '' : step;
  const { login, csrf } = visit;
  const answer = await site.askApp({ service, login, step: asked, fields, csrf, base: baseOf(request) });
  if (answer.kind === 'redirect') return reply.redirect(answer.url, 303);
  return show(
    site,
    request,
    reply,
    'upgrade',
    { service, answer },
    {
      title: answer.kind === 'page' ? answer.title : 'Actualizar plan',
      section: 'services',
      visit,
      css: answer.kind === 'page' ? answer.css : '',
      refreshSeconds: answer.kind === 'page' && !posted ? answer.refreshSeconds : null,
    },
  );
}

function showCancellation(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireClient(site, request);
  const service = ownService(site, request, visit);
  return show(
    site,
    request,
    reply,
    'cancellation',
    {
      service,
      cancellation: cancellationOf(site, service.id),
      mayOrder: visit.login.may_order,
      due: service.next_due_date === null || service.next_due_date <= today(site.panel),
    },
    { title: `Dar de baja ${service.domain}`, section: 'services', visit },
  );
}

function askCancellation(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireClient(site, request);
  const service = ownService(site, request, visit);
  const { kind, reason = '', understood } = formOf(request);
  const back = `/servicios/${service.id}/baja`;
  if (!visit.login.may_order || understood !== 'yes' || (kind !== 'immediate' && kind !== 'end-of-period'))
    return reply.redirect(withNotice(back, 'aviso', 'form-incomplete'), 303);
  return attempt(reply, back, withNotice(`/servicios/${service.id}`, 'hecho', 'cancellation-asked'), () => {
    requestCancellation(site.panel, service.id, kind, reason.slice(0, 2000));
    return undefined;
  });
}

export function clientServicePages(server: FastifyInstance, site: Site): void {
  server.get('/servicios', (request, reply) => showList(site, request, reply));
  server.get('/servicios/:id', (request, reply) => showService(site, request, reply));
  server.get('/servicios/:id/actualizar', (request, reply) => showUpgrade(site, request, reply));
  server.post('/servicios/:id/actualizar', (request, reply) => showUpgrade(site, request, reply));
  server.get('/servicios/:id/baja', (request, reply) => showCancellation(site, request, reply));
  server.post('/servicios/:id/baja', (request, reply) => askCancellation(site, request, reply));
}
