/** The table of keys in docs/settings.md, written from the schema: `node test/support/settings-reference.ts` renews it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { metricNames, metrics } from '../../src/catalogue/metric.ts';
import { unitWords } from '../../src/settings/quantity.ts';
import { settingsJsonSchema } from '../../src/settings/schema-tree.ts';
import { isMapping } from '../../src/settings/values.ts';

type Schema = Record<string, unknown>;

export interface SettingsKey {
  /** `servers[].most.disk` */
  readonly path: string;
  readonly description: string;
  /** What may stand there, in words. */
  readonly value: string;
  /** As YAML; null: it must be given, or it may be left out. */
  readonly standard: string | null;
  readonly required: boolean;
}

export const documentFile = fileURLToPath(new URL('../../docs/settings.md', import.meta.url));
const markers = [
  '<!-- keys: written by test/support/settings-reference.ts -->',
  '<!-- end of keys -->',
] as const;

/** Every key of the settings file, in its order, mappings before what is in them. */
export const settingsKeys = (): SettingsKey[] => keysOf(settingsJsonSchema(), '');

function keysOf(schema: Schema, prefix: string): SettingsKey[] {
  return Object.entries(schema['properties'] ?? {}).flatMap(([name, value]) => {
    const inner: Schema = isMapping(value) ? value : {};
    const path = prefix + name;
    const required = (Array.isArray(schema['required']) ? schema['required'] : []).includes(name);
    const standard = 'default' in inner ? JSON.stringify(inner['default']) : null;
    const description = typeof inner['description'] === 'string' ? inner['description'] : '';
    return [{ path, description, value: wordsFor(inner), standard, required }, ...below(inner, path)];
  });
}

function below(schema: Schema, path: string): SettingsKey[] {
  const [inner, prefix] = isMapping(schema['items']) ? [schema['items'], `${path}[].`] : [schema, `${path}.`];
  if (Array.isArray(inner['oneOf'])) return merged(inner['oneOf'].filter(isMapping), prefix);
  if (isMapping(inner['properties'])) return keysOf(inner, prefix);
  if (isMapping(schema['additionalProperties']))
    return keysOf(schema['additionalProperties'], `${path}.<name>.`);
  return alternativesOf(schema).flatMap((alternative) => below(alternative, path));
}

/** The keys of kinds that one key (`driver`) tells apart: what all have alike once, the rest with its kinds before it. */
function merged(kinds: readonly Schema[], prefix: string): SettingsKey[] {
  const named = kinds.map((kind) => ({ name: nameOf(kind), keys: keysOf(kind, prefix) }));
  const distinct = Map.groupBy(
    named.flatMap(({ name, keys }) => keys.map((key) => ({ name, key }))),
    ({ name, key }) => JSON.stringify({ ...key, value: key.value === `\`${name}\`` ? '' : key.value }),
  );
  return [...distinct.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const all = same.length === kinds.length;
    return {
      ...first.key,
      value: [...new Set(same.map(({ key }) => key.value))].join(' · '),
      description: `${all ? '' : `(${same.map(({ name }) => name).join(', ')}) `}${first.key.description}`,
    };
  });
}

function nameOf({ properties }: Schema): string {
  const all: unknown[] = isMapping(properties) ? Object.values(properties) : [];
  const told = all.find((one) => isMapping(one) && 'const' in one);
  return isMapping(told) ? String(told['const']) : '';
}

const alternativesOf = (schema: Schema): Schema[] =>
  Array.isArray(schema['anyOf']) ? schema['anyOf'].filter(isMapping) : [];

function wordsFor(schema: Schema): string {
  if (typeof schema['title'] === 'string') return schema['title'];
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => `\`${String(value)}\``).join(' · ');
  if ('const' in schema) return `\`${String(schema['const'])}\``;
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) return [...new Set(alternatives.map(wordsFor))].join(', or ');
  if (isMapping(schema['items'])) return `a list: ${wordsFor(schema['items'])}`;
  const types = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  return types.map((type) => typeWords[String(type)] ?? String(type)).join(' or ');
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'yes or no',
  object: 'a mapping',
};

/** The keys as Markdown: one table per first key, the metrics in one of their own. */
export function settingsTables(): string {
  const groups = Map.groupBy(settingsKeys(), ({ path }) => path.replace(/[.[].*$/, ''));
  const tables = [...groups].map(([name, keys]) => {
    const [whole, ...parts] = keys;
    const rows = parts
      .filter(({ path }) => !isMetric(path))
      .map((key) => [`\`${key.path}\``, key.description, key.value, leftOut(key)]);
    const head = whole ? `${sentence(whole.description)} Left out: ${leftOut(whole)}.` : '';
    return [`### \`${name}\``, head, table(['key', 'what it says', 'value', 'left out'], rows)]
      .join('\n\n')
      .trim();
  });
  const rows = metricNames.map((name) => [`\`${name}\``, unitWords[metrics[name].unit], metrics[name].kind]);
  return [...tables, `### Metrics\n\n${table(['metric', 'value', 'kind'], rows)}`].join('\n\n');
}

const isMetric = (path: string): boolean =>
  metricNames.some((name) => path.endsWith(`.limits.${name}`) || path.endsWith(`.most.${name}`));

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function leftOut({ standard, required }: SettingsKey): string {
  if (standard === '{}') return 'as its keys say';
  if (standard !== null) return `\`${standard.replaceAll('"', '')}\``;
  return required ? 'not possible' : 'nothing';
}

/** The document with its part between the markers renewed. */
export function withTables(document: string): string {
  const [start, end] = markers.map((marker) => document.indexOf(marker));
  if (start === undefined || end === undefined || start < 0 || end < start)
    throw new Error('docs/settings.md has lost its markers');
  return `${document.slice(0, start)}${markers[0]}\n\n${settingsTables()}\n\n${document.slice(end)}`;
}

if (import.meta.main) writeFileSync(documentFile, withTables(readFileSync(documentFile, 'utf8')));
