/** The part of the settings about one server. */
import { z } from 'zod';
import { mostSchema } from './quantity.ts';
import { addressSchema, idSchema, minutes, seconds, textSchema, variableSchema } from './values.ts';

const identity = {
  id: idSchema.describe("the server's id in the panel"),
  name: textSchema.exactOptional().describe('its name for staff; left out: its id'),
  group: textSchema.exactOptional().describe('a name that rules can match on (serverGroup)'),
};

const connection = {
  url: addressSchema.describe(
    "the address of the server's own interface, such as https://s1.example.com:2087",
  ),
  tokenFrom: variableSchema.describe('the environment variable with its token, key or password'),
  ca: textSchema
    .exactOptional()
    .describe(
      'a file with the certificate authority that signed its certificate (PEM), relative to this file',
    ),
  pin: z
    .string()
    .regex(/^[0-9A-Fa-f]{2}(:?[0-9A-Fa-f]{2}){31}$/, 'a SHA-256 fingerprint: 64 hexadecimal digits')
    .exactOptional()
    .describe(
      "the SHA-256 fingerprint of the server's own certificate, in place of an authority or beside it",
    ),
  applyBy: z
    .enum(['driver', 'panel'])
    .default('driver')
    .describe("who writes the new plan: Upshelf's driver, or the panel's own server module"),
  deadlineSeconds: seconds(1, 300).default(30).describe('how long one call to the server may take'),
  landingSeconds: seconds(1, 3600)
    .default(120)
    .describe('after how long a call that was cut off can no longer have an effect'),
  most: mostSchema
    .default({})
    .describe("how much may be sold on it: accounts, and the sum of the plans' limits per metric"),
};

const user = textSchema.describe('the user to whom the token belongs');

/** Servers whose limits stand in a file on their own machine. */
const onItsMachine = {
  config: z
    .string()
    .regex(/^\/[\w./@+-]+$/, 'an absolute path of plain characters')
    .describe("the server's configuration file on its own machine"),
  shell: z
    .array(textSchema)
    .min(1)
    .default(['sh', '-s'])
    .describe(
      'the command that starts a shell there, which reads its script from standard input, such as [ssh, -o, BatchMode=yes, radio1, sh, -s]; left out: this machine',
    ),
};

/** Each kind of driver, with the keys that only it has. */
const ofDriver = <Kind extends string, Shape extends z.core.$ZodLooseShape>(driver: Kind, own: Shape) =>
  z.strictObject({
    ...identity,
    driver: z.literal(driver).describe('the kind of server'),
    ...connection,
    ...own,
  });

const kinds = [
  ofDriver('whm', { user }),
  ofDriver('azuracast', {}),
  ofDriver('centova', {
    user,
    apply: z
      .enum(['reload', 'restart'])
      .default('reload')
      .describe('how a running stream gets new limits; a restart drops its listeners'),
    usageAgeMinutes: minutes(0, 44_640)
      .default(1440)
      .describe('how old the disk and traffic that it tells may be, since it counts them now and then'),
  }),
  ofDriver('mediacp', {
    apply: z
      .enum(['none', 'restart'])
      .default('none')
      .describe('whether a running stream is restarted for new limits, which drops its listeners'),
  }),
  ofDriver('sonicpanel', { user }),
  ofDriver('icecast', {
    user: textSchema.default('admin').describe("the administrator's name in its configuration"),
    ...onItsMachine,
    reload: textSchema.describe(
      'the shell command there that makes it read its configuration again, such as "systemctl reload icecast2"',
    ),
  }),
  ofDriver('shoutcast', onItsMachine),
] as const;

export const serverSchema = z.discriminatedUnion('driver', kinds, {
  error: `one of ${kinds.map(({ shape }) => shape.driver.value).join(', ')}`,
});
