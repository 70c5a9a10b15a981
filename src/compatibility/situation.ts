/** Everything that judging one service needs, gathered beforehand: the shelf engine itself looks at nothing. */
import type { AccountReading } from '../catalogue/account-reading.ts';
import type { Limit } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { PanelConventions, PlansOnSale } from '../catalogue/plans-on-sale.ts';
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import type { TechnicalPlan } from '../catalogue/technical-plan.ts';
import type { CivilDate, Instant } from '../catalogue/time.ts';
import type { Rule } from './rules.ts';

/** What the account looked like when its server was read; or why it could not be read. */
export type AccountLook =
  | { readonly kind: 'seen'; readonly reading: AccountReading }
  | { readonly kind: 'no-such-account' }
  | { readonly kind: 'unknown'; readonly message: string };

/**
 * What a server's room is measured in: a metric, summed over its accounts; `accounts`, counted; `stream-rate`, the
 * sum of listeners × bitrate in kbit/s, which is what a full radio server runs out of.
 */
export type RoomMeasure = Metric | 'accounts' | 'stream-rate';

/** What is sold on the service's server, and how much of it the host allows (design section 6, "server full"). */
export interface ServerRoom {
  /** What all accounts together were sold, this service's share included; a measure that is left out is not known. */
  readonly sold: Partial<Record<RoomMeasure, Limit>>;
  /** What the host allows in all; a measure that is left out is not bounded. */
  readonly most: Partial<Record<RoomMeasure, number>>;
}

export interface ServerSituation {
  readonly driver: string;
  readonly group: string | null;
  readonly paused: boolean;
  /** The canonical names of the packages on it, spelled as in the technical plans; null: none there, or not known now. */
  readonly packages: readonly string[] | null;
  readonly room: ServerRoom | null;
}

/** How one of the panel's configurable options or add-ons adds to a limit: `perUnit` × the option's value. */
export interface OptionMapping {
  /** The id or the name that the panel gives it. */
  readonly option: string;
  /** null: it changes no limit (a daily backup, a certificate), so it holds nothing up. */
  readonly metric: Metric | null;
  /** In the metric's own unit; an add-on counts once. */
  readonly perUnit: number;
}

export interface Situation {
  readonly service: ServiceSnapshot;
  readonly catalogue: PlansOnSale;
  readonly conventions: PanelConventions;
  /**
   * Decimals of the service's currency by ISO 4217 (billing/currency.ts); null: no such currency. Left out: whoever
   * prices the change looks at it.
   */
  readonly currencyDecimals?: number | null;
  readonly today: CivilDate;
  readonly now: Instant;
  readonly technicalPlans: ReadonlyMap<string, TechnicalPlan>;
  readonly optionMappings: readonly OptionMapping[];
  readonly account: AccountLook;
  /** null: the service's server is not in the settings. */
  readonly server: ServerSituation | null;
  readonly openChange: boolean;
  readonly rules: readonly Rule[];
  /** null: everybody; otherwise only these client groups and clients. */
  readonly pilot: { readonly clientGroups: readonly string[]; readonly clients: readonly string[] } | null;
  /** Milliseconds after which a measured usage is too old to shrink anything by. */
  readonly usageMaximumAge: number;
}
