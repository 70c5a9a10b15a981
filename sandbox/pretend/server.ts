/** A pretend server over real HTTP, on loopback: listening, faults and the side door; what it answers is given. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { answerControl, type SeenRequest } from './control.ts';
import { createFaults, type Effect, type Faults } from './faults.ts';
import { respond } from './respond.ts';

/** One request, read to its end. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  /** The media type. */
  readonly type: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A call, ready to be done. */
export interface Turn {
  /** By this name faults and tests mean it. */
  readonly operation: string;
  readonly isWrite: boolean;
  /** Does it, as far as `effect` says. */
  readonly act: (effect: Effect) => Reply;
  /** A call that is turned away before anything happens: no fault makes it kinder. */
  readonly turnedAway?: Reply;
}

export interface PretendServer {
  readonly url: string;
  readonly port: number;
  readonly faults: Faults;
  /** Every request that arrived, the oldest first; no key is kept. */
  requests(): readonly SeenRequest[];
  /** Stops listening: connections are refused until `online`. */
  offline(): Promise<void>;
  online(): Promise<void>;
  close(): Promise<void>;
}

export interface PretendServerOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly turnOf: (call: Call) => Turn;
  /** What `GET /sandbox/state` shows. */
  readonly state: () => unknown;
}

/** Old requests are forgotten, so that a long soak does not fill the memory. */
const keptRequests = 10_000;

export async function startPretendServer({
  port,
  turnOf,
  state,
}: PretendServerOptions): Promise<PretendServer> {
  const faults = createFaults();
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<NodeJS.Timeout>();
  const server = createServer((request, response) => {
    void handle(request, response).catch(() => request.socket.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  function later(milliseconds: number, then: () => void): void {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      then();
    }, milliseconds);
    waiting.add(timer);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = await textOf(request);
    const path = decodeURIComponent(address.pathname);
    if (path.startsWith('/sandbox/')) {
      answerControl({ request, response, path, body, faults, state, requests });
      return;
    }
    const method = request.method ?? 'GET';
    const turn = turnOf({ method, path, query: address.searchParams, headers: request.headers, body });
    requests.push({ at: Date.now(), operation: turn.operation, isWrite: turn.isWrite });
    if (requests.length > keptRequests) requests.shift();
    const fault = turn.turnedAway ? null : faults.take(turn.operation, turn.isWrite);
    respond(response, fault, turn, { later, hold: faults.hold });
  }

  async function listen(at: number): Promise<number> {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  async function offline(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  const bound = await listen(port);
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    faults,
    requests: () => requests,
    offline,
    async online() {
      if (!server.listening) await listen(bound);
    },
    async close() {
      for (const timer of waiting) clearTimeout(timer);
      await offline();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
