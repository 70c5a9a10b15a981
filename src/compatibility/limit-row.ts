/**
 * Limits as rows of numbers and metrics as sets of bits: the form in which a thousand plans are compared in
 * microseconds. A row has one number per metric, in the order of `metricNames`: `Infinity` is unlimited, `NaN` not
 * stated (every comparison with it is false).
 */
import type { Limit, Limits } from '../catalogue/limit.ts';
import { metricNames, metrics, type Metric } from '../catalogue/metric.ts';

export type LimitRow = Float64Array;

/** One bit per metric, by its place in `metricNames`; a number holds 31 of them. */
export type MetricSet = number;

export const metricIndex = Object.fromEntries(
  metricNames.map((metric, index) => [metric, index]),
) as Readonly<Record<Metric, number>>;

export const bitOf = (index: number): MetricSet => 1 << index;

/** The metrics whose use lies there until somebody removes it: only they can fail to fit. */
export const persistentMetrics: MetricSet = metricNames.reduce(
  (set, metric, index) => (metrics[metric].kind === 'persistent' ? set | bitOf(index) : set),
  0,
);

/** Limits as a row; measured quantities make a row just as well. */
export function rowOf(limits: Limits): LimitRow {
  const row = new Float64Array(metricNames.length);
  metricNames.forEach((metric, index) => {
    const limit = limits[metric];
    row[index] = limit === undefined ? Number.NaN : limit === 'unlimited' ? Number.POSITIVE_INFINITY : limit;
  });
  return row;
}

export const numberAt = (row: LimitRow, index: number): number => row[index] ?? Number.NaN;

/** The limit at `index`; undefined where it is not stated. */
export function limitAt(row: LimitRow, index: number): Limit | undefined {
  const value = numberAt(row, index);
  if (Number.isNaN(value)) return undefined;
  return value === Number.POSITIVE_INFINITY ? 'unlimited' : value;
}

/** As {@link limitAt}, for a number that is known to be stated. */
export const asLimit = (value: number): Limit => (value === Number.POSITIVE_INFINITY ? 'unlimited' : value);

/** The places of the metrics in `set`, in the order of `metricNames`. */
export function placesIn(set: MetricSet): readonly number[] {
  const places: number[] = [];
  // Each step drops the lowest bit.
  for (let rest = set; rest !== 0; rest &= rest - 1) places.push(31 - Math.clz32(rest & -rest));
  return places;
}

/** The metric at `index`. */
export function metricAt(index: number): Metric {
  const metric = metricNames[index];
  if (metric === undefined) throw new RangeError(`there is no metric ${index}`);
  return metric;
}
