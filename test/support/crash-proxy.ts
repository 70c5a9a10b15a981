/** Stands between the app and another side, counts each request by name, and lets the app be killed around one of them. */
import { once } from 'node:events';
import {
  createServer,
  request as send,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** Before the request arrives, after it was carried out but before its answer, after its answer. */
export const moments = ['before it arrives', 'after it acted', 'after it answered'] as const;
export type Moment = (typeof moments)[number];

/** One place in one upgrade: the how-manieth request of which name, such as `readService 2`. */
export interface KillPoint {
  readonly request: string;
  readonly moment: Moment;
}

export interface Passage {
  /** Every request that came, in order, as `name count`. */
  readonly seen: readonly string[];
  /** How many requests of this name were carried out by the other side. */
  acted(name: string): number;
  /** Whether the app was killed where it was to be. */
  readonly killed: boolean;
}

/** What the proxies of one world share: the names of the requests, and the one kill. */
export class Watchman implements Passage {
  readonly seen: string[] = [];
  killed = false;
  readonly #acted: string[] = [];
  readonly #came = new Map<string, number>();
  readonly #point: KillPoint | null;
  readonly #kill: () => Promise<void>;

  constructor(point: KillPoint | null, kill: () => Promise<void>) {
    this.#point = point;
    this.#kill = kill;
  }

  came(name: string): string {
    const count = (this.#came.get(name) ?? 0) + 1;
    this.#came.set(name, count);
    this.seen.push(`${name} ${count}`);
    return `${name} ${count}`;
  }

  wasDone(name: string): void {
    this.#acted.push(name);
  }

  acted = (name: string): number => this.#acted.filter((one) => one === name).length;

  /** Kills the app when this is the place; whether it was. */
  async reach(request: string, moment: Moment): Promise<boolean> {
    if (this.killed || this.#point?.request !== request || this.#point.moment !== moment) return false;
    this.killed = true;
    await this.#kill();
    return true;
  }
}

export interface CrashProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** A proxy on a free port before `target` (without a path); `nameOf` names a request from its path and body. */
export async function startCrashProxy(
  target: string,
  nameOf: (path: string, body: string) => string,
  watchman: Watchman,
): Promise<CrashProxy> {
  const server = createServer((incoming, outgoing) => {
    void pass(incoming, outgoing).catch(() => incoming.socket.destroy());
  });

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bytesOf(incoming);
    const path = incoming.url ?? '/';
    const name = nameOf(path, body.toString('utf8'));
    const request = watchman.came(name);
    if (await watchman.reach(request, 'before it arrives')) {
      incoming.socket.destroy();
      return;
    }
    const answer = await forward(new URL(path, target), incoming, body);
    watchman.wasDone(name);
    if (await watchman.reach(request, 'after it acted')) {
      incoming.socket.destroy();
      return;
    }
    // also where the app no longer waits for it
    outgoing.once('close', () => void watchman.reach(request, 'after it answered'));
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function forward(
  url: URL,
  { method, headers }: IncomingMessage,
  body: Buffer,
): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
  const outgoing = send(url, { method, headers: { ...headers, host: url.host }, agent: false });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 502, headers: response.headers, body: await bytesOf(response) };
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
