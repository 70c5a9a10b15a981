import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { UpshelfError } from '../../../src/errors.ts';
import { migrations } from '../../../src/store/migrations/migrations.ts';
import { safeInteger } from '../../../src/store/open-postgres.ts';
import { openSqlite } from '../../../src/store/open-sqlite.ts';
import { openStore } from '../../../src/store/open.ts';
import { detailText, mostDetail, words } from '../../../src/store/text.ts';
import { violationOf } from '../../../src/store/violations.ts';
import { Secret } from '../../../src/settings/secret.ts';

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'upshelf-parts-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('migrations', () => {
  test('the table names every file of the folder, in order', () => {
    const folder = fileURLToPath(new URL('../../../src/store/migrations', import.meta.url));
    const files = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));
    expect(Object.keys(migrations)).toEqual(files.map((name) => name.replace(/\.ts$/, '')).sort());
  });

  test('columns are text or 64-bit whole numbers, whatever the database', async () => {
    const { tables } = await openSqlite(':memory:');
    const columns = (await tables.introspection.getTables()).flatMap((table) => table.columns);
    expect(new Set(columns.map(({ dataType }) => dataType))).toEqual(new Set(['TEXT', 'bigint']));
    await tables.destroy();
  });
});

describe('opening', () => {
  test('a folder that is not there: one sentence with the file and why', async () => {
    const file = join(newFolder(), 'missing', 'upshelf.sqlite');
    const opening = openStore({ kind: 'sqlite', file });
    await expect(opening).rejects.toThrow(UpshelfError);
    await expect(opening).rejects.toMatchObject({
      code: 'start-failed',
      message: `The database ${file} cannot be opened: unable to open database file.`,
    });
  });

  test('a file that is no database is left as it was', async () => {
    const file = join(newFolder(), 'notes.txt');
    writeFileSync(file, 'not a database, and longer than a header would be '.repeat(50));
    await expect(openSqlite(file)).rejects.toMatchObject({
      code: 'start-failed',
      message: `The database ${file} cannot be opened: file is not a database.`,
    });
  });

  test('a database that a newer version wrote is refused, not written to', async () => {
    const file = join(newFolder(), 'upshelf.sqlite');
    const { tables } = await openSqlite(file);
    await tables
      // The table of Kysely's migrator is not one of ours.
      .insertInto('kysely_migration' as 'change')
      .values({ name: '9999-later', timestamp: new Date(4e12).toISOString() } as never)
      .execute();
    await tables.destroy();
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'start-failed' });
  });

  test('no PostgreSQL there: one sentence without the password', async () => {
    const url = new Secret('postgres://upshelf:hunter2@127.0.0.1:1/upshelf');
    const failure = await openStore({ kind: 'postgres', url }).then(String, (error: unknown) => error);
    expect(failure).toMatchObject({ code: 'start-failed' });
    expect(String(failure)).toContain('ECONNREFUSED 127.0.0.1:1');
    expect(String(failure)).not.toContain('hunter2');
  });
});

describe('what is kept as text', () => {
  test('a large detail is cut to at most 8 KiB and says so, whatever it is made of', () => {
    for (const piece of ['x', '"', '\\', '\n', '\u0001', 'ñ', '😀']) {
      const large = piece.repeat(20_000);
      const text = detailText(large);
      expect(text.length).toBeLessThanOrEqual(mostDetail);
      expect(JSON.parse(text)).toMatchObject({ cut: true, length: JSON.stringify(large).length });
    }
  });

  test('a detail that just fits is kept whole; none at all is null', () => {
    const fits = 'x'.repeat(mostDetail - 2);
    expect(JSON.parse(detailText(fits))).toBe(fits);
    expect(detailText(undefined)).toBe('null');
  });

  test('words lose what PostgreSQL cannot hold, and have an end', () => {
    expect(words('no \u0000such\u0000 package')).toBe('no such package');
    expect(words('x'.repeat(2000))).toHaveLength(1000);
  });
});

describe('numbers and violations', () => {
  test('an int8 that a number cannot hold is an error, not another number', () => {
    expect(safeInteger('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => safeInteger('9007199254740993')).toThrow(RangeError);
  });

  test.each([
    [
      'SQLite, our own index',
      { errcode: 2067, message: 'UNIQUE constraint failed: change.service_id' },
      'service-taken',
    ],
    [
      'SQLite, the reference',
      { errcode: 2067, message: 'UNIQUE constraint failed: change.reference' },
      'reference-taken',
    ],
    ['SQLite, a primary key', { errcode: 1555, message: 'UNIQUE constraint failed: change.id' }, null],
    ['SQLite, a full disk', { errcode: 13, message: 'database or disk is full' }, null],
    ['PostgreSQL, our own index', { code: '23505', constraint: 'change_holds_service' }, 'service-taken'],
    ['PostgreSQL, the reference', { code: '23505', constraint: 'change_reference_key' }, 'reference-taken'],
    ['PostgreSQL, a primary key', { code: '23505', constraint: 'change_pkey' }, null],
    ['PostgreSQL, a foreign key', { code: '23503', constraint: 'change_holds_service' }, null],
  ])('%s', (_name, shape, expected) => {
    expect(violationOf(Object.assign(new Error(), shape))).toBe(expected);
  });

  test('what is no error at all is no violation', () => {
    expect(violationOf('23505')).toBeNull();
  });
});
