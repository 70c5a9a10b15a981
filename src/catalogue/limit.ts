/** Limits and usage: `unlimited` is above any quantity, 0 is zero, and a missing limit is neither (design section 6). */
import { z } from 'zod';
import { instantSchema } from './time.ts';
import { metricSchema } from './metric.ts';

/** A quantity in the metric's own unit (bytes, count, kbit/s; autodj 1 or 0), or no bound at all. */
export const limitSchema = z.union([z.number().int().nonnegative(), z.literal('unlimited')]);
export type Limit = z.infer<typeof limitSchema>;

/**
 * The limits of a plan or an account. A metric that is not listed is not stated, which is neither 0 nor unlimited: it is
 * not compared, unless the other side states it (`limit-not-stated`, compatibility/comparison.ts).
 */
export const limitsSchema = z.partialRecord(metricSchema, limitSchema);
export type Limits = z.infer<typeof limitsSchema>;

/** One measured use, in the metric's own unit, and when the server measured it. */
export const usageOfMetricSchema = z.object({
  quantity: z.number().int().nonnegative(),
  measuredAt: instantSchema,
});
export const usageSchema = z.partialRecord(metricSchema, usageOfMetricSchema);
export type Usage = z.infer<typeof usageSchema>;

/** Negative when `left` allows less than `right`, 0 when as much, positive when more. */
export function compareLimits(left: Limit, right: Limit): number {
  if (left === right) return 0;
  if (left === 'unlimited') return 1;
  if (right === 'unlimited') return -1;
  return left - right;
}

/** Whether `quantity` (metric's own unit) fits under `limit`; exactly full fits (failure-modes.md row 54). */
export const fits = (quantity: number, limit: Limit): boolean => limit === 'unlimited' || quantity <= limit;

/** The two together, as an option adds to a plan; `undefined` is a limit that was not stated. */
export function addLimits(left: Limit | undefined, right: Limit): Limit {
  if (left === 'unlimited' || right === 'unlimited') return 'unlimited';
  return (left ?? 0) + right;
}

/** Whichever allows more; a limit that was not stated gives way to one that was. */
export const largerLimit = (left: Limit | undefined, right: Limit): Limit =>
  left === undefined || compareLimits(left, right) < 0 ? right : left;
