/** A client's invoices: list, one invoice, paying one or several. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { openMassPayment } from '../bookkeeping.ts';
import { gateways, payInvoice, type Gateway } from '../checkout.ts';
import { today } from '../context.ts';
import { linesOf, findInvoice, paymentsOf } from '../invoice-records.ts';
import { withNotice } from '../notices.ts';
import { balanceOf } from '../payments.ts';
import { invoiceRow, type InvoiceRow } from '../rows.ts';
import {
  attempt,
  formOf,
  idOf,
  notFound,
  requireInvoices,
  show,
  valuesOf,
  type ClientVisit,
  type Site,
} from './site.ts';

/** The client's own invoice, and no draft: clients neither see nor pay those. */
function ownInvoice(site: Site, request: FastifyRequest, visit: ClientVisit): InvoiceRow {
  const invoice = findInvoice(site.panel, idOf(request));
  if (invoice?.client_id !== visit.client.id || invoice.status === 'draft') throw notFound();
  return invoice;
}

/** What an invoice's page shows, on both sides of the house. */
export const invoiceData = (site: Site, invoice: InvoiceRow) => {
  const lines = linesOf(site.panel, invoice.id);
  const balance = Math.max(balanceOf(site.panel, invoice), 0);
  return {
    invoice,
    lines,
    subtotal: lines.reduce((sum, line) => sum + line.amount, 0),
    payments: paymentsOf(site.panel, invoice.id),
    balance,
    partly: balance > 0 && balance < invoice.total,
    late: invoice.due_date < today(site.panel) && invoice.status === 'unpaid',
  };
};

function showList(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireInvoices(site, request);
  const invoices = site.panel.db.all(
    invoiceRow,
    "select * from invoice where client_id = ? and status <> 'draft' order by id desc limit 200",
    visit.client.id,
  );
  const payable = invoices.filter(({ status, kind }) => status === 'unpaid' && kind === 'standard');
  const data = { invoices, client: visit.client, several: payable.length > 1 };
  return show(site, request, reply, 'invoices', data, {
    title: 'Mis facturas',
    section: 'invoices',
    visit,
  });
}

const billedService = z.object({ id: z.number(), domain: z.string() });

function showInvoice(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireInvoices(site, request);
  const invoice = ownInvoice(site, request, visit);
  const data = {
    ...invoiceData(site, invoice),
    client: visit.client,
    services: site.panel.db.all(
      billedService,
      `select distinct service.id, domain from service join invoice_line on service_id = service.id
       where invoice_id = ?`,
      invoice.id,
    ),
    payable: invoice.status === 'unpaid',
    pending: invoice.status === 'payment-pending',
    gateways,
  };
  return show(site, request, reply, 'invoice', data, {
    title: `Factura ${invoice.number}`,
    section: 'invoices',
    visit,
  });
}

const isGateway = (name: string | undefined): name is Gateway =>
  name !== undefined && Object.hasOwn(gateways, name);

function pay(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireInvoices(site, request);
  const invoice = ownInvoice(site, request, visit);
  const { gateway } = formOf(request);
  const back = `/facturas/${invoice.id}`;
  if (!isGateway(gateway)) return reply.redirect(withNotice(back, 'aviso', 'form-incomplete'), 303);
  const word = gateway === 'transfer' ? 'payment-announced' : 'paid';
  return attempt(reply, back, withNotice(back, 'hecho', word), () => {
    payInvoice(site.panel, invoice.id, gateway);
    return undefined;
  });
}

function paySeveral(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireInvoices(site, request);
  const ids = valuesOf(request, 'invoice').filter((id) => /^\d{1,15}$/.test(id));
  return attempt(
    reply,
    '/facturas',
    (id) => `/facturas/${id ?? ''}`,
    () => openMassPayment(site.panel, visit.client.id, ids.map(Number)),
  );
}

export function clientInvoicePages(server: FastifyInstance, site: Site): void {
  server.get('/facturas', (request, reply) => showList(site, request, reply));
  server.get('/facturas/:id', (request, reply) => showInvoice(site, request, reply));
  server.post('/facturas/:id/pagar', (request, reply) => pay(site, request, reply));
  server.post('/facturas/pagar-varias', (request, reply) => paySeveral(site, request, reply));
}
