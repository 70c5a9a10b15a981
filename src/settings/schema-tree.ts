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

/** The node for what stands at `path`; null where the schema ends before. */
export function schemaAt(root: SchemaNode, path: Path): SchemaNode | null {
  let candidates = [root.schema];
  for (const step of path) {
    candidates = candidates
      .flatMap((schema) => alternatives(schema))
      .flatMap((schema) => below(schema, step));
  }
  const [first] = candidates;
  return first ? schemaNode(first) : null;
}

const alternatives = (schema: Record<string, unknown>): Record<string, unknown>[] =>
  Array.isArray(schema['anyOf']) ? schema['anyOf'].filter(isMapping) : [schema];

function below(schema: Record<string, unknown>, step: PropertyKey): Record<string, unknown>[] {
  if (typeof step === 'number') return isMapping(schema['items']) ? [schema['items']] : [];
  const { properties, additionalProperties } = schema;
  if (isMapping(properties) && isMapping(properties[String(step)])) {
    return [properties[String(step)] as Record<string, unknown>];
  }
  return isMapping(additionalProperties) ? [additionalProperties] : [];
}
