/** The side door of a pretend server, for tests and demonstrations: faults, requests, state; loopback only. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { faultSchema, type Faults } from './faults.ts';

export interface SeenRequest {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly operation: string;
  readonly isWrite: boolean;
}

export interface ControlRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly body: string;
  readonly faults: Faults;
  readonly state: () => unknown;
  readonly requests: readonly SeenRequest[];
}

/**
 * `GET, POST, DELETE /sandbox/faults`: list, add one (JSON of `faultSchema`), clear.
 * `POST /sandbox/faults/release`: lets held calls be done.
 * `GET /sandbox/requests`: what arrived. `GET /sandbox/state`: everything as it is now.
 */
export function answerControl(control: ControlRequest): void {
  const { status, content } = fromHere(control.request)
    ? answerOf(control)
    : { status: 403, content: { error: 'The sandbox is controlled from this machine only.' } };
  control.response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(content));
}

function answerOf({ request, path, body, faults, state, requests }: ControlRequest) {
  const { method } = request;
  if (method === 'GET' && path === '/sandbox/state') return { status: 200, content: state() };
  if (method === 'GET' && path === '/sandbox/requests') return { status: 200, content: requests };
  if (method === 'POST' && path === '/sandbox/faults/release') {
    faults.release();
    return { status: 200, content: faults.list() };
  }
  if (path !== '/sandbox/faults') {
    return { status: 404, content: { error: 'There is nothing under this address.' } };
  }
  if (method === 'POST') {
    const fault = faultSchema.safeParse(jsonOf(body));
    if (!fault.success) return { status: 400, content: { error: fault.error.issues } };
    faults.add(fault.data);
  } else if (method === 'DELETE') {
    faults.clear();
  } else if (method !== 'GET') {
    return { status: 405, content: { error: 'GET, POST or DELETE.' } };
  }
  return { status: 200, content: faults.list() };
}

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
