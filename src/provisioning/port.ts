/** What the app asks of a kind of server: three calls, and what the driver declares about itself (design section 7). */
import type { AccountReading } from '../catalogue/account-reading.ts';
import type { Limit, Limits } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';

/** Which account on the server: what `accountReference` of the settings yields for the service. */
export interface AccountName {
  readonly username: string;
  readonly domain: string;
}

/** What the account is to become: a package by name, or raw limits where the server has no packages. */
export interface TargetPlan {
  readonly packageName: string | null;
  readonly limits: Limits;
}

/** A look at something on a server; a failed look is a value, and says whether knocking again makes sense. */
export type ServerLook<T> =
  | { readonly outcome: 'seen'; readonly value: T }
  /** The server answered that there is no such account. */
  | { readonly outcome: 'no-such-account'; readonly message: string }
  /** No answer, or none that can be understood: look again later. */
  | { readonly outcome: 'unreachable'; readonly message: string }
  /** Wrong key or rights: every further call makes it worse, so the server row is blocked at once. */
  | { readonly outcome: 'not-authorised'; readonly message: string };

/** What became of a write. `unknown` means look, never repeat blindly (L4). */
export type ChangePlanOutcome =
  | { readonly outcome: 'applied'; readonly message: string }
  | { readonly outcome: 'already-applied'; readonly message: string }
  | { readonly outcome: 'rejected'; readonly message: string }
  | { readonly outcome: 'unknown'; readonly message: string }
  | { readonly outcome: 'retry-later'; readonly message: string }
  | { readonly outcome: 'unsupported'; readonly message: string }
  | { readonly outcome: 'not-authorised'; readonly message: string };

export interface ServerReading {
  readonly version: string | null;
  /** The packages on the server with their limits; null where the server knows no packages. */
  readonly packages: readonly { readonly name: string; readonly limits: Limits }[] | null;
  /** Accounts or stations on it now, where the server tells. */
  readonly accounts: number | null;
  /**
   * What its accounts are limited to, added up; `stream-rate` adds listeners × bitrate in kbit/s. Left out: the
   * server does not tell. Where one account is unlimited, so is the sum.
   */
  readonly sold?: Readonly<Partial<Record<Metric | 'stream-rate', Limit>>>;
}

export interface ServerDriver {
  readonly kind: string;
  /** What a client's visitors or listeners notice while the plan is changed; shown before payment. */
  readonly interruption: 'none' | 'reload' | 'restart';
  /** Whether the server can be read back; `none` leads to the grade "accepted" or to staff's word. */
  readonly verification: 'full' | 'none';
  /** The metrics whose limits and usage this driver can read. */
  readonly readableLimits: readonly Metric[];
  readonly readableUsage: readonly Metric[];
  /** Milliseconds after which a write that was cut off can no longer land. */
  readonly landingWindow: number;
  /**
   * Why this kind of server can never be given `target`, as one sentence; null where it can. Knows no server and no
   * account, so that a mistake in the settings is found before anything is sold. Left out: it takes any target.
   */
  refuses?(target: TargetPlan): string | null;

  /** Plan, limits and usage of one account. `deadline` is the total time allowed, in milliseconds. */
  readAccount(account: AccountName, deadline: number): Promise<ServerLook<AccountReading>>;
  /** Sends absolute values, and only what differs. The write's own answer never counts as success by itself (L4). */
  changePlan(account: AccountName, target: TargetPlan): Promise<ChangePlanOutcome>;
  readServer(deadline: number): Promise<ServerLook<ServerReading>>;
  /** The spelling under which `readAccount` would report package `name` (a reseller's prefix removed). */
  canonicalPackage(name: string): string;
}
