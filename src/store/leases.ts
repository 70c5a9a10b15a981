/** Rows and items that a worker holds for a while. */
import { sql } from 'kysely';
import type { Instant } from '../catalogue/time.ts';
import type { Store } from './port.ts';
import type { Database } from './tables.ts';

/** The columns of a row that nobody holds. */
export const free = { lease_owner: null, lease_until: null } as const;

/** Whether nobody holds the row at `now`. */
export const isFree = (now: Instant) => sql<boolean>`(lease_until is null or lease_until <= ${now})`;

/** The earliest moment at which one of the rows can be taken. */
export const earliest = sql<
  number | null
>`min(case when lease_until is not null and lease_until > due_at then lease_until else due_at end)`.as('at');

export function leases({ tables }: Pick<Database, 'tables'>): Pick<Store, 'leaseOwners' | 'releaseLeases'> {
  return {
    async leaseOwners() {
      const rows = await tables
        .selectFrom('change')
        .select('lease_owner')
        .where('lease_owner', 'is not', null)
        .union(tables.selectFrom('outbox').select('lease_owner').where('lease_owner', 'is not', null))
        .execute();
      return rows.map(({ lease_owner }) => lease_owner).filter((owner) => owner !== null);
    },

    async releaseLeases(worker) {
      await tables.transaction().execute(async (transaction) => {
        await transaction.updateTable('change').set(free).where('lease_owner', '=', worker).execute();
        await transaction.updateTable('outbox').set(free).where('lease_owner', '=', worker).execute();
      });
    },
  };
}
