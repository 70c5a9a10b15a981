/** The side door of the pretend server, for tests and demonstrations: faults, requests, accounts; loopback only. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { faultSchema, type Faults } from './faults.ts';
import type { WhmState } from './state.ts';

export interface WhmRequest {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly function: string;
  /** The login that asked, if it was a known one. */
  readonly login: string | null;
  /** The account that was meant, where the request names one. */
  readonly user: string | null;
}

export interface ControlRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly body: string;
  readonly faults: Faults;
  readonly state: WhmState;
  readonly requests: readonly WhmRequest[];
}

/**
 * `GET, POST, DELETE /sandbox/faults`: list, add one (JSON of `faultSchema`), clear.
 * `POST /sandbox/faults/release`: lets held calls be done.
 * `GET /sandbox/requests`: what arrived. `GET /sandbox/accounts/<user>`: an account as it is now.
 */
export function answerControl(control: ControlRequest): void {
  const { status, content } = fromHere(control.request)
    ? answerOf(control)
    : { status: 403, content: { error: 'The sandbox is controlled from this machine only.' } };
  control.response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(content));
}

function answerOf({ request, path, body, faults, state, requests }: ControlRequest) {
  const account = /^\/sandbox\/accounts\/(\w+)$/.exec(path)?.[1];
  if (request.method === 'GET' && account !== undefined) {
    const found = state.account(account);
    return found ? { status: 200, content: found } : notFound;
  }
  if (request.method === 'GET' && path === '/sandbox/requests') return { status: 200, content: requests };
  if (request.method === 'POST' && path === '/sandbox/faults/release') {
    faults.release();
    return { status: 200, content: faults.list() };
  }
  if (path !== '/sandbox/faults') return notFound;
  if (request.method === 'POST') {
    const fault = faultSchema.safeParse(jsonOf(body));
    if (!fault.success) return { status: 400, content: { error: fault.error.issues } };
    faults.add(fault.data);
  } else if (request.method === 'DELETE') {
    faults.clear();
  } else if (request.method !== 'GET') {
    return { status: 405, content: { error: 'GET, POST or DELETE.' } };
  }
  return { status: 200, content: faults.list() };
}

const notFound = { status: 404, content: { error: 'There is nothing under this address.' } };

/** Also by the name that was asked for: a web page elsewhere must not reach it through a visitor's browser. */
function fromHere(request: IncomingMessage): boolean {
  const from = request.socket.remoteAddress ?? '';
  const name = (request.headers.host ?? '').replace(/:\d+$/, '');
  return /^(127\.|::1$|::ffff:127\.)/.test(from) && ['127.0.0.1', 'localhost', '[::1]'].includes(name);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
