/** Limits and quantities as a host writes them, one key per metric, read by the catalogue's own rules. */
import { z } from 'zod';
import type { Limit, Limits } from '../catalogue/limit.ts';
import { metricNames, metrics, type Metric } from '../catalogue/metric.ts';
import { readLimit } from '../catalogue/units.ts';
import type { OptionMapping, RoomMeasure } from '../compatibility/situation.ts';
import { count } from './values.ts';

export const quantityTextSchema = z.union([z.string(), z.number(), z.boolean()], { error: 'a quantity' });

/** How a quantity of each unit is written. */
export const unitWords = {
  bytes: 'a size such as "5 GB", counted by 1024',
  count: 'a whole number',
  'kbit/s': 'a bitrate such as "128 kbit/s"',
  'yes-no': 'yes or no',
} as const;

/** One metric's limit. */
const limitOf = (metric: Metric) =>
  quantityTextSchema
    .transform((written, context): Limit => {
      const reading = readLimit(metric, written);
      if (reading.ok) return reading.limit;
      context.addIssue({ code: 'custom', message: reading.expected });
      return z.NEVER;
    })
    .describe(unitWords[metrics[metric].unit]);

/** As {@link limitOf}, where `unlimited` says no more than leaving it out. */
const boundOf = (metric: Metric) =>
  limitOf(metric).transform((limit, context): number => {
    if (limit !== 'unlimited') return limit;
    context.addIssue({ code: 'custom', message: 'a quantity; leave it out where there is no bound' });
    return z.NEVER;
  });

type OptionalKeys<Key extends string, Value extends z.ZodType> = Record<Key, z.ZodExactOptional<Value>>;

const perMetric = <Value extends z.ZodType>(
  schemaOf: (metric: Metric) => Value,
): OptionalKeys<Metric, Value> =>
  Object.fromEntries(metricNames.map((metric) => [metric, schemaOf(metric).exactOptional()])) as OptionalKeys<
    Metric,
    Value
  >;

/** `{disk: 5 GB, mailboxes: unlimited}` in the metrics' own units. */
export const limitsSchema: z.ZodType<Limits> = z.strictObject(perMetric(limitOf));

/** How much may be sold on a server. */
export const mostSchema: z.ZodType<Partial<Record<RoomMeasure, number>>> = z.strictObject({
  accounts: count(0, 1_000_000).exactOptional().describe('how many accounts'),
  'stream-rate': boundOf('bitrate')
    .exactOptional()
    .describe('listeners × bitrate of all stations, such as "1000 Mbit/s"'),
  ...perMetric(boundOf),
});

/** One configurable option, with what a unit of it adds in the metric's own unit. */
export function perUnit(
  {
    option,
    metric,
    perUnit: written,
  }: { option: string; metric: Metric | 'none'; perUnit?: string | number | boolean },
  context: z.RefinementCtx,
): OptionMapping {
  if (metric === 'none') return { option, metric: null, perUnit: 0 };
  const reading = written === undefined ? null : readLimit(metric, written);
  if (reading?.ok && reading.limit !== 'unlimited') return { option, metric, perUnit: reading.limit };
  const expected = reading?.ok === false ? reading.expected : 'a quantity';
  context.addIssue({ code: 'custom', message: expected, path: ['perUnit'] });
  return z.NEVER;
}
