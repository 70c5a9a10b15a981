/**
 * Checks requests against an OpenAPI description in ../shared/specs, which is beside the repository on developers'
 * machines and in CI, but no part of it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = new URL('../../../shared/specs/', import.meta.url);

const schemaSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  nullable: z.boolean().optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.union([z.boolean(), z.looseObject({})]).optional(),
  items: z.unknown().optional(),
  allOf: z.array(z.unknown()).optional(),
});
const bodySchema = z.object({
  content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }),
});
const operationSchema = z.looseObject({ requestBody: z.unknown().optional() });
const specSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});
export type OpenApi = z.infer<typeof specSchema>;

/** The description, or null where it is not on this machine. */
export function readOpenApi(name: string): OpenApi | null {
  const file = new URL(name, folder);
  return existsSync(file) ? specSchema.parse(parse(readFileSync(file, 'utf8'))) : null;
}

export interface SentRequest {
  readonly method: string;
  /** Below the API's base address, without the query. */
  readonly path: string;
  /** undefined: none. */
  readonly body?: unknown;
}

/** What is wrong with `request`; empty when nothing is. */
export function requestProblems(spec: OpenApi, { method, path, body }: SentRequest): string[] {
  const template = Object.keys(spec.paths).find((one) => matches(one, path));
  const found = template === undefined ? undefined : spec.paths[template]?.[method.toLowerCase()];
  if (found === undefined) return [`${method} ${path} is not described`];
  const { requestBody } = operationSchema.parse(found);
  if (requestBody === undefined) return body === undefined ? [] : [`${method} ${path} takes no body`];
  const { schema } = bodySchema.parse(requestBody).content['application/json'];
  return valueProblems(spec, schema, body, 'body');
}

const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);

function valueProblems(spec: OpenApi, given: unknown, value: unknown, path: string): string[] {
  const schema = resolved(spec, given);
  if (value === null) return schema.nullable ? [] : [`${path} is null`];
  if (schema.enum && !schema.enum.includes(value)) return [`${path} may not be ${JSON.stringify(value)}`];
  switch (schema.type) {
    case 'object':
      return objectProblems(spec, schema, value, path);
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((one, index) => valueProblems(spec, schema.items ?? {}, one, `${path}.${index}`))
        : [`${path} is no list`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${path} is no integer`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${path} is no boolean`];
    case 'string':
      return typeof value === 'string' ? [] : [`${path} is no text`];
    default:
      return [];
  }
}

function objectProblems(spec: OpenApi, schema: Schema, value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${path} is no object`];
  return Object.entries(value).flatMap(([name, one]) => {
    const property = schema.properties?.[name];
    if (property !== undefined) return valueProblems(spec, property, one, `${path}.${name}`);
    return schema.additionalProperties === false ? [`${path}.${name} is not known`] : [];
  });
}

type Schema = z.infer<typeof schemaSchema>;

/** With its reference followed and the parts of an `allOf` joined. */
function resolved(spec: OpenApi, given: unknown): Schema {
  const { $ref, allOf, ...own } = schemaSchema.parse(given);
  if ($ref !== undefined) {
    return resolved(spec, spec.components.schemas[$ref.replace('#/components/schemas/', '')] ?? {});
  }
  return (allOf ?? []).reduce((joined: Schema, part) => {
    const { properties, ...other } = resolved(spec, part);
    return { ...joined, ...other, properties: { ...joined.properties, ...properties } };
  }, own);
}
