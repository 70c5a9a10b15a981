/** MediaCP's limits in our words and units, and back (provisioning.md §4; §11, point 3). */
import { z } from 'zod';
import type { Limit, Limits } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import { inOwnUnit } from '../catalogue/units.ts';
import { entriesOf, unknownWhenOdd } from './answers.ts';
import { refusedAsRawLimits } from './raw-limits.ts';
import type { TargetPlan } from './port.ts';

export const mediacpLimits = [
  'listeners',
  'bitrate',
  'bandwidth',
  'disk',
  'stream-targets',
  'autodj',
] as const satisfies readonly Metric[];

const integer = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+$/)
      .transform(Number),
  ])
  .pipe(z.number().int());
const count = integer.pipe(z.number().nonnegative()).transform((value): Limit => value);
/** Megabytes; 0 is no limit. */
const megabytes = integer
  .pipe(z.number().nonnegative())
  .transform((value): Limit => (value === 0 ? 'unlimited' : inOwnUnit(value, 'MB')));
/** -1 is no limit, 0 is none. */
const targets = integer
  .pipe(z.number().min(-1))
  .transform((value): Limit => (value === -1 ? 'unlimited' : value));

export interface MediacpService {
  readonly id: number;
  readonly limits: Limits;
  readonly port: number | undefined;
}

/** `media-service/show`, whose fields are those that `update` takes. */
export const serviceSchema = z
  .object({
    id: integer,
    maxuser: count,
    bitrate: count,
    bandwidth: megabytes,
    quota: megabytes,
    stream_targets_limit: targets,
    sourceplugin: z.string().nullish(),
    portbase: unknownWhenOdd(integer.pipe(z.number().positive())),
  })
  .transform((row): MediacpService => ({
    id: row.id,
    limits: {
      listeners: row.maxuser,
      bitrate: row.bitrate,
      bandwidth: row.bandwidth,
      disk: row.quota,
      'stream-targets': row.stream_targets_limit,
      autodj: (row.sourceplugin ?? '') === '' ? 0 : 1,
    },
    port: row.portbase,
  }));

/** The form of `media-service/update`: only the limits given, since its full set of fields makes new passwords. */
export function formFor(limits: Limits): Record<string, string> {
  return Object.fromEntries(entriesOf(limits).map(([metric, limit]) => fieldFor(metric, limit)));
}

function fieldFor(metric: Metric, limit: Limit): [string, string] {
  switch (metric) {
    case 'autodj':
      return ['sourceplugin', limit === 1 ? 'liquidsoap' : ''];
    case 'stream-targets':
      return ['stream_targets_limit', limit === 'unlimited' ? '-1' : String(limit)];
    case 'bandwidth':
    case 'disk': {
      const name = metric === 'disk' ? 'quota' : metric;
      return [name, limit === 'unlimited' ? '0' : String(limit / inOwnUnit(1, 'MB'))];
    }
    default:
      return [metric === 'listeners' ? 'maxuser' : metric, String(limit)];
  }
}

/** The least bitrate that MediaCP takes, in kbit/s (provisioning.md §4). */
const leastBitrate = 24;

/** See `ServerDriver.refuses`. */
export function refusedByMediacp(target: TargetPlan): string | null {
  const raw = refusedAsRawLimits('MediaCP', target, mediacpLimits);
  if (raw !== null) return raw;
  const { listeners, bitrate, bandwidth, disk } = target.limits;
  if (listeners === 'unlimited' || bitrate === 'unlimited') {
    return 'MediaCP has no word for unlimited listeners or bitrate.';
  }
  if (listeners === 0) return 'MediaCP cannot be given 0 listeners.';
  if (bitrate !== undefined && bitrate < leastBitrate)
    return `MediaCP takes no bitrate below ${leastBitrate} kbit/s.`;
  for (const size of [bandwidth, disk]) {
    if (size === 0) return 'MediaCP takes a size of 0 for no limit at all.';
    if (size !== undefined && size !== 'unlimited' && size % inOwnUnit(1, 'MB') !== 0) {
      return 'MediaCP counts sizes in whole megabytes.';
    }
  }
  return null;
}
