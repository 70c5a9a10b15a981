/** Passes requests on and keeps them, so that a test can see what a driver sent byte for byte. */
import type { Http, HttpRequest } from '../../src/http.ts';

export interface RecordingHttp extends Http {
  readonly sent: HttpRequest[];
}

export function recording(http: Http): RecordingHttp {
  const sent: HttpRequest[] = [];
  return {
    sent,
    send(request) {
      sent.push(request);
      return http.send(request);
    },
    close() {
      http.close();
    },
  };
}

/** What was written, in order: method, path and the body as JSON. */
export const writesIn = (sent: readonly HttpRequest[]): { call: string; body: unknown }[] =>
  sent
    .filter(({ method }) => method !== 'GET')
    .map(({ method, url, body }) => ({
      call: `${method} ${new URL(url).pathname}`,
      body: body === undefined ? null : (JSON.parse(body.toString()) as unknown),
    }));
