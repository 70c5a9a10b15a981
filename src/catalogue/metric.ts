/**
 * What a plan can limit. A metric's kind says whether today's use can fail to fit (design section 2):
 * `persistent` things lie there until somebody removes them (files, mailboxes); `per-period` use starts anew each
 * month; `instantaneous` use comes and goes. Only persistent usage can fail to fit a smaller plan.
 */
import { z } from 'zod';

export const metricNames = [
  'disk',
  'inodes',
  'bandwidth',
  'addon-domains',
  'parked-domains',
  'subdomains',
  'mailboxes',
  'mailing-lists',
  'databases',
  'ftp-accounts',
  'emails-per-hour',
  'listeners',
  'bitrate',
  'mounts',
  'hls-streams',
  'autodj',
] as const;

export const metricSchema = z.enum(metricNames);
export type Metric = z.infer<typeof metricSchema>;

export type MetricKind = 'persistent' | 'per-period' | 'instantaneous';
/** `bytes` and `kbit/s` are what we keep; MB, MiB, GB, blocks and bits are converted at the edge that reads them. */
export type MetricUnit = 'bytes' | 'count' | 'kbit/s' | 'yes-no';

/** Kind and unit of every metric. More is always better, so one comparison serves all (`limit.ts`). */
export const metrics: Readonly<Record<Metric, { kind: MetricKind; unit: MetricUnit }>> = {
  disk: { kind: 'persistent', unit: 'bytes' },
  inodes: { kind: 'persistent', unit: 'count' },
  bandwidth: { kind: 'per-period', unit: 'bytes' },
  'addon-domains': { kind: 'persistent', unit: 'count' },
  'parked-domains': { kind: 'persistent', unit: 'count' },
  subdomains: { kind: 'persistent', unit: 'count' },
  mailboxes: { kind: 'persistent', unit: 'count' },
  'mailing-lists': { kind: 'persistent', unit: 'count' },
  databases: { kind: 'persistent', unit: 'count' },
  'ftp-accounts': { kind: 'persistent', unit: 'count' },
  'emails-per-hour': { kind: 'instantaneous', unit: 'count' },
  listeners: { kind: 'instantaneous', unit: 'count' },
  bitrate: { kind: 'instantaneous', unit: 'kbit/s' },
  mounts: { kind: 'persistent', unit: 'count' },
  'hls-streams': { kind: 'persistent', unit: 'count' },
  autodj: { kind: 'persistent', unit: 'yes-no' },
};
