/** The two numbers of each known period of a service (design section 5). */
import type { Kysely } from 'kysely';
import type { BilledPeriod } from '../billing/quote.ts';
import type { ServiceId } from '../catalogue/identifiers.ts';
import { periodSchema } from './change-schema.ts';
import type { Store } from './port.ts';
import type { Database, Tables } from './tables.ts';

/** Writes each period under its own dates; one that is known is replaced. */
export async function writePeriods(
  transaction: Kysely<Tables>,
  serviceId: ServiceId,
  periods: readonly BilledPeriod[],
): Promise<void> {
  for (const { start, end, billed, rate, paid } of periods) {
    const numbers = { billed, rate, paid: paid ? 1 : 0 };
    await transaction
      .insertInto('period')
      .values({ service_id: serviceId, starts_on: start, ends_on: end, ...numbers })
      .onConflict((conflict) => conflict.columns(['service_id', 'starts_on', 'ends_on']).doUpdateSet(numbers))
      .execute();
  }
}

export function periods({ tables }: Pick<Database, 'tables'>): Pick<Store, 'periods'> {
  return {
    async periods(serviceId) {
      const rows = await tables
        .selectFrom('period')
        .selectAll()
        .where('service_id', '=', serviceId)
        .orderBy('starts_on')
        .orderBy('ends_on')
        .execute();
      return rows.map(({ starts_on, ends_on, billed, rate, paid }) =>
        periodSchema.parse({ start: starts_on, end: ends_on, billed, rate, paid: paid === 1 }),
      );
    },
  };
}
