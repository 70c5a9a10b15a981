/** What WHM's answers say about accounts and packages, in our words and units. */
import { z } from 'zod';
import type { Limits } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import { understand as understandAs, unknownWhenOdd, type Understood } from './answers.ts';
import {
  byteLimit,
  countLimit,
  flag,
  hourlyLimit,
  inodeLimit,
  mebibyteLimit,
  mebibytesUsed,
  used,
} from './whm-units.ts';

const understand = <T>(schema: z.ZodType<T>, call: string, data: unknown): Understood<T> =>
  understandAs(schema, `WHM's answer to ${call}`, data);

/** Without the metrics that the answer did not state. */
function stated<T>(values: Partial<Record<Metric, T | undefined>>): Partial<Record<Metric, T>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

export interface WhmAccount {
  readonly user: string;
  /** As WHM spells it, a reseller's prefix included. */
  readonly plan: string;
  readonly suspended: boolean;
  /** Without bandwidth, which only `showbw` knows. */
  readonly limits: Limits;
  readonly used: Partial<Record<Metric, number>>;
}

const accountSchema = z
  .object({
    user: z.string(),
    plan: z.string(),
    suspended: flag,
    disklimit: mebibyteLimit,
    diskused: unknownWhenOdd(mebibytesUsed),
    inodeslimit: inodeLimit.optional(),
    inodesused: unknownWhenOdd(used),
    maxaddons: countLimit,
    maxparked: countLimit,
    maxsub: countLimit,
    maxpop: countLimit,
    maxlst: countLimit,
    maxsql: countLimit,
    maxftp: countLimit,
    max_email_per_hour: hourlyLimit.optional(),
  })
  .transform((row): WhmAccount => ({
    user: row.user,
    plan: row.plan,
    suspended: row.suspended,
    limits: stated({
      disk: row.disklimit,
      inodes: row.inodeslimit,
      'addon-domains': row.maxaddons,
      'parked-domains': row.maxparked,
      subdomains: row.maxsub,
      mailboxes: row.maxpop,
      'mailing-lists': row.maxlst,
      databases: row.maxsql,
      'ftp-accounts': row.maxftp,
      'emails-per-hour': row.max_email_per_hour,
    }),
    used: stated({ disk: row.diskused, inodes: row.inodesused }),
  }));

/** `accountsummary`: the one account asked for, or null where the list is empty. */
export function accountOf(data: unknown): Understood<WhmAccount | null> {
  const rows = understand(z.object({ acct: z.array(accountSchema) }), 'accountsummary', data);
  return 'value' in rows ? { value: rows.value.acct[0] ?? null } : rows;
}

const bandwidthSchema = z.object({
  acct: z.array(
    z.object({ user: z.string(), deleted: flag, limit: byteLimit, totalbytes: unknownWhenOdd(used) }),
  ),
});

export type WhmBandwidth = Pick<z.infer<typeof bandwidthSchema>['acct'][number], 'limit' | 'totalbytes'>;

/** `showbw`: rows of other accounts and of deleted ones of the same name are passed over (provisioning.md §1). */
export function bandwidthOf(data: unknown, user: string): Understood<WhmBandwidth> {
  const rows = understand(bandwidthSchema, 'showbw', data);
  if (!('value' in rows)) return rows;
  const row = rows.value.acct.find((one) => one.user === user && !one.deleted);
  return row ? { value: row } : { message: 'WHM lists no bandwidth for the account.' };
}

const usagesSchema = z.array(z.object({ id: z.string(), usage: unknownWhenOdd(used) }));

/** UAPI ResourceUsage::get_usages: its names for what we count; a row may be absent, as its service may be. */
const countedAs: Readonly<Record<string, Metric>> = {
  addon_domains: 'addon-domains',
  aliases: 'parked-domains',
  subdomains: 'subdomains',
  email_accounts: 'mailboxes',
  mailing_lists: 'mailing-lists',
  mysql_databases: 'databases',
  postgresql_databases: 'databases',
  ftp_accounts: 'ftp-accounts',
};

/** Counts by metric; both kinds of databases share one limit (MAXSQL), so they are added up. */
export function countsOf(data: unknown): Understood<Partial<Record<Metric, number>>> {
  const rows = understand(usagesSchema, 'ResourceUsage::get_usages', data);
  if (!('value' in rows)) return rows;
  const counts: Partial<Record<Metric, number>> = {};
  for (const { id, usage } of rows.value) {
    const metric = Object.hasOwn(countedAs, id) ? countedAs[id] : undefined;
    if (metric !== undefined && usage !== undefined) counts[metric] = (counts[metric] ?? 0) + usage;
  }
  return { value: counts };
}

const packageSchema = z
  .object({
    QUOTA: mebibyteLimit,
    BWLIMIT: mebibyteLimit,
    MAXADDON: countLimit,
    MAXPARK: countLimit,
    MAXSUB: countLimit,
    MAXPOP: countLimit,
    MAXLST: countLimit,
    MAXSQL: countLimit,
    MAXFTP: countLimit,
    MAX_EMAIL_PER_HOUR: hourlyLimit.optional(),
  })
  .transform((row): Limits =>
    stated({
      disk: row.QUOTA,
      bandwidth: row.BWLIMIT,
      'addon-domains': row.MAXADDON,
      'parked-domains': row.MAXPARK,
      subdomains: row.MAXSUB,
      mailboxes: row.MAXPOP,
      'mailing-lists': row.MAXLST,
      databases: row.MAXSQL,
      'ftp-accounts': row.MAXFTP,
      'emails-per-hour': row.MAX_EMAIL_PER_HOUR,
    }),
  );

/** `getpkginfo`: what the package will set. */
export function packageOf(data: unknown): Understood<Limits> {
  const answer = understand(z.object({ pkg: packageSchema }), 'getpkginfo', data);
  return 'value' in answer ? { value: answer.value.pkg } : answer;
}

/** `listpkgs`: names as WHM spells them. */
export function packagesOf(
  data: unknown,
): Understood<readonly { readonly name: string; readonly limits: Limits }[]> {
  const named = z.object({ name: z.string() }).and(packageSchema.transform((limits) => ({ limits })));
  const answer = understand(z.object({ pkg: z.array(named) }), 'listpkgs', data);
  return 'value' in answer ? { value: answer.value.pkg } : answer;
}

/** `version`. */
export function versionOf(data: unknown): Understood<string> {
  const answer = understand(z.object({ version: z.string() }), 'version', data);
  return 'value' in answer ? { value: answer.value.version } : answer;
}

/** `listaccts`: how many accounts the login sees. */
export function accountCountOf(data: unknown): Understood<number> {
  const answer = understand(z.object({ acct: z.array(z.unknown()) }), 'listaccts', data);
  return 'value' in answer ? { value: answer.value.acct.length } : answer;
}
