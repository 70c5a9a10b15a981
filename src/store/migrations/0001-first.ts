/** The first tables. Never edited once released: a later change is a migration of its own. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('change')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('reference', 'text', (column) => column.notNull().unique())
    .addColumn('service_id', 'text', (column) => column.notNull())
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('holds_service', 'bigint', (column) => column.notNull())
    .addColumn('invoice_id', 'text')
    .addColumn('pinned', 'text', (column) => column.notNull())
    .addColumn('progress', 'text', (column) => column.notNull())
    .addColumn('end_wish', 'text')
    .addColumn('staff_wish', 'text')
    .addColumn('rings', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  // One open change per service, whatever races (design section 4).
  await db.schema
    .createIndex('change_holds_service')
    .unique()
    .on('change')
    .column('service_id')
    .where(sql<boolean>`holds_service = 1`)
    .execute();
  await db.schema.createIndex('change_due').on('change').columns(['due_at', 'id']).execute();
  await db.schema.createIndex('change_service').on('change').columns(['service_id', 'created_at']).execute();
  await db.schema.createIndex('change_invoice').on('change').column('invoice_id').execute();
  await db.schema.createIndex('change_created').on('change').column('created_at').execute();
  await db.schema.createIndex('change_state').on('change').column('state').execute();

  await db.schema
    .createTable('history')
    .addColumn('change_id', 'text', (column) => column.notNull().references('change.id'))
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('history_key', ['change_id', 'number'])
    .execute();

  await db.schema
    .createTable('outbox')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('change_id', 'text', (column) => column.references('change.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('notice', 'text', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('attempts', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('delivered_at', 'bigint')
    .addColumn('panel_id', 'text')
    .execute();
  await db.schema
    .createIndex('outbox_due')
    .on('outbox')
    .columns(['due_at', 'key'])
    .where(sql<boolean>`delivered_at is null`)
    .execute();

  await db.schema
    .createTable('period')
    .addColumn('service_id', 'text', (column) => column.notNull())
    .addColumn('starts_on', 'text', (column) => column.notNull())
    .addColumn('ends_on', 'text', (column) => column.notNull())
    .addColumn('billed', 'text', (column) => column.notNull())
    .addColumn('rate', 'text', (column) => column.notNull())
    .addColumn('paid', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('period_key', ['service_id', 'starts_on', 'ends_on'])
    .execute();

  await db.schema
    .createTable('server_health')
    .addColumn('server_id', 'text', (column) => column.primaryKey())
    .addColumn('blocked_until', 'bigint')
    .addColumn('reason', 'text')
    .addColumn('paused', 'bigint', (column) => column.notNull())
    .addColumn('failures', 'bigint', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('reading_cache')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('reading', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('reading_cache_key', ['server_id', 'username'])
    .execute();
}
