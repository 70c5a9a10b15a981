/** Opens the store that the settings name. */
import type { Settings } from '../settings/settings.ts';
import { openPostgres, type PostgresOptions } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';
import type { Store } from './port.ts';
import { createStore } from './store.ts';

/**
 * The store, ready for use; whoever opens it closes it.
 * @throws UpshelfError `start-failed` when the database cannot be opened or brought up to date
 */
export async function openStore(
  database: Settings['database'],
  options: PostgresOptions = {},
): Promise<Store> {
  return createStore(
    database.kind === 'sqlite'
      ? await openSqlite(database.file)
      : await openPostgres(database.url.reveal(), options),
  );
}
