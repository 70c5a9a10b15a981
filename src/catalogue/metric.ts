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
  'mailbox-size',
  'mailing-lists',
  'databases',
  'ftp-accounts',
  'emails-per-hour',
  'team-users',
  'reseller-accounts',
  'listeners',
  'bitrate',
  'mounts',
  'hls-streams',
  'stream-targets',
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
  // The largest mailbox is what lies there already (WHM MAX_EMAILACCT_QUOTA: provisioning.md §1).
  'mailbox-size': { kind: 'persistent', unit: 'bytes' },
  'mailing-lists': { kind: 'persistent', unit: 'count' },
  databases: { kind: 'persistent', unit: 'count' },
  'ftp-accounts': { kind: 'persistent', unit: 'count' },
  'emails-per-hour': { kind: 'instantaneous', unit: 'count' },
  'team-users': { kind: 'persistent', unit: 'count' },
  'reseller-accounts': { kind: 'persistent', unit: 'count' },
  listeners: { kind: 'instantaneous', unit: 'count' },
  bitrate: { kind: 'instantaneous', unit: 'kbit/s' },
  mounts: { kind: 'persistent', unit: 'count' },
  'hls-streams': { kind: 'persistent', unit: 'count' },
  // Relays to other networks (MediaCP stream_targets_limit: provisioning.md §4).
  'stream-targets': { kind: 'persistent', unit: 'count' },
  autodj: { kind: 'persistent', unit: 'yes-no' },
};
