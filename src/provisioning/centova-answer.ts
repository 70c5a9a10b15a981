/** One call of Centova Cast v3's JSON API and what its answer means (provisioning.md §2). */
import { z } from 'zod';
import type { Http, HttpResult } from '../http.ts';
import { jsonOf, oneLine, type Answer } from './answers.ts';

export interface CentovaLogin {
  /** Scheme, host and port, for example `https://radio1.example:2199`. */
  readonly baseUrl: string;
  /** `admin` or a reseller. */
  readonly user: string;
  readonly password: string;
  readonly http: Http;
}

const envelopeSchema = z.object({
  type: z.enum(['success', 'error']),
  response: z.object({ message: z.string().default(''), data: z.unknown().optional() }),
});

/** Centova's own words for a login that it does not know (provisioning.md §2, Success). */
const wrongLogin = /invalid (username|password)|not authori[sz]ed|access denied/i;
/** Its words for an account that is not there, or not the login's. */
const noAccount = /unable to access account/i;

/**
 * Calls `method` (`server.getaccount`) with `parameters` as a form: by POST, since a GET leaves the password in the
 * access log, and really encoded, since a raw `&` in a password cuts it in two (provisioning.md §2 Pitfalls).
 * @param deadline milliseconds for the whole call
 */
export async function callCentova(
  { baseUrl, user, password, http }: CentovaLogin,
  method: string,
  parameters: Readonly<Record<string, string>>,
  deadline: number,
): Promise<Answer> {
  const form = new URLSearchParams({ xm: method, f: 'json' });
  for (const [name, value] of Object.entries(parameters)) form.set(`a[${name}]`, value);
  form.set('a[password]', `${user}|${password}`);
  const result = await http.send({
    method: 'POST',
    url: `${baseUrl.replace(/\/+$/, '')}/api.php`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    deadline,
  });
  return judge(method, result);
}

function judge(method: string, result: HttpResult): Answer {
  if (result.kind === 'refused') return result;
  if (result.kind === 'lost') return { kind: 'unclear', message: result.message };
  const { status, text } = result;
  if (status === 401 || status === 403) {
    return { kind: 'not-authorised', message: `Centova denied ${method} (HTTP ${status}).` };
  }
  if (status !== 200) return { kind: 'unclear', message: `Centova answered ${method} with HTTP ${status}.` };
  // A null reply has been seen, too: provisioning.md §2 Pitfalls.
  const envelope = envelopeSchema.safeParse(jsonOf(text));
  if (!envelope.success) return { kind: 'unclear', message: `The answer to ${method} is not Centova's.` };
  const { type, response } = envelope.data;
  // 200 with type "error" is its ordinary way to refuse: provisioning.md §2, Success.
  if (type === 'success') return { kind: 'done', data: response.data };
  const reason = oneLine(response.message, 'Centova gave no reason.');
  if (noAccount.test(reason)) return { kind: 'failed', reason, missing: true };
  return wrongLogin.test(reason)
    ? { kind: 'not-authorised', message: `Centova denied ${method}: ${reason}` }
    : { kind: 'failed', reason };
}
