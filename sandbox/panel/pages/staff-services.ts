/** Staff look at a service: the panel's record, and Upshelf's own view of it embedded. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { amountSchema } from '../../../src/catalogue/amount.ts';
import { billingCycleSchema } from '../../../src/catalogue/billing-cycle.ts';
import { planIdSchema } from '../../../src/catalogue/identifiers.ts';
import { civilDateSchema } from '../../../src/catalogue/time.ts';
import { toText } from '../cents.ts';
import { cycleNames, serviceBadges } from '../format.ts';
import { withNotice } from '../notices.ts';
import { cancellationRow, invoiceRow, serviceRow, serviceStatuses, suspensionCauses } from '../rows.ts';
import { editService } from '../service-records.ts';
import { findService } from '../snapshot.ts';
import { readClient } from '../invoice-records.ts';
import { attempt, baseOf, formOf, idOf, notFound, queryOf, requireStaff, show, type Site } from './site.ts';

const listedRow = serviceRow.extend({ plan: z.string(), client: z.string(), currency: z.string() });
const pageSize = 50;

function showList(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireStaff(site, request);
  const { q = '', desde = '0' } = queryOf(request);
  const offset = /^\d{1,7}$/.test(desde) ? Number(desde) : 0;
  const like = `%${q.replaceAll(/[%_]/g, '')}%`;
  const found = site.panel.db.all(
    listedRow,
    `select service.*, plan.name as plan, coalesce(company, client.name) as client, currency from service
     join plan on plan.id = plan_id join client on client.id = client_id
     where domain like ? or company like ? or client.name like ? or username like ?
     order by service.id limit ? offset ?`,
    like,
    like,
    like,
    like,
    pageSize + 1,
    offset,
  );
  const link = (from: number): string =>
    `/admin/servicios?${new URLSearchParams({ q, desde: String(from) }).toString()}`;
  const data = {
    services: found.slice(0, pageSize),
    q,
    next: found.length > pageSize ? link(offset + pageSize) : null,
    previous: offset > 0 ? link(Math.max(offset - pageSize, 0)) : null,
  };
  return show(site, request, reply, 'staff-services', data, {
    title: 'Servicios',
    section: 'services',
    visit,
  });
}

const planChoice = z.object({ id: z.number(), name: z.string(), category: z.string() });

async function showService(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visit = requireStaff(site, request);
  const service = findService(site.panel, idOf(request));
  if (!service) throw notFound();
  const posted = request.method === 'POST';
  const { token: _token, step = 'staff', ...fields } = posted ? formOf(request) : queryOf(request);
  const { login, csrf } = visit;
  const answer = await site.askApp({ service, login, step, fields, csrf, base: baseOf(request) });
  if (answer.kind === 'redirect') return reply.redirect(answer.url, 303);
  const { db } = site.panel;
  const plans = db.all(
    planChoice,
    'select plan.id, plan.name, category.name as category from plan join category on category.id = category_id order by plan.position',
  );
  const choose = (
    values: readonly string[],
    names: Readonly<Record<string, string>>,
    current: string | null,
  ) => values.map((value) => ({ value, name: names[value] ?? value, chosen: value === current }));
  const data = {
    service,
    client: readClient(site.panel, service.client_id),
    answer,
    recurring: toText(service.recurring),
    plans: plans.map((plan) => ({ ...plan, chosen: plan.id === service.plan_id })),
    cycles: choose(billingCycleSchema.options, cycleNames, service.cycle),
    statuses: choose(
      serviceStatuses,
      Object.fromEntries(serviceStatuses.map((status) => [status, serviceBadges[status].text])),
      service.status,
    ),
    causes: choose(
      suspensionCauses,
      { overuse: 'Uso excesivo', overdue: 'Falta de pago', other: 'Otra' },
      service.suspension_cause,
    ),
    cancellation: db.get(
      cancellationRow,
      'select * from cancellation where service_id = ? and done_at is null',
      service.id,
    ),
    invoices: db.all(
      invoiceRow,
      `select distinct invoice.* from invoice join invoice_line on invoice_id = invoice.id
       where service_id = ? order by invoice.id desc limit 10`,
      service.id,
    ),
  };
  return show(site, request, reply, 'staff-service', data, {
    title: service.domain,
    section: 'services',
    visit,
    css: answer.kind === 'page' ? answer.css : '',
    refreshSeconds: null,
  });
}

const editSchema = z.object({
  plan: planIdSchema,
  cycle: billingCycleSchema,
  recurring: amountSchema,
  due: z.union([civilDateSchema, z.literal('').transform(() => undefined)]),
  status: z.enum(serviceStatuses),
  cause: z.enum(suspensionCauses),
  promotion: z.string().max(100),
  subscription: z.literal('yes').optional(),
  nativeUpgrade: z.literal('yes').optional(),
});

function saveService(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  requireStaff(site, request);
  const id = idOf(request);
  const back = `/admin/servicios/${id}`;
  const form = editSchema.safeParse(formOf(request));
  if (!form.success) return reply.redirect(withNotice(back, 'aviso', 'form-incomplete'), 303);
  const { plan, cycle, recurring, due, status, cause, promotion, subscription, nativeUpgrade } = form.data;
  return attempt(reply, back, withNotice(back, 'hecho', 'saved'), () => {
    editService(site.panel, id, {
      fields: {
        planId: plan,
        cycle,
        recurringAmount: recurring,
        ...(due === undefined ? {} : { nextDueDate: due }),
      },
      status,
      cause,
      promotion: promotion.trim() === '' ? null : promotion.trim(),
      subscription: subscription === 'yes',
      nativeUpgrade: nativeUpgrade === 'yes',
    });
    return undefined;
  });
}

export function staffServicePages(server: FastifyInstance, site: Site): void {
  server.get('/admin/servicios', (request, reply) => showList(site, request, reply));
  server.get('/admin/servicios/:id', (request, reply) => showService(site, request, reply));
  server.post('/admin/servicios/:id', (request, reply) => showService(site, request, reply));
  server.post('/admin/servicios/:id/datos', (request, reply) => saveService(site, request, reply));
}
