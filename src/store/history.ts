/** The history of changes: only ever added to, numbered within each change (L10). */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { instantSchema } from '../catalogue/time.ts';
import type { ChangeId } from '../catalogue/identifiers.ts';
import type { HistoryEntry } from './port.ts';
import type { Tables } from './tables.ts';
import { detailText, words } from './text.ts';

/**
 * Adds entries in order. The transaction must have written or locked the change's row before, which is what keeps
 * the numbers of two writers apart.
 */
export async function addHistory(
  transaction: Kysely<Tables>,
  id: string,
  entries: readonly HistoryEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const { last } = await transaction
    .selectFrom('history')
    .select(({ fn }) => fn.max<number | null>('number').as('last'))
    .where('change_id', '=', id)
    .executeTakeFirstOrThrow();
  const rows = entries.map(({ at, who, kind, what, detail }, index) => ({
    change_id: id,
    number: (last ?? 0) + 1 + index,
    at,
    who: words(who),
    kind,
    what: words(what),
    detail: detailText(detail),
  }));
  await transaction.insertInto('history').values(rows).execute();
}

const entrySchema: z.ZodType<HistoryEntry> = z.object({
  at: instantSchema,
  who: z.string(),
  kind: z.enum(['accepted', 'look', 'move', 'effect', 'outcome', 'wait', 'doorbell', 'wish', 'message']),
  what: z.string(),
  detail: z.unknown(),
});

/** Oldest first. */
export async function readHistory(tables: Kysely<Tables>, id: ChangeId): Promise<readonly HistoryEntry[]> {
  const rows = await tables
    .selectFrom('history')
    .select(['at', 'who', 'kind', 'what', 'detail'])
    .where('change_id', '=', id)
    .orderBy('number')
    .execute();
  return rows.map((row) => entrySchema.parse({ ...row, detail: JSON.parse(row.detail) as unknown }));
}
