/** What staff do to invoices by hand: everything that meets Upshelf from behind. */
import type { CivilDate, Instant } from '../../src/catalogue/time.ts';
import { noonOf } from './calendar.ts';
import { toText } from './cents.ts';
import { addCredit } from './credit.ts';
import { today, type PanelContext } from './context.ts';
import { invoiceEvent } from './events.ts';
import { addLine, paymentsOf, readClient, readInvoice, recalculate } from './invoice-records.ts';
import { createDraft, publishInvoice } from './invoices.ts';
import { addPayment, balanceOf, becomePaid } from './payments.ts';
import { Refusal } from './refusal.ts';
import type { InvoiceRow } from './rows.ts';
import { invoicesAreEditable } from './switches.ts';

const payable = ['unpaid', 'payment-pending', 'collections'];

/** The moment of a payment of which only the day is known; today's is now. */
const momentOf = (panel: PanelContext, day: CivilDate): Instant =>
  day === today(panel) ? panel.clock.now() : noonOf(day, panel.timeZone);

/** Books a transfer that arrived on `day`, perhaps days ago (and perhaps on an invoice already paid). */
export function bookTransfer(panel: PanelContext, invoiceId: number, amount: number, day: CivilDate): void {
  panel.db.transaction(() => {
    addPayment(panel, invoiceId, {
      amount,
      at: momentOf(panel, day),
      gateway: 'Transferencia bancaria',
    });
  });
}

/**
 * Marks it paid whatever came in: withholdings, rounding, kindness; a cancelled one too, as staff can.
 * What is still missing is booked as a payment dated `day`, unless `withoutPayment`.
 */
export function markPaid(
  panel: PanelContext,
  invoiceId: number,
  day: CivilDate,
  options: { readonly withoutPayment: boolean } = { withoutPayment: false },
): void {
  panel.db.transaction(() => {
    const invoice = readInvoice(panel, invoiceId);
    if (!payable.includes(invoice.status) && invoice.status !== 'cancelled')
      throw new Refusal('not-payable', 'only an open or a cancelled invoice can be marked paid');
    const missing = balanceOf(panel, invoice);
    if (missing > 0 && !options.withoutPayment)
      panel.db.insert(
        "insert into payment (invoice_id, amount, at, gateway, refunded) values (?, ?, ?, 'Transferencia bancaria', 0)",
        invoiceId,
        missing,
        momentOf(panel, day),
      );
    becomePaid(panel, invoiceId, momentOf(panel, day));
  });
}

/** Opens it again: a cancelled one, or one that was marked paid by mistake. */
export function markUnpaid(panel: PanelContext, invoiceId: number): void {
  panel.db.transaction(() => {
    const invoice = readInvoice(panel, invoiceId);
    if (invoice.status === 'draft') throw new Refusal('invoice-draft', 'publish the draft instead');
    panel.db.run("update invoice set status = 'unpaid', paid_at = null where id = ?", invoiceId);
    invoiceEvent(panel, 'invoice-unpaid', invoiceId);
  });
}

/** Only where no money is on it: a panel that cancels a paid invoice keeps the money and loses the reason. */
export function cancelInvoice(panel: PanelContext, invoiceId: number): 'cancelled' | 'not-cancellable' {
  return panel.db.transaction(() => {
    const invoice = readInvoice(panel, invoiceId);
    if (invoice.status === 'cancelled') return 'cancelled';
    const touched =
      invoice.credit_applied > 0 || paymentsOf(panel, invoiceId).some((payment) => !payment.refunded);
    if (touched || ![...payable, 'draft'].includes(invoice.status)) return 'not-cancellable';
    panel.db.run("update invoice set status = 'cancelled' where id = ?", invoiceId);
    invoiceEvent(panel, 'invoice-cancelled', invoiceId);
    return 'cancelled';
  });
}

/** Gives one payment back to where it came from; the last one turns the invoice to refunded. */
export function refundPayment(panel: PanelContext, invoiceId: number, paymentId: number): void {
  panel.db.transaction(() => {
    const changed = panel.db.run(
      'update payment set refunded = 1 where id = ? and invoice_id = ? and refunded = 0',
      paymentId,
      invoiceId,
    );
    if (changed === 0) throw new Refusal('payment-unknown', 'there is no such payment to give back');
    if (paymentsOf(panel, invoiceId).every((payment) => payment.refunded)) becomeRefunded(panel, invoiceId);
  });
}

/** Gives everything back; account credit returns to the account. */
export function refundInvoice(panel: PanelContext, invoiceId: number): void {
  panel.db.transaction(() => {
    if (readInvoice(panel, invoiceId).status !== 'paid')
      throw new Refusal('not-paid', 'only a paid invoice can be refunded');
    panel.db.run('update payment set refunded = 1 where invoice_id = ?', invoiceId);
    becomeRefunded(panel, invoiceId);
  });
}

