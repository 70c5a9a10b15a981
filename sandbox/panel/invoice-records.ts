/** Invoices as records: read them, give them lines, sum them up. */
import type { ClientId, InvoiceId } from '../../src/catalogue/identifiers.ts';
import type { InvoiceSnapshot } from '../../src/catalogue/invoice-snapshot.ts';
import type { CivilDate } from '../../src/catalogue/time.ts';
import { taxOf, toAmount, toText } from './cents.ts';
import type { PanelContext } from './context.ts';
import { Refusal } from './refusal.ts';
import {
  clientRow,
  invoiceRow,
  lineRow,
  paymentRow,
  type ClientRow,
  type InvoiceRow,
  type LineRow,
  type PaymentRow,
} from './rows.ts';

export interface NewLine {
  readonly kind: LineRow['kind'];
  readonly serviceId: number | null;
  readonly text: string;
  readonly amount: number;
  readonly taxed: boolean;
  readonly period?: { readonly from: CivilDate; readonly to: CivilDate };
  readonly relatedInvoiceId?: number;
}

export function readClient(panel: PanelContext, clientId: number): ClientRow {
  const client = panel.db.get(clientRow, 'select * from client where id = ?', clientId);
  if (!client) throw new Refusal('client-unknown', 'there is no such client');
  return client;
}

export const findInvoice = (panel: PanelContext, invoiceId: number): InvoiceRow | null =>
  panel.db.get(invoiceRow, 'select * from invoice where id = ?', invoiceId);

export function readInvoice(panel: PanelContext, invoiceId: number): InvoiceRow {
  const invoice = findInvoice(panel, invoiceId);
  if (!invoice) throw new Refusal('invoice-unknown', 'there is no such invoice');
  return invoice;
}

export const linesOf = (panel: PanelContext, invoiceId: number): LineRow[] =>
  panel.db.all(lineRow, 'select * from invoice_line where invoice_id = ? order by id', invoiceId);

export const paymentsOf = (panel: PanelContext, invoiceId: number): PaymentRow[] =>
  panel.db.all(paymentRow, 'select * from payment where invoice_id = ? order by id', invoiceId);

export function addLine(panel: PanelContext, invoiceId: number, line: NewLine): void {
  panel.db.insert(
    `insert into invoice_line
       (invoice_id, kind, service_id, text, amount, taxed, period_from, period_to, related_invoice_id)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    invoiceId,
    line.kind,
    line.serviceId,
    line.text,
    line.amount,
    line.taxed ? 1 : 0,
    line.period?.from ?? null,
    line.period?.to ?? null,
    line.relatedInvoiceId ?? null,
  );
}

/** Tax and total of the lines as they stand, by the tax treatment that was frozen with the invoice. */
export function recalculate(panel: PanelContext, invoiceId: number): void {
  const invoice = readInvoice(panel, invoiceId);
  const lines = linesOf(panel, invoiceId);
  const sum = lines.reduce((total, line) => total + line.amount, 0);
  const taxed = lines.reduce((total, line) => total + (line.taxed ? line.amount : 0), 0);
  const tax =
    invoice.tax_percent === null ? 0 : taxOf(Math.max(taxed, 0), invoice.tax_percent, invoice.tax_inclusive);
  const total = invoice.tax_inclusive ? sum : sum + tax;
  // a panel has no negative invoices: the connector gives credit instead (L7)
  if (total < 0) throw new Refusal('total-negative', 'an invoice cannot have a negative total');
  panel.db.run('update invoice set tax = ?, total = ? where id = ?', tax, total, invoiceId);
}

export function invoiceSnapshot(panel: PanelContext, invoice: InvoiceRow): InvoiceSnapshot {
  return {
    id: String(invoice.id) as InvoiceId,
    number: invoice.number,
    clientId: String(invoice.client_id) as ClientId,
    status: invoice.status,
    currency: invoice.currency,
    lines: linesOf(panel, invoice.id).map((line) => ({ text: line.text, amount: toText(line.amount) })),
    tax: toAmount(invoice.tax),
    total: toAmount(invoice.total),
    dueDate: invoice.due_date,
    paidAt: invoice.paid_at,
    payments: paymentsOf(panel, invoice.id).map((payment) => ({
      id: String(payment.id),
      amount: toAmount(payment.amount),
      at: payment.at,
      gateway: payment.gateway,
      refunded: payment.refunded,
    })),
    creditApplied: toAmount(invoice.credit_applied),
    url: `${panel.baseUrl()}/facturas/${invoice.id}`,
  };
}
