/** The settings as the app uses them: in our own types and milliseconds, with the secrets behind a veil. */
import type { Amount, CurrencyCode } from '../catalogue/amount.ts';
import type { NegativeTotal, SetupFeeRule } from '../catalogue/policy.ts';
import type { TechnicalPlan } from '../catalogue/technical-plan.ts';
import type { Patience } from '../change/patience.ts';
import type { Rule } from '../compatibility/rules.ts';
import type { OptionMapping, RoomMeasure } from '../compatibility/situation.ts';
import type { Path, Position } from './document.ts';
import type { Secret } from './secret.ts';

/** What names a service's account on its server. */
export type AccountReference =
  | { readonly kind: 'username' }
  | { readonly kind: 'domain' }
  | { readonly kind: 'custom-field'; readonly name: string };

export interface CategorySettings {
  readonly mode: 'off' | 'guard' | 'full';
  readonly accountReference: AccountReference;
}

/** What every kind of server has. */
export interface CommonServerSettings {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  readonly url: string;
  readonly token: Secret;
  /** The certificate authority in PEM, already read from its file. */
  readonly ca: string | null;
  /** The SHA-256 fingerprint of the server's certificate, as it was written. */
  readonly pin: string | null;
  readonly applyBy: 'driver' | 'panel';
  /** Milliseconds. */
  readonly deadline: number;
  readonly landingWindow: number;
  /** How much may be sold on it, in each metric's own unit. */
  readonly most: Readonly<Partial<Record<RoomMeasure, number>>>;
}

/** A configuration file on the server's own machine, and the command that starts a shell there. */
export interface MachineSettings {
  readonly config: string;
  readonly shell: readonly string[];
}

/** What only one kind of server has. */
export type DriverSettings =
  | { readonly driver: 'whm' | 'sonicpanel'; readonly user: string }
  | { readonly driver: 'azuracast' }
  | {
      readonly driver: 'centova';
      readonly user: string;
      readonly apply: 'reload' | 'restart';
      /** Milliseconds. */
      readonly usageAge: number;
    }
  | { readonly driver: 'mediacp'; readonly apply: 'none' | 'restart' }
  | ({ readonly driver: 'icecast'; readonly user: string; readonly reload: string } & MachineSettings)
  | ({ readonly driver: 'shoutcast' } & MachineSettings);

export type ServerSettings = CommonServerSettings & DriverSettings;

/** Days for which a price holds. */
export interface Validity {
  readonly fullDifferenceDays: number;
  readonly datePricedDays: number;
}

export interface MoneySettings {
  readonly negativeTotal: NegativeTotal;
  readonly setupFee: SetupFeeRule;
  /** With `restart`: from which total on, per currency; see `dueDateRuleFor`. */
  readonly dueDate:
    | { readonly rule: 'keep' }
    | { readonly rule: 'restart'; readonly floors: ReadonlyMap<CurrencyCode, Amount> };
  readonly validity: Validity & { readonly perCurrency: ReadonlyMap<CurrencyCode, Partial<Validity>> };
  readonly invoiceLines: 'net' | 'itemised';
  /** Working days per way to pay, by the name that the host chose. */
  readonly graceDays: ReadonlyMap<string, number>;
}

export interface Settings {
  /** The file they came from, as it was given. */
  readonly file: string;
  readonly language: string;
  readonly panel: {
    readonly url: string;
    readonly secret: Secret;
    /** Milliseconds. */
    readonly deadline: number;
    readonly landingWindow: number;
  };
  readonly app: {
    readonly host: string;
    readonly port: number;
    /** Bytes. */
    readonly bodyLimit: number;
    /** Milliseconds. */
    readonly pageDeadline: number;
    readonly rateLimitPerMinute: number;
  };
  readonly database:
    { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: Secret };
  readonly staff: { readonly department: string };
  readonly accountExecutive:
    | { readonly kind: 'department'; readonly department: string }
    | { readonly kind: 'email'; readonly email: string }
    | { readonly kind: 'custom-field'; readonly name: string };
  readonly servers: ReadonlyMap<string, ServerSettings>;
  /** A category that is not in it is `off`. */
  readonly categories: ReadonlyMap<string, CategorySettings>;
  /** By plan id. */
  readonly technicalPlans: ReadonlyMap<string, TechnicalPlan>;
  readonly optionMappings: readonly OptionMapping[];
  readonly rules: readonly Rule[];
  readonly money: MoneySettings;
  readonly usage: {
    /** Milliseconds. */
    readonly maximumAge: number;
    readonly readDeadline: number;
  };
  /** null: everybody. */
  readonly pilot: { readonly clientGroups: readonly string[]; readonly clients: readonly string[] } | null;
  readonly patience: Patience;
  /** Where a key stands in the file, for the findings of `check`: `positionOf(['plans', 2, 'limits'])`. */
  readonly positionOf: (path: Path) => Position;
}

/** The due-date rule for one currency; one without a floor keeps its date. */
export function dueDateRuleFor(
  money: MoneySettings,
  currency: CurrencyCode,
): { readonly rule: 'keep' } | { readonly rule: 'restart'; readonly floor: Amount } {
  const floor = money.dueDate.rule === 'restart' ? money.dueDate.floors.get(currency) : undefined;
  return floor === undefined ? { rule: 'keep' } : { rule: 'restart', floor };
}

/** How long a price in this currency holds. */
export const validityFor = (money: MoneySettings, currency: CurrencyCode): Validity => ({
  fullDifferenceDays: money.validity.fullDifferenceDays,
  datePricedDays: money.validity.datePricedDays,
  ...money.validity.perCurrency.get(currency),
});
