/** SHOUTcast DNAS 2 over HTTP: its running configuration, its statistics, its reload (provisioning.md §7). */
import { z } from 'zod';
import type { Http } from '../http.ts';
import { jsonOf, unknownWhenOdd, type Answer } from './answers.ts';

export interface ShoutcastLogin {
  /** Scheme, host and port, for example `http://127.0.0.1:8000`. */
  readonly baseUrl: string;
  /** `adminpassword`; its user is always `admin`. */
  readonly password: string;
  readonly http: Http;
}

/** `path` with its query. Only what is under admin.cgi carries the password, and never in the address. */
export async function askShoutcast(
  { baseUrl, password, http }: ShoutcastLogin,
  path: string,
  deadline: number,
): Promise<Answer> {
  const result = await http.send({
    method: 'GET',
    url: `${baseUrl.replace(/\/+$/, '')}${path}`,
    headers: path.startsWith('/admin.cgi')
      ? { Authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}` }
      : {},
    deadline,
  });
  if (result.kind === 'refused') return result;
  if (result.kind === 'lost') return { kind: 'unclear', message: result.message };
  const { status, text } = result;
  if (status === 401 || status === 403) {
    return { kind: 'not-authorised', message: `SHOUTcast denied its administration (HTTP ${status}).` };
  }
  const json = jsonOf(text);
  if (status === 200 && json !== undefined) return { kind: 'done', data: json };
  return { kind: 'unclear', message: `SHOUTcast answered with HTTP ${status} and no data.` };
}

/**
 * Rereads the file without `force=1`, which would throw out sources and listeners of every stream that changed
 * (provisioning.md §7). A page, or a redirect back to one, is its yes.
 */
export async function reloadShoutcast(login: ShoutcastLogin, deadline: number): Promise<Answer> {
  const result = await login.http.send({
    method: 'GET',
    url: `${login.baseUrl.replace(/\/+$/, '')}/admin.cgi?mode=reload`,
    headers: { Authorization: `Basic ${Buffer.from(`admin:${login.password}`).toString('base64')}` },
    deadline,
  });
  if (result.kind === 'refused') return result;
  if (result.kind === 'lost') return { kind: 'unclear', message: result.message };
  if (result.status === 401 || result.status === 403) {
    return { kind: 'not-authorised', message: `SHOUTcast denied its reload (HTTP ${result.status}).` };
  }
  return result.status < 400
    ? { kind: 'done', data: null }
    : { kind: 'unclear', message: `SHOUTcast answered its reload with HTTP ${result.status}.` };
}

const count = z.union([z.number().int().nonnegative(), z.string().regex(/^\d+$/).transform(Number)]);
/** A number, or a word (or nothing) for "as the whole server". */
const ownOrServers = z.union([count, z.string().transform(() => null)]);

/** `admin.cgi?sid=1&mode=viewjson&page=6`: the configuration with which it runs, streams without a source included. */
export const runningSchema = z.object({
  maxlisteners: count,
  streams: z.array(
    z.object({ id: count, maxlisteners: ownOrServers, maxbitrate: unknownWhenOdd(ownOrServers) }),
  ),
});
export type ShoutcastRunning = z.infer<typeof runningSchema>;

/** `/statistics?json=1`. */
export const statisticsSchema = z.object({
  version: z.string().nullish(),
  streams: z
    .array(
      z.object({
        id: count,
        currentlisteners: count,
        peaklisteners: unknownWhenOdd(count),
        streamstatus: count,
        streamuptime: unknownWhenOdd(count),
        bitrate: unknownWhenOdd(count),
      }),
    )
    .default([]),
});
export type ShoutcastStatistics = z.infer<typeof statisticsSchema>;
