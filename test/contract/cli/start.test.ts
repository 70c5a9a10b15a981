/** `npm start` as issue 3 section 1 promises it: one line, clean ends, one sentence for each thing that is in the way. */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { repository, runProcess, startProcess, type RunningProcess } from '../../support/process-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'upshelf-start-'));
const started: RunningProcess[] = [];
afterAll(async () => {
  for (const process of started) if (process.child.exitCode === null) await process.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const readyLine = z.strictObject({
  open: z.url(),
  app: z.url(),
  servers: z.array(z.url()).min(1),
  logins: z.array(
    z.strictObject({
      role: z.enum(['client', 'staff']),
      user: z.string().min(1),
      password: z.string().min(1),
    }),
  ),
});
type Ready = z.infer<typeof readyLine>;

const startIn = (data: string, ...more: string[]): string[] => [
  'sandbox/start.ts',
  '--json',
  '--port',
  '0',
  '--data',
  join(folder, data),
  ...more,
];

async function ready(args: readonly string[]): Promise<{ process: RunningProcess; line: Ready }> {
  const process = startProcess(args);
  started.push(process);
  return { process, line: readyLine.parse(JSON.parse(await process.firstLine)) };
}

/** Whether somebody could listen there. */
async function isFree(url: string): Promise<boolean> {
  const server = createServer();
  const outcome = Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ]);
  server.listen(Number(new URL(url).port), '127.0.0.1');
  const free = await outcome;
  server.close();
  return free;
}

const everyUrl = ({ open, app, servers }: Ready): string[] => [open, app, ...servers];
const sentences = (stderr: string): string[] => stderr.split('\n').filter((line) => line !== '');

describe.concurrent('npm start', () => {
  test.for(['SIGTERM', 'SIGINT'] as const)(
    'says in one line where everything is, and %s ends it cleanly',
    async (signal, { expect }) => {
      const { process, line } = await ready(startIn(signal));
      expect((await fetch(line.open)).status).toBe(200);
      expect((await fetch(new URL('/healthz', line.app))).status).toBe(200);
      expect(new Set(line.logins.map(({ role }) => role))).toEqual(new Set(['client', 'staff']));

      const { code, stdout, stderr } = await process.end(signal);
      expect(code).toBe(0);
      expect(stdout.trimEnd().split('\n')).toHaveLength(1);
      for (const log of sentences(stderr)) expect(JSON.parse(log)).toHaveProperty('level');
      for (const url of everyUrl(line)) expect(await isFree(url), url).toBe(true);
    },
  );

  test('the same folder is taken up again; --reset forgets what was kept and nothing of others', async ({
    expect,
  }) => {
    const secrets = () => readFileSync(join(folder, 'kept', '.env'), 'utf8');
    const letter = join(folder, 'kept', 'letter.txt');
    const first = await ready(startIn('kept'));
    const drawn = secrets();
    writeFileSync(letter, 'mine');
    expect((await first.process.end('SIGTERM')).code).toBe(0);

    const second = await ready(startIn('kept'));
    expect((await fetch(second.line.open)).status).toBe(200);
    expect((await fetch(new URL('/healthz', second.line.app))).status).toBe(200);
    expect((await second.process.end('SIGTERM')).code).toBe(0);
    expect(secrets()).toBe(drawn);

    const third = await ready(startIn('kept', '--reset'));
    expect((await third.process.end('SIGTERM')).code).toBe(0);
    expect(secrets()).not.toBe(drawn);
    expect(readFileSync(letter, 'utf8')).toBe('mine');
  });

  test('a busy port is one sentence and exit 1', async ({ expect }) => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    const ended = await runProcess([
      'sandbox/start.ts',
      '--json',
      '--port',
      port,
      '--data',
      join(folder, 'busy'),
    ]);
    other.close();
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(sentences(ended.stderr)).toEqual([
      `Port ${port} on 127.0.0.1 is in use by another program; choose another one.`,
    ]);
  });

  test('a file where the folder should be is one sentence and exit 1', async ({ expect }) => {
    writeFileSync(join(folder, 'a-file'), '');
    const ended = await runProcess(startIn('a-file'));
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(sentences(ended.stderr)).toEqual([
      `The folder ${join(folder, 'a-file')} cannot be written; choose another one with --data.`,
    ]);
  });

  test.for([['--prot', '1'], ['--port', 'http'], ['--port', '65536'], ['--data'], ['surplus']])(
    'a wrong call (%s %s) is answered with the usage and exit 2',
    async (args, { expect }) => {
      const ended = await runProcess(['sandbox/start.ts', ...args]);
      expect(ended).toMatchObject({ code: 2, stdout: '' });
      expect(ended.stderr).toContain('Usage: npm start --');
    },
  );
});

test('through npm, a signal reaches the program: SIGTERM ends it with 0 and the ports are free', async () => {
  const process = startProcess(
    ['start', '--silent', '--', '--json', '--port', '0', '--data', join(folder, 'npm')],
    { program: 'npm', cwd: repository },
  );
  started.push(process);
  const line = readyLine.parse(JSON.parse(await process.firstLine));
  const { code, stdout } = await process.end('SIGTERM');
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  for (const url of everyUrl(line)) expect(await isFree(url), url).toBe(true);
});
