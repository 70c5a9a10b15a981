/** Runs a small script on the machine where a server lives: this one, or another through the host's own command. */
import { spawn } from 'node:child_process';
import { UpshelfError } from '../errors.ts';

export type ShellResult =
  | { readonly kind: 'ended'; readonly code: number; readonly output: string; readonly complaint: string }
  /** It was not started. */
  | { readonly kind: 'refused'; readonly message: string }
  /** It may have run, in part or whole. */
  | { readonly kind: 'lost'; readonly message: string };

export interface HostShell {
  /** @param deadline milliseconds from the call to the end of the script */
  run(script: string, deadline: number): Promise<ShellResult>;
}

/** The most of a script's output that is kept, in characters: far above any configuration file. */
const outputCap = 8_000_000;

/** ssh's own code for everything that went wrong with the connection, before or after the script began. */
const connectionFailed = 255;

/** What a shell needs to find programs and the host's keys; our own secrets, which are variables too, stay here. */
const passedOn = ['PATH', 'HOME', 'USER', 'SSH_AUTH_SOCK', 'TZ'];

/**
 * A shell that is started by `command`, such as `sh -s` or `ssh -o BatchMode=yes radio1 sh -s`, and reads its script
 * from standard input: nothing of it is seen in a list of processes, and nothing needs quoting on the way.
 * @throws UpshelfError `settings-invalid` for an empty command
 */
export function createHostShell(command: readonly string[]): HostShell {
  const [program, ...parameters] = command;
  if (program === undefined) {
    throw new UpshelfError('settings-invalid', 'The command that starts a shell is empty.', {
      field: 'shell',
    });
  }
  const env = Object.fromEntries(passedOn.map((name) => [name, process.env[name]]));
  return {
    run: (script, deadline) =>
      new Promise((resolve) => {
        const child = spawn(program, parameters, { env, stdio: ['pipe', 'pipe', 'pipe'] });
        let output = '';
        let complaint = '';
        let late = false;
        const timer = setTimeout(() => {
          late = true;
          child.kill('SIGKILL');
          // A grandchild may keep the pipes open after it: nobody waits for that.
          child.stdout.destroy();
          child.stderr.destroy();
        }, deadline);
        child.stdout.setEncoding('utf8').on('data', (part: string) => {
          if (output.length < outputCap) output += part;
        });
        child.stderr.setEncoding('utf8').on('data', (part: string) => {
          if (complaint.length < 2_000) complaint += part;
        });
        child.once('error', () => {
          clearTimeout(timer);
          resolve({ kind: 'refused', message: `${program} could not be started.` });
        });
        child.once('close', (code) => {
          clearTimeout(timer);
          if (late) resolve({ kind: 'lost', message: `${program} did not end within ${deadline} ms` });
          else if (code === null || code === connectionFailed) {
            resolve({ kind: 'lost', message: `${program} broke off` });
          } else resolve({ kind: 'ended', code, output, complaint });
        });
        // A shell that ends before it read everything closes the pipe; what it said is in its code.
        child.stdin.on('error', () => undefined);
        child.stdin.end(script);
      }),
  };
}
