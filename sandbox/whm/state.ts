/** The pretend server's accounts and packages, in one SQLite file that survives a kill (or in memory). */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type {
  WhmAccountSeed,
  WhmLimit,
  WhmPackage,
  WhmPackageLimits,
  WhmSeed,
  WhmUsage,
} from './seed-type.ts';

export type WhmLimits = Required<WhmPackageLimits>;

/** An account with the limits that are in force for it, wherever they came from. */
export interface WhmAccount {
  readonly user: string;
  readonly domain: string;
  readonly owner: string;
  readonly plan: string;
  readonly suspended: boolean;
  readonly suspendReason: string;
  readonly deleted: boolean;
  readonly inodesLimit: WhmLimit;
  readonly limits: WhmLimits;
  readonly usage: WhmUsage;
}

export interface WhmState {
  /** In the order of their names, deleted ones included. */
  accounts(): readonly WhmAccount[];
  account(user: string): WhmAccount | null;
  saveAccount(account: WhmAccount): void;
  packages(): readonly WhmPackage[];
  package(name: string): WhmPackage | null;
  savePackage(sold: WhmPackage): void;
  /** Accounts keep the limits and the name of a package that is gone, as on a real server. */
  removePackage(name: string): void;
  close(): void;
}

/** The limits that a package sets. */
export const limitsOf = (sold: WhmPackageLimits): WhmLimits => ({
  QUOTA: sold.QUOTA,
  BWLIMIT: sold.BWLIMIT,
  MAXADDON: sold.MAXADDON,
  MAXPARK: sold.MAXPARK,
  MAXSUB: sold.MAXSUB,
  MAXPOP: sold.MAXPOP,
  MAXLST: sold.MAXLST,
  MAXSQL: sold.MAXSQL,
  MAXFTP: sold.MAXFTP,
  MAX_EMAIL_PER_HOUR: sold.MAX_EMAIL_PER_HOUR ?? 'unlimited',
});

/**
 * Opens the state in `dataDir` (`whm.sqlite`), or in memory for null. The seed fills an empty one; a state that
 * exists is taken as it is, whatever the seed says.
 */
export function openWhmState(seed: WhmSeed, dataDir: string | null): WhmState {
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(dataDir === null ? ':memory:' : join(dataDir, 'whm.sqlite'));
  database.exec(`pragma journal_mode = wal; pragma synchronous = full;
    create table if not exists account (user text primary key, record text not null);
    create table if not exists package (name text primary key, record text not null);`);
  const writeAccount = database.prepare('insert or replace into account (user, record) values (?, ?)');
  const writePackage = database.prepare('insert or replace into package (name, record) values (?, ?)');
  const deletePackage = database.prepare('delete from package where name = ?');
  const recordsOf = (table: 'account' | 'package'): unknown[] =>
    database
      .prepare(`select record from ${table}`)
      .all()
      .map((row) => JSON.parse(row['record'] as string) as unknown);
  // Read from memory, written through: a search runs over every account.
  const accounts = new Map((recordsOf('account') as WhmAccount[]).map((one) => [one.user, one]));
  const packages = new Map((recordsOf('package') as WhmPackage[]).map((one) => [one.name, one]));

  const state: WhmState = {
    accounts: () => [...accounts.values()].sort((one, other) => (one.user < other.user ? -1 : 1)),
    account: (user) => accounts.get(user) ?? null,
    saveAccount(account) {
      writeAccount.run(account.user, JSON.stringify(account));
      accounts.set(account.user, account);
    },
    packages: () => [...packages.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
    package: (name) => packages.get(name) ?? null,
    savePackage(sold) {
      writePackage.run(sold.name, JSON.stringify(sold));
      packages.set(sold.name, sold);
    },
    removePackage(name) {
      deletePackage.run(name);
      packages.delete(name);
    },
    close() {
      database.close();
    },
  };
  if (accounts.size === 0 && packages.size === 0) fill(database, state, seed);
  return state;
}

function fill(database: DatabaseSync, state: WhmState, seed: WhmSeed): void {
  const packages = new Map(seed.packages.map((sold) => [sold.name, sold]));
  database.exec('begin');
  for (const sold of seed.packages) state.savePackage(sold);
  for (const account of seed.accounts) {
    const sold = packages.get(account.package);
    if (!sold) throw new Error(`Seed: account ${account.user} has the unknown package ${account.package}.`);
    state.saveAccount(accountOf(account, sold));
  }
  database.exec('commit');
}

const accountOf = (seed: WhmAccountSeed, sold: WhmPackage): WhmAccount => ({
  user: seed.user,
  domain: seed.domain,
  owner: seed.owner,
  plan: seed.package,
  suspended: seed.suspended,
  suspendReason: seed.suspended ? (seed.suspendReason ?? 'Unknown') : 'not suspended',
  deleted: seed.deleted ?? false,
  inodesLimit: seed.inodesLimit ?? 'unlimited',
  limits: { ...limitsOf(sold), ...seed.overrides },
  usage: seed.usage,
});
