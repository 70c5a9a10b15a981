import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTemplates } from '../../../src/notices/templates-folder.ts';

let packageFolder = '';
beforeAll(() => {
  packageFolder = mkdtempSync(join(tmpdir(), 'upshelf-package-'));
  for (const folder of ['templates/locales', 'dist/src/notices', 'src/notices', 'src/templates']) {
    mkdirSync(join(packageFolder, folder), { recursive: true });
  }
});
afterAll(() => {
  rmSync(packageFolder, { recursive: true });
});

test.each(['src/notices', 'dist/src/notices'])("the package's templates are found from %s", (folder) => {
  expect(findTemplates(join(packageFolder, folder))).toBe(join(packageFolder, 'templates'));
});

test('a package without templates is said to be one', () => {
  expect(() => findTemplates(tmpdir())).toThrow(`No templates folder above ${tmpdir()}.`);
});
