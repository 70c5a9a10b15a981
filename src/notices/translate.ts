/** Our own small translate: a key, named parameters, plural forms. A missing key or parameter is a defect and throws. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The languages that all texts are written in. */
export const languages = ['es', 'en', 'pt'] as const;
export type Language = (typeof languages)[number];

/** A text, or its plural forms by CLDR category; `{name}` stands for a parameter, `{count}` chooses the form. */
type Message = string | ReadonlyMap<Intl.LDMLPluralRule, string>;
export type Messages = ReadonlyMap<string, Message>;
export type Parameters = Readonly<Record<string, string | number>>;

/** A language of ours beside the client's own tag, which numbers are written by: `es-AR` → es, 1.234,5. */
export interface Locale {
  readonly language: Language;
  readonly tag: string;
}

const pluralForms = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;
const formsSchema = z.strictObject(
  Object.fromEntries(
    pluralForms.map((form) => [form, form === 'other' ? z.string() : z.string().optional()]),
  ),
);

/**
 * Flattens a locale file's tree to `a.b.c` → text. An object with an `other` text is a set of plural forms.
 * @throws Error when a leaf is no text
 */
export function flatten(tree: unknown, prefix = ''): Messages {
  const messages = new Map<string, Message>();
  for (const [name, node] of Object.entries(z.record(z.string(), z.unknown()).parse(tree))) {
    const key = prefix ? `${prefix}.${name}` : name;
    if (typeof node === 'string') messages.set(key, node);
    else if (formsSchema.safeParse(node).success) messages.set(key, pluralMessage(node));
    else for (const [inner, message] of flatten(node, key)) messages.set(inner, message);
  }
  return messages;
}

function pluralMessage(node: unknown): ReadonlyMap<Intl.LDMLPluralRule, string> {
  const forms = z
    .record(z.enum(pluralForms), z.string().optional())
    .parse({ ...blank, ...z.looseObject({}).parse(node) });
  return new Map(
    pluralForms.flatMap((form) => (forms[form] === undefined ? [] : [[form, forms[form]] as const])),
  );
}
const blank = Object.fromEntries(pluralForms.map((form) => [form, undefined]));

/** The names of a message's parameters, in order, each once; those of all plural forms together. */
export function parametersOf(message: Message): string[] {
  const texts = typeof message === 'string' ? [message] : [...message.values()];
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))),
  ].sort();
}

const rules = new Map<string, Intl.PluralRules>();

/** Chooses the plural form of `count`; a form that the language does not spell out is `other`. */
function pluralForm(
  forms: ReadonlyMap<Intl.LDMLPluralRule, string>,
  language: Language,
  count: number,
): string {
  let rule = rules.get(language);
  if (!rule) rules.set(language, (rule = new Intl.PluralRules(language)));
  return forms.get(rule.select(count)) ?? forms.get('other') ?? '';
}

export type Translate = (locale: Locale, key: string, parameters?: Parameters) => string;

/**
 * Reads `locales/{es,en,pt}.json`.
 * @returns a function that gives the text under a key; it throws on an unknown key and on a parameter not given
 */
export function createTranslate(folder: string): {
  translate: Translate;
  messages: Readonly<Record<Language, Messages>>;
} {
  const load = (language: Language): Messages =>
    flatten(JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')) as unknown);
  const messages = { es: load('es'), en: load('en'), pt: load('pt') };
  const translate: Translate = (locale, key, parameters = {}) => {
    const message = messages[locale.language].get(key);
    if (message === undefined) throw new Error(`No text for "${key}" in ${locale.language}.`);
    const text =
      typeof message === 'string' ? message : pluralForm(message, locale.language, countOf(key, parameters));
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (!Object.hasOwn(parameters, name))
        throw new Error(`The text "${key}" needs the parameter "${name}".`);
      return String(parameters[name]);
    });
  };
  return { translate, messages };
}

function countOf(key: string, parameters: Parameters): number {
  const count = parameters['count'];
  if (typeof count !== 'number')
    throw new Error(`The text "${key}" has plural forms and needs a number "count".`);
  return count;
}

/** The locale for a BCP 47 tag; an unknown or malformed one gives `fallback`. */
export function localeFor(tag: string, fallback: Language): Locale {
  const language = languages.find((known) => known === tag.toLowerCase().split(/[-_]/)[0]);
  if (!language) return { language: fallback, tag: fallback };
  try {
    return { language, tag: Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? language };
  } catch {
    return { language, tag: language };
  }
}
