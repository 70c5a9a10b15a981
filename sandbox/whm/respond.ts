/** Sends an answer, or spoils it as a fault says. */
import type { ServerResponse } from 'node:http';
import type { WriteEffect } from './call.ts';
import { denied, webPage } from './envelope.ts';
import type { Fault } from './faults.ts';

/** One call, ready to be done; what comes back is the answer in the shape that was asked for. */
export interface Turn {
  readonly status: number;
  readonly act: (effect: WriteEffect) => object;
  readonly actOldShape: () => object;
  readonly refuse: (reason: string) => object;
}

/** A call with a wrong token: no function is reached, and no fault makes it kinder. */
export const deniedTurn: Turn = {
  status: 403,
  act: () => denied,
  actOldShape: () => denied,
  refuse: () => denied,
};

export interface Delays {
  /** Runs `then` after so many milliseconds, unless the server was closed meanwhile. */
  readonly later: (milliseconds: number, then: () => void) => void;
  /** Runs `then` when the fault is released. */
  readonly hold: (then: () => void) => void;
}

export function respond(response: ServerResponse, fault: Fault | null, turn: Turn, delays: Delays): void {
  const answer = (effect: WriteEffect = 'whole') => {
    send(response, turn.status, turn.act(effect));
  };
  switch (fault?.kind) {
    case undefined:
      answer();
      return;
    case 'dead':
      response.destroy();
      return;
    case 'slow': {
      const done = turn.act('whole');
      delays.later(fault.milliseconds, () => {
        send(response, turn.status, done);
      });
      return;
    }
    case 'late':
      delays.later(fault.milliseconds, answer);
      return;
    case 'held':
      delays.hold(answer);
      return;
    case 'lost-answer':
      turn.act('whole');
      response.destroy();
      return;
    case 'no-answer':
      turn.act('whole');
      return;
    case 'cut-answer': {
      const text = JSON.stringify(turn.act('whole'));
      response.writeHead(turn.status, {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(text),
      });
      response.write(text.slice(0, text.length / 2), () => response.destroy());
      return;
    }
    case 'no-effect':
      answer('none');
      return;
    case 'html':
      if (fault.acted) turn.act('whole');
      send(response, 200, webPage('cPanel is being updated'));
      return;
    case 'status':
      if (fault.acted) turn.act('whole');
      send(response, fault.status, webPage(`Error ${fault.status}`));
      return;
    case 'reason':
      send(response, turn.status, turn.refuse(fault.reason));
      return;
    case 'old-shape':
      send(response, turn.status, turn.actOldShape());
      return;
    case 'denied':
      send(response, 403, denied);
      return;
    case 'half-applied':
      answer('half');
      return;
    case 'wrong-limit':
      answer({ field: fault.field, value: fault.value });
      return;
  }
}

/** An object is sent as JSON, a text as a web page. */
export function send(response: ServerResponse, status: number, content: object | string): void {
  const [type, text] =
    typeof content === 'string'
      ? ['text/html; charset=utf-8', content]
      : ['application/json', JSON.stringify(content)];
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }).end(text);
}
