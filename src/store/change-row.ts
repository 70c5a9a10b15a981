/** A change as a row, and back. */
import type { Selectable } from 'kysely';
import { z } from 'zod';
import {
  changeIdSchema,
  changeReferenceSchema,
  clientIdSchema,
  invoiceIdSchema,
  serviceIdSchema,
} from '../catalogue/identifiers.ts';
import { instantSchema } from '../catalogue/time.ts';
import type { Change, StaffWish } from '../change/states.ts';
import {
  changeStateSchema,
  pinnedSchema,
  progressSchema,
  staffWishSchema,
  type Progress,
} from './change-schema.ts';
import type { ChangeTable } from './tables.ts';

const rowSchema = z.object({
  id: changeIdSchema,
  reference: changeReferenceSchema,
  service_id: serviceIdSchema,
  client_id: clientIdSchema,
  state: changeStateSchema,
  holds_service: z.number(),
  invoice_id: invoiceIdSchema.nullable(),
  end_wish: z.enum(['client', 'staff']).nullable(),
  rings: z.number().int(),
  due_at: instantSchema,
  version: z.number().int(),
  created_at: instantSchema,
  updated_at: instantSchema,
});

/** @throws ZodError when the row is not one that this version wrote or migrated */
export function changeOf(row: Selectable<ChangeTable>): Change {
  const known = rowSchema.parse(row);
  return {
    id: known.id,
    reference: known.reference,
    serviceId: known.service_id,
    clientId: known.client_id,
    state: known.state,
    pinned: pinnedSchema.parse(JSON.parse(row.pinned)),
    invoiceId: known.invoice_id,
    ...progressSchema.parse(JSON.parse(row.progress)),
    endWish: known.end_wish,
    staffWish: row.staff_wish === null ? null : staffWishSchema.parse(JSON.parse(row.staff_wish)),
    holdsService: known.holds_service === 1,
    rings: known.rings,
    dueAt: known.due_at,
    version: known.version,
    createdAt: known.created_at,
    updatedAt: known.updated_at,
  };
}

/** The row of a change that nobody has claimed yet. */
export function newRow(change: Change): ChangeTable {
  return {
    id: change.id,
    reference: change.reference,
    service_id: change.serviceId,
    client_id: change.clientId,
    pinned: JSON.stringify(change.pinned),
    ...steppedColumns(change),
    end_wish: change.endWish,
    staff_wish: staffWishText(change.staffWish),
    rings: change.rings,
    due_at: change.dueAt,
    lease_owner: null,
    lease_until: null,
    version: change.version,
    created_at: change.createdAt,
  };
}

/** The columns that every step writes, whatever happened to the row meanwhile. */
export const steppedColumns = (change: Change) => ({
  state: change.state,
  holds_service: change.holdsService ? 1 : 0,
  invoice_id: change.invoiceId,
  progress: JSON.stringify(progressOf(change)),
  updated_at: change.updatedAt,
});

const progressOf = (change: Change): Progress => ({
  invoiceUrl: change.invoiceUrl,
  inFlight: change.inFlight,
  attempts: change.attempts,
  failedLooks: change.failedLooks,
  serverWritten: change.serverWritten,
  planSwitched: change.planSwitched,
  creditGiven: change.creditGiven,
  refusal: change.refusal,
  writeConfirmed: change.writeConfirmed,
  grade: change.grade,
  verifiedAt: change.verifiedAt,
  attention: change.attention,
  waiting: change.waiting,
  waitingSince: change.waitingSince,
});

/** The same wish gives the same text, so that two can be compared. */
export const staffWishText = (wish: StaffWish | null): string | null =>
  wish === null ? null : JSON.stringify({ kind: wish.kind, by: wish.by, why: wish.why });
