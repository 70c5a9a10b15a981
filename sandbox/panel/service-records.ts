/** The record of a service, changed by the connector or by staff. */
import type { z } from 'zod';
import { cycleMonths, isRecurring } from '../../src/catalogue/billing-cycle.ts';
import type { verbs } from '../../src/panel/connector-protocol.ts';
import { addMonths } from './calendar.ts';
import { toCents } from './cents.ts';
import type { PanelContext } from './context.ts';
import { serviceEvent } from './events.ts';
import { Refusal } from './refusal.ts';
import { countRow, type ServiceRow } from './rows.ts';
import { customFields, findService } from './snapshot.ts';

export type ServiceFields = z.infer<typeof verbs.updateService.args>['fields'];

/** A panel's id as the number it is here; what cannot be one belongs to nothing. */
export const numberOf = (id: string): number => (/^\d{1,15}$/.test(id) ? Number(id) : -1);

export function readService(panel: PanelContext, serviceId: string | number): ServiceRow {
  const service = findService(panel, typeof serviceId === 'number' ? serviceId : numberOf(serviceId));
  if (!service) throw new Refusal('service-unknown', 'there is no such service');
  return service;
}

/** Whether every field that is given stands in the record as it is given. */
export function matches(panel: PanelContext, service: ServiceRow, expected: ServiceFields): boolean {
  const fields = customFields(panel, service);
  return (
    (expected.planId === undefined || numberOf(expected.planId) === service.plan_id) &&
    (expected.cycle === undefined || expected.cycle === service.cycle) &&
    (expected.recurringAmount === undefined || toCents(expected.recurringAmount) === service.recurring) &&
    (expected.nextDueDate === undefined || expected.nextDueDate === service.next_due_date) &&
    Object.entries(expected.customFields ?? {}).every(([name, value]) => fields[name] === value)
  );
}

export function requirePlan(panel: PanelContext, planId: string): number {
  const found = panel.db.get(countRow, 'select count(*) as count from plan where id = ?', numberOf(planId));
  if (found?.count !== 1) throw new Refusal('plan-unknown', 'there is no such plan');
  return numberOf(planId);
}

/** Writes the given fields; what is left out stays. A moved due date begins a new term. */
export function writeService(panel: PanelContext, service: ServiceRow, fields: ServiceFields): void {
  const planId = fields.planId === undefined ? service.plan_id : requirePlan(panel, fields.planId);
  const cycle = fields.cycle ?? service.cycle;
  const due = fields.nextDueDate ?? service.next_due_date;
  const moved = due !== service.next_due_date;
  const termStart =
    moved && due !== null && isRecurring(cycle)
      ? addMonths(due, -cycleMonths[cycle])
      : service.term_started_on;
  panel.db.run(
    `update service set plan_id = ?, cycle = ?, recurring = ?, next_due_date = ?, next_invoice_date = ?,
       term_started_on = ? where id = ?`,
    planId,
    cycle,
    fields.recurringAmount === undefined ? service.recurring : toCents(fields.recurringAmount),
    due,
    moved ? due : service.next_invoice_date,
    termStart,
    service.id,
  );
  for (const [name, value] of Object.entries(fields.customFields ?? {}))
    panel.db.run(
      `insert into service_field (service_id, plan_id, name, value) values (?, ?, ?, ?)
       on conflict (service_id, plan_id, name) do update set value = excluded.value`,
      service.id,
      planId,
      name,
      value,
    );
  serviceEvent(panel, 'service-edited', service.id);
}

/** What staff can change by hand on a service's page. */
export interface ServiceEdit {
  readonly fields: ServiceFields;
  readonly status: ServiceRow['status'];
  /** Why, where the status is `suspended`. */
  readonly cause: 'overuse' | 'overdue' | 'other';
  readonly promotion: string | null;
  readonly subscription: boolean;
  readonly nativeUpgrade: boolean;
}

export function editService(panel: PanelContext, serviceId: number, edit: ServiceEdit): void {
  panel.db.transaction(() => {
    const service = readService(panel, serviceId);
    const suspended = edit.status === 'suspended';
    panel.db.run(
      `update service set status = ?, suspension_cause = ?, suspension_text = ?, promotion = ?,
         subscription = ?, native_upgrade = ? where id = ?`,
      edit.status,
      suspended ? edit.cause : null,
      suspended ? (service.suspension_text ?? suspensionTexts[edit.cause]) : null,
      edit.promotion,
      edit.subscription ? 1 : 0,
      edit.nativeUpgrade ? 1 : 0,
      serviceId,
    );
    writeService(panel, service, edit.fields);
    if (suspended && service.status !== 'suspended') serviceEvent(panel, 'service-suspended', serviceId);
  });
}

const suspensionTexts = {
  overuse: 'Superó los límites de su plan.',
  overdue: 'Falta de pago',
  other: 'Suspendido por el equipo.',
} as const;

export function suspendService(
  panel: PanelContext,
  serviceId: number,
  cause: 'overuse' | 'overdue' | 'other',
  text: string,
): void {
  panel.db.run(
    "update service set status = 'suspended', suspension_cause = ?, suspension_text = ? where id = ?",
    cause,
    text,
    serviceId,
  );
  serviceEvent(panel, 'service-suspended', serviceId);
}

/** Kept until the cron carries it out: at once, or when the paid period ends. */
export function requestCancellation(
  panel: PanelContext,
  serviceId: number,
  kind: 'immediate' | 'end-of-period',
  reason: string,
): void {
  panel.db.transaction(() => {
    panel.db.run(
      `insert into cancellation (service_id, kind, reason, asked_at, done_at) values (?, ?, ?, ?, null)
       on conflict (service_id) do update set kind = excluded.kind, reason = excluded.reason`,
      serviceId,
      kind,
      reason,
      panel.clock.now(),
    );
    serviceEvent(panel, 'cancellation-requested', serviceId);
  });
}
