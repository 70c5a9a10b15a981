/** Centova's limits in our words and units, and back (provisioning.md §2; §11, point 3). */
import { z } from 'zod';
import type { Limit, Limits } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import { inOwnUnit } from '../catalogue/units.ts';
import { entriesOf, unknownWhenOdd } from './answers.ts';
import { refusedAsRawLimits } from './raw-limits.ts';
import type { TargetPlan } from './port.ts';

export const centovaLimits = [
  'listeners',
  'bitrate',
  'bandwidth',
  'disk',
  'autodj',
] as const satisfies readonly Metric[];

/** PHP writes numbers as text: `100` and `"100"` are the same. */
const number = z.union([
  z.number().nonnegative(),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number),
]);
const unlimited = z.literal('unlimited').transform((): Limit => 'unlimited');

const count = z.union([unlimited, number.pipe(z.number().int()).transform((value): Limit => value)]);
/** Megabytes; 0 is no limit for disk and traffic (provisioning.md §2 Pitfalls). */
const megabytes = z.union([
  unlimited,
  number.transform((value): Limit => (value === 0 ? 'unlimited' : inOwnUnit(value, 'MB'))),
]);
const megabytesUsed = number.transform((value) => inOwnUnit(value, 'MB'));

/** `usesource`: 0 permitted and off, 1 permitted and on, 2 prohibited. */
const autoDj = z
  .union([z.literal([0, '0', 1, '1']).transform(() => 1), z.literal([2, '2']).transform(() => 0)])
  .transform((value): Limit => value);

export interface CentovaAccount {
  readonly limits: Limits;
  readonly used: { readonly bandwidth: number | undefined; readonly disk: number | undefined };
  readonly port: number | undefined;
}

/** `server.getaccount`. */
export const accountSchema = z
  .object({
    account: z.object({
      maxclients: count,
      maxbitrate: count,
      transferlimit: megabytes,
      diskquota: megabytes,
      usesource: autoDj,
      cachedtransfer: unknownWhenOdd(megabytesUsed),
      cacheddiskusage: unknownWhenOdd(megabytesUsed),
      port: unknownWhenOdd(number.pipe(z.number().int().positive())),
    }),
  })
  .transform(({ account }): CentovaAccount => ({
    limits: {
      listeners: account.maxclients,
      bitrate: account.maxbitrate,
      bandwidth: account.transferlimit,
      disk: account.diskquota,
      autodj: account.usesource,
    },
    used: { bandwidth: account.cachedtransfer, disk: account.cacheddiskusage },
    port: account.port,
  }));

/** The arguments of `server.reconfigure`: absolute values, and only those given. */
export function argumentsFor(limits: Limits): Record<string, string> {
  const named = {
    listeners: 'maxclients',
    bitrate: 'maxbitrate',
    bandwidth: 'transferlimit',
    disk: 'diskquota',
  } as const;
  return Object.fromEntries(
    entriesOf(limits).map(([metric, limit]) => {
      // From prohibited to permitted: off, until the client has put music into it and starts it.
      if (metric === 'autodj') return ['usesource', limit === 1 ? '0' : '2'];
      const value = limit !== 'unlimited' && isSize(metric) ? limit / inOwnUnit(1, 'MB') : limit;
      return [named[metric as keyof typeof named], String(value)];
    }),
  );
}

const isSize = (metric: Metric): boolean => metric === 'disk' || metric === 'bandwidth';

/** See `ServerDriver.refuses`. */
export function refusedByCentova(target: TargetPlan): string | null {
  const raw = refusedAsRawLimits('Centova Cast', target, centovaLimits);
  if (raw !== null) return raw;
  for (const [metric, limit] of entriesOf(target.limits)) {
    if (limit === 0 && metric !== 'autodj') {
      return isSize(metric)
        ? `Centova Cast takes 0 ${metric} for no limit at all.`
        : `Centova Cast cannot be given 0 ${metric}.`;
    }
    if (limit !== 'unlimited' && isSize(metric) && limit % inOwnUnit(1, 'MB') !== 0) {
      return `Centova Cast counts ${metric} in whole megabytes.`;
    }
  }
  return null;
}
