/** "Where I am": the service, its plan and price, and how full it is, with the time of the measurement. */
import { metricNames } from '../../catalogue/metric.ts';
import type { Metric } from '../../catalogue/metric.ts';
import type { Limit } from '../../catalogue/limit.ts';
import type { Instant } from '../../catalogue/time.ts';
import type { Offer } from '../../change/offer.ts';
import type { Say } from '../root.ts';

export interface UsageRow {
  readonly metric: Metric;
  readonly used: number;
  readonly limit: Limit;
  /** 0 to 100; null: there is no bound to be full against. */
  readonly filled: number | null;
  readonly nearlyFull: boolean;
}

/** How many bars tell enough; the rest is in the panel's own statistics. */
const mostRows = 4;

const isRow = (row: UsageRow | null): row is UsageRow => row !== null;

/** The measured metrics that have a limit, the fullest kinds first as {@link metricNames} lists them. */
export function usageRows({ today }: Pick<Offer, 'today'>): UsageRow[] {
  const rows = metricNames.map((metric): UsageRow | null => {
    const use = today.usage[metric];
    const limit = today.limits[metric];
    if (use === undefined || limit === undefined) return null;
    const filled =
      limit === 'unlimited'
        ? null
        : limit === 0
          ? 100
          : Math.min(100, Math.round((use.quantity / limit) * 100));
    return { metric, used: use.quantity, limit, filled, nearlyFull: filled !== null && filled >= 90 };
  });
  const known = rows.filter(isRow);
  return [...known.filter((row) => row.filled !== null), ...known.filter((row) => row.filled === null)].slice(
    0,
    mostRows,
  );
}

/** The oldest measurement among the rows shown; null where nothing was measured. */
export function measuredAt({ today }: Pick<Offer, 'today'>): Instant | null {
  const times = Object.values(today.usage).map((use) => use.measuredAt);
  return times.length === 0 ? null : (Math.min(...times) as Instant);
}

export const serviceView = (offer: Offer, say: Say) => ({
  label: offer.service.label,
  planName: offer.service.planName,
  categoryName: offer.service.categoryName,
  amount: offer.service.recurringAmount,
  currency: offer.service.currency,
  per: say(`cycles.${offer.service.cycle}.per`),
  nextDueDate: offer.service.nextDueDate,
  usage: usageRows(offer).map((row) => ({
    ...row,
    isBounded: row.filled !== null,
    name: say(`metrics.${row.metric}.name`),
  })),
  measuredAt: measuredAt(offer),
});
