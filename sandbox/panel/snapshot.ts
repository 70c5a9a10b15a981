/** The snapshot of one service, from the panel's own tables. */
import { z } from 'zod';
import type {
  CategoryId,
  ClientId,
  InvoiceId,
  PlanId,
  ServerId,
  ServiceId,
} from '../../src/catalogue/identifiers.ts';
import type { ServiceSnapshot } from '../../src/catalogue/service-snapshot.ts';
import { billedPeriods } from './billed-periods.ts';
import { toAmount } from './cents.ts';
import type { PanelContext } from './context.ts';
import { readClient } from './invoice-records.ts';
import { countRow, invoiceRow, serviceRow, type ClientRow, type ServiceRow } from './rows.ts';

const planPart = z.object({ name: z.string(), category_id: z.number(), category_name: z.string() });
const serverPart = z.object({ id: z.string(), name: z.string(), group_name: z.string().nullable() });
const optionPart = z.object({ id: z.string(), name: z.string(), value: z.string(), recurring: z.number() });
const addonPart = z.object({ id: z.string(), name: z.string() });
const fieldPart = z.object({ name: z.string(), value: z.string() });

export const findService = (panel: PanelContext, serviceId: number): ServiceRow | null =>
  panel.db.get(serviceRow, 'select * from service where id = ?', serviceId);

export function serviceSnapshot(panel: PanelContext, service: ServiceRow): ServiceSnapshot {
  const { db } = panel;
  const client = readClient(panel, service.client_id);
  const plan = db.get(
    planPart,
    `select plan.name, category_id, category.name as category_name
     from plan join category on category.id = plan.category_id where plan.id = ?`,
    service.plan_id,
  );
  if (!plan) throw new Error(`service ${service.id} has no plan`);
  return {
    id: String(service.id) as ServiceId,
    ownerId: String(service.client_id) as ClientId,
    clientGroup: client.group_name,
    label: service.domain,
    status: service.status,
    suspension:
      service.suspension_cause === null
        ? null
        : { cause: service.suspension_cause, text: service.suspension_text ?? '' },
    planId: String(service.plan_id) as PlanId,
    planName: plan.name,
    categoryId: String(plan.category_id) as CategoryId,
    categoryName: plan.category_name,
    options: db
      .all(optionPart, 'select * from service_option where service_id = ? order by id', service.id)
      .map((option) => ({ ...option, recurring: toAmount(option.recurring) })),
    addons: db.all(addonPart, 'select * from service_addon where service_id = ? order by id', service.id),
    quantity: service.quantity,
    promotion: service.promotion,
    customFields: customFields(panel, service),
    currency: client.currency,
    cycle: service.cycle,
    recurringAmount: toAmount(service.recurring),
    nextDueDate: service.next_due_date,
    registeredOn: service.registered_on,
    ...billedPeriods(panel, service),
    openInvoices: openInvoices(panel, service),
    pendingNativeUpgrade: service.native_upgrade,
    pendingCancellation: hasPendingCancellation(panel, service.id),
    gatewaySubscription: service.subscription,
    server: serverOf(panel, service),
    account: { username: service.username, domain: service.domain },
    tax: taxOf(client),
    accountExecutive:
      client.executive_name === null || client.executive_email === null
        ? null
        : { name: client.executive_name, email: client.executive_email },
    language: client.language,
    takenAt: panel.clock.now(),
  };
}

/** Custom fields belong to a plan: those of an earlier plan are no longer seen (as in WHMCS). */
export const customFields = (panel: PanelContext, service: ServiceRow): Record<string, string> =>
  Object.fromEntries(
    panel.db
      .all(
        fieldPart,
        'select name, value from service_field where service_id = ? and plan_id = ? order by name',
        service.id,
        service.plan_id,
      )
      .map(({ name, value }) => [name, value]),
  );

function openInvoices(panel: PanelContext, service: ServiceRow): ServiceSnapshot['openInvoices'] {
  const row = invoiceRow.extend({ renews: z.number() });
  return panel.db
    .all(
      row,
      `select invoice.*, exists (select 1 from invoice_line where invoice_id = invoice.id
         and invoice_line.kind = 'renewal' and service_id = ?) as renews
       from invoice where client_id = ? and status in ('unpaid', 'payment-pending', 'collections')
       order by due_date, id`,
      service.id,
      service.client_id,
    )
    .map((invoice) => ({
      id: String(invoice.id) as InvoiceId,
      number: invoice.number,
      dueDate: invoice.due_date,
      total: toAmount(invoice.total),
      renewsThisService: invoice.renews === 1,
      url: `${panel.baseUrl()}/facturas/${invoice.id}`,
    }));
}

const hasPendingCancellation = (panel: PanelContext, serviceId: number): boolean =>
  panel.db.get(
    countRow,
    'select count(*) as count from cancellation where service_id = ? and done_at is null',
    serviceId,
  )?.count === 1;

function serverOf(panel: PanelContext, service: ServiceRow): ServiceSnapshot['server'] {
  if (service.server_id === null) return null;
  const server = panel.db.get(serverPart, 'select * from server where id = ?', service.server_id);
  return server && { id: server.id as ServerId, name: server.name, group: server.group_name };
}

const taxOf = (client: ClientRow): ServiceSnapshot['tax'] => ({
  exempt: client.tax_percent === null,
  rates:
    client.tax_percent === null ? [] : [{ name: client.tax_name ?? 'Impuesto', percent: client.tax_percent }],
});
