/** The settings file as a host writes it: every key, what it means, what it is when it is left out. */
import { z } from 'zod';
import { metricNames } from '../catalogue/metric.ts';
import { technologySchema } from '../catalogue/technical-plan.ts';
import { ruleSchema } from '../compatibility/rules.ts';
import { moneySchema } from './money-schema.ts';
import { limitsSchema, perUnit, quantityTextSchema } from './quantity.ts';
import { serverSchema } from './server-schema.ts';
import {
  addressSchema,
  count,
  exactlyOne,
  idSchema,
  idsAsText,
  languageSchema,
  milliseconds,
  minutes,
  seconds,
  textSchema,
  variableSchema,
} from './values.ts';

const panelSchema = z.strictObject({
  url: addressSchema.describe("the connector's address in the panel, to which the app sends its verbs"),
  secretFrom: variableSchema.describe('the environment variable with the secret that panel and app share'),
  deadlineSeconds: seconds(1, 120).default(15).describe('how long one call to the panel may take'),
  landingSeconds: seconds(1, 3600)
    .default(120)
    .describe('after how long a call that was cut off can no longer have an effect'),
});

const appSchema = z.strictObject({
  host: textSchema.default('127.0.0.1').describe('the address on which the app listens'),
  port: count(0, 65_535).default(8040).describe('its port; 0 takes a free one'),
  bodyLimit: count(1024, 64 * 1024 * 1024)
    .default(4 * 1024 * 1024)
    .describe(
      'the largest request that is read, in bytes; a catalogue of 1,000 plans takes about one million',
    ),
  pageDeadlineMilliseconds: milliseconds(100, 3000)
    .default(2500)
    .describe('how long a page may take; the connector itself gives up after three seconds'),
  rateLimitPerMinute: count(1, 100_000)
    .default(120)
    .describe('page requests that one client may make in a minute'),
});

const accountExecutiveSchema = exactlyOne({
  department: idSchema.describe('a support department of the panel: a ticket is opened there'),
  email: z.email('an e-mail address').describe('one address for all'),
  customField: textSchema.describe("the client's custom field that holds the executive's address"),
});

const categorySchema = z.strictObject({
  category: idSchema.describe("the category's id in the panel"),
  mode: z
    .enum(['off', 'guard', 'full'])
    .default('full')
    .describe("off: not managed; guard: the panel's own upgrade, filtered and checked; full: Upshelf's own"),
  accountReference: z
    .string()
    .regex(/^(username|domain|customField:.*\S.*)$/, 'username, domain or customField:<name>')
    .default('username')
    .describe("what names the account on its server: username, domain or customField:<the service's field>"),
});

const packageSchema = z
  .union(
    [
      textSchema,
      z.strictObject({
        default: textSchema.exactOptional().describe('its name on every server that is not listed'),
        servers: z.record(z.string(), textSchema).exactOptional().describe('its name per server id'),
      }),
    ],
    { error: 'a package name, none, or a mapping with default and servers' },
  )
  .refine((value) => typeof value === 'string' || Object.keys(value).length > 0, 'default, servers or both');

const planSchema = z.strictObject({
  plan: idSchema.describe("the plan's id in the panel"),
  technology: technologySchema.describe('its family; a service never moves from one to another'),
  package: packageSchema.describe(
    'the package on the servers: a name, {default, servers} or none (raw limits)',
  ),
  limits: limitsSchema.describe(
    'what the plan allows; a metric that another plan limits has to stand here too, or moving between the two is refused',
  ),
});

const optionSchema = z
  .strictObject({
    option: idSchema.describe('the id or name of a configurable option or add-on in the panel'),
    metric: z
      .enum([...metricNames, 'none'])
      .describe('the metric it adds to; none: it changes no limit, so it holds no change up'),
    perUnit: quantityTextSchema.exactOptional().describe('how much one unit adds, such as "1 GB" or 5'),
  })
  .transform(perUnit);

const retriesSchema = z.strictObject({
  lookAgainMinutes: minutes(1, 1440)
    .default(15)
    .describe('between two looks at an unpaid invoice when no doorbell rings'),
  firstPauseSeconds: seconds(1, 3600)
    .default(5)
    .describe('the first pause after a look that failed; it doubles'),
  longestPauseSeconds: seconds(1, 86_400).default(900).describe('the longest pause'),
  serverMinutes: minutes(1, 10_080)
    .default(360)
    .describe('how long a paid change waits for a dead server before staff are asked'),
  writes: count(1, 20)
    .default(3)
    .describe('how often a plan is written to a server that says yes but stays as it was'),
});

export const settingsFileSchema = z.strictObject({
  language: languageSchema.default('es').describe("the language where the client's own is not spoken"),
  panel: panelSchema.describe('the billing panel'),
  app: appSchema.prefault({}).describe('the app itself'),
  database: textSchema
    .default('upshelf.sqlite')
    .describe(
      'the SQLite file, relative to this file; the environment variable DATABASE_URL (postgres://…) wins',
    ),
  staff: z
    .strictObject({ department: idSchema.describe('the support department that gets the tickets') })
    .describe('who gets a ticket when a person has to decide'),
  accountExecutive: accountExecutiveSchema.describe(
    'who answers clients that find no plan: exactly one of these',
  ),
  servers: z.array(serverSchema).min(1).describe('the servers on which the accounts live'),
  categories: z
    .array(categorySchema)
    .min(1)
    .describe('the managed categories; one that is not listed is off'),
  plans: z.array(planSchema).min(1).describe('what each plan is technically'),
  options: z.array(optionSchema).default([]).describe('configurable options that add to a limit'),
  rules: z
    .array(z.preprocess(idsAsText, ruleSchema))
    .min(1)
    .describe('in order, the first that matches decides; the last one has no match and takes the rest'),
  money: moneySchema.prefault({}).describe('prices and invoices'),
  usage: z
    .strictObject({
      maximumAgeMinutes: minutes(1, 10_080)
        .default(60)
        .describe('how old a measured usage may be to decide whether it fits'),
      readDeadlineMilliseconds: milliseconds(100, 2900)
        .default(2000)
        .describe('how long a page waits for the server'),
    })
    .prefault({})
    .describe('measured usage'),
  pilot: z
    .strictObject({
      clientGroups: z.array(idSchema).default([]).describe('client groups, as the panel names them'),
      clients: z.array(idSchema).default([]).describe("clients' ids"),
    })
    .exactOptional()
    .describe('only these may use it; left out: everybody'),
  retries: retriesSchema.prefault({}).describe('how patient the app is'),
});

/** The file after its shape was checked, with the defaults filled in. */
export type SettingsFile = z.infer<typeof settingsFileSchema>;
