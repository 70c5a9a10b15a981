/** Turns the checked settings file into what the app uses. */
import type { Amount, CurrencyCode } from '../catalogue/amount.ts';
import { planIdSchema } from '../catalogue/identifiers.ts';
import type { TechnicalPlan } from '../catalogue/technical-plan.ts';
import type { YamlDocument } from './document.ts';
import type { SettingsFile } from './schema.ts';
import type { Secret } from './secret.ts';
import type {
  AccountReference,
  DriverSettings,
  MoneySettings,
  ServerSettings,
  Settings,
} from './settings.ts';

/** What lies around the settings file. */
export interface Surroundings {
  readonly variable: (name: string) => Secret | null;
  readonly pathBeside: (name: string) => string;
  /** The text of a file beside the settings; null where it cannot be read. */
  readonly textBeside: (name: string) => string | null;
}

/** Needs every variable that the file names to be set: see `load.ts`. */
export function convert(
  settings: SettingsFile,
  file: string,
  { positionOf }: Pick<YamlDocument, 'positionOf'>,
  surroundings: Surroundings,
): Settings {
  const { panel, app, usage, retries } = settings;
  const databaseUrl = surroundings.variable('DATABASE_URL');
  return {
    file,
    language: settings.language,
    panel: {
      url: panel.url,
      secret: needed(surroundings, panel.secretFrom),
      deadline: panel.deadlineSeconds * 1000,
      landingWindow: panel.landingSeconds * 1000,
    },
    app: {
      host: app.host,
      port: app.port,
      bodyLimit: app.bodyLimit,
      pageDeadline: app.pageDeadlineMilliseconds,
      rateLimitPerMinute: app.rateLimitPerMinute,
    },
    database: databaseUrl
      ? { kind: 'postgres', url: databaseUrl }
      : { kind: 'sqlite', file: surroundings.pathBeside(settings.database) },
    staff: settings.staff,
    accountExecutive: executive(settings.accountExecutive),
    servers: byKey(
      settings.servers.map((server) => serverOf(server, surroundings)),
      ({ id }) => id,
    ),
    categories: new Map(
      settings.categories.map(({ category, mode, accountReference }) => [
        category,
        { mode, accountReference: referenceOf(accountReference) },
      ]),
    ),
    technicalPlans: byKey(settings.plans.map(planOf), ({ planId }) => planId),
    optionMappings: settings.options,
    rules: settings.rules,
    money: moneyOf(settings.money),
    usage: { maximumAge: usage.maximumAgeMinutes * 60_000, readDeadline: usage.readDeadlineMilliseconds },
    pilot: settings.pilot ?? null,
    patience: {
      poll: retries.lookAgainMinutes * 60_000,
      firstRetry: retries.firstPauseSeconds * 1000,
      longestRetry: retries.longestPauseSeconds * 1000,
      server: retries.serverMinutes * 60_000,
      writes: retries.writes,
    },
    positionOf,
  };
}

const byKey = <Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, Item> =>
  new Map(items.map((item) => [key(item), item]));

function needed({ variable }: Surroundings, name: string): Secret {
  const secret = variable(name);
  if (secret === null) throw new Error(`${name} was not looked for before the settings were converted`);
  return secret;
}

function executive(setting: SettingsFile['accountExecutive']): Settings['accountExecutive'] {
  if (setting.department !== undefined) return { kind: 'department', department: setting.department };
  if (setting.email !== undefined) return { kind: 'email', email: setting.email };
  return { kind: 'custom-field', name: setting.customField ?? '' };
}

function serverOf(server: SettingsFile['servers'][number], surroundings: Surroundings): ServerSettings {
  return {
    id: server.id,
    name: server.name ?? server.id,
    group: server.group ?? null,
    url: server.url,
    token: needed(surroundings, server.tokenFrom),
    ca: server.ca === undefined ? null : surroundings.textBeside(server.ca),
    pin: server.pin ?? null,
    applyBy: server.applyBy,
    deadline: server.deadlineSeconds * 1000,
    landingWindow: server.landingSeconds * 1000,
    most: server.most,
    ...driverOf(server),
  };
}

function driverOf(server: SettingsFile['servers'][number]): DriverSettings {
  switch (server.driver) {
    case 'whm':
    case 'sonicpanel':
      return { driver: server.driver, user: server.user };
    case 'azuracast':
      return { driver: server.driver };
    case 'centova': {
      const { driver, user, apply, usageAgeMinutes } = server;
      return { driver, user, apply, usageAge: usageAgeMinutes * 60_000 };
    }
    case 'mediacp':
      return { driver: server.driver, apply: server.apply };
    case 'icecast': {
      const { driver, user, config, shell, reload } = server;
      return { driver, user, config, shell, reload };
    }
    case 'shoutcast':
      return { driver: server.driver, config: server.config, shell: server.shell };
  }
}

function referenceOf(text: string): AccountReference {
  if (text === 'username' || text === 'domain') return { kind: text };
  return { kind: 'custom-field', name: text.slice('customField:'.length).trim() };
}

function planOf({ plan, technology, package: given, limits }: SettingsFile['plans'][number]): TechnicalPlan {
  return { planId: planIdSchema.parse(plan), technology, packages: packagesOf(given), limits };
}

function packagesOf(given: SettingsFile['plans'][number]['package']): TechnicalPlan['packages'] {
  if (given === 'none') return null;
  if (typeof given === 'string') return { default: given };
  return { ...given.servers, ...(given.default === undefined ? {} : { default: given.default }) };
}

function moneyOf(money: SettingsFile['money']): MoneySettings {
  const { dueDate, validity } = money;
  return {
    negativeTotal: money.negativeTotal,
    setupFee: money.setupFee,
    dueDate:
      dueDate === 'keep'
        ? { rule: 'keep' }
        : { rule: 'restart', floors: mapOf<CurrencyCode, Amount>(dueDate.restart.floor) },
    validity: { ...validity, perCurrency: mapOf(validity.perCurrency) },
    invoiceLines: money.invoiceLines,
    graceDays: mapOf(money.graceDays),
  };
}

const mapOf = <Key extends string, Value>(record: Readonly<Record<Key, Value>>): ReadonlyMap<Key, Value> =>
  new Map(Object.entries(record) as [Key, Value][]);
