/**
 * What a pretend WHM server starts with. Packages carry WHM's own field names and units, so that a seed can be
 * compared with what `whmapi1 listpkgs` prints on a real server.
 */

/** WHM's own way to write a limit. */
export type WhmLimit = number | 'unlimited';

/** `reseller: false` is root: sees every account, and packages without a prefix. */
export interface WhmLogin {
  readonly user: string;
  readonly token: string;
  readonly reseller: boolean;
}

/** The limits of a package under WHM's names: QUOTA and BWLIMIT in MB (of 1,048,576 bytes), the others are counts. */
export interface WhmPackageLimits {
  readonly QUOTA: WhmLimit;
  readonly BWLIMIT: WhmLimit;
  readonly MAXADDON: WhmLimit;
  readonly MAXPARK: WhmLimit;
  readonly MAXSUB: WhmLimit;
  readonly MAXPOP: WhmLimit;
  readonly MAXLST: WhmLimit;
  readonly MAXSQL: WhmLimit;
  readonly MAXFTP: WhmLimit;
  /** E-mails per hour and domain; `unlimited` when left out. */
  readonly MAX_EMAIL_PER_HOUR?: WhmLimit;
}

/** A reseller's package carries its owner in its name: `radiosur_Plan 1` (provisioning.md §1). */
export interface WhmPackage extends WhmPackageLimits {
  readonly name: string;
}

/** What lies in an account now; disk in MB of 1,048,576 bytes, bandwidth in bytes of this month. */
export interface WhmUsage {
  readonly diskMb: number;
  readonly inodes: number;
  readonly bandwidthBytes: number;
  readonly addonDomains: number;
  readonly parkedDomains: number;
  readonly subdomains: number;
  readonly mailboxes: number;
  readonly mailingLists: number;
  readonly databases: number;
  readonly ftpAccounts: number;
}

export interface WhmAccountSeed {
  /** Lower case letters and digits, at most 16. */
  readonly user: string;
  readonly domain: string;
  /** `root`, or the reseller to whom the account belongs. */
  readonly owner: string;
  /** The package's full name, prefix included. */
  readonly package: string;
  readonly suspended: boolean;
  readonly suspendReason?: string;
  /** The file limit is the server's, not the package's; `unlimited` when left out. */
  readonly inodesLimit?: WhmLimit;
  /** Limits that somebody set by hand beside the package; the next `changepackage` wipes them. */
  readonly overrides?: Partial<WhmPackageLimits>;
  /** Deleted accounts are still listed by `showbw` until the month ends. */
  readonly deleted?: boolean;
  readonly usage: WhmUsage;
}

export interface WhmSeed {
  /** As the function `version` tells it, for example `11.136.0.13`. */
  readonly version: string;
  readonly logins: readonly WhmLogin[];
  readonly packages: readonly WhmPackage[];
  readonly accounts: readonly WhmAccountSeed[];
}
