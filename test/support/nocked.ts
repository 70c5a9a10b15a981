/** A server that answers exactly what a test says, by nock, whatever is asked. */
import nock from 'nock';
import { createHttp, type Http } from '../../src/http.ts';

export interface NockedAnswer {
  readonly status?: number;
  /** An object is sent as JSON, a text as it is. */
  readonly body: object | string;
}

export interface Nocked {
  readonly http: Http;
  readonly address: string;
  /** `METHOD /path` of every request, in order. */
  readonly asked: string[];
  readonly close: () => void;
}

/** Every request to `address` is answered by `answer`; nothing else leaves the machine. */
export function nocked(
  address: string,
  answer: (call: string, body: string, headers: Headers) => NockedAnswer,
): Nocked {
  nock.disableNetConnect();
  const asked: string[] = [];
  for (const method of ['GET', 'POST', 'PUT'] as const) {
    nock(address)
      .persist()
      .intercept(/.*/, method)
      .reply(async (request: Request): Promise<[number, string]> => {
        const { pathname, search } = new URL(request.url);
        const call = `${method} ${pathname}${search}`;
        asked.push(call);
        const { status = 200, body } = answer(call, await request.text(), request.headers);
        return [status, typeof body === 'string' ? body : JSON.stringify(body)];
      });
  }
  const http = createHttp({ version: '9.9.9', connectDeadline: 1_000 });
  return {
    http,
    address,
    asked,
    close() {
      nock.cleanAll();
      nock.enableNetConnect();
      http.close();
    },
  };
}
