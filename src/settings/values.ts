/** The kinds of values that the settings file is made of, each with what is expected in words. */
import { z } from 'zod';

/** An id of the panel: text, or a whole number that stands without quotes. */
export const idSchema = z
  .union([z.string().min(1).max(191), z.int().nonnegative()], { error: 'an id, such as 12 or "12"' })
  .transform(String);

/** Loopback may be spoken to in the clear; everything else carries secrets over a wire. */
const isProtected = (text: string): boolean => {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
};

export const addressSchema = z
  .string()
  .refine(isProtected, 'an https address without user or password (http only for 127.0.0.1 and localhost)');

/**
 * The name of an environment variable. A WHM token is itself of capitals and digits; so that nobody puts the
 * secret where its name belongs, a long name needs an underscore.
 */
export const variableSchema = z
  .string()
  .regex(
    /^(?=[A-Z0-9]{1,19}$|[A-Z0-9]*_)[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/,
    'the name of an environment variable, such as WHM_TOKEN, never the secret itself',
  );

export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'a language such as es, es-AR or en');

const whole = (least: number, most: number, what: string) =>
  z
    .int()
    .min(least)
    .max(most)
    .meta({ title: `${what}, ${least} to ${most}` });

export const seconds = (least: number, most: number) => whole(least, most, 'a whole number of seconds');
export const minutes = (least: number, most: number) => whole(least, most, 'a whole number of minutes');
export const milliseconds = (least: number, most: number) =>
  whole(least, most, 'a whole number of milliseconds');
export const days = (least: number, most: number) => whole(least, most, 'a whole number of days');
export const count = (least: number, most: number) => whole(least, most, 'a whole number');

export const textSchema = z.string().min(1).max(1000).meta({ title: 'text that is not empty' });

/** A mapping of which exactly one key is given. */
export const exactlyOne = <Shape extends Record<string, z.ZodType>>(shape: Shape) =>
  z
    .strictObject(shape)
    .partial()
    .meta({ minProperties: 1, maxProperties: 1 })
    .refine((value) => Object.keys(value).length === 1, `exactly one of ${Object.keys(shape).join(', ')}`);

/** The ids in a rule's match may stand without quotes; the rule itself wants text. */
export function idsAsText(rule: unknown): unknown {
  if (!isMapping(rule) || !isMapping(rule['match'])) return rule;
  const match = Object.fromEntries(
    Object.entries(rule['match']).map(([key, list]) => [key, isList(list) ? list.map(idAsText) : list]),
  );
  return { ...rule, match };
}

const idAsText = (item: unknown): unknown => (Number.isSafeInteger(item) ? String(item) : item);

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

export const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
