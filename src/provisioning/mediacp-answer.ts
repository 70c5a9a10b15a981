/** One call of MediaCP's REST API and what its answer means (provisioning.md §4). */
import { z } from 'zod';
import type { Http, HttpResult } from '../http.ts';
import { jsonOf, oneLine, type Answer } from './answers.ts';

export interface MediacpLogin {
  /** Scheme, host and port, for example `https://radio1.example:2020`. */
  readonly baseUrl: string;
  readonly key: string;
  readonly http: Http;
}

export interface MediacpCall {
  readonly method: 'GET' | 'POST';
  /** Below the address, with its query. */
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
}

const errorSchema = z.object({
  status: z.union([z.number(), z.string(), z.boolean()]).optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  errors: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

const notFound = /not found|does not exist|no such|invalid service/i;

/** @param deadline milliseconds for the whole call */
export async function callMediacp(
  { baseUrl, key, http }: MediacpLogin,
  { method, path, form }: MediacpCall,
  deadline: number,
): Promise<Answer & { readonly status?: number }> {
  const result = await http.send({
    method,
    url: `${baseUrl.replace(/\/+$/, '')}${path}`,
    headers: {
      Authorization: `Bearer ${key}`,
      ...(form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
    },
    ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
    deadline,
  });
  const answer = judge(method, path, result);
  return result.kind === 'answer' ? { ...answer, status: result.status } : answer;
}

function judge(method: MediacpCall['method'], path: string, result: HttpResult): Answer {
  if (result.kind === 'refused') return result;
  if (result.kind === 'lost') return { kind: 'unclear', message: result.message };
  const { status, text } = result;
  const call = `${method} ${path.replace(/\?.*/, '')}`;
  if (status === 401 || status === 403) {
    return { kind: 'not-authorised', message: `MediaCP denied ${call} (HTTP ${status}).` };
  }
  // 307: the address begins with http where it should with https, or the other way round (provisioning.md §4).
  if (status >= 300 && status < 400) {
    return {
      kind: 'refused',
      message: `MediaCP sent ${call} elsewhere (HTTP ${status}): check http and https in its address.`,
    };
  }
  const json = jsonOf(text);
  if (status === 404)
    return { kind: 'failed', reason: reasonIn(json, 'There is no such service.'), missing: true };
  if (status === 405) return { kind: 'failed', reason: `MediaCP knows no ${call}.` };
  if (status === 422 || status === 400) return { kind: 'failed', reason: reasonIn(json, `HTTP ${status}`) };
  if (status !== 200) return { kind: 'unclear', message: `MediaCP answered ${call} with HTTP ${status}.` };
  if (json === undefined || json === null) {
    return { kind: 'unclear', message: `The answer to ${call} is not MediaCP's.` };
  }
  return method === 'GET' ? fromRead(json) : fromWrite(call, json);
}

/** A service's own record may have a `status` of its own, so that only a named error is one. */
function fromRead(json: unknown): Answer {
  const { error, errors } = errorSchema.safeParse(json).data ?? {};
  if (error === undefined && errors === undefined) return { kind: 'done', data: json };
  const reason = reasonIn(json, 'MediaCP gave no reason.');
  return { kind: 'failed', reason, missing: notFound.test(reason) };
}

/** An error inside HTTP 200 is its ordinary way to refuse: only `status` 1 is a yes (provisioning.md §4). */
function fromWrite(call: string, json: unknown): Answer {
  const answer = errorSchema.safeParse(json).data;
  if (answer?.status === undefined)
    return { kind: 'unclear', message: `The answer to ${call} is not MediaCP's.` };
  return String(answer.status) === '1'
    ? { kind: 'done', data: json }
    : { kind: 'failed', reason: reasonIn(json, 'MediaCP gave no reason.') };
}

/** `error` as text, or `errors` by field. */
function reasonIn(json: unknown, otherwise: string): string {
  const { error, errors = {} } = errorSchema.safeParse(json).data ?? {};
  const fields = Object.entries(errors).map(
    ([field, what]) => `${field}: ${[what].flat().map(String).join(' ')}`,
  );
  return oneLine(error ?? fields.join('; '), otherwise);
}
