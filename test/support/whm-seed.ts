/** A small WHM server for tests: two packages sold by root, one without limits, a reseller with packages of its own. */
import type { WhmAccountSeed, WhmPackage, WhmSeed, WhmUsage } from '../../sandbox/whm/seed-type.ts';

export const mebibyte = 1_048_576;

const limits = (size: number, many: number) => ({
  QUOTA: size,
  BWLIMIT: size * 10,
  MAXADDON: many,
  MAXPARK: many + 1,
  MAXSUB: many + 2,
  MAXPOP: many * 10,
  MAXLST: 0,
  MAXSQL: many * 2,
  MAXFTP: many * 3,
  MAX_EMAIL_PER_HOUR: many * 100 + 50,
});

export const packages = {
  basic: { name: 'Básico 1GB', ...limits(1024, 1) },
  plus: { name: 'Plus 5GB', ...limits(5120, 5) },
  tiny: { name: 'Mini', ...limits(10, 0) },
  endless: {
    name: 'Sin límites',
    QUOTA: 'unlimited',
    BWLIMIT: 'unlimited',
    MAXADDON: 'unlimited',
    MAXPARK: 'unlimited',
    MAXSUB: 'unlimited',
    MAXPOP: 'unlimited',
    MAXLST: 'unlimited',
    MAXSQL: 'unlimited',
    MAXFTP: 'unlimited',
  },
  resellerBasic: { name: 'sur_Básico', ...limits(2048, 2) },
  resellerPlus: { name: 'sur_Plus', ...limits(4096, 4) },
} as const satisfies Record<string, WhmPackage>;

export const usage: WhmUsage = {
  diskMb: 14,
  inodes: 1_234,
  bandwidthBytes: 123_456_789,
  addonDomains: 1,
  parkedDomains: 0,
  subdomains: 2,
  mailboxes: 7,
  mailingLists: 0,
  databases: 1,
  ftpAccounts: 2,
};

const account = (user: string, more: Partial<WhmAccountSeed> = {}): WhmAccountSeed => ({
  user,
  domain: `${user}.example`,
  owner: 'root',
  package: packages.basic.name,
  suspended: false,
  usage,
  ...more,
});

export const logins = {
  root: { user: 'root', token: 'ROOTTOKEN7S3CRET', reseller: false },
  reseller: { user: 'sur', token: 'SURTOKEN7S3CRET', reseller: true },
} as const;

export const whmSeed: WhmSeed = {
  version: '11.136.0.13',
  logins: Object.values(logins),
  packages: Object.values(packages),
  accounts: [
    account('bob', { inodesLimit: 250_000 }),
    // Found by an unanchored search for "bob", and listed before it by nobody's promise.
    account('abobo', { usage: { ...usage, bandwidthBytes: 999 } }),
    account('bobby', { usage: { ...usage, bandwidthBytes: 888 } }),
    account('gone', { deleted: true }),
    account('closed', { suspended: true, suspendReason: 'Bandwidth Limit Exceeded' }),
    account('endless', { package: packages.endless.name }),
    account('clara', { owner: 'sur', package: packages.resellerBasic.name }),
  ],
};
