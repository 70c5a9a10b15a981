/** A configuration file replaced through a real shell: under a lock, whole or not at all, back when the reload fails. */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConfigFile } from '../../../src/provisioning/config-file.ts';
import { createHostShell, type HostShell } from '../../../src/provisioning/host-shell.ts';

let folder: string;
let path: string;
const shell = createHostShell(['sh', '-s']);
const text = 'contraseña=año\nline "two" $HOME `id` \\n\n';
const file = (reload: string | null = null, through: HostShell = shell) =>
  createConfigFile({ shell: through, path, reload });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upshelf-config-'));
  path = join(folder, 'server.conf');
  writeFileSync(path, text);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('is read and replaced byte for byte, accents, quotes and dollars included', async () => {
  expect(await file().read(5_000)).toEqual({ outcome: 'seen', value: text });
  const after = `${text}EOF\nEND\n'more'`;
  expect(await file().replace(text, after, 5_000)).toEqual({ kind: 'done', data: null });
  expect(readFileSync(path, 'utf8')).toBe(after);
});

it('keeps its mode, so that its passwords stay unread by others', async () => {
  chmodSync(path, 0o600);
  await file().replace(text, 'other', 5_000);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('a link keeps pointing where it points', async () => {
  const link = join(folder, 'link.conf');
  symlinkSync(path, link);
  await createConfigFile({ shell, path: link, reload: null }).replace(text, 'other', 5_000);
  expect(readFileSync(path, 'utf8')).toBe('other');
  expect(statSync(link).isFile()).toBe(true);
});

it('somebody else wrote in between: theirs is left alone, and it is to be tried again', async () => {
  writeFileSync(path, 'theirs');
  expect(await file().replace(text, 'ours', 5_000)).toMatchObject({ kind: 'refused' });
  expect(readFileSync(path, 'utf8')).toBe('theirs');
});

it('two at a time: one wins, the other is told to look again', async () => {
  const answers = await Promise.all([
    file('sleep 0.2').replace(text, 'one', 5_000),
    file('sleep 0.2').replace(text, 'two', 5_000),
  ]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
});

it('the reload runs after the file is there; without a difference it runs alone', async () => {
  const seen = join(folder, 'seen');
  const reload = `cat '${path}' >> '${seen}'`;
  await file(reload).replace(text, 'new ', 5_000);
  await file(reload).replace('new ', 'new ', 5_000);
  expect(readFileSync(seen, 'utf8')).toBe('new new ');
});

it('a reload that fails: refused with what it said, and the old file is back', async () => {
  const answer = await file('echo "no such unit <b>x</b>" >&2; false').replace(text, 'other', 5_000);
  expect(answer).toEqual({
    kind: 'failed',
    reason: 'The server could not be reloaded: no such unit x',
  });
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(await file('exit 3').replace(text, text, 5_000)).toMatchObject({ kind: 'failed' });
});

it('a reload that leaves a program behind does not keep the lock', async () => {
  await file('sleep 5 >/dev/null 2>&1 &').replace(text, 'one', 5_000);
  expect(await file().replace('one', 'two', 5_000)).toMatchObject({ kind: 'done' });
});

it('a file that is not there is not read, and not made', async () => {
  rmSync(path);
  expect(await file().read(5_000)).toMatchObject({ outcome: 'unreachable' });
  expect(await file().replace(text, 'other', 5_000)).toMatchObject({ kind: 'refused' });
  expect(existsSync(path)).toBe(false);
});

it.each(['relative.conf', "/etc/it's.conf", '/etc/a b.conf', '/etc/$(id)'])(
  'the path %s is refused: it would have to be quoted',
  (odd) => {
    expect(() => createConfigFile({ shell, path: odd, reload: null })).toThrow(/absolute and plain/);
  },
);

describe('the way to the host', () => {
  it('a script that arrives only in part does nothing', async () => {
    const cut: HostShell = { run: (script, deadline) => shell.run(script.slice(0, -20), deadline) };
    expect(await file(null, cut).replace(text, 'other', 5_000)).not.toMatchObject({ kind: 'done' });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('a command that is not there: nothing was done', async () => {
    const none = createHostShell(['/nonexistent/ssh', 'radio1', 'sh', '-s']);
    expect(await file(null, none).replace(text, 'other', 5_000)).toMatchObject({ kind: 'refused' });
    expect(() => createHostShell([])).toThrow(/empty/);
  });

  it("ssh's 255 and a time-out say nothing about what was done: look", async () => {
    const broken = createHostShell(['sh', '-c', 'cat > /dev/null; exit 255']);
    expect(await file(null, broken).replace(text, 'other', 5_000)).toMatchObject({ kind: 'unclear' });
    expect(await file(null, broken).read(5_000)).toMatchObject({ outcome: 'unreachable' });
    const started = performance.now();
    expect(await file('sleep 30').replace(text, 'other', 300)).toMatchObject({ kind: 'unclear' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('our own secrets are not handed to it', async () => {
    process.env['UPSHELF_TOKEN_TEST'] = 'environment7s3cret';
    const result = await shell.run('env', 5_000);
    delete process.env['UPSHELF_TOKEN_TEST'];
    expect(result).toMatchObject({ kind: 'ended', code: 0 });
    expect(JSON.stringify(result)).not.toContain('environment7s3cret');
  });
});
