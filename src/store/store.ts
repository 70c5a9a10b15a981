/** The one store, on either database. */
import { changeReads } from './change-reads.ts';
import { changeWrites } from './change-writes.ts';
import { readHistory } from './history.ts';
import { leases } from './leases.ts';
import { outbox } from './outbox.ts';
import { periods } from './periods.ts';
import type { Store } from './port.ts';
import { servers } from './servers.ts';
import type { Database } from './tables.ts';

/** A store over an open database: `createStore(await openSqlite(file))`. `close()` closes the database. */
export const createStore = (database: Database): Store => ({
  ...changeWrites(database),
  ...changeReads(database),
  ...outbox(database),
  ...periods(database),
  ...leases(database),
  ...servers(database),
  history: (id) => readHistory(database.tables, id),
  close: () => database.tables.destroy(),
});