function becomeRefunded(panel: PanelContext, invoiceId: number): void {
  const invoice = readInvoice(panel, invoiceId);
  if (invoice.credit_applied > 0) {
    const text = `Saldo devuelto, factura ${invoice.number}`;
    addCredit(panel, invoice.client_id, invoice.credit_applied, text, invoiceId);
    panel.db.run('update invoice set credit_applied = 0 where id = ?', invoiceId);
  }
  panel.db.run("update invoice set status = 'refunded' where id = ?", invoiceId);
  invoiceEvent(panel, 'invoice-refunded', invoiceId);
}

/** Gone without a trace, as in WHMCS. */
export function deleteInvoice(panel: PanelContext, invoiceId: number): void {
  panel.db.transaction(() => {
    readInvoice(panel, invoiceId);
    invoiceEvent(panel, 'invoice-deleted', invoiceId);
    removeRows(panel, invoiceId);
  });
}

function removeRows(panel: PanelContext, invoiceId: number): void {
  panel.db.run('delete from payment where invoice_id = ?', invoiceId);
  panel.db.run('delete from invoice_line where invoice_id = ?', invoiceId);
  panel.db.run('delete from invoice where id = ?', invoiceId);
}

const requireEditable = (panel: PanelContext, invoice: InvoiceRow): void => {
  // "You cannot modify an Invoice that is Unpaid": whmcs.md §3.3
  if (invoice.status !== 'draft' && !invoicesAreEditable(panel.db))
    throw new Refusal('invoice-immutable', 'published invoices cannot be changed (9.x)');
};

/** A new text and amount for one line. */
export function editLine(
  panel: PanelContext,
  invoiceId: number,
  lineId: number,
  edit: { readonly text: string; readonly amount: number },
): void {
  panel.db.transaction(() => {
    requireEditable(panel, readInvoice(panel, invoiceId));
    panel.db.run(
      'update invoice_line set text = ?, amount = ? where id = ? and invoice_id = ?',
      edit.text,
      edit.amount,
      lineId,
      invoiceId,
    );
    recalculate(panel, invoiceId);
  });
}

/** A line by hand: a fee, a discount. */
export function addManualLine(panel: PanelContext, invoiceId: number, text: string, amount: number): void {
  panel.db.transaction(() => {
    requireEditable(panel, readInvoice(panel, invoiceId));
    addLine(panel, invoiceId, { kind: 'other', serviceId: null, text, amount, taxed: true });
    recalculate(panel, invoiceId);
  });
}

/** One new invoice with all the lines; the merged ones are deleted, not cancelled (design section 10). */
export function mergeInvoices(panel: PanelContext, invoiceIds: readonly number[]): number {
  return panel.db.transaction(() => {
    const invoices = [...new Set(invoiceIds)].map((id) => readInvoice(panel, id));
    const [first] = invoices;
    if (!first || invoices.length < 2) throw new Refusal('merge-needs-two', 'merging takes two invoices');
    for (const invoice of invoices) {
      requireEditable(panel, invoice);
      const untouched = invoice.credit_applied === 0 && paymentsOf(panel, invoice.id).length === 0;
      const fits = invoice.client_id === first.client_id && invoice.kind === 'standard';
      if (invoice.status !== 'unpaid' || !untouched || !fits)
        throw new Refusal('not-mergeable', 'only untouched unpaid invoices of one client can be merged');
    }
    const dueDate = invoices.map((invoice) => invoice.due_date).sort()[0] ?? first.due_date;
    const merged = createDraft(panel, { clientId: first.client_id, dueDate, lines: [] });
    for (const invoice of invoices) {
      invoiceEvent(panel, 'invoice-deleted', invoice.id);
      panel.db.run('update invoice_line set invoice_id = ? where invoice_id = ?', merged, invoice.id);
      removeRows(panel, invoice.id);
    }
    recalculate(panel, merged);
    publishInvoice(panel, merged);
    invoiceEvent(panel, 'invoice-merged', merged);
    return merged;
  });
}

/** A client pays several invoices at once: an invoice whose lines are invoices. */
export function openMassPayment(
  panel: PanelContext,
  clientId: number,
  invoiceIds: readonly number[],
): number {
  return panel.db.transaction(() => {
    const invoices = [...new Set(invoiceIds)]
      .map((id) => readInvoice(panel, id))
      .filter(
        ({ client_id, status, kind }) => client_id === clientId && status === 'unpaid' && kind === 'standard',
      );
    if (invoices.length < 2) throw new Refusal('mass-payment-needs-two', 'choose at least two open invoices');
    const draft = createDraft(panel, {
      clientId: readClient(panel, clientId).id,
      kind: 'mass-payment',
      dueDate: today(panel),
      lines: invoices.map((invoice) => ({
        kind: 'invoice' as const,
        serviceId: null,
        text: `Factura ${invoice.number} (${toText(invoice.total)} ${invoice.currency})`,
        amount: balanceOf(panel, invoice),
        taxed: false,
        relatedInvoiceId: invoice.id,
      })),
    });
    publishInvoice(panel, draft);
    return draft;
  });
}
