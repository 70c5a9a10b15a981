/** module.json and the code say the same; `node scripts/write-module.ts` brings them together again. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { hooks } from '../../../hooks/index.ts';
import { protocolVersion } from '../../../src/panel/connector-protocol.ts';
import { settingsFileSchema } from '../../../src/settings/schema.ts';
import { version } from '../../../src/version.ts';
import { moduleDescription, moduleFile, readPackage } from '../../../scripts/write-module.ts';

const manifestSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  version: z.string(),
  protocol: z.number(),
  hooks: z.array(
    z.strictObject({ name: z.string(), method: z.string(), path: z.string(), summary: z.string() }),
  ),
  actions: z.array(z.strictObject({ name: z.string(), hook: z.string() })),
  settings: z.looseObject({ properties: z.record(z.string(), z.unknown()), required: z.array(z.string()) }),
});
const text = readFileSync(moduleFile, 'utf8');
const manifest = manifestSchema.parse(JSON.parse(text));

test('module.json is what scripts/write-module.ts writes', () => {
  expect(JSON.parse(text)).toEqual(moduleDescription(readPackage()));
});

test('name and version are those of the package, the protocol is the one the app speaks', () => {
  const { name } = z.object({ name: z.string() }).parse(JSON.parse(readPackage()));
  expect(manifest).toMatchObject({ name, version, protocol: protocolVersion });
});

test('every hook of the code is named with its address, and no other', () => {
  expect(manifest.hooks).toEqual(
    hooks.map(({ name, path, summary }) => ({ name, method: 'POST', path, summary })),
  );
  expect(new Set(manifest.hooks.map(({ path }) => path)).size).toBe(manifest.hooks.length);
});

test('each action leads to a hook: ChangePackage to change-package', () => {
  expect(manifest.actions).toEqual([{ name: 'ChangePackage', hook: 'change-package' }]);
  const names = manifest.hooks.map(({ name }) => name);
  for (const { hook } of manifest.actions) expect(names).toContain(hook);
});

test('the settings schema has the keys that the settings file may have', () => {
  expect(Object.keys(manifest.settings.properties)).toEqual(Object.keys(settingsFileSchema.shape));
  expect(manifest.settings.required).toEqual(
    expect.arrayContaining(['panel', 'servers', 'categories', 'plans', 'rules']),
  );
});
