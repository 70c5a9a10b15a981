/** The connector's verbs, carried out in the panel's own tables. */
import type { z } from 'zod';
import { protocolVersion, type Verb, type verbs } from '../../src/panel/connector-protocol.ts';
import { brand } from './brand.ts';
import { cancelInvoice } from './bookkeeping.ts';
import { conventions, plansOnSale } from './catalogue.ts';
import { toCents } from './cents.ts';
import type { PanelContext } from './context.ts';
import { addCredit } from './credit.ts';
import { findInvoice, invoiceSnapshot, readClient, readInvoice } from './invoice-records.ts';
import { createDraft, publishInvoice } from './invoices.ts';
import { fileLetter } from './letters.ts';
import { Refusal } from './refusal.ts';
import { invoiceRow, serviceRow } from './rows.ts';
import { matches, numberOf, readService, requirePlan, writeService } from './service-records.ts';
import { findService, serviceSnapshot } from './snapshot.ts';
import { openTicket } from './tickets.ts';

type Args<V extends Verb> = z.output<(typeof verbs)[V]['args']>;
type Result<V extends Verb> = z.input<(typeof verbs)[V]['result']>;

/** What the panel's own server module made of a change of plan. */
export interface ServerModuleAnswer {
  readonly outcome: 'applied' | 'rejected';
  readonly message: string;
}

/** The panel's own module, which calls the server as the panel does for new orders. */
export type ServerModule = (order: {
  readonly serverId: string;
  readonly username: string;
  readonly planId: string;
}) => Promise<ServerModuleAnswer>;

/** Verbs that are one transaction in the panel's database. */
export type LocalVerb = Exclude<Verb, 'applyPlan'>;

export const localVerbs: {
  readonly [V in LocalVerb]: (panel: PanelContext, args: Args<V>) => Result<V>;
} = {
  ping: (panel) => ({
    protocol: protocolVersion,
    connector: { name: 'sandbox', version: '0.1.0' },
    panel: { name: brand.legalName, version: '8.11' },
    time: panel.clock.now(),
    conventions: conventions(panel),
  }),

  readCatalogue: plansOnSale,

  readService: (panel, { serviceId }) => {
    const service = findService(panel, numberOf(serviceId));
    return { service: service && serviceSnapshot(panel, service) };
  },

  listServices: (panel, { after, limit }) => {
    const rows = panel.db.all(
      serviceRow,
      'select * from service where id > ? order by id limit ?',
      after === null ? 0 : numberOf(after),
      limit,
    );
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      services: rows.map((row) => serviceSnapshot(panel, row)),
      next: last ? String(last.id) : null,
    };
  },

  placeInvoice: (panel, args) => {
    const service = readService(panel, args.serviceId);
    const client = readClient(panel, numberOf(args.clientId));
    if (service.client_id !== client.id)
      throw new Refusal('service-of-another-client', 'the service belongs to another client');
    if (client.currency !== args.currency)
      throw new Refusal('currency-mismatch', `this client is billed in ${client.currency}`);
    if (!args.lines.some((line) => line.text.includes(args.reference)))
      throw new Refusal('reference-missing', 'no line carries the reference');
    const invoiceId = createDraft(panel, {
      clientId: client.id,
      dueDate: args.dueDate,
      notes: args.reference,
      lines: args.lines.map((line) => ({
        kind: 'change' as const,
        serviceId: service.id,
        text: line.text,
        amount: toCents(line.amount),
        taxed: true,
      })),
    });
    return { invoiceId: String(invoiceId) };
  },

  publishInvoice: (panel, { invoiceId }) => {
    publishInvoice(panel, numberOf(invoiceId));
    return { invoice: snapshotOf(panel, invoiceId) };
  },

  findInvoices: (panel, { reference }) => ({
    invoices: panel.db
      .all(
        invoiceRow,
        `select * from invoice where exists (select 1 from invoice_line
           where invoice_id = invoice.id and instr(text, ?) > 0) order by id`,
        reference,
      )
      .map((invoice) => invoiceSnapshot(panel, invoice)),
  }),

  readInvoice: (panel, { invoiceId }) => {
    const invoice = findInvoice(panel, numberOf(invoiceId));
    return { invoice: invoice && invoiceSnapshot(panel, invoice) };
  },

  cancelInvoice: (panel, { invoiceId }) => ({
    outcome: cancelInvoice(panel, numberOf(invoiceId)),
    invoice: snapshotOf(panel, invoiceId),
  }),

  updateService: (panel, { serviceId, expected, fields }) => {
    const service = readService(panel, serviceId);
    const holds = matches(panel, service, expected);
    if (holds) writeService(panel, service, fields);
    return {
      outcome: holds ? 'updated' : 'conflict',
      service: serviceSnapshot(panel, readService(panel, serviceId)),
    };
  },

  addCredit: (panel, { clientId, amount, currency, text }) => {
    const client = readClient(panel, numberOf(clientId));
    if (client.currency !== currency)
      throw new Refusal('currency-mismatch', `this client's credit is in ${client.currency}`);
    return { creditId: String(addCredit(panel, client.id, toCents(amount), text, null)) };
  },

  openTicket: (panel, { department, subject, text, serviceId, clientId }) => {
    const ticketId = openTicket(panel, {
      clientId: clientId === null ? null : readClient(panel, numberOf(clientId)).id,
      serviceId: readService(panel, serviceId).id,
      department,
      subject,
      text,
      author: 'Upshelf',
    });
    return { ticketId: String(ticketId) };
  },

  sendMessage: (panel, { clientId, serviceId, subject, text, html }) => {
    const messageId = fileLetter(panel, {
      clientId: readClient(panel, numberOf(clientId)).id,
      serviceId: readService(panel, serviceId).id,
      subject,
      text,
      html,
    });
    return { messageId: String(messageId) };
  },
};

const snapshotOf = (panel: PanelContext, invoiceId: string) =>
  invoiceSnapshot(panel, readInvoice(panel, numberOf(invoiceId)));

/**
 * The panel's own module applies the plan. It reads the plan from the service's record, so the plan id is switched
 * first and switched back when the server says no (L5). The call to the server cannot be part of a transaction.
 */
export async function applyPlan(
  panel: PanelContext,
  serverModule: ServerModule | null,
  args: Args<'applyPlan'>,
): Promise<Result<'applyPlan'>> {
  const service = readService(panel, args.serviceId);
  const planId = requirePlan(panel, args.planId);
  if (serverModule === null || service.server_id === null)
    return { outcome: 'rejected', message: 'no module: this server has no module in the panel' };
  const switchTo = (id: number): void => {
    panel.db.run('update service set plan_id = ? where id = ?', id, service.id);
  };
  switchTo(planId);
  const order = { serverId: service.server_id, username: service.username, planId: String(planId) };
  const answer = await serverModule(order);
  if (answer.outcome === 'rejected') switchTo(service.plan_id);
  return answer;
}
