/** The client presses Pay: the pretend gateways. */
import type { PanelContext } from './context.ts';
import { addLine, readClient, readInvoice, recalculate } from './invoice-records.ts';
import { addPayment, applyCredit, balanceOf, settle } from './payments.ts';
import { Refusal } from './refusal.ts';
import { taxOf } from './cents.ts';
import { invoicesAreEditable, readSwitch } from './switches.ts';

export const gateways = {
  card: 'Tarjeta de crédito',
  transfer: 'Transferencia bancaria',
  credit: 'Saldo a favor',
} as const;
export type Gateway = keyof typeof gateways;

/** Pays at once by card or credit; a transfer waits as payment-pending until staff book it. */
export function payInvoice(panel: PanelContext, invoiceId: number, gateway: Gateway): void {
  panel.db.transaction(() => {
    const invoice = readInvoice(panel, invoiceId);
    if (invoice.status !== 'unpaid' && invoice.status !== 'payment-pending')
      throw new Refusal('not-payable', 'this invoice is not open');
    switch (gateway) {
      case 'card':
        addCardFee(panel, invoiceId);
        addPayment(panel, invoiceId, {
          amount: balanceOf(panel, readInvoice(panel, invoiceId)),
          at: panel.clock.now(),
          gateway: gateways.card,
        });
        break;
      case 'transfer':
        panel.db.run(
          "update invoice set status = 'payment-pending', gateway = ? where id = ?",
          gateways.transfer,
          invoiceId,
        );
        break;
      case 'credit':
        if (readClient(panel, invoice.client_id).credit === 0)
          throw new Refusal('no-credit', 'the account has no credit');
        applyCredit(panel, invoiceId);
        settle(panel, invoiceId);
        break;
    }
  });
}

/** Gateways that charge for themselves put a line on the invoice (8.x; a published one is immutable in 9.x). */
function addCardFee(panel: PanelContext, invoiceId: number): void {
  const percent = readSwitch(panel.db, 'card-fee-percent');
  if (percent === '0' || !invoicesAreEditable(panel.db)) return;
  const invoice = readInvoice(panel, invoiceId);
  const fee = taxOf(balanceOf(panel, invoice), percent, false);
  if (fee <= 0) return;
  const text = `Recargo por pago con tarjeta (${percent} %)`;
  addLine(panel, invoiceId, { kind: 'fee', serviceId: null, text, amount: fee, taxed: false });
  recalculate(panel, invoiceId);
}
