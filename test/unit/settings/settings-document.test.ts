import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../src/settings/load.ts';
import { settingsFileSchema } from '../../../src/settings/schema.ts';
import { settingsJsonSchema } from '../../../src/settings/schema-tree.ts';
import { documentFile, settingsKeys, withTables } from '../../support/settings-reference.ts';
import { surroundings } from './good-settings.ts';

const document = readFileSync(documentFile, 'utf8');

describe('docs/settings.md', () => {
  test('its tables are those of the schema (renew them: node test/support/settings-reference.ts)', () => {
    expect(document).toBe(withTables(document));
  });

  test('its example is a complete settings file without a mistake', () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(document) ?? [];
    const secrets = { UPSHELF_PANEL_SECRET: 'x', WHM_TOKEN_S3: 'y' };
    const settings = readSettings('upshelf.yaml', example, surroundings(secrets));
    expect(settings.technicalPlans.size).toBe(2);
  });
});

describe('the JSON schema for module.json', () => {
  test('every key says what it is', () => {
    const silent = settingsKeys().filter(({ description }) => description === '');
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('it has every first key of the schema, and refuses others', () => {
    const schema = settingsJsonSchema();
    expect(Object.keys(schema['properties'] ?? {})).toEqual(Object.keys(settingsFileSchema.shape));
    expect(schema['additionalProperties']).toBe(false);
    expect(schema['required']).toEqual([
      'panel',
      'staff',
      'accountExecutive',
      'servers',
      'categories',
      'plans',
      'rules',
    ]);
  });

  test('it is the same each time, and a caller that changes it changes nothing', () => {
    const first = settingsJsonSchema();
    delete first['properties'];
    expect(settingsJsonSchema()).toHaveProperty('properties.language');
  });
});
