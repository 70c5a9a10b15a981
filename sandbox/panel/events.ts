/** What happened is written as doorbells in the same transaction; `doorbells.ts` rings them. */
import { z } from 'zod';
import { changeReferenceSchema } from '../../src/catalogue/identifiers.ts';
import type { PanelContext } from './context.ts';

export const panelEvents = [
  'invoice-paid',
  'invoice-cancelled',
  'invoice-refunded',
  'invoice-unpaid',
  'invoice-deleted',
  'invoice-merged',
  'payment-added',
  'service-edited',
  'service-suspended',
  'cancellation-requested',
] as const;
export type PanelEvent = (typeof panelEvents)[number];

const linePart = z.object({ text: z.string(), service_id: z.number().nullable() });

const writeBell = (
  panel: PanelContext,
  event: PanelEvent,
  invoiceId: number | null,
  serviceId: number | null,
  reference: string | null,
): void => {
  const now = panel.clock.now();
  panel.db.insert(
    `insert into doorbell (event, invoice_id, service_id, reference, created_at, attempts, next_at)
     values (?, ?, ?, ?, ?, 0, ?)`,
    event,
    invoiceId === null ? null : String(invoiceId),
    serviceId === null ? null : String(serviceId),
    reference,
    now,
    now,
  );
  panel.wake();
};

/** The change reference that a line's text carries, if any. */
export const referenceIn = (text: string): string | null =>
  /CP-[0-9A-HJKMNP-TV-Z]{5,8}/
    .exec(text)
    ?.map((found) => changeReferenceSchema.parse(found))
    .at(0) ?? null;

/** One bell for each reference on the invoice; one without where it holds none. Call it before lines are deleted. */
export function invoiceEvent(panel: PanelContext, event: PanelEvent, invoiceId: number): void {
  const lines = panel.db.all(
    linePart,
    'select text, service_id from invoice_line where invoice_id = ? order by id',
    invoiceId,
  );
  const marked = new Map<string, number | null>();
  for (const line of lines) {
    const reference = referenceIn(line.text);
    if (reference !== null && !marked.has(reference)) marked.set(reference, line.service_id);
  }
  if (marked.size === 0) writeBell(panel, event, invoiceId, lines[0]?.service_id ?? null, null);
  for (const [reference, serviceId] of marked) writeBell(panel, event, invoiceId, serviceId, reference);
}

export function serviceEvent(panel: PanelContext, event: PanelEvent, serviceId: number): void {
  writeBell(panel, event, null, serviceId, null);
}
