import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql, type Generated } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeSqliteDialect } from '../../../src/store/sqlite-dialect.ts';

interface Shelves {
  shelf: { id: Generated<number>; name: string | null };
}

describe("Kysely on Node's own SQLite", () => {
  let folder: string;
  let file: string;
  let db: Kysely<Shelves>;
  const opened: Kysely<Shelves>[] = [];
  const open = () => {
    const raw = new DatabaseSync(file);
    raw.exec('pragma journal_mode = wal; pragma busy_timeout = 0');
    const kysely = new Kysely<Shelves>({ dialect: nodeSqliteDialect(raw) });
    opened.push(kysely);
    return kysely;
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'upshelf-dialect-'));
    file = join(folder, 'shelves.sqlite');
    db = open();
    await sql`create table shelf (id integer primary key, name text)`.execute(db);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((kysely) => kysely.destroy()));
    rmSync(folder, { recursive: true });
  });

  test('rows come back from whatever returns rows, counts from what does not', async () => {
    expect(await db.insertInto('shelf').values({ name: 'a' }).returning('id').execute()).toEqual([{ id: 1 }]);
    const [inserted] = await db.insertInto('shelf').values({ name: 'b' }).execute();
    expect(inserted).toMatchObject({ insertId: 2n, numInsertedOrUpdatedRows: 1n });
    const [updated] = await db.updateTable('shelf').set({ name: 'c' }).execute();
    expect(updated?.numUpdatedRows).toBe(2n);
    const streamed: unknown[] = [];
    for await (const row of db.selectFrom('shelf').select('name').orderBy('id').stream()) streamed.push(row);
    expect(streamed).toEqual([{ name: 'c' }, { name: 'c' }]);
  });

  test('the same statement serves again, also after many others', async () => {
    for (let round = 0; round < 300; round += 1) {
      const { rows } = await sql<{
        n: number;
      }>`select ${round} as n, ${sql.lit(`column ${round}`)} as text`.execute(db);
      expect(rows[0]?.n).toBe(round);
    }
    const { rows } = await sql<{ n: number }>`select ${7} as n, 'column 0' as text`.execute(db);
    expect(rows[0]?.n).toBe(7);
  });

  test.each([
    ['a date', new Date(0)],
    ['an object', { name: 'x' }],
    ['nothing at all', undefined],
    ['a yes or no', true],
    ['a fraction', 0.1],
    ['a number that loses digits', 2 ** 60],
  ])('%s is refused as a value instead of silently being something else', async (_what, value) => {
    await expect(sql`insert into shelf (name) values (${value})`.execute(db)).rejects.toThrow(TypeError);
    expect(await db.selectFrom('shelf').selectAll().execute()).toEqual([]);
  });

  test('a migration that fails half-way leaves nothing of itself', async () => {
    const migrator = new Migrator({
      db,
      provider: {
        getMigrations: async () => ({
          '0001': { up: (it) => it.schema.createTable('whole').addColumn('id', 'bigint').execute() },
          '0002': {
            up: async (it) => {
              await it.schema.createTable('half').addColumn('id', 'bigint').execute();
              throw new Error('the second half fails');
            },
          },
        }),
      },
    });
    expect((await migrator.migrateToLatest()).error).toMatchObject({ message: 'the second half fails' });
    const tables = (await db.introspection.getTables()).map(({ name }) => name);
    expect(tables).toEqual(['shelf']);
  });

  test('a transaction takes the write lock at once: of two that read and then write, none fails', async () => {
    const add = (kysely: Kysely<Shelves>) =>
      kysely.transaction().execute(async (transaction) => {
        const { count } = await transaction
          .selectFrom('shelf')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow();
        await transaction
          .insertInto('shelf')
          .values({ name: `number ${count}` })
          .execute();
      });
    const other = open();
    await Promise.all(Array.from({ length: 40 }, (_, index) => add(index % 2 ? db : other)));
    const names = await db.selectFrom('shelf').select('name').distinct().execute();
    expect(names).toHaveLength(40);
  });

  test('a busy file is waited for while timers go on', async () => {
    const holder = new DatabaseSync(file);
    holder.exec('begin immediate');
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 5);
    const waiting = db.insertInto('shelf').values({ name: 'late' }).execute();
    await expect.poll(() => ticks).toBeGreaterThan(5);
    holder.exec('rollback');
    holder.close();
    await waiting;
    clearInterval(timer);
    expect(await db.selectFrom('shelf').select('name').execute()).toEqual([{ name: 'late' }]);
  });

  test('a loop that only awaits the database lets timers have their turn', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    const end = performance.now() + 100;
    while (performance.now() < end) await db.selectFrom('shelf').selectAll().execute();
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  test('a transaction that throws is rolled back, and the connection goes on', async () => {
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('shelf').values({ name: 'never' }).execute();
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await db.selectFrom('shelf').selectAll().execute()).toEqual([]);
    await db.insertInto('shelf').values({ name: 'next' }).execute();
  });

  test('a transaction that SQLite itself rolled back is told by its own error', async () => {
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('shelf').values({ id: 1, name: 'a' }).execute();
      await sql`insert or rollback into shelf (id) values (1)`.execute(transaction);
    });
    await expect(failing).rejects.toThrow('UNIQUE constraint failed');
    await db.insertInto('shelf').values({ name: 'next' }).execute();
  });
});
