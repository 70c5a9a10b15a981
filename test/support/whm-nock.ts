/** A WHM that answers exactly what a test says, by nock; and a record of what it was asked. */
import nock from 'nock';
import { systemClock } from '../../src/clock.ts';
import { createHttp, type Http } from '../../src/http.ts';
import type { ServerDriver } from '../../src/provisioning/port.ts';
import { createWhmDriver } from '../../src/provisioning/whm.ts';

export const whmAddress = 'https://whm.example:2087';

export interface Asked {
  readonly command: string;
  /** Query and form together. */
  readonly sent: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
}

/** `body` of an object is sent as JSON, a text as it is; `error` breaks the connection with that code. */
export type Answer =
  | { readonly status?: number; readonly body: object | string; readonly delay?: number }
  | { readonly error: string };

export interface NockedWhm {
  readonly driver: ServerDriver;
  readonly asked: readonly Asked[];
  /** Milliseconds; may be shortened before a call. */
  readonly deadlines: { checks: number; write: number };
  /** From now on `command` is answered so, again and again. */
  answer(command: string, answer: Answer | ((sent: URLSearchParams) => Answer)): void;
  close(): void;
}

/** The usual answer in the shape of API 1. */
export const yes = (command: string, data?: object): Answer => ({
  body: { ...(data ? { data } : {}), metadata: { command, reason: 'OK', result: 1, version: 1 } },
});
export const no = (command: string, reason: string): Answer => ({
  body: { metadata: { command, reason, result: 0, version: 1 } },
});

export function nockWhm(user = 'root'): NockedWhm {
  nock.disableNetConnect();
  const asked: Asked[] = [];
  const answers = new Map<string, Answer | ((sent: URLSearchParams) => Answer)>();
  const http: Http = createHttp({ version: '9.9.9', connectDeadline: 1_000 });

  function serve(command: string): void {
    const failing = answers.get(command);
    const interceptor = nock(whmAddress)
      .persist()
      .post((path) => path.startsWith(`/json-api/${command}?`));
    if (typeof failing === 'object' && 'error' in failing) {
      interceptor.replyWithError(Object.assign(new Error(failing.error), { code: failing.error }));
      return;
    }
    if (typeof failing === 'object' && failing.delay !== undefined) interceptor.delay(failing.delay);
    interceptor.reply(async (request: Request): Promise<[number, string]> => {
      const sent = new URLSearchParams([
        ...new URL(request.url).searchParams,
        ...new URLSearchParams(await request.text()),
      ]);
      asked.push({ command, sent, headers: Object.fromEntries(request.headers) });
      const said = answers.get(command);
      const answer = typeof said === 'function' ? said(sent) : said;
      if (!answer || 'error' in answer) return [500, 'no answer prepared'];
      const { status = 200, body } = answer;
      return [status, typeof body === 'string' ? body : JSON.stringify(body)];
    });
  }

  const deadlines = { checks: 10_000, write: 10_000 };
  return {
    deadlines,
    driver: createWhmDriver({
      baseUrl: whmAddress,
      user,
      token: 'NOCKED7S3CRET',
      http,
      clock: systemClock,
      deadlines,
      landingWindow: 60_000,
    }),
    asked,
    answer(command, answer) {
      const known = answers.has(command);
      answers.set(command, answer);
      if (!known) serve(command);
    },
    close() {
      nock.abortPendingRequests();
      nock.cleanAll();
      nock.enableNetConnect();
      http.close();
    },
  };
}
