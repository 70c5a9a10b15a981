/** docs/connector-protocol.md and the code say the same; the signature vectors are what any connector tests itself with. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hooks } from '../../../hooks/index.ts';
import { invoiceSnapshotSchema } from '../../../src/catalogue/invoice-snapshot.ts';
import { serviceSnapshotSchema } from '../../../src/catalogue/service-snapshot.ts';
import type { Instant } from '../../../src/catalogue/time.ts';
import { errorCatalogue, type ErrorCode } from '../../../src/errors.ts';
import {
  changePackageRequestSchema,
  protocolVersion,
  verbs,
  type Verb,
} from '../../../src/panel/connector-protocol.ts';
import {
  allowedSkew,
  sign,
  signatureHeader,
  signedHeaders,
  timestampHeader,
  verify,
} from '../../../src/panel/signature.ts';

const page = readFileSync(new URL('../../../docs/connector-protocol.md', import.meta.url), 'utf8');
const { vectors } = z
  .object({
    vectors: z.array(
      z.strictObject({
        name: z.string(),
        secret: z.string(),
        timestamp: z.string(),
        method: z.string(),
        path: z.string(),
        body: z.string(),
        signature: z.string().regex(/^v1=[0-9a-f]{64}$/),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../../vectors/signature.json', import.meta.url), 'utf8')));

const section = (heading: string): string => page.split(`\n${heading}\n`)[1]?.split(/\n##+ /)[0] ?? '';
const rows = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
const named = (text: string): string[] => [...text.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name);

describe('signature vectors', () => {
  test.each(vectors)('$name', ({ secret, signature, timestamp, method, path, body }) => {
    const request = { method, path, body: Buffer.from(body, 'utf8') };
    const at = (seconds: number) => (seconds * 1000) as Instant;
    expect(sign(secret, { ...request, timestamp })).toBe(signature);
    expect(signedHeaders(secret, at(Number(timestamp)), request)).toEqual({
      [timestampHeader]: timestamp,
      [signatureHeader]: signature,
    });
    const judge = (seconds: number) => verify(secret, at(seconds), { timestamp, signature }, request);
    expect(judge(Number(timestamp) + allowedSkew)).toBe('valid');
    expect(judge(Number(timestamp) - allowedSkew)).toBe('valid');
    expect(judge(Number(timestamp) + allowedSkew + 0.001)).toBe('signature-old');
    expect(judge(Number(timestamp) - allowedSkew - 0.001)).toBe('signature-old');
  });

  test('no two are the same, so that each tells something', () => {
    expect(vectors.length).toBeGreaterThan(5);
    expect(new Set(vectors.map(({ signature }) => signature)).size).toBe(vectors.length);
  });

  test("the document's worked example is the first of them", () => {
    const [first] = vectors;
    const text = section('## Signature');
    expect(first).toBeDefined();
    expect(text).toContain(`\`${first?.secret ?? '?'}\``);
    expect(text).toContain(
      `\`\`\`\n${first?.timestamp ?? '?'}\n${first?.method ?? '?'}\n${first?.path ?? '?'}\n${first?.body ?? '?'}\n\`\`\``,
    );
    expect(text).toContain(`${timestampHeader}: ${first?.timestamp ?? '?'}`);
    expect(text).toContain(`${signatureHeader}: ${first?.signature ?? '?'}`);
    expect(text).toContain(`${allowedSkew} seconds`);
  });
});

describe('docs/connector-protocol.md', () => {
  test('is about the version that the app speaks', () => {
    expect(page.split('\n')[0]).toBe(`# The connector protocol, version ${protocolVersion}`);
  });

  test('has every verb, whether it has an effect, each argument and each part of its result', () => {
    const table = rows(section('## App → panel: verbs'));
    expect(table.map(([verb = '']) => named(verb)[0])).toEqual(Object.keys(verbs));
    for (const [name = '', effect, args = '', result = ''] of table) {
      const verb = verbs[named(name)[0] as Verb];
      expect(effect, name).toBe(verb.effect ? 'yes' : 'no');
      for (const argument of Object.keys(verb.args.shape)) expect(named(args), name).toContain(argument);
      for (const part of Object.keys(verb.result.shape)) expect(named(result), name).toContain(part);
    }
  });

  test('has every hook with its address', () => {
    const tables = [...rows(section('### Page requests')), ...rows(section('### Doorbells'))];
    for (const { name, path } of hooks)
      expect(tables).toContainEqual([`\`${name}\``, `\`POST ${path}\``, expect.any(String)]);
  });

  test('has every field of a page request, of the snapshot and of an invoice', () => {
    expect(named(section('### Page requests'))).toEqual(
      expect.arrayContaining(Object.keys(changePackageRequestSchema.shape)),
    );
    const fields = rows(section('## The snapshot of a service')).flatMap(([cell = '']) => named(cell));
    expect(fields.sort()).toEqual(Object.keys(serviceSnapshotSchema.shape).sort());
    for (const field of Object.keys(invoiceSnapshotSchema.shape))
      expect(section('## App → panel: verbs')).toMatch(new RegExp(`An invoice is \`\\{[^}]*\\b${field}\\b`));
  });

  test('gives each code of the app with its status and words', () => {
    const table = rows(section('## Errors'));
    expect(table.length).toBeGreaterThan(10);
    for (const [cell = '', status, what] of table) {
      const error = errorCatalogue[named(cell)[0] as ErrorCode];
      expect([status, what]).toEqual([String(error.status), `${error.what} ${error.next}`]);
    }
  });
});
