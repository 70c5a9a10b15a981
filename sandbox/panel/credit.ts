/** The client's account credit: a balance with its entries. */
import type { PanelContext } from './context.ts';
import { Refusal } from './refusal.ts';

/** Adds (or, below zero, takes) credit in whole cents; the entry's number. */
export function addCredit(
  panel: PanelContext,
  clientId: number,
  amount: number,
  text: string,
  invoiceId: number | null,
): number {
  const changed = panel.db.run(
    'update client set credit = credit + ? where id = ? and credit + ? >= 0',
    amount,
    clientId,
    amount,
  );
  if (changed === 0) throw new Refusal('credit-refused', 'the client or the credit does not exist');
  return panel.db.insert(
    'insert into credit_entry (client_id, amount, text, at, invoice_id) values (?, ?, ?, ?, ?)',
    clientId,
    amount,
    text,
    panel.clock.now(),
    invoiceId,
  );
}
