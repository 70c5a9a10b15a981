/** The settings' JSON schema, and a walk through it: what may stand at a path. */
import { z } from 'zod';
import type { Path } from './document.ts';
import { settingsFileSchema } from './schema.ts';
import { isMapping } from './values.ts';

export interface SchemaNode {
  readonly schema: Record<string, unknown>;
  /** What is expected, as a phrase, where the schema says it. */
  readonly title: string | null;
  /** The keys that a mapping may have. */
  readonly keys: readonly string[];
}

let built: Record<string, unknown> | null = null;

/** The JSON schema (2020-12) of the settings file as a host writes it: the part `settings` of module.json. */
export function settingsJsonSchema(): Record<string, unknown> {
  built ??= z.toJSONSchema(settingsFileSchema, { io: 'input' });
  return structuredClone(built);
}

export const schemaNode = (schema: Record<string, unknown>): SchemaNode => ({
  schema,
  title: typeof schema['title'] === 'string' ? schema['title'] : null,
  keys: keysOf(schema),
});

function keysOf(schema: Record<string, unknown>): string[] {
  if (isMapping(schema['properties'])) return Object.keys(schema['properties']);
  const names = schema['propertyNames'];
  return isMapping(names) && Array.isArray(names['enum']) ? names['enum'].map(String) : [];
}

/**
 * The node for what stands at `path` of `value`; null where the schema ends before. Where alternatives are told apart
 * by a key (`driver`), the value's own one is taken.
 */
export function schemaAt(root: SchemaNode, path: Path, value?: unknown): SchemaNode | null {
  let candidates = [root.schema];
  let here = value;
  for (const step of path) {
    const at = here;
    candidates = candidates
      .flatMap((schema) => alternatives(schema, at))
      .flatMap((schema) => below(schema, step));
    here = isMapping(at) || Array.isArray(at) ? (at as Record<PropertyKey, unknown>)[step] : undefined;
  }
  const [first] = candidates.flatMap((schema) => alternatives(schema, here, 'told-apart'));
  return first ? schemaNode(first) : null;
}

/** With `told-apart`, only those that a key of theirs tells apart. */
function alternatives(
  schema: Record<string, unknown>,
  value: unknown,
  which: 'all' | 'told-apart' = 'all',
): Record<string, unknown>[] {
  if (Array.isArray(schema['oneOf'])) {
    const all = schema['oneOf'].filter(isMapping);
    const own = all.filter((one) => isMeant(one, value));
    return own.length > 0 ? own : all;
  }
  return which === 'all' && Array.isArray(schema['anyOf']) ? schema['anyOf'].filter(isMapping) : [schema];
}

/** Whether every key with only one possible value has it. */
const isMeant = ({ properties }: Record<string, unknown>, value: unknown): boolean =>
  isMapping(value) &&
  isMapping(properties) &&
  Object.entries(properties).every(
    ([key, schema]) => !isMapping(schema) || !('const' in schema) || schema['const'] === value[key],
  );

function below(schema: Record<string, unknown>, step: PropertyKey): Record<string, unknown>[] {
  if (typeof step === 'number') return isMapping(schema['items']) ? [schema['items']] : [];
  const { properties, additionalProperties } = schema;
  if (isMapping(properties) && isMapping(properties[String(step)])) {
    return [properties[String(step)] as Record<string, unknown>];
  }
  return isMapping(additionalProperties) ? [additionalProperties] : [];
}
