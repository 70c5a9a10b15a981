/** The panel's daily run: renewal invoices, late fees, suspensions, cancellations. */
import { z } from 'zod';
import type { CivilDate } from '../../src/catalogue/time.ts';
import { addDays, daysBetween } from './calendar.ts';
import { toCents } from './cents.ts';
import { isMovable } from './clock.ts';
import { today, type PanelContext } from './context.ts';
import { serviceEvent } from './events.ts';
import { addLine, recalculate } from './invoice-records.ts';
import { createInvoice } from './invoices.ts';
import { serviceSuspended } from './letters.ts';
import { Refusal } from './refusal.ts';
import { makeRenewalInvoices } from './renewals.ts';
import { cancellationRow, invoiceRow, serviceRow, type InvoiceRow } from './rows.ts';
import { suspendService } from './service-records.ts';
import { invoicesAreEditable, readSwitch, writeSwitch } from './switches.ts';

const lateFeeAfterDays = 5;
const suspendAfterDays = 10;

/** Runs every day that was missed up to today. Returns how many days that were. */
export function catchUp(panel: PanelContext): number {
  const last = readSwitch(panel.db, 'last-cron-day') as CivilDate | '';
  const until = today(panel);
  let day = last === '' ? until : addDays(last, 1);
  let days = 0;
  for (; day <= until; day = addDays(day, 1), days += 1) runDay(panel, day);
  return days;
}

/** Puts the pretend clock forward and runs each of the days. */
export function advanceTo(panel: PanelContext, date: CivilDate): number {
  const { clock } = panel;
  if (!isMovable(clock)) throw new Refusal('clock-fixed', 'this panel runs on a clock that cannot be moved');
  const days = daysBetween(today(panel), date);
  if (days <= 0) throw new Refusal('date-not-ahead', 'the panel only goes forward');
  for (let gone = 0; gone < days; gone += 1) {
    clock.advance(86_400_000);
    catchUp(panel);
  }
  const ahead = Number(readSwitch(panel.db, 'clock-ahead')) + days * 86_400_000;
  writeSwitch(panel.db, 'clock-ahead', String(ahead));
  panel.wake();
  return days;
}

function runDay(panel: PanelContext, day: CivilDate): void {
  panel.db.transaction(() => {
    makeRenewalInvoices(panel, day);
    chargeLateFees(panel, day);
    suspendOverdue(panel, day);
    carryOutCancellations(panel, day);
    writeSwitch(panel.db, 'last-cron-day', day);
  });
}

/** A line on the late invoice; where published invoices are immutable, an invoice of its own. */
function chargeLateFees(panel: PanelContext, day: CivilDate): void {
  const fee = toCents(readSwitch(panel.db, 'late-fee'));
  if (fee <= 0) return;
  const late = panel.db.all(
    invoiceRow,
    "select * from invoice where status = 'unpaid' and kind = 'standard' and late_fee = 0 and due_date <= ?",
    addDays(day, -lateFeeAfterDays),
  );
  for (const invoice of late) {
    panel.db.run('update invoice set late_fee = 1 where id = ?', invoice.id);
    chargeLateFee(panel, invoice, fee, day);
  }
}

function chargeLateFee(panel: PanelContext, invoice: InvoiceRow, fee: number, day: CivilDate): void {
  const text = `Recargo por mora, factura ${invoice.number}`;
  const line = { kind: 'late-fee', serviceId: null, text, amount: fee, taxed: false } as const;
  if (invoicesAreEditable(panel.db)) {
    addLine(panel, invoice.id, line);
    recalculate(panel, invoice.id);
  } else {
    const clientId = invoice.client_id;
    const feeInvoice = createInvoice(panel, { clientId, dueDate: day, createdOn: day, lines: [line] });
    panel.db.run('update invoice set late_fee = 1 where id = ?', feeInvoice);
  }
}

function suspendOverdue(panel: PanelContext, day: CivilDate): void {
  const overdue = panel.db.all(
    serviceRow,
    `select * from service where status = 'active' and exists (
       select 1 from invoice_line join invoice on invoice.id = invoice_line.invoice_id
       where service_id = service.id and invoice_line.kind = 'renewal'
         and invoice.status in ('unpaid', 'collections') and due_date <= ?)`,
    addDays(day, -suspendAfterDays),
  );
  for (const service of overdue) {
    suspendService(panel, service.id, 'overdue', 'Falta de pago');
    serviceSuspended(panel, service.client_id, service.domain);
  }
}

function carryOutCancellations(panel: PanelContext, day: CivilDate): void {
  const due = panel.db.all(
    cancellationRow.extend({ next_due_date: z.string().nullable() }),
    `select cancellation.*, next_due_date from cancellation join service on service.id = service_id
     where done_at is null and (kind = 'immediate' or next_due_date <= ?)`,
    day,
  );
  for (const { service_id } of due) {
    panel.db.run("update service set status = 'cancelled' where id = ?", service_id);
    panel.db.run('update cancellation set done_at = ? where service_id = ?', panel.clock.now(), service_id);
    serviceEvent(panel, 'service-edited', service_id);
  }
}
