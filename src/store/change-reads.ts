/** Everything that only looks at the change table. */
import { never } from '../change/patience.ts';
import type { Instant } from '../catalogue/time.ts';
import type { ChangeState } from '../change/states.ts';
import { changeOf } from './change-row.ts';
import { changeStateSchema } from './change-schema.ts';
import { earliest } from './leases.ts';
import type { Store } from './port.ts';
import type { Database } from './tables.ts';

type Reads =
  'read' | 'findByReference' | 'findHolding' | 'listByService' | 'listLatest' | 'nextDue' | 'countByState';

export function changeReads({ tables }: Pick<Database, 'tables'>): Pick<Store, Reads> {
  const changes = () => tables.selectFrom('change').selectAll();
  const newestFirst = (query: ReturnType<typeof changes>, limit: number) =>
    query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return {
    async read(id) {
      const row = await changes().where('id', '=', id).executeTakeFirst();
      return row ? changeOf(row) : null;
    },

    async findByReference(reference) {
      const row = await changes().where('reference', '=', reference).executeTakeFirst();
      return row ? changeOf(row) : null;
    },

    async findHolding(serviceId) {
      const row = await changes()
        .where('service_id', '=', serviceId)
        .where('holds_service', '=', 1)
        .executeTakeFirst();
      return row ? changeOf(row) : null;
    },

    async listByService(serviceId, limit) {
      return (await newestFirst(changes().where('service_id', '=', serviceId), limit)).map(changeOf);
    },

    async listLatest(limit) {
      return (await newestFirst(changes(), limit)).map(changeOf);
    },

    async nextDue() {
      const change = await tables
        .selectFrom('change')
        .select(earliest)
        .where('due_at', '<', never)
        .executeTakeFirstOrThrow();
      const item = await tables
        .selectFrom('outbox')
        .select(earliest)
        .where('delivered_at', 'is', null)
        .executeTakeFirstOrThrow();
      const moments = [change.at, item.at].filter((at) => at !== null);
      return moments.length === 0 ? null : (Math.min(...moments) as Instant);
    },

    async countByState() {
      const rows = await tables
        .selectFrom('change')
        .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
      const counts: Partial<Record<ChangeState, number>> = {};
      for (const { state, count } of rows) counts[changeStateSchema.parse(state)] = count;
      return counts;
    },
  };
}
