/** What all processes know together about a server: whether it is spoken to, and what its accounts last looked like. */
import { accountReadingSchema } from '../catalogue/account-reading.ts';
import { instantSchema } from '../catalogue/time.ts';
import type { Store } from './port.ts';
import type { Database } from './tables.ts';
import { jsonText, words } from './text.ts';

type OfServers = 'health' | 'setHealth' | 'setPaused' | 'cachedReading' | 'cacheReading';

export function servers({ tables }: Pick<Database, 'tables'>): Pick<Store, OfServers> {
  return {
    async health(serverId) {
      const row = await tables
        .selectFrom('server_health')
        .selectAll()
        .where('server_id', '=', serverId)
        .executeTakeFirst();
      return {
        serverId,
        blockedUntil: instantSchema.nullable().parse(row?.blocked_until ?? null),
        reason: row?.reason ?? null,
        paused: row?.paused === 1,
        failures: row?.failures ?? 0,
      };
    },

    async setHealth({ serverId, blockedUntil, reason, failures }) {
      const columns = {
        blocked_until: blockedUntil,
        reason: reason === null ? null : words(reason),
        failures,
      };
      await tables
        .insertInto('server_health')
        .values({ server_id: serverId, paused: 0, ...columns })
        .onConflict((conflict) => conflict.column('server_id').doUpdateSet(columns))
        .execute();
    },

    async setPaused(serverId, paused) {
      const columns = { paused: paused ? 1 : 0 };
      await tables
        .insertInto('server_health')
        .values({ server_id: serverId, blocked_until: null, reason: null, failures: 0, ...columns })
        .onConflict((conflict) => conflict.column('server_id').doUpdateSet(columns))
        .execute();
    },

    async cachedReading(serverId, username) {
      const row = await tables
        .selectFrom('reading_cache')
        .select('reading')
        .where('server_id', '=', serverId)
        .where('username', '=', username)
        .executeTakeFirst();
      return row ? accountReadingSchema.parse(JSON.parse(row.reading)) : null;
    },

    async cacheReading(serverId, username, reading) {
      const columns = { reading: jsonText(reading) };
      await tables
        .insertInto('reading_cache')
        .values({ server_id: serverId, username, ...columns })
        .onConflict((conflict) => conflict.columns(['server_id', 'username']).doUpdateSet(columns))
        .execute();
    },
  };
}
