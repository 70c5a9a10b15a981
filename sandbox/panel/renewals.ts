/** Renewals: the line that bills a service's next term, and the invoices that the daily run makes of them. */
import { z } from 'zod';
import { isRecurring } from '../../src/catalogue/billing-cycle.ts';
import type { CivilDate } from '../../src/catalogue/time.ts';
import { addCycle, addDays } from './calendar.ts';
import { renewalInvoiceDaysAhead } from './catalogue.ts';
import type { PanelContext } from './context.ts';
import { showDate } from './format.ts';
import { createInvoice } from './invoices.ts';
import type { NewLine } from './invoice-records.ts';
import { serviceRow, type ServiceRow } from './rows.ts';

const planName = z.object({ name: z.string() });

/** `Inicial 10 - laespiga.example (09/03/2026 - 08/03/2027)`, the last day included as WHMCS writes it. */
export function renewalLine(panel: PanelContext, service: ServiceRow, from: CivilDate): NewLine {
  if (!isRecurring(service.cycle)) throw new Error(`service ${service.id} never renews`);
  const plan = panel.db.get(planName, 'select name from plan where id = ?', service.plan_id);
  const to = addCycle(from, service.cycle);
  return {
    kind: 'renewal',
    serviceId: service.id,
    text: `${plan?.name ?? 'Servicio'} - ${service.domain} (${showDate(from)} - ${showDate(addDays(to, -1))})`,
    amount: service.recurring * service.quantity,
    taxed: true,
    period: { from, to },
  };
}

/** Makes the renewal invoices of `day`: what is due on one day for one client comes on one invoice. */
export function makeRenewalInvoices(panel: PanelContext, day: CivilDate): number[] {
  const due = panel.db.all(
    serviceRow,
    `select * from service where status in ('active', 'suspended') and next_invoice_date <= ?
       and cycle not in ('free', 'one-time') order by next_invoice_date, client_id, id`,
    addDays(day, renewalInvoiceDaysAhead),
  );
  const invoices = new Map<string, { from: CivilDate; services: ServiceRow[] }>();
  for (const service of due) {
    const from = service.next_invoice_date;
    if (from === null) continue;
    const key = `${from} ${service.client_id}`;
    const group = invoices.get(key) ?? { from, services: [] };
    group.services.push(service);
    invoices.set(key, group);
  }
  return [...invoices.values()].map(({ from, services }) => {
    const lines = services.map((service) => renewalLine(panel, service, from));
    for (const [index, service] of services.entries())
      panel.db.run(
        'update service set next_invoice_date = ? where id = ?',
        lines[index]?.period?.to ?? null,
        service.id,
      );
    return createInvoice(panel, {
      clientId: services[0]?.client_id ?? 0,
      dueDate: from,
      createdOn: day,
      lines,
    });
  });
}
