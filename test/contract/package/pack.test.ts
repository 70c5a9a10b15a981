/** The npm package, packed and installed in an empty folder: what a host gets (issue 3 section 9). */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { runProcess, type Ended } from '../../support/process-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'upshelf-package-'));
const installed = join(folder, 'node_modules', 'upshelf');
const minutes = 5 * 60_000;
let files: string[];

const npm = (args: readonly string[], cwd?: string): Promise<Ended> =>
  runProcess(args, { program: 'npm', ...(cwd === undefined ? {} : { cwd }) });

const packed = z.array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }));

beforeAll(async () => {
  const pack = await npm(['pack', '--json', '--silent', '--pack-destination', folder]);
  expect(pack.code, pack.stderr).toBe(0);
  const [archive] = packed.parse(JSON.parse(pack.stdout));
  files = archive?.files.map(({ path }) => path) ?? [];
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const install = await npm(
    ['install', '--prefer-offline', '--no-audit', '--no-fund', '--omit=dev', `./${archive?.filename ?? ''}`],
    folder,
  );
  expect(install.code, install.stderr).toBe(0);
}, minutes);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("installed in an empty folder, `upshelf quote` prices the source page's case at 50.00", async () => {
  const row = {
    id: 'source-page',
    policy: 'full-difference',
    currency: 'USD',
    oldCycle: 'annually',
    newCycle: 'annually',
    newPrice: '150.00',
    changeDate: '2026-07-02',
    paid: '100.00',
    periodStart: '2026-01-01',
    periodEnd: '2027-01-01',
  };
  const { code, stdout, stderr } = await runProcess([join('node_modules', '.bin', 'upshelf'), 'quote'], {
    cwd: folder,
    input: JSON.stringify([row]),
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject([{ id: 'source-page', ok: true, total: '50.00' }]);
});

test('what a panel and the app read at run time is inside: module.json, hooks, every template', () => {
  expect(files).toEqual(expect.arrayContaining(['module.json', 'dist/hooks/index.js', 'package.json']));
  const templates = readdirSync('templates', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(hbs|json|css)$/.test(name))
    .map((name) => `templates/${name}`);
  expect(templates.length).toBeGreaterThan(0);
  expect(files).toEqual(expect.arrayContaining(templates));
  expect(existsSync(join(installed, 'module.json'))).toBe(true);
});

test('nothing of the sandbox, the tests or a demonstration is inside', () => {
  expect(files.filter((path) => /(^|\/)(sandbox|test|bench|coverage|\.upshelf)\//.test(path))).toEqual([]);
  expect(files.filter((path) => /(^|\/)\.env|\.sqlite|\.test\.|upshelf\.yaml$/.test(path))).toEqual([]);
  // the README may say how to log in to the demonstration
  const programs = files.filter((path) => /^(dist|templates)\//.test(path));
  const demonstration = programs.filter((path) =>
    /demo-cliente|demo-staff|a secret for tests/.test(readFileSync(join(installed, path), 'utf8')),
  );
  expect(demonstration).toEqual([]);
});
