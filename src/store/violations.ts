/** Which unique rule an insert or update broke, on either database: the one place that knows their error shapes. */

export type Violation = 'service-taken' | 'reference-taken';

/** SQLITE_CONSTRAINT_UNIQUE; the message names table and column. */
const sqliteUnique = 2067;
/** unique_violation; the error names the constraint or index. */
const postgresUnique = '23505';

const bySqliteColumn: Readonly<Record<string, Violation>> = {
  'change.service_id': 'service-taken',
  'change.reference': 'reference-taken',
};
const byPostgresConstraint: Readonly<Record<string, Violation>> = {
  change_holds_service: 'service-taken',
  change_reference_key: 'reference-taken',
};

/** Null for anything that is not one of our unique rules: a surprise, to be thrown on. */
export function violationOf(error: unknown): Violation | null {
  if (!(error instanceof Error)) return null;
  if ('errcode' in error && error.errcode === sqliteUnique) {
    const column = /UNIQUE constraint failed: (\S+)$/.exec(error.message)?.[1] ?? '';
    return bySqliteColumn[column] ?? null;
  }
  if ('code' in error && error.code === postgresUnique && 'constraint' in error) {
    return byPostgresConstraint[String(error.constraint)] ?? null;
  }
  return null;
}
