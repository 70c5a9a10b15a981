/** The panel's own SQLite database: rows parsed by zod, statements kept prepared, transactions that may nest. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { tables } from './tables.ts';

export type Value = string | number | null;

/** SQLite keeps yes and no as 1 and 0. */
export const flag = z.number().transform((value) => value === 1);

export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #inTransaction = false;

  /** Opens `file`, or a database in memory when it is null, and creates the tables that are missing. */
  constructor(file: string | null) {
    this.#connection = new DatabaseSync(file ?? ':memory:', {
      timeout: 5000,
      enableForeignKeyConstraints: true,
    });
    this.#connection.exec('pragma journal_mode = wal; pragma synchronous = full');
    this.#connection.exec(tables);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  all<T>(row: z.ZodType<T>, sql: string, ...values: Value[]): T[] {
    return this.#prepare(sql)
      .all(...values)
      .map((found) => row.parse(found));
  }

  get<T>(row: z.ZodType<T>, sql: string, ...values: Value[]): T | null {
    const found = this.#prepare(sql).get(...values);
    return found === undefined ? null : row.parse(found);
  }

  /** The number of the row that an insert made. */
  insert(sql: string, ...values: Value[]): number {
    return Number(this.#prepare(sql).run(...values).lastInsertRowid);
  }

  /** How many rows were changed. */
  run(sql: string, ...values: Value[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** All or nothing; inside another transaction it is simply part of that one. */
  transaction<T>(work: () => T): T {
    if (this.#inTransaction) return work();
    this.#connection.exec('begin immediate');
    this.#inTransaction = true;
    try {
      const result = work();
      this.#connection.exec('commit');
      return result;
    } catch (error) {
      this.#connection.exec('rollback');
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }
}
