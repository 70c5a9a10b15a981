/** How one plan's limits stand against today, metric by metric. */
import type { Instant } from '../catalogue/time.ts';
import type { Usage } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import { bitOf, metricIndex, persistentMetrics, rowOf, type LimitRow, type MetricSet } from './limit-row.ts';
import type { Today } from './today.ts';

/** Today as rows, made once per service. */
export interface TodayRows {
  readonly limits: LimitRow;
  readonly sold: LimitRow;
  /** Every measured use, however old. */
  readonly used: LimitRow;
  /** The metrics whose use was measured recently enough to shrink something by. */
  readonly fresh: MetricSet;
  readonly wasRead: boolean;
}

export interface Comparison {
  /** Stated on both sides. */
  readonly shared: MetricSet;
  readonly grows: MetricSet;
  readonly shrinks: MetricSet;
  /** Sold today and not mentioned by the target: neither more nor less can be promised. */
  readonly unstated: MetricSet;
  /** Persistent use that is more than the target holds. */
  readonly overfull: MetricSet;
  /** Persistent, not known to be at least today's, and no recent measurement to say that it fits. */
  readonly unmeasured: MetricSet;
  /** Bounded by the target, while nobody could tell today's limit because the account was not read. */
  readonly unseen: MetricSet;
}

/** A change of cycle alone. */
export const nothingMoves: Comparison = {
  shared: 0,
  grows: 0,
  shrinks: 0,
  unstated: 0,
  overfull: 0,
  unmeasured: 0,
  unseen: 0,
};

export function rowsOfToday(today: Today, now: Instant, usageMaximumAge: number): TodayRows {
  const used: Partial<Record<Metric, number>> = {};
  let fresh = 0;
  for (const [metric, use] of Object.entries(today.usage) as [Metric, NonNullable<Usage[Metric]>][]) {
    used[metric] = use.quantity;
    if (now - use.measuredAt <= usageMaximumAge) fresh |= bitOf(metricIndex[metric]);
  }
  return {
    limits: rowOf(today.limits),
    sold: rowOf(today.sold),
    used: rowOf(used),
    fresh,
    wasRead: today.wasRead,
  };
}

/**
 * One pass over the metrics. A measured use counts against a plan however old it is: the last that is known of the
 * books is that they do not fit; but only a recent one counts in its favour (failure-modes.md row 53).
 */
export function compareWithToday(today: TodayRows, target: LimitRow): Comparison {
  let shared = 0;
  let grows = 0;
  let shrinks = 0;
  let unstated = 0;
  let overfull = 0;
  let unmeasured = 0;
  let unseen = 0;
  for (let index = 0; index < target.length; index += 1) {
    const bit = 1 << index;
    const wanted = target[index] as number;
    const current = today.limits[index] as number;
    // NaN differs from itself: not stated
    if (wanted !== wanted) {
      const sold = today.sold[index] as number;
      if (sold === sold) unstated |= bit;
      continue;
    }
    const isKnown = current === current;
    if (isKnown) {
      shared |= bit;
      if (wanted > current) grows |= bit;
      else if (wanted < current) shrinks |= bit;
    } else if (!today.wasRead && wanted !== Number.POSITIVE_INFINITY) unseen |= bit;
    if ((persistentMetrics & bit) === 0) continue;
    if ((today.used[index] as number) > wanted) overfull |= bit;
    else if (
      (today.fresh & bit) === 0 &&
      (isKnown ? wanted < current : wanted !== Number.POSITIVE_INFINITY)
    ) {
      unmeasured |= bit;
    }
  }
  return { shared, grows, shrinks, unstated, overfull, unmeasured, unseen };
}
