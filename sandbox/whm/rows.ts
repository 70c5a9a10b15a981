/** How WHM prints accounts and packages: its own names, its units, its mixture of numbers and texts. */
import type { WhmLimit, WhmPackage } from './seed-type.ts';
import { limitsOf, type WhmAccount } from './state.ts';

export const mebibyte = 1_048_576;

/** Numbers of an account's limits come as text, as often from Perl. */
const asText = (limit: WhmLimit): string => String(limit);

/** A row of `accountsummary` and `listaccts`. */
export const accountRow = (account: WhmAccount): Record<string, unknown> => ({
  backup: 0,
  child_nodes: [],
  disklimit: account.limits.QUOTA === 'unlimited' ? 'unlimited' : `${account.limits.QUOTA}M`,
  diskused: `${Math.round(account.usage.diskMb)}M`,
  domain: account.domain,
  email: '*unknown*',
  inodeslimit: asText(account.inodesLimit),
  inodesused: account.usage.inodes,
  ip: '127.0.0.1',
  ipv6: [],
  is_locked: 0,
  is_temporary_domain: 0,
  legacy_backup: 0,
  mailbox_format: 'maildir',
  max_defer_fail_percentage: 'unlimited',
  max_email_per_hour: asText(account.limits.MAX_EMAIL_PER_HOUR),
  max_emailacct_quota: 'unlimited',
  maxaddons: asText(account.limits.MAXADDON),
  maxftp: asText(account.limits.MAXFTP),
  maxlst: asText(account.limits.MAXLST),
  maxparked: asText(account.limits.MAXPARK),
  maxpop: asText(account.limits.MAXPOP),
  maxsql: asText(account.limits.MAXSQL),
  maxsub: asText(account.limits.MAXSUB),
  min_defer_fail_to_trigger_protection: '5',
  outgoing_mail_hold: 0,
  outgoing_mail_suspended: 0,
  owner: account.owner,
  partition: 'home',
  plan: account.plan,
  shell: '/usr/local/cpanel/bin/noshell',
  startdate: '24 Nov 01 09:00',
  suspended: account.suspended ? 1 : 0,
  suspendreason: account.suspendReason,
  suspendtime: null,
  temporary: 0,
  theme: 'jupiter',
  uid: 1001,
  unix_startdate: 1_730_451_600,
  user: account.user,
});

/** A row of `showbw`: bytes, and 0 where there is no limit. */
export const bandwidthRow = (account: WhmAccount): Record<string, unknown> => ({
  bwusage: [
    { deleted: account.deleted ? 1 : 0, domain: account.domain, usage: account.usage.bandwidthBytes },
  ],
  deleted: account.deleted ? 1 : 0,
  limit: account.limits.BWLIMIT === 'unlimited' ? 0 : account.limits.BWLIMIT * mebibyte,
  maindomain: account.domain,
  owner: account.owner,
  reseller: 0,
  totalbytes: account.usage.bandwidthBytes,
  user: account.user,
});

/** A row of `get_disk_usage`: blocks of 1,024 bytes, null where there is no limit. */
export const diskRow = (account: WhmAccount): Record<string, unknown> => ({
  blocks_limit: account.limits.QUOTA === 'unlimited' ? null : account.limits.QUOTA * 1024,
  blocks_used: Math.round(account.usage.diskMb * 1024),
  inodes_limit: account.inodesLimit === 'unlimited' ? null : account.inodesLimit,
  inodes_used: account.usage.inodes,
  user: account.user,
});

const packageLimits = (sold: WhmPackage): Record<string, unknown> => ({
  ...limitsOf(sold),
  CPMOD: 'jupiter',
  DIGESTAUTH: 'n',
  FEATURELIST: 'default',
  LANG: 'es',
  MAX_DEFER_FAIL_PERCENTAGE: 'unlimited',
  MAX_EMAILACCT_QUOTA: 'unlimited',
  MAX_TEAM_USERS: null,
  _PACKAGE_EXTENSIONS: '',
});

/** A row of `listpkgs`: switches are y and n. */
export const packageRow = (sold: WhmPackage): Record<string, unknown> => ({
  ...packageLimits(sold),
  CGI: 'y',
  HASSHELL: 'n',
  IP: 'n',
  name: sold.name,
});

/** The record of `getpkginfo`: switches are 1 and 0, and the name is not repeated. */
export const packageRecord = (sold: WhmPackage): Record<string, unknown> => ({
  ...packageLimits(sold),
  CGI: 1,
  FRONTPAGE: 0,
  HASSHELL: 0,
  IP: 0,
});
