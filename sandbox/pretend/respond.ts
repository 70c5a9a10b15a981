/** Sends a reply, or spoils it as a fault says. */
import type { ServerResponse } from 'node:http';
import type { Effect, Fault } from './faults.ts';
import type { Reply, Turn } from './server.ts';

export interface Delays {
  /** Runs `then` after so many milliseconds, unless the server was closed meanwhile. */
  readonly later: (milliseconds: number, then: () => void) => void;
  /** Runs `then` when the fault is released. */
  readonly hold: (then: () => void) => void;
}

export function respond(response: ServerResponse, fault: Fault | null, turn: Turn, delays: Delays): void {
  if (turn.turnedAway) {
    send(response, turn.turnedAway);
    return;
  }
  const answer = (effect: Effect = 'whole') => {
    send(response, turn.act(effect));
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
        send(response, done);
      });
      return;
    }
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
      const { status, type, text } = turn.act('whole');
      response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) + 1 });
      response.write(text, () => response.destroy());
      return;
    }
    case 'html':
      if (fault.acted) turn.act('whole');
      send(response, webPage(200, 'Please wait'));
      return;
    case 'status':
      if (fault.acted) turn.act('whole');
      send(response, webPage(fault.status, `Error ${fault.status}`));
      return;
    case 'no-effect':
      answer('none');
      return;
    case 'half-applied':
      answer('half');
      return;
    case 'wrong-limit':
      answer({ field: fault.field, value: fault.value });
      return;
    case 'stream-fails':
      answer('stream-fails');
      return;
  }
}

function send(response: ServerResponse, { status, type, text, headers = {} }: Reply): void {
  response
    .writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text), ...headers })
    .end(text);
}

/** What a web server in the place of the real one says. */
export const webPage = (status: number, title: string): Reply => ({
  status,
  type: 'text/html; charset=utf-8',
  text: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
});

export const json = (status: number, content: unknown): Reply => ({
  status,
  type: 'application/json',
  text: JSON.stringify(content),
});
