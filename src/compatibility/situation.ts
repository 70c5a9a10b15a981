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

/** What is sold on the service's server, and how much of it the host allows (design section 6, "server full"). */
export interface ServerRoom {
  /** Per metric: the limits of all accounts added up, or `accounts` as a count, where known. */
  readonly sold: Partial<Record<Metric | 'accounts', Limit>>;
  readonly most: Partial<Record<Metric | 'accounts', number>>;
}

export interface ServerSituation {
  readonly driver: string;
  readonly group: string | null;
  readonly paused: boolean;
  /** The canonical names of the packages on it; null: no packages there, or not known at the moment. */
  readonly packages: readonly string[] | null;
  readonly room: ServerRoom | null;
}

/** How one of the panel's configurable options adds to a limit: `perUnit` × the option's value. */
export interface OptionMapping {
  readonly option: string;
  readonly metric: Metric;
  readonly perUnit: number;
}

export interface Situation {
  readonly service: ServiceSnapshot;
  readonly catalogue: PlansOnSale;
  readonly conventions: PanelConventions;
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

