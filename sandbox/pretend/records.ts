/** Records of a pretend server, in one SQLite file that survives a kill (or in memory). */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Records of one kind, by their key, in the order in which they were first saved. */
export interface Records<T> {
  all(): readonly T[];
  get(key: string): T | null;
  save(key: string, record: T): void;
}

export interface RecordFile {
  kind<T>(name: string): Records<T>;
  /** All of what `work` saves, or nothing. */
  together(work: () => void): void;
  close(): void;
}

/** Opens `<name>.sqlite` in `dataDir`, or memory for null. */
export function openRecords(name: string, dataDir: string | null): RecordFile {
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(dataDir === null ? ':memory:' : join(dataDir, `${name}.sqlite`));
  database.exec(`pragma journal_mode = wal; pragma synchronous = full;
    create table if not exists record (kind text, key text, content text not null, primary key (kind, key));`);
  const readAll = database.prepare('select content from record where kind = ? order by rowid');
  const readOne = database.prepare('select content from record where kind = ? and key = ?');
  const write = database.prepare(
    'insert into record (kind, key, content) values (?, ?, ?) on conflict do update set content = excluded.content',
  );
  const contentOf = (row: Record<string, unknown>): unknown => JSON.parse(row['content'] as string);
  return {
    kind: <T>(kind: string): Records<T> => ({
      all: () => readAll.all(kind).map((row) => contentOf(row) as T),
      get(key) {
        const row = readOne.get(kind, key);
        return row ? (contentOf(row) as T) : null;
      },
      save(key, record) {
        write.run(kind, key, JSON.stringify(record));
      },
    }),
    together(work) {
      database.exec('begin immediate');
      try {
        work();
        database.exec('commit');
      } catch (error) {
        database.exec('rollback');
        throw error;
      }
    },
    close() {
      database.close();
    },
  };
}
