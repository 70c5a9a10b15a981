/**
 * Checks requests and answers against the vendor's descriptions in ../shared/specs, which are beside the repository
 * on developers' machines and in CI, but no part of it: `specs` is null where they are not.
 */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const folder = new URL('../../../shared/specs/', import.meta.url);

const schemaSchema = z.looseObject({
  type: z.string().optional(),
  nullable: z.boolean().optional(),
  enum: z.array(z.unknown()).optional(),
});
const parameterSchema = z.object({
  name: z.string(),
  required: z.boolean().default(false),
  schema: schemaSchema.default({}),
});
const operationSchema = z.looseObject({
  parameters: z.array(parameterSchema).default([]),
  responses: z.record(z.string(), z.unknown()),
});
const specSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });
type Spec = z.infer<typeof specSchema>;
export type Specs = { readonly whm: Spec; readonly uapi: Spec };

function read(name: string): Spec | null {
  const file = new URL(name, folder);
  return existsSync(file) ? specSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

const whm = read('whm-api1-subset.openapi.json');
const uapi = read('cpanel-uapi-usage.openapi.json');
export const specsMissing = 'the folder shared/specs is not beside the repository';
export const specs: Specs | null = whm && uapi ? { whm, uapi } : null;

/** What is wrong with a call of `command` with these parameters; empty when nothing is. */
export function requestProblems(
  { whm: api, uapi: inner }: Specs,
  command: string,
  sent: URLSearchParams,
): string[] {
  const operation = api.paths[`/${command}`]?.['post'];
  if (!operation) return [`${command} is not a function of WHM API 1`];
  const module = sent.get('cpanel.module');
  if (module === null) return parameterProblems(operation.parameters, sent);
  const name = `/${module}/${sent.get('cpanel.function') ?? ''}`;
  const called = inner.paths[name]?.['get'];
  return called
    ? parameterProblems([...operation.parameters, ...called.parameters], sent)
    : [`${name} is not a function of UAPI`];
}

function parameterProblems(
  known: Spec['paths'][string][string]['parameters'],
  sent: URLSearchParams,
): string[] {
  const missing = known
    .filter(({ name, required }) => required && !sent.has(name))
    .map(({ name }) => `${name} is missing`);
  const wrong = [...sent].flatMap(([name, value]) => {
    const parameter = known.find((one) => one.name === name);
    if (!parameter) return [`${name} is not known`];
    const allowed = parameter.schema.enum;
    return allowed && !allowed.map(String).includes(value) ? [`${name} may not be ${value}`] : [];
  });
  return [...missing, ...wrong];
}

/** Where an answer of `command` has a key or a type that the description does not have. */
export function answerProblems({ whm: api }: Specs, command: string, answer: unknown): string[] {
  const response = api.paths[`/${command}`]?.['post']?.responses['200'];
  const schema = z
    .object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) })
    .parse(response).content['application/json'].schema;
  return valueProblems(schema, answer, command);
}

const nodeSchema = z.looseObject({
  type: z.string().optional(),
  nullable: z.boolean().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
});

function valueProblems(schema: unknown, value: unknown, path: string): string[] {
  const { type, nullable, properties, required = [], items } = nodeSchema.parse(schema ?? {});
  if (value === null) return type === undefined || nullable ? [] : [`${path} is null`];
  switch (type) {
    case 'object': {
      if (typeof value !== 'object') return [`${path} is no object`];
      const entries = Object.entries(value);
      const missing = required.filter((name) => !(name in value)).map((name) => `${path}.${name} is missing`);
      const inner = properties
        ? entries.flatMap(([name, one]) =>
            name in properties
              ? valueProblems(properties[name], one, `${path}.${name}`)
              : [`${path}.${name} is not known`],
          )
        : [];
      return [...missing, ...inner];
    }
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((one, index) => valueProblems(items, one, `${path}.${index}`))
        : [`${path} is no list`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${path} is no integer`];
    case 'string':
      return typeof value === 'string' ? [] : [`${path} is no text`];
    default:
      return [];
  }
}
