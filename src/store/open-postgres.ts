/** Opens the store on PostgreSQL, for several equal processes. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate } from './migrate.ts';
import type { Database, Tables } from './tables.ts';

export interface PostgresOptions {
  /** Connections of this process. */
  readonly connections?: number;
  /** Told when an idle connection was lost; the next query opens another. */
  readonly onConnectionLost?: (error: Error) => void;
}

/**
 * The database at `url` (`postgres://user:password@host/name`), with every migration run; several processes may do
 * so at once.
 * @throws UpshelfError `start-failed` when it cannot be reached or brought up to date; never with the password
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    application_name: 'upshelf',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // A worker that hangs must not keep its row locks for ever.
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    types,
  });
  pool.on('error', options.onConnectionLost ?? (() => undefined));
  const tables = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  await migrate(tables, 'on PostgreSQL');
  return { tables, locksRows: true };
}

/** int8 comes as text, since it can be larger than a number holds; ours never are. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, safeInteger);

export function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is larger than a whole number can be`);
  return value;
}
