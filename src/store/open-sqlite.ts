/** Opens the store's SQLite file; other processes may have it open too (no exclusive lock). */
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { UpshelfError } from '../errors.ts';
import { migrate } from './migrate.ts';
import { busyTimeout, nodeSqliteDialect } from './sqlite-dialect.ts';
import type { Database, Tables } from './tables.ts';

/**
 * A database in `file`, or in memory for `:memory:`, with every migration run. Each commit is on the disk before it
 * is answered (synchronous=FULL).
 * @throws UpshelfError `start-failed` when the file cannot be opened or brought up to date
 */
export async function openSqlite(file: string): Promise<Database> {
  const tables = new Kysely<Tables>({ dialect: nodeSqliteDialect(openFile(file)) });
  await migrate(tables, file);
  return { tables, locksRows: false };
}

function openFile(file: string): DatabaseSync {
  try {
    const opened = new DatabaseSync(file, { timeout: busyTimeout, enableForeignKeyConstraints: true });
    opened.exec('pragma journal_mode = wal');
    opened.exec('pragma synchronous = full');
    // From here on the dialect itself waits for a busy file: SQLite's own waiting would stop the event loop.
    opened.exec('pragma busy_timeout = 0');
    return opened;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UpshelfError('start-failed', `The database ${file} cannot be opened: ${why}.`, { cause });
  }
}
