/**
 * Kysely on Node's own SQLite, one connection. What its stock dialect leaves open is settled here: transactions take
 * the write lock at once, a busy file is waited for without stopping the event loop, migrations roll back whole,
 * parameters are what SQLite can hold (measured traps: stack.md §3).
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setImmediate, setTimeout } from 'node:timers/promises';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';

/** How long a file that another process writes to is waited for, in milliseconds. */
export const busyTimeout = 5_000;

/** Awaited calls are microtasks and starve timers and sockets; after so many milliseconds they get their turn. */
const longestTurn = 4;

/** Prepared statements kept: a cached read is more than twice as fast. */
const cachedStatements = 200;

export const nodeSqliteDialect = (file: DatabaseSync): Dialect => ({
  createDriver: () => new NodeSqliteDriver(file),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createAdapter: () => new TransactionalSqliteAdapter(),
  createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
});

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDriver implements Driver {
  readonly #file: DatabaseSync;
  readonly #connection: NodeSqliteConnection;
  #turnStarted = performance.now();

  constructor(file: DatabaseSync) {
    this.#file = file;
    this.#connection = new NodeSqliteConnection(file);
  }

  async init(): Promise<void> {
    // The file is open already.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (performance.now() - this.#turnStarted > longestTurn) {
      await setImmediate();
      this.#turnStarted = performance.now();
    }
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // A plain `begin` that writes later fails where another process wrote meanwhile, 50–93 % of the time (stack.md §3).
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk or a lost file rolls back by itself; a second rollback would hide why.
    if (this.#file.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {
    // There is only the one.
  }

  async destroy(): Promise<void> {
    this.#file.close();
  }
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #file: DatabaseSync;
  readonly #statements = new Map<string, { statement: StatementSync; reader: boolean }>();

  constructor(file: DatabaseSync) {
    this.#file = file;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const bound = parameters.map(bindable);
    return whenFree(() => {
      const { statement, reader } = this.#prepared(sql);
      if (reader) return { rows: statement.all(...bound) as Row[] };
      const { changes, lastInsertRowid } = statement.run(...bound);
      return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] };
    });
  }

  async *streamQuery<Row>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    // Not from the cache: an open iterator must not be reset by the same query elsewhere.
    const rows = this.#file.prepare(sql).iterate(...parameters.map(bindable));
    for (const row of rows) yield { rows: [row as Row] };
  }

  #prepared(sql: string): { statement: StatementSync; reader: boolean } {
    const known = this.#statements.get(sql);
    this.#statements.delete(sql);
    const statement = known?.statement ?? this.#file.prepare(sql);
    const prepared = known ?? { statement, reader: statement.columns().length > 0 };
    this.#statements.set(sql, prepared);
    const [oldest] = this.#statements.keys();
    if (this.#statements.size > cachedStatements && oldest !== undefined) this.#statements.delete(oldest);
    return prepared;
  }
}

/** An object as first value would silently be read as named parameters (stack.md §3); nothing here means one. */
function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return value as bigint | number;
  throw new TypeError(`SQLite columns hold text and whole numbers, not a value of type ${typeof value}`);
}

/** Does `action` as soon as no other connection holds the file, asking ever less often. */
async function whenFree<Result>(action: () => Result): Promise<Result> {
  const deadline = performance.now() + busyTimeout;
  for (let pause = 1; ; pause = Math.min(pause * 2, 20)) {
    try {
      return action();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    await setTimeout(pause);
  }
}

/** SQLITE_BUSY and its extended codes: https://www.sqlite.org/rescode.html#busy */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;
