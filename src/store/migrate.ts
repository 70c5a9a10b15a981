/** Brings a database up to date. */
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { UpshelfError } from '../errors.ts';
import { migrations } from './migrations/migrations.ts';
import type { Tables } from './tables.ts';

/**
 * Runs the migrations that `tables` has not seen, all or none; closes it when that fails.
 * @param name what the database is called in the message
 * @throws UpshelfError `start-failed`
 */
export async function migrate(tables: Kysely<Tables>, name: string): Promise<void> {
  const migrator = new Migrator({ db: tables, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  await tables.destroy();
  throw new UpshelfError(
    'start-failed',
    `The database ${name} cannot be brought up to date: ${whyOf(error)}.`,
    {
      cause: error,
    },
  );
}

function whyOf(error: unknown): string {
  // Several addresses of one host fail as one AggregateError, which says nothing itself.
  if (error instanceof AggregateError) return error.errors.map(whyOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}
