/** One call of AzuraCast's API and what its answer means; nothing here knows stations (provisioning.md §3). */
import { z } from 'zod';
import type { Http, HttpResult } from '../http.ts';
import { jsonOf, oneLine, type Answer } from './answers.ts';

export interface AzuracastLogin {
  /** Scheme, host and port, for example `https://radio1.example`. */
  readonly baseUrl: string;
  /** `identifier:verifier`; it acts as the user who made it. */
  readonly key: string;
  readonly http: Http;
}

export interface AzuracastCall {
  readonly method: 'GET' | 'PUT' | 'POST';
  /** Below `/api`. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

const statusSchema = z.object({ success: z.boolean(), message: z.string().default('') });

/**
 * Answers with HTTP 500 that will not change by asking again: reload and restart of a station without processes of
 * its own (provisioning.md §3 Pitfalls, "500 is not always transient").
 */
const permanent = /station is disabled|has no local services|has not started yet/i;

/** @param deadline milliseconds for the whole call */
export async function callAzuracast(
  { baseUrl, key, http }: AzuracastLogin,
  { method, path, body }: AzuracastCall,
  deadline: number,
): Promise<Answer> {
  const result = await http.send({
    method,
    url: `${baseUrl.replace(/\/+$/, '')}/api${path}`,
    headers: {
      'X-API-Key': key,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    deadline,
  });
  return judge(method, path, result);
}

function judge(method: AzuracastCall['method'], path: string, result: HttpResult): Answer {
  if (result.kind === 'refused') return result;
  if (result.kind === 'lost') return { kind: 'unclear', message: result.message };
  const { status, text } = result;
  const call = `${method} ${path}`;
  const json = jsonOf(text);
  const said = sentenceOf(json, text, `HTTP ${status}`);
  if (status >= 200 && status < 300) return fromSuccess(method, call, json);
  // 403 for a wrong key as for a missing right, never 401: provisioning.md §3, Success.
  if (status === 401 || status === 403) {
    return { kind: 'not-authorised', message: `AzuraCast denied ${call}: ${said}` };
  }
  if (status < 400 || status === 429) {
    return { kind: 'refused', message: `AzuraCast did not do ${call} (HTTP ${status}).` };
  }
  if (status === 404) return { kind: 'failed', reason: said, missing: true };
  if (status < 500 || permanent.test(said)) return { kind: 'failed', reason: said };
  return { kind: 'unclear', message: `AzuraCast answered ${call} with HTTP ${status}: ${said}` };
}

function fromSuccess(method: AzuracastCall['method'], call: string, json: unknown): Answer {
  // A web page in place of JSON: a proxy, the installer, or another program under this address.
  if (json === undefined) return { kind: 'unclear', message: `The answer to ${call} is not AzuraCast's.` };
  if (method === 'GET') return { kind: 'done', data: json };
  const status = statusSchema.safeParse(json);
  if (!status.success) return { kind: 'unclear', message: `The answer to ${call} is not AzuraCast's.` };
  return status.data.success
    ? { kind: 'done', data: json }
    : { kind: 'failed', reason: oneLine(status.data.message, 'AzuraCast gave no reason.') };
}

/** The error's message from JSON or, for User-Agents that AzuraCast takes for curl, from `Error: … on file L12`. */
function sentenceOf(json: unknown, text: string, otherwise: string): string {
  const status = statusSchema.safeParse(json);
  if (status.success) return oneLine(status.data.message, otherwise);
  const plain = /^Error: (.*?)( on \/\S+ L\d+)?$/s.exec(text.trim())?.[1];
  return oneLine(plain ?? '', otherwise);
}
