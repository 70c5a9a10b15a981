/** Node processes of this repository, run as a user would run them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));

export interface RunOptions {
  /** The repository, where nothing else is said. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What the process reads on standard input. */
  readonly input?: string;
  /** Another program than the Node of these tests. */
  readonly program?: string;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningProcess {
  readonly child: ChildProcess;
  /** The first line on standard output; rejects with what was on standard error when the process ends without one. */
  readonly firstLine: Promise<string>;
  readonly ended: Promise<Ended>;
  /** Sends a signal to this process alone, and waits for its end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

/** Starts `node ...args`; whoever starts it ends it. */
export function startProcess(args: readonly string[], options: RunOptions = {}): RunningProcess {
  const { cwd = repository, env = process.env, input = '', program = process.execPath } = options;
  const child = spawn(program, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  const line = Promise.withResolvers<string>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (stdout.includes('\n')) line.resolve(stdout.slice(0, stdout.indexOf('\n')));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // a process that ends without reading breaks the pipe; its exit code says the rest
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = once(child, 'close').then(() => {
    line.reject(new Error(`it ended without a line: ${stderr}`));
    return { code: child.exitCode, signal: child.signalCode, stdout, stderr };
  });
  // nobody has to wait for the line
  line.promise.catch(() => undefined);
  return {
    child,
    firstLine: line.promise,
    ended,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs `node ...args` to its end. */
export const runProcess = (args: readonly string[], options: RunOptions = {}): Promise<Ended> =>
  startProcess(args, options).ended;
