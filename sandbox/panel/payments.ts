/** Money that comes in for an invoice, and what being paid sets in motion. */
import type { CivilDate, Instant } from '../../src/catalogue/time.ts';
import { addCredit } from './credit.ts';
import { today, type PanelContext } from './context.ts';
import { invoiceEvent, serviceEvent } from './events.ts';
import { linesOf, paymentsOf, readClient, readInvoice } from './invoice-records.ts';
import { paymentReceived } from './letters.ts';
import { Refusal } from './refusal.ts';
import { countRow, serviceRow, type InvoiceRow } from './rows.ts';

/** What is still to be paid; below zero when more came in than was asked. */
export function balanceOf(panel: PanelContext, invoice: InvoiceRow): number {
  const paid = paymentsOf(panel, invoice.id).reduce(
    (sum, payment) => sum + (payment.refunded ? 0 : payment.amount),
    0,
  );
  return invoice.total - invoice.credit_applied - paid;
}

/** Uses the client's account credit for the invoice, as far as it reaches. */
export function applyCredit(panel: PanelContext, invoiceId: number): void {
  const invoice = readInvoice(panel, invoiceId);
  const client = readClient(panel, invoice.client_id);
  const used = Math.min(client.credit, balanceOf(panel, invoice));
  if (used <= 0) return;
  addCredit(panel, client.id, -used, `Saldo aplicado a la factura ${invoice.number}`, invoiceId);
  panel.db.run('update invoice set credit_applied = credit_applied + ? where id = ?', used, invoiceId);
}

/** Marks the invoice paid once nothing is left to pay, whatever that leads to. */
export function settle(panel: PanelContext, invoiceId: number, at?: Instant): void {
  const invoice = readInvoice(panel, invoiceId);
  if (!['unpaid', 'payment-pending', 'collections'].includes(invoice.status)) return;
  if (balanceOf(panel, invoice) <= 0) becomePaid(panel, invoiceId, at ?? panel.clock.now());
}

/** A payment as a gateway or staff book it; what comes in beyond the total is booked as account credit. */
export function addPayment(
  panel: PanelContext,
  invoiceId: number,
  payment: { readonly amount: number; readonly at: Instant; readonly gateway: string },
): void {
  const invoice = readInvoice(panel, invoiceId);
  if (invoice.status === 'draft') throw new Refusal('invoice-draft', 'a draft cannot be paid');
  // "It is not possible to add a payment to an invoice that is Cancelled": whmcs.md §3.4, AddInvoicePayment
  if (invoice.status === 'cancelled')
    throw new Refusal('invoice-cancelled', 'a cancelled invoice takes no payment');
  if (payment.amount <= 0) throw new Refusal('amount-invalid', 'a payment is more than zero');
  const surplusBefore = Math.max(-balanceOf(panel, invoice), 0);
  panel.db.insert(
    'insert into payment (invoice_id, amount, at, gateway, refunded) values (?, ?, ?, ?, 0)',
    invoiceId,
    payment.amount,
    payment.at,
    payment.gateway,
  );
  panel.db.run('update invoice set gateway = ? where id = ?', payment.gateway, invoiceId);
  const surplus = Math.max(-balanceOf(panel, invoice), 0) - surplusBefore;
  if (surplus > 0)
    addCredit(panel, invoice.client_id, surplus, `Pago en exceso, factura ${invoice.number}`, invoiceId);
  invoiceEvent(panel, 'payment-added', invoiceId);
  settle(panel, invoiceId);
}

/** The status turns to paid: renewals move their due date on, mass payments pay what they stand for. */
export function becomePaid(panel: PanelContext, invoiceId: number, at: Instant): void {
  panel.db.run("update invoice set status = 'paid', paid_at = ? where id = ?", at, invoiceId);
  const invoice = readInvoice(panel, invoiceId);
  for (const line of linesOf(panel, invoiceId)) {
    if (line.kind === 'renewal' && line.service_id !== null && line.period_to !== null)
      renewService(panel, line.service_id, line.period_to);
    if (line.kind === 'invoice' && line.related_invoice_id !== null)
      payThroughMassPayment(panel, line.related_invoice_id, line.amount, at, invoice);
  }
  paymentReceived(panel, invoice);
  invoiceEvent(panel, 'invoice-paid', invoiceId);
}

function payThroughMassPayment(
  panel: PanelContext,
  invoiceId: number,
  amount: number,
  at: Instant,
  mass: InvoiceRow,
): void {
  const related = readInvoice(panel, invoiceId);
  if (related.status === 'cancelled' || related.status === 'draft') {
    addCredit(panel, mass.client_id, amount, `Pago conjunto ${mass.number}`, invoiceId);
    return;
  }
  addPayment(panel, invoiceId, { amount, at, gateway: `Pago conjunto ${mass.number}` });
}

function renewService(panel: PanelContext, serviceId: number, to: CivilDate): void {
  const service = panel.db.get(serviceRow, 'select * from service where id = ?', serviceId);
  if (!service) return;
  if (service.next_due_date === null || service.next_due_date < to)
    panel.db.run('update service set next_due_date = ? where id = ?', to, serviceId);
  const stillOverdue = panel.db.get(
    countRow,
    `select count(*) as count from invoice_line join invoice on invoice.id = invoice_line.invoice_id
     where service_id = ? and invoice_line.kind = 'renewal' and due_date < ?
       and status in ('unpaid', 'payment-pending', 'collections')`,
    serviceId,
    today(panel),
  );
  const comesBack =
    service.status === 'pending' ||
    (service.status === 'suspended' && service.suspension_cause === 'overdue' && stillOverdue?.count === 0);
  if (!comesBack) return;
  panel.db.run(
    "update service set status = 'active', suspension_cause = null, suspension_text = null where id = ?",
    serviceId,
  );
  serviceEvent(panel, 'service-edited', serviceId);
}
