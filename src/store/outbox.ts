/** Messages and tickets that wait for their delivery. */
import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { changeIdSchema, effectKeySchema } from '../catalogue/identifiers.ts';
import { instantSchema, type Instant } from '../catalogue/time.ts';
import type { OutboxItem, Store } from './port.ts';
import type { Database, OutboxTable, Tables } from './tables.ts';
import { free, isFree } from './leases.ts';
import { jsonText } from './text.ts';

/** Adds what is not there yet: an item whose key is known was decided before. */
export async function addToOutbox(
  transaction: Kysely<Tables>,
  items: readonly Omit<OutboxItem, 'attempts' | 'dueAt'>[],
  dueAt: Instant,
): Promise<void> {
  if (items.length === 0) return;
  await transaction
    .insertInto('outbox')
    .values(
      items.map(({ key, changeId, kind, notice, data }) => ({
        key,
        change_id: changeId,
        kind,
        notice,
        data: jsonText(data),
        attempts: 0,
        due_at: dueAt,
        lease_owner: null,
        lease_until: null,
        delivered_at: null,
        panel_id: null,
      })),
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

const rowSchema = z.object({
  key: effectKeySchema,
  change_id: changeIdSchema.nullable(),
  kind: z.enum(['client-message', 'staff-ticket', 'executive-ticket']),
  notice: z.string(),
  data: z.string(),
  attempts: z.number().int(),
  due_at: instantSchema,
});

function itemOf(row: Selectable<OutboxTable>): OutboxItem {
  const { key, change_id, kind, notice, data, attempts, due_at } = rowSchema.parse(row);
  return {
    key,
    changeId: change_id,
    kind,
    notice,
    data: JSON.parse(data) as unknown,
    attempts,
    dueAt: due_at,
  };
}

export function outbox({
  tables,
  locksRows,
}: Database): Pick<Store, 'enqueue' | 'claimOutbox' | 'settleOutbox'> {
  return {
    async enqueue(item, now) {
      await addToOutbox(tables, [item], now);
    },

    async claimOutbox(worker, now, lease) {
      const row = await tables
        .updateTable('outbox')
        .set(({ eb }) => ({
          lease_owner: worker,
          lease_until: now + lease,
          attempts: eb('attempts', '+', 1),
        }))
        .where('key', '=', (eb) =>
          eb
            .selectFrom('outbox')
            .select('key')
            .where('delivered_at', 'is', null)
            .where('due_at', '<=', now)
            .where(isFree(now))
            .orderBy('due_at')
            .orderBy('key')
            .limit(1)
            .$if(locksRows, (query) => query.forUpdate().skipLocked()),
        )
        .returningAll()
        .executeTakeFirst();
      return row ? itemOf(row) : null;
    },

    async settleOutbox(key, outcome) {
      await tables
        .updateTable('outbox')
        .set(
          outcome.delivered
            ? { delivered_at: outcome.at, panel_id: outcome.panelId, ...free }
            : { due_at: outcome.dueAt, ...free },
        )
        .where('key', '=', key)
        .execute();
    },
  };
}
