/** Every migration by name, in order: a table and no folder, so that it is the same from src/ and from dist/. */
import type { Migration } from 'kysely/migration';
import * as first from './0001-first.ts';

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': first,
};
