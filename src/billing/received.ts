/** Sums over what came in for an invoice; the loop asks, because nothing outside `billing/` adds money up (L1). */
import { Decimal } from 'decimal.js';
import type { Amount } from '../catalogue/amount.ts';
import type { InvoiceSnapshot } from '../catalogue/invoice-snapshot.ts';
import { currencyDecimals } from './currency.ts';

/** What is with the host for this invoice: payments that were not refunded, and account credit used. */
const received = (invoice: InvoiceSnapshot): Decimal =>
  invoice.payments
    .filter((payment) => !payment.refunded)
    .reduce((sum, payment) => sum.plus(payment.amount), new Decimal(invoice.creditApplied));

/**
 * Whether the same invoice was paid a second time: twice its total came in. A panel books the surplus of an
 * over-payment as account credit by itself, so less than that is no news.
 */
export const isPaidTwice = (invoice: InvoiceSnapshot): boolean =>
  !new Decimal(invoice.total).isZero() && received(invoice).gte(new Decimal(invoice.total).times(2));

/**
 * What staff's "give back" credits: everything received where the invoice bills nothing but our change, else our
 * lines alone (before tax: the rest of that invoice is other people's business). Staff marking an invoice paid
 * leave no payment behind; then it is what the invoice asked for.
 */
export function amountToReturn(invoice: InvoiceSnapshot, reference: string): Amount {
  const ours = invoice.lines.filter((line) => line.text.includes(reference));
  const onlyOurs = ours.length === invoice.lines.length;
  const sum = onlyOurs
    ? received(invoice).isZero()
      ? new Decimal(invoice.total)
      : received(invoice)
    : ours.reduce((total, line) => total.plus(line.amount), new Decimal(0));
  return Decimal.max(sum, 0).toFixed(currencyDecimals(invoice.currency)) as Amount;
}
