/** One call of WHM API 1 and what its answer means; nothing here knows accounts or packages. */
import { z } from 'zod';
import type { Http, HttpResult } from '../http.ts';
import { jsonOf, oneLine, type Answer } from './answers.ts';
import { flag } from './whm-units.ts';

export interface WhmLogin {
  /** Scheme, host and port, for example `https://server1.example:2087`. */
  readonly baseUrl: string;
  /** `root` or a reseller. */
  readonly user: string;
  readonly token: string;
  readonly http: Http;
}

const envelopeSchema = z.object({
  metadata: z.object({ command: z.string(), result: flag, reason: z.string().default('') }),
  // `changepackage` has none (provisioning.md §1).
  data: z.unknown().optional(),
});

/**
 * Calls `command` with `parameters` as a form. The version stands in the address: without it WHM answers in the
 * shape of API 0 (provisioning.md §1).
 * @param deadline milliseconds for the whole call
 */
export async function callWhm(
  login: WhmLogin,
  command: string,
  parameters: Readonly<Record<string, string>>,
  deadline: number,
): Promise<Answer> {
  const result = await login.http.send({
    method: 'POST',
    url: `${login.baseUrl.replace(/\/+$/, '')}/json-api/${command}?api.version=1`,
    headers: {
      Authorization: `whm ${login.user}:${login.token}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(parameters).toString(),
    deadline,
  });
  return judge(command, result);
}

function judge(command: string, result: HttpResult): Answer {
  if (result.kind === 'refused') return result;
  if (result.kind === 'lost') return { kind: 'unclear', message: result.message };
  // 403 with a `cpanelresult`: wrong, expired or too weak token (provisioning.md §1 Auth failure).
  if (result.status === 401 || result.status === 403) {
    return { kind: 'not-authorised', message: `WHM denied access to ${command} (HTTP ${result.status}).` };
  }
  if (result.status !== 200) {
    return { kind: 'unclear', message: `WHM answered ${command} with HTTP ${result.status}.` };
  }
  const envelope = envelopeSchema.safeParse(jsonOf(result.text));
  if (!envelope.success || envelope.data.metadata.command !== command) {
    return { kind: 'unclear', message: `WHM's answer to ${command} is not one of API 1.` };
  }
  const { metadata, data } = envelope.data;
  // 200 with result 0 is WHM's ordinary way to refuse: provisioning.md §1.
  return metadata.result ? { kind: 'done', data } : { kind: 'failed', reason: cleanReason(metadata.reason) };
}

const uapiSchema = z.object({
  uapi: z.object({
    status: flag,
    data: z.unknown().optional(),
    errors: z.array(z.string()).nullish(),
  }),
});

/** A UAPI call as the account `user`; WHM may say 1 where the UAPI inside says 0 (provisioning.md §1). */
export async function callUapi(
  login: WhmLogin,
  user: string,
  module: string,
  name: string,
  deadline: number,
): Promise<Answer> {
  const parameters = { 'cpanel.user': user, 'cpanel.module': module, 'cpanel.function': name };
  const answer = await callWhm(login, 'uapi_cpanel', parameters, deadline);
  if (answer.kind !== 'done') return answer;
  const inner = uapiSchema.safeParse(answer.data);
  if (!inner.success)
    return { kind: 'unclear', message: `WHM's answer to ${module}::${name} is not one of UAPI.` };
  const { status, data, errors } = inner.data.uapi;
  return status ? { kind: 'done', data } : { kind: 'failed', reason: cleanReason((errors ?? []).join(' ')) };
}

/** WHM's sentence without the log number before it, without markup, on one line of at most 300 characters. */
export const cleanReason = (reason: string): string =>
  oneLine(reason.replace(/^(API failure: )?\(XID \w+\) /, ''), 'WHM gave no reason.');
