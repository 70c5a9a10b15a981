/** What the app says about itself: health, metrics, its own description. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { z } from 'zod';
import { hooks } from '../../../hooks/index.ts';
import { errorCatalogue } from '../../../src/errors.ts';
import { signatureHeader, timestampHeader } from '../../../src/panel/signature.ts';
import { version } from '../../../src/version.ts';
import { spoiledApp } from '../../support/app-beside.ts';
import { appUnderTest, fieldOf, pageOf, type AppUnderTest } from '../../support/app-under-test.ts';

let under: AppUnderTest;
let reference = '';
beforeAll(async () => {
  under = await appUnderTest();
  const choice = { plan: '201', cycle: 'annually' };
  const review = under.request(1001, { step: 'review', fields: choice });
  const { html } = pageOf(await under.post('/hooks/change-package', review));
  const fields = { ...choice, intent: fieldOf(html, 'intent'), quoteHash: fieldOf(html, 'quoteHash') };
  await under.post('/hooks/pre-invoice', under.request(1001, { fields }));
  reference = (await under.changesOf(1001))[0]?.reference ?? '';
});
afterAll(() => under.close());

describe('/healthz', () => {
  test('says yes, which version, and how many changes stand where', async () => {
    const { status, json } = await under.get('/healthz');
    expect(status).toBe(200);
    const health = z.object({
      ok: z.literal(true),
      version: z.literal(version),
      changes: z.record(z.string(), z.number()),
    });
    expect(Object.values(health.parse(json).changes)).toEqual([1]);
  });

  test('says no with 503 when the app says that it cannot work', async () => {
    const spoiled = await spoiledApp(
      under,
      { now: under.now(), logger: pino({ level: 'silent' }) },
      { health: async () => ({ ok: false, changes: {} }) },
    );
    try {
      expect((await under.get('/healthz', spoiled.url)).status).toBe(503);
    } finally {
      await spoiled.close();
    }
  });
});

describe('/metrics', () => {
  /** `name{label="value",…} number` of the text format. */
  const samples = async () => {
    const { text, headers } = await under.get('/metrics');
    expect(headers.get('content-type')).toContain('text/plain');
    return text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
        return { line, name, labels, value };
      });
  };

  test('counts requests, turns, deliveries and changes', async () => {
    await expect.poll(async () => (await under.changesOf(1001))[0]?.state).toBe('invoiced');
    const names = new Set((await samples()).map(({ name }) => name));
    expect([...names]).toEqual(
      expect.arrayContaining(['upshelf_request_seconds_count', 'upshelf_turns_total', 'upshelf_changes']),
    );
    expect((await samples()).find(({ name }) => name === 'upshelf_changes')).toMatchObject({
      labels: 'state="invoiced"',
      value: '1',
    });
  });

  test('no label holds an id, an address that a stranger chose, or a reference', async () => {
    await under.get('/hooks/of-a-stranger/1001?client=77');
    const all = await samples();
    for (const { line, name } of all) expect(name, line).not.toBe('');
    const own = all.filter(({ name }) => name.startsWith('upshelf_') && !name.startsWith('upshelf_process_'));
    const labels = new Set(
      own.flatMap(({ labels: text }) => [...text.matchAll(/(\w+)="/g)].map(([, label]) => label)),
    );
    expect([...labels].sort()).toEqual(['le', 'result', 'route', 'state', 'status']);
    const routes = new Set(own.flatMap(({ labels: text }) => /route="([^"]*)"/.exec(text)?.[1] ?? []));
    expect([...routes].filter((route) => !route.startsWith('/hooks/')).sort()).toEqual(
      [...routes]
        .filter((route) => ['/healthz', '/metrics', '/openapi.json', 'unknown'].includes(route))
        .sort(),
    );
    for (const { line } of own)
      for (const secretive of ['1001', 'of-a-stranger', 'laespiga', reference])
        expect(line).not.toContain(secretive);
  });
});

describe('/openapi.json', () => {
  const operationSchema = z.object({
    operationId: z.string().min(1),
    summary: z.string().min(1),
    parameters: z
      .array(
        z.object({
          name: z.string(),
          in: z.enum(['header', 'query', 'path']),
          required: z.boolean(),
          schema: z.looseObject({}),
        }),
      )
      .optional(),
    requestBody: z
      .object({
        required: z.literal(true),
        content: z.object({ 'application/json': z.object({ schema: z.looseObject({}) }) }),
      })
      .optional(),
    responses: z.record(
      z.string().regex(/^(?:[1-5]\d\d|default)$/),
      z.object({ description: z.string().min(1) }).loose(),
    ),
  });
  const documentSchema = z.object({
    openapi: z.string().regex(/^3\.1\.\d+$/),
    info: z.object({ title: z.string(), version: z.string(), license: z.object({ name: z.string() }) }),
    paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(['get', 'post']), operationSchema)),
  });
  const read = async () => documentSchema.parse((await under.get('/openapi.json')).json);

  test('is an OpenAPI 3.1 document of this version, with operations of different names', async () => {
    const { info, paths } = await read();
    expect(info.version).toBe(version);
    const ids = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('lists every hook, with the signature headers, and every other address that is served', async () => {
    const { paths } = await read();
    expect(Object.keys(paths).sort()).toEqual(
      [...hooks.map(({ path }) => path), '/healthz', '/metrics', '/openapi.json'].sort(),
    );
    for (const { path, name } of hooks) {
      expect(paths[path]?.post?.operationId).toBe(name);
      expect(paths[path]?.post?.parameters?.map((parameter) => parameter.name)).toEqual([
        timestampHeader,
        signatureHeader,
      ]);
    }
  });

  test('describes requests so that the real ones pass and damaged ones do not', async () => {
    const { paths } = await read();
    const request = under.request(1001);
    const described = (path: string) =>
      z.fromJSONSchema(paths[path]?.post?.requestBody?.content['application/json'].schema as never);
    expect(described('/hooks/change-package').safeParse(request).error).toBeUndefined();
    expect(described('/hooks/pre-invoice').safeParse(request).error).toBeUndefined();
    expect(described('/hooks/change-package').safeParse({ ...request, clientId: 7 }).success).toBe(false);
    const bell = { protocol: 1, event: 'x', invoiceId: null, serviceId: '1001', reference: 'CP-7K3F9' };
    expect(described('/hooks/after-payment').safeParse(bell).success).toBe(true);
    expect(described('/hooks/after-payment').safeParse({ ...bell, reference: 'x' }).success).toBe(false);
  });

  test('names every code that an error can have', async () => {
    const text = JSON.stringify(await read());
    for (const code of Object.keys(errorCatalogue)) expect(text).toContain(`"${code}"`);
  });
});
