/** Says what is wrong in a settings file: found this, expected that, at every place. */
import type { z } from 'zod';
import { isMapping } from './values.ts';
import type { Path } from './document.ts';
import { schemaAt, type SchemaNode } from './schema-tree.ts';

export interface Mistake {
  readonly path: Path;
  /** Whether the key itself is at fault, not its value. */
  readonly ofKey?: boolean;
  /** `found …, expected …` */
  readonly what: string;
}

type Issue = z.core.$ZodIssue;

/** Every issue as a mistake; one line for each unknown key. `sourceOf` gives a scalar as it is written. */
export function mistakesOf(
  issues: readonly Issue[],
  value: unknown,
  schema: SchemaNode,
  sourceOf: (path: Path) => string | null,
): Mistake[] {
  return issues.flatMap((issue) => fromIssue(issue, issue.path, value, schema, sourceOf));
}

function fromIssue(
  issue: Issue,
  path: Path,
  value: unknown,
  schema: SchemaNode,
  sourceOf: (path: Path) => string | null,
): Mistake[] {
  const node = schemaAt(schema, path, value);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      ofKey: true,
      what: `found an unknown key, expected ${oneOf(node?.keys ?? [])}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const [inner] = issue.issues;
    return [{ path, ofKey: true, what: `found this key, expected ${inner?.message ?? 'another one'}` }];
  }
  if (issue.code === 'invalid_union') {
    const inner = closest(issue.errors);
    if (inner)
      return inner.flatMap((each) => fromIssue(each, [...path, ...each.path], value, schema, sourceOf));
  }
  const found = valueAt(value, path);
  const expected = expectation(issue, node, found, sourceOf(path));
  // A key that names where a secret is may hold the secret itself by mistake: it is never printed.
  const secret = String(path.at(-1)).endsWith('From');
  return [
    {
      path,
      what: `found ${secret && found !== undefined ? 'something else' : describe(found)}, expected ${expected}`,
    },
  ];
}

/** The alternative that got past its own type, if there is exactly one. */
function closest(alternatives: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const isRefusal = ({ path, code }: Issue) =>
    path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
  const deeper = alternatives.filter((issues) => !issues.some(isRefusal));
  return deeper.length === 1 ? (deeper[0] ?? null) : null;
}

const types: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function expectation(issue: Issue, node: SchemaNode | null, found: unknown, source: string | null): string {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.expected === 'string' && typeof found === 'number') {
        return `text: put it in quotes, "${source ?? String(found)}"`;
      }
      return node?.title ?? types[issue.expected] ?? issue.expected;
    }
    case 'too_small':
      if (node?.title) return node.title;
      if (issue.origin === 'array') return `a list of at least ${String(issue.minimum)}`;
      return issue.origin === 'string' ? 'text that is not empty' : `at least ${String(issue.minimum)}`;
    case 'too_big':
      return (
        node?.title ?? `at most ${String(issue.maximum)}${issue.origin === 'string' ? ' characters' : ''}`
      );
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'invalid_format':
    case 'custom':
    case 'invalid_union':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'unrecognized_keys':
      return issue.message;
  }
}

const oneOf = (values: readonly string[]): string =>
  values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`;

/** What stands there, in words, cut short. */
export function describe(found: unknown): string {
  if (found === undefined || found === null) return 'nothing';
  if (Array.isArray(found)) return `a list of ${found.length}`;
  if (isMapping(found)) return 'a mapping';
  if (typeof found === 'string') {
    return found === ''
      ? 'an empty text'
      : `the text ${JSON.stringify(found.length > 60 ? `${found.slice(0, 57)}…` : found)}`;
  }
  return typeof found === 'number' ? `the number ${found}` : JSON.stringify(found);
}

/** The value at `path` of a parsed file; undefined where it ends before. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
        ? (inner as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  );
}

/** A path as it is written in messages: `plans[2].limits.disk`. */
export const pathText = (path: Path): string =>
  path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index ? '.' : ''}${String(step)}`))
    .join('') || 'the file';
