/** Which span of a service is billed now and which ones after it, from the invoices themselves. */
import { z } from 'zod';
import { isRecurring } from '../../src/catalogue/billing-cycle.ts';
import type { InvoiceId } from '../../src/catalogue/identifiers.ts';
import { invoiceStatusSchema } from '../../src/catalogue/invoice-snapshot.ts';
import type { ServiceSnapshot } from '../../src/catalogue/service-snapshot.ts';
import { civilDateSchema, type CivilDate } from '../../src/catalogue/time.ts';
import { toAmount } from './cents.ts';
import { today, type PanelContext } from './context.ts';
import type { ServiceRow } from './rows.ts';

const renewalRow = z.object({
  invoice_id: z.number(),
  status: invoiceStatusSchema,
  amount: z.number(),
  period_from: civilDateSchema,
  period_to: civilDateSchema,
});
const changeRow = z.object({ amount: z.number(), created_on: civilDateSchema });

type Billed = Pick<ServiceSnapshot, 'billed' | 'laterPeriods'>;

/**
 * The period that today belongs to with what was paid for it (its renewal, and changes paid within it), and the
 * later ones that are already invoiced.
 */
export function billedPeriods(panel: PanelContext, service: ServiceRow): Billed {
  const due = service.next_due_date;
  if (!isRecurring(service.cycle) || due === null) return { billed: null, laterPeriods: [] };
  // a change that moved the due date began a term of its own, and took the place of what was billed before
  const from = service.term_started_on;
  const renewals = panel.db.all(
    renewalRow,
    `select invoice_id, status, amount, period_from, period_to
     from invoice_line join invoice on invoice.id = invoice_line.invoice_id
     where service_id = ? and invoice_line.kind = 'renewal' and created_on >= ?
       and status in ('unpaid', 'payment-pending', 'collections', 'paid')
     order by period_from`,
    service.id,
    from ?? '',
  );
  const day = today(panel);
  const laterPeriods = (end: CivilDate): Billed['laterPeriods'] =>
    renewals
      .filter((renewal) => renewal.period_from >= end)
      .map((renewal) => ({
        end: renewal.period_to,
        billed: toAmount(renewal.amount),
        paid: renewal.status === 'paid',
        invoiceId: String(renewal.invoice_id) as InvoiceId,
      }));
  const span = (amount: number, from: CivilDate, to: CivilDate): Billed => ({
    billed: { amount: toAmount(amount + paidForChanges(panel, service.id, from, to)), from, to },
    laterPeriods: laterPeriods(to),
  });

  const paid = renewals.filter(({ status }) => status === 'paid');
  const current = paid.find(({ period_from, period_to }) => period_from <= day && day < period_to);
  if (current) return span(current.amount, current.period_from, current.period_to);
  // overdue, or paid by the change that began the term: what was paid last
  const last = paid.at(-1);
  if (last && last.period_to <= day) return span(last.amount, last.period_from, last.period_to);
  if (from === null) return { billed: null, laterPeriods: laterPeriods(due) };
  return span(0, from, renewals[0]?.period_from ?? due);
}

/** What was paid within [from, to) for changes of this service's plan. */
function paidForChanges(panel: PanelContext, serviceId: number, from: CivilDate, to: CivilDate): number {
  return panel.db
    .all(
      changeRow,
      `select amount, created_on from invoice_line join invoice on invoice.id = invoice_line.invoice_id
       where service_id = ? and invoice_line.kind = 'change' and status = 'paid'
         and created_on >= ? and created_on < ?`,
      serviceId,
      from,
      to,
    )
    .reduce((sum, line) => sum + line.amount, 0);
}
