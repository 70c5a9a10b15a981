/** A server's configuration file on its own machine: read, and replaced as a whole with the reload that goes with it. */
import { createHash } from 'node:crypto';
import { UpshelfError } from '../errors.ts';
import { oneLine, type Answer } from './answers.ts';
import type { HostShell, ShellResult } from './host-shell.ts';
import type { ServerLook } from './port.ts';

export interface ConfigFile {
  read(deadline: number): Promise<ServerLook<string>>;
  /**
   * Puts `after` in the place of `before` and reloads the server, under a lock and only where the file is still
   * `before`; equal texts only reload. The file keeps its owner and mode, and comes back when the reload fails.
   */
  replace(before: string, after: string, deadline: number): Promise<Answer>;
}

export interface ConfigFileOptions {
  readonly shell: HostShell;
  /** The file's absolute path on that machine. */
  readonly path: string;
  /** A shell command that makes the server read it again, such as `systemctl reload icecast2`; null: none is needed. */
  readonly reload: string | null;
}

/** What the script ends with where it did nothing, or undid it. */
const codes = { locked: 75, changed: 76, incomplete: 77, notReloaded: 78 } as const;

/** @throws UpshelfError `settings-invalid` for a path that is not absolute or has unusual characters */
export function createConfigFile({ shell, path, reload }: ConfigFileOptions): ConfigFile {
  if (!/^\/[\w./@+-]+$/.test(path)) {
    throw new UpshelfError(
      'settings-invalid',
      'The path of the configuration file must be absolute and plain.',
      {
        field: 'config',
      },
    );
  }
  return {
    async read(deadline) {
      const result = await shell.run(`cat -- '${path}'\n`, deadline);
      if (result.kind === 'ended' && result.code === 0) return { outcome: 'seen', value: result.output };
      return {
        outcome: 'unreachable',
        message: `The configuration file was not read: ${complaintOf(result)}`,
      };
    },
    async replace(before, after, deadline) {
      const script = before === after ? reloadScript(reload) : replaceScript(path, before, after, reload);
      return judge(await shell.run(script, deadline));
    },
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** All of it stands in a function, so that nothing runs before the last line has arrived. */
const asWhole = (lines: readonly string[]): string =>
  ['upshelf() {', ...lines, '}', 'upshelf', ''].join('\n');

/** It gets neither the rest of the script nor the lock, which a server started by it would hold for ever. */
const reloading = (reload: string | null): string => `( ${reload ?? ':'}\n) < /dev/null 9>&-`;

const reloadScript = (reload: string | null): string =>
  asWhole([`${reloading(reload)} || exit ${codes.notReloaded}`]);

const replaceScript = (path: string, before: string, after: string, reload: string | null): string =>
  asWhole([
    'set -eu',
    // A link keeps pointing where it points.
    `file=$(readlink -f -- '${path}')`,
    'exec 9> "$file.upshelf-lock"',
    `flock -w 10 9 || exit ${codes.locked}`,
    'sum() { sha256sum < "$1" | cut -c1-64; }',
    `[ "$(sum "$file")" = ${sha256(before)} ] || exit ${codes.changed}`,
    // Copied first, since the copy takes over owner and mode: passwords are in this file.
    'cp -p -- "$file" "$file.upshelf-new"',
    'cp -p -- "$file" "$file.upshelf-old"',
    `base64 -d > "$file.upshelf-new" <<'END'`,
    ...(Buffer.from(after)
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
    'END',
    `[ "$(sum "$file.upshelf-new")" = ${sha256(after)} ] || exit ${codes.incomplete}`,
    'mv -f -- "$file.upshelf-new" "$file"',
    `if ! ${reloading(reload)}; then mv -f -- "$file.upshelf-old" "$file"; exit ${codes.notReloaded}; fi`,
    'rm -f -- "$file.upshelf-old"',
  ]);

function judge(result: ShellResult): Answer {
  if (result.kind === 'refused') return result;
  if (result.kind === 'lost') return { kind: 'unclear', message: result.message };
  switch (result.code) {
    case 0:
      return { kind: 'done', data: null };
    case codes.locked:
    case codes.changed:
      return {
        kind: 'refused',
        message: 'Somebody else is changing the configuration file; it was left alone.',
      };
    case codes.notReloaded:
      return { kind: 'failed', reason: `The server could not be reloaded: ${complaintOf(result)}` };
    default:
      return { kind: 'failed', reason: `The configuration file was not replaced: ${complaintOf(result)}` };
  }
}

function complaintOf(result: ShellResult): string {
  if (result.kind !== 'ended') return result.message;
  return oneLine(result.complaint, `the script ended with ${result.code}`);
}
