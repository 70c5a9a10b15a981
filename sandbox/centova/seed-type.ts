/** What a pretend Centova Cast starts with, under Centova's own names and units. */

/** Megabytes, listeners or kbit/s; PHP prints numbers as text. */
export type CentovaLimit = number | 'unlimited';

export interface CentovaAccountSeed {
  readonly username: string;
  readonly password: string;
  readonly servertype: 'IceCast' | 'ShoutCast2' | 'ShoutCast';
  readonly port: number;
  readonly maxclients: CentovaLimit;
  /** kbit/s. */
  readonly maxbitrate: CentovaLimit;
  /** Megabytes a month. */
  readonly transferlimit: CentovaLimit;
  /** Megabytes. */
  readonly diskquota: CentovaLimit;
  /** 0 AutoDJ permitted and off, 1 permitted and on, 2 prohibited. */
  readonly usesource: 0 | 1 | 2;
  /** Megabytes, as they were when Centova last counted. */
  readonly cachedtransfer: number;
  readonly cacheddiskusage: number;
  /** `system.setstatus` disabled it. */
  readonly disabled?: boolean;
  /** The stream runs. */
  readonly up: boolean;
  readonly listeners: number;
}

export interface CentovaSeed {
  /** Administrators and resellers: they manage any account here. */
  readonly logins: readonly { readonly user: string; readonly password: string }[];
  readonly accounts: readonly CentovaAccountSeed[];
}
