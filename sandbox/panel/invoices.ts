/** Invoices from draft to publication. */
import type { CivilDate } from '../../src/catalogue/time.ts';
import { today, type PanelContext } from './context.ts';
import { addLine, readClient, readInvoice, recalculate, type NewLine } from './invoice-records.ts';
import { invoiceIssued } from './letters.ts';
import { applyCredit, settle } from './payments.ts';
import { Refusal } from './refusal.ts';
import type { InvoiceRow } from './rows.ts';
import { pricesIncludeTax, readSwitch, writeSwitch } from './switches.ts';

export interface NewInvoice {
  readonly clientId: number;
  readonly kind?: InvoiceRow['kind'];
  readonly dueDate: CivilDate;
  readonly createdOn?: CivilDate;
  readonly notes?: string;
  readonly lines: readonly NewLine[];
}

/** A draft: clients neither see it nor can they pay it. */
export function createDraft(panel: PanelContext, draft: NewInvoice): number {
  const client = readClient(panel, draft.clientId);
  const invoiceId = panel.db.insert(
    `insert into invoice (number, client_id, kind, status, currency, created_on, due_date, paid_at, tax_name,
       tax_percent, tax_inclusive, tax, total, credit_applied, notes, gateway, late_fee)
     values ('', ?, ?, 'draft', ?, ?, ?, null, ?, ?, ?, 0, 0, 0, ?, null, 0)`,
    client.id,
    draft.kind ?? 'standard',
    client.currency,
    draft.createdOn ?? today(panel),
    draft.dueDate,
    client.tax_name,
    client.tax_percent,
    pricesIncludeTax(panel.db) ? 1 : 0,
    draft.notes ?? '',
  );
  for (const line of draft.lines) addLine(panel, invoiceId, line);
  recalculate(panel, invoiceId);
  return invoiceId;
}

/**
 * Makes a draft payable and tells the client. Where the client lets the panel use account credit by itself, that
 * happens in here: the invoice can be paid before the answer is out (design section 10).
 */
export function publishInvoice(panel: PanelContext, invoiceId: number): void {
  const invoice = readInvoice(panel, invoiceId);
  // "Invoice must be in Draft status to be published": whmcs.md §3.4, UpdateInvoice
  if (invoice.status !== 'draft') throw new Refusal('not-a-draft', 'only a draft can be published');
  const number = Number(readSwitch(panel.db, 'next-invoice-number'));
  writeSwitch(panel.db, 'next-invoice-number', String(number + 1));
  panel.db.run(
    "update invoice set status = 'unpaid', number = ? where id = ?",
    `0003-${String(number).padStart(8, '0')}`,
    invoiceId,
  );
  invoiceIssued(panel, readInvoice(panel, invoiceId));
  const client = readClient(panel, invoice.client_id);
  if (client.auto_credit && client.credit > 0 && invoice.kind === 'standard') applyCredit(panel, invoiceId);
  settle(panel, invoiceId);
}

export const createInvoice = (panel: PanelContext, draft: NewInvoice): number => {
  const invoiceId = createDraft(panel, draft);
  publishInvoice(panel, invoiceId);
  return invoiceId;
};
