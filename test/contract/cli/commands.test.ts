/** The command `upshelf` as somebody types it (issue 3 section 8), beside a running company where one is needed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProcess, startProcess, type RunningProcess } from '../../support/process-run.ts';

const upshelf = (args: readonly string[], input = '') =>
  runProcess(['src/cli/upshelf.ts', ...args], { input });

/** The source page: 100.00 a year, half of it over, a plan of 150.00. */
const sourcePage = {
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

describe('quote', () => {
  test("the source page's case costs 50.00", async () => {
    const { code, stdout, stderr } = await upshelf(['quote'], JSON.stringify([sourcePage]));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject([
      { id: 'source-page', ok: true, charge: '150.00', credit: '100.00', total: '50.00', currency: 'USD' },
    ]);
  });

  test('--explain says the same in lines', async () => {
    const { code, stdout } = await upshelf(
      ['quote', '--explain', '--locale', 'es-AR'],
      JSON.stringify([sourcePage]),
    );
    expect(code).toBe(0);
    expect(stdout).toContain('50,00');
  });

  test.for(['', 'nonsense', '{"id":1}'])(
    'without an array (%j) it exits with 2 and prints nothing',
    async (input) => {
      const { code, stdout, stderr } = await upshelf(['quote'], input);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    },
  );
});

test.for([
  '',
  'sell',
  'quote surplus',
  'quote --colour',
  'show CP-7K3F9 CP-7K3FA',
  'serve --port 70000',
  'check --config',
])('a wrong call (upshelf %s) is answered with the usage and exit 2', async (line) => {
  const { code, stdout, stderr } = await upshelf(line.split(' ').filter((word) => word !== ''));
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Usage: upshelf');
});

test.for(['check', 'show', 'serve'])(
  '%s without settings names the file and exits with 2',
  async (command) => {
    const { code, stdout, stderr } = await upshelf([command, '--config', '/nowhere/upshelf.yaml']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('/nowhere/upshelf.yaml');
    expect(stderr).not.toContain('    at ');
  },
);

describe('beside a running company', () => {
  const folder = mkdtempSync(join(tmpdir(), 'upshelf-commands-'));
  const settings = join(folder, 'upshelf.yaml');
  let company: RunningProcess;

  beforeAll(async () => {
    company = startProcess(['sandbox/start.ts', '--json', '--port', '0', '--data', folder]);
    await company.firstLine;
  });
  afterAll(async () => {
    await company.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  /** The company's own settings with one text in place of another; the secrets are found beside them. */
  function changed(name: string, from: string, to: string): { file: string; line: number } {
    const text = readFileSync(settings, 'utf8');
    expect(text).toContain(from);
    const file = join(folder, name);
    writeFileSync(file, text.replace(from, to));
    return { file, line: text.slice(0, text.indexOf(from)).split('\n').length };
  }

  test('check finds no error in the settings of the demonstration, only what a host may mean so', async () => {
    const { code, stdout } = await upshelf(['check', '--config', settings]);
    const lines = stdout.trimEnd().split('\n');
    expect(code).toBe(1);
    expect(lines.filter((line) => !/\.yaml:\d+:\d+: warning: /.test(line))).toEqual([]);
    // Inicial 5 is not sold for two years, its neighbours are
    expect(stdout).toContain('Inicial 5 has no price for USD biennially');
  });

  test('check names file and line of a package that is not on its server, and exits with 1', async () => {
    const { file, line } = changed('missing-package.yaml', 'cp1: profesional20', 'cp1: profesional99');
    const { code, stdout } = await upshelf(['check', '--config', file]);
    expect(code).toBe(1);
    expect(stdout).toContain('profesional99');
    const place = Number(/^.*missing-package\.yaml:(\d+):\d+: error: /m.exec(stdout)?.[1]);
    // the finding points at the plan's package, which begins at or just above the changed line
    expect(line - place).toBeGreaterThanOrEqual(0);
    expect(line - place).toBeLessThanOrEqual(2);
  });

  test('check names file and line of a mistake in the settings, and exits with 2', async () => {
    const { file, line } = changed('mistake.yaml', 'language: es', 'language: klingon');
    const { code, stdout, stderr } = await upshelf(['check', '--config', file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`mistake.yaml:${line}:`);
    expect(stderr).toContain('klingon');
  });

  test('check exits with 1 and one sentence where the panel does not answer', async () => {
    const url = /url: (http:\S+\/connector)/.exec(readFileSync(settings, 'utf8'))?.[1] ?? '';
    const { file } = changed('no-panel.yaml', url, 'http://127.0.0.1:9/connector');
    const { code, stdout, stderr } = await upshelf(['check', '--config', file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('The panel did not give its catalogue');
    expect(stderr).not.toContain('    at ');
  });

  test('show without a reference lists the latest changes, beside the running app', async () => {
    const { code, stdout } = await upshelf(['show', '--config', settings]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'No change yet.\n' });
    const json = await upshelf(['show', '--json', '--config', settings]);
    expect({ code: json.code, changes: JSON.parse(json.stdout) as unknown }).toEqual({
      code: 0,
      changes: [],
    });
  });

  test('show of a reference that nothing has exits with 1 and says so', async () => {
    const { code, stdout, stderr } = await upshelf(['show', 'CP-7K3F9Q', '--config', settings]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('There is no change CP-7K3F9Q.');
  });

  test('show of something that is no reference exits with 2', async () => {
    const { code, stdout, stderr } = await upshelf(['show', 'invoice-812', '--config', settings]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('"invoice-812" is no reference');
  });

  test('serve on a busy port is one sentence and exit 1', async () => {
    const { app } = JSON.parse(await company.firstLine) as { app: string };
    const { port } = new URL(app);
    const { code, stdout, stderr } = await upshelf(['serve', '--config', settings, '--port', port]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is in use by another program`);
    expect(stderr).not.toContain('    at ');
  });
});
