/** The part of the settings about one server. */
import { z } from 'zod';
import { mostSchema } from './quantity.ts';
import { addressSchema, idSchema, seconds, textSchema, variableSchema } from './values.ts';

export const serverSchema = z.strictObject({
  id: idSchema.describe("the server's id in the panel"),
  name: textSchema.exactOptional().describe('its name for staff; left out: its id'),
  group: textSchema.exactOptional().describe('a name that rules can match on (serverGroup)'),
  driver: z.enum(['whm']).describe('the kind of server'),
  url: addressSchema.describe(
    "the address of the server's own interface, such as https://s1.example.com:2087",
  ),
  user: textSchema.describe('the user to whom the token belongs'),
  tokenFrom: variableSchema.describe('the environment variable with the token'),
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
});
