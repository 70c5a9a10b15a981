/** A pretend WHM server over real HTTP, on loopback: it answers as provisioning.md §1 says, and never kinder. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { answerControl, type WhmRequest } from './control.ts';
import { api0, api1, webPage } from './envelope.ts';
import { createFaults, type Faults } from './faults.ts';
import type { FunctionAnswer, WriteEffect } from './call.ts';
import { functions } from './functions.ts';
import type { WhmLogin, WhmSeed } from './seed-type.ts';
import { deniedTurn, respond, send, type Turn } from './respond.ts';
import { openWhmState, type WhmState } from './state.ts';

export interface SandboxWhm {
  /** What a billing system is given as the server's address. */
  readonly url: string;
  readonly port: number;
  readonly state: WhmState;
  readonly faults: Faults;
  /** Every request that arrived, the oldest first; no token is kept. */
  requests(): readonly WhmRequest[];
  /** Stops listening: connections are refused until `online`. */
  offline(): Promise<void>;
  online(): Promise<void>;
  close(): Promise<void>;
}

export interface SandboxWhmOptions {
  /** 0: any free one. */
  readonly port: number;
  /** The folder of the state; null: in memory. */
  readonly dataDir: string | null;
  readonly seed: WhmSeed;
}

/** Old requests are forgotten, so that a long soak does not fill the memory. */
const keptRequests = 10_000;

export async function startSandboxWhm({ port, dataDir, seed }: SandboxWhmOptions): Promise<SandboxWhm> {
  const state = openWhmState(seed, dataDir);
  const faults = createFaults();
  const requests: WhmRequest[] = [];
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
    if (address.pathname.startsWith('/sandbox/')) {
      answerControl({ request, response, path: address.pathname, body, faults, state, requests });
      return;
    }
    const command = /^\/json-api\/(\w+)$/.exec(address.pathname)?.[1];
    if (command === undefined) {
      send(response, 404, webPage('404 Not Found'));
      return;
    }
    const parameters = new URLSearchParams([...address.searchParams, ...new URLSearchParams(body)]);
    const login = loginOf(seed.logins, request.headers.authorization);
    remember(command, login, parameters);
    const turn = login === null ? deniedTurn : turnOf(command, login, parameters);
    respond(response, faults.take(command), turn, { later, hold: faults.hold });
  }

  function turnOf(command: string, login: WhmLogin, parameters: URLSearchParams): Turn {
    const shape = parameters.get('api.version') === '1' ? api1 : api0;
    const act = (effect: WriteEffect) => run(command, login, parameters, effect);
    return {
      status: 200,
      act: (effect) => shape(command, act(effect)),
      actOldShape: () => api0(command, act('whole')),
      refuse: (reason) => shape(command, { refusal: reason }),
    };
  }

  function remember(command: string, login: WhmLogin | null, parameters: URLSearchParams): void {
    const user = parameters.get('user') ?? parameters.get('cpanel.user');
    requests.push({ at: Date.now(), function: command, login: login?.user ?? null, user });
    if (requests.length > keptRequests) requests.shift();
  }

  function run(
    command: string,
    login: WhmLogin,
    parameters: URLSearchParams,
    effect: WriteEffect,
  ): FunctionAnswer {
    const known = Object.hasOwn(functions, command) ? functions[command] : undefined;
    if (!known) return { refusal: `Unknown app (“${command}”) requested for this version (1) of the API.` };
    return known({ login, parameters, state, version: seed.version, now: new Date(), effect });
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

  let bound: number;
  try {
    bound = await listen(port);
  } catch (error) {
    state.close();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    state,
    faults,
    requests: () => requests,
    offline,
    async online() {
      if (!server.listening) await listen(bound);
    },
    async close() {
      for (const timer of waiting) clearTimeout(timer);
      await offline();
      state.close();
    },
  };
}

/** `Authorization: whm USER:TOKEN` (provisioning.md §1 Auth). */
function loginOf(logins: readonly WhmLogin[], header: string | undefined): WhmLogin | null {
  const [, user, token] = /^whm ([^:]+):(.+)$/i.exec(header ?? '') ?? [];
  return logins.find((login) => login.user === user && login.token === token) ?? null;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
