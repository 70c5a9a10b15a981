/** Staff's hands in the books: everything that can happen to an invoice behind Upshelf's back. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { civilDateSchema } from '../../../src/catalogue/time.ts';
import {
  addManualLine,
  bookTransfer,
  cancelInvoice,
  deleteInvoice,
  editLine,
  markPaid,
  markUnpaid,
  mergeInvoices,
  refundInvoice,
  refundPayment,
} from '../bookkeeping.ts';
import { toCents, toText } from '../cents.ts';
import { today } from '../context.ts';
import { findInvoice, readClient } from '../invoice-records.ts';
import { publishInvoice } from '../invoices.ts';
import { withNotice } from '../notices.ts';
import { Refusal } from '../refusal.ts';
import { invoiceRow } from '../rows.ts';
import { invoicesAreEditable } from '../switches.ts';
import { invoiceData } from './client-invoices.ts';
import { attempt, formOf, idOf, notFound, queryOf, requireStaff, show, valuesOf, type Site } from './site.ts';

const listedRow = invoiceRow.extend({ client: z.string() });
const filters = {
  all: "status <> ''",
  open: "status in ('unpaid', 'payment-pending', 'collections')",
  pending: "status = 'payment-pending'",
  draft: "status = 'draft'",
} as const;
type Filter = keyof typeof filters;
const filterNames: Readonly<Record<Filter, string>> = {
  all: 'Todas',
  open: 'Por cobrar',
  pending: 'Transferencias por confirmar',
  draft: 'Borradores',
};

function showList(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireStaff(site, request);
  const { ver = 'all' } = queryOf(request);
  const filter: Filter = Object.hasOwn(filters, ver) ? (ver as Filter) : 'all';
  const invoices = site.panel.db.all(
    listedRow,
    `select invoice.*, coalesce(company, name) as client from invoice join client on client.id = client_id
     where ${filters[filter]} order by invoice.id desc limit 200`,
  );
  const choices = Object.entries(filterNames).map(([key, name]) => ({ key, name, chosen: key === filter }));
  const data = { invoices, choices, editable: invoicesAreEditable(site.panel.db) };
  return show(site, request, reply, 'staff-invoices', data, {
    title: 'Facturas',
    section: 'invoices',
    visit,
  });
}

function showInvoice(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireStaff(site, request);
  const invoice = findInvoice(site.panel, idOf(request));
  if (!invoice) throw notFound();
  const shown = invoiceData(site, invoice);
  const open = ['unpaid', 'payment-pending', 'collections'].includes(invoice.status);
  const data = {
    ...shown,
    lines: shown.lines.map((line) => ({ ...line, plain: toText(line.amount) })),
    client: readClient(site.panel, invoice.client_id),
    day: today(site.panel),
    balanceText: toText(shown.balance),
    draft: invoice.status === 'draft',
    takesPayment: open || invoice.status === 'paid',
    canBePaid: open || invoice.status === 'cancelled',
    canBeOpened: invoice.status === 'cancelled' || invoice.status === 'paid',
    canBeCancelled: open || invoice.status === 'draft',
    canBeRefunded: invoice.status === 'paid',
    editable: invoice.status === 'draft' || invoicesAreEditable(site.panel.db),
  };
  return show(site, request, reply, 'staff-invoice', data, {
    title: invoice.number === '' ? `Borrador ${invoice.id}` : `Factura ${invoice.number}`,
    section: 'invoices',
    visit,
  });
}

const dayOf = (form: Readonly<Record<string, string>>, site: Site) =>
  civilDateSchema.safeParse(form['day']).data ?? today(site.panel);
const numberIn = (text: string | undefined): number =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : -1;

/** Each button of the page; a page that is gone leads to the list. */
const actions: Readonly<
  Record<string, (site: Site, id: number, form: Readonly<Record<string, string>>) => void>
> = {
  book: (site, id, form) => {
    bookTransfer(site.panel, id, toCents(form['amount'] ?? ''), dayOf(form, site));
  },
  'mark-paid': (site, id, form) => {
    markPaid(site.panel, id, dayOf(form, site), { withoutPayment: form['without'] === 'yes' });
  },
  'mark-unpaid': (site, id) => {
    markUnpaid(site.panel, id);
  },
  publish: (site, id) => {
    site.panel.db.transaction(() => {
      publishInvoice(site.panel, id);
    });
  },
  cancel: (site, id) => {
    if (cancelInvoice(site.panel, id) === 'not-cancellable')
      throw new Refusal('not-cancellable', 'money is on it');
  },
  refund: (site, id) => {
    refundInvoice(site.panel, id);
  },
  'refund-payment': (site, id, form) => {
    refundPayment(site.panel, id, numberIn(form['payment']));
  },
  delete: (site, id) => {
    deleteInvoice(site.panel, id);
  },
  'edit-line': (site, id, form) => {
    const edit = { text: form['text'] ?? '', amount: toCents(form['amount'] ?? '') };
    editLine(site.panel, id, numberIn(form['line']), edit);
  },
  'add-line': (site, id, form) => {
    addManualLine(site.panel, id, form['text'] ?? '', toCents(form['amount'] ?? ''));
  },
};

function act(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  requireStaff(site, request);
  const id = idOf(request);
  const form = formOf(request);
  const action = Object.hasOwn(actions, form['action'] ?? '') ? actions[form['action'] ?? ''] : undefined;
  if (!action) throw notFound();
  const back = `/admin/facturas/${id}`;
  const then = form['action'] === 'delete' ? '/admin/facturas' : back;
  return attempt(reply, back, withNotice(then, 'hecho', 'saved'), () => {
    action(site, id, form);
    return undefined;
  });
}

function merge(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  requireStaff(site, request);
  const ids = valuesOf(request, 'invoice').map(numberIn);
  return attempt(
    reply,
    '/admin/facturas',
    (id) => withNotice(`/admin/facturas/${id ?? ''}`, 'hecho', 'saved'),
    () => mergeInvoices(site.panel, ids),
  );
}

export function staffInvoicePages(server: FastifyInstance, site: Site): void {
  server.get('/admin/facturas', (request, reply) => showList(site, request, reply));
  server.get('/admin/facturas/:id', (request, reply) => showInvoice(site, request, reply));
  server.post('/admin/facturas/:id', (request, reply) => act(site, request, reply));
  server.post('/admin/facturas/unir', (request, reply) => merge(site, request, reply));
}
