/** What the invoices with our reference say: which one counts, whether it is as pinned, whether money came in. */
import { isPositive, sameAmount } from '../billing/compare.ts';
import type { InvoiceSnapshot } from '../catalogue/invoice-snapshot.ts';
import type { Change } from './states.ts';

/** The invoices that a client could still pay or has paid: everything but cancelled ones. */
export const liveInvoices = (invoices: readonly InvoiceSnapshot[]): readonly InvoiceSnapshot[] =>
  invoices.filter((invoice) => invoice.status !== 'cancelled');

/**
 * Whether money for this invoice is with the host. The panel's status decides ("paid" by staff has no payment
 * behind it); payments and used credit count also where the invoice is not paid in full, or was cancelled after.
 */
export const hasMoney = (invoice: InvoiceSnapshot): boolean =>
  invoice.status !== 'refunded' &&
  (invoice.status === 'paid' ||
    invoice.payments.some((payment) => !payment.refunded) ||
    isPositive(invoice.creditApplied));

/**
 * Whether our lines are as pinned: found by the reference in their text, compared by amount alone. Late fees, fee
 * lines of a gateway and merged foreign lines are other people's business (design section 4).
 */
export function ourLinesAsPinned(invoice: InvoiceSnapshot, change: Change): boolean {
  const ours = invoice.lines.filter((line) => line.text.includes(change.reference));
  const pinned = change.pinned.invoiceLines;
  return (
    invoice.currency === change.pinned.quote.currency &&
    invoice.clientId === change.pinned.ownerId &&
    ours.length === pinned.length &&
    pinned.every((line) => ours.some((our) => sameAmount(our.amount, line.amount)))
  );
}
