/** Icecast's own statistics: what a running mount is limited to and who listens (provisioning.md §7). */
import type { Limit } from '../catalogue/limit.ts';
import type { Http } from '../http.ts';
import { type Answer, type Understood } from './answers.ts';
import { rootElement, textIn, type XmlElement } from './xml-elements.ts';

export interface IcecastLogin {
  /** Scheme, host and port, for example `http://127.0.0.1:8000`. */
  readonly baseUrl: string;
  /** The administrator's name, `admin` unless the configuration says otherwise. */
  readonly user: string;
  readonly password: string;
  readonly http: Http;
}

/** A mount with a source; one without has none of this. */
export interface IcecastSource {
  readonly mount: string;
  /** The limit that is in force. */
  readonly limit: Limit;
  readonly listeners: number;
  readonly peak: number;
  /** When the source connected, from which the peak is counted; null: not told. */
  readonly since: number | null;
  /** kbit/s, as the source says; null: it does not. */
  readonly bitrate: number | null;
}

/** `mount` null asks for all; `missing` says that the mount has no source, which is no error. */
export async function readStats(
  { baseUrl, user, password, http }: IcecastLogin,
  mount: string | null,
  deadline: number,
): Promise<Answer> {
  const query = mount === null ? '' : `?${new URLSearchParams({ mount }).toString()}`;
  const result = await http.send({
    method: 'GET',
    url: `${baseUrl.replace(/\/+$/, '')}/admin/stats${query}`,
    headers: {
      Accept: 'text/xml',
      Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    },
    deadline,
  });
  if (result.kind === 'refused') return result;
  if (result.kind === 'lost') return { kind: 'unclear', message: result.message };
  const { status, text } = result;
  if (status === 401 || status === 403) {
    return { kind: 'not-authorised', message: `Icecast denied its statistics (HTTP ${status}).` };
  }
  // 400 "Source does not exist": provisioning.md §7, run for real.
  if (status === 400 && mount !== null && /source does not exist/i.test(text)) {
    return { kind: 'failed', reason: 'The mount has no source.', missing: true };
  }
  return status === 200
    ? { kind: 'done', data: text }
    : { kind: 'unclear', message: `Icecast answered with HTTP ${status}.` };
}

export interface IcecastStats {
  readonly version: string | null;
  readonly sources: readonly IcecastSource[];
}

export function statsOf(data: unknown): Understood<IcecastStats> {
  const text = typeof data === 'string' ? data : '';
  const root = rootElement(text);
  if (root?.name !== 'icestats') return { message: "The answer is not Icecast's statistics." };
  const sources = root.children.filter(({ name }) => name === 'source').map((one) => sourceOf(text, one));
  if (!sources.every((source) => source !== null))
    return { message: "Icecast's statistics have an odd number." };
  return { value: { version: valueOf(text, root, 'server_id'), sources } };
}

function sourceOf(text: string, source: XmlElement): IcecastSource | null {
  const tag = text.slice(source.start, source.contentStart);
  const mount = /\bmount=(?:"([^"]*)"|'([^']*)')/.exec(tag);
  const limit = valueOf(text, source, 'max_listeners');
  const listeners = wholeNumber(valueOf(text, source, 'listeners'));
  if (!mount || listeners === null) return null;
  const limited = limit === 'unlimited' ? limit : wholeNumber(limit);
  if (limited === null) return null;
  const since = Date.parse(valueOf(text, source, 'stream_start_iso8601') ?? '');
  return {
    mount: mount[1] ?? mount[2] ?? '',
    limit: limited,
    listeners,
    peak: wholeNumber(valueOf(text, source, 'listener_peak')) ?? listeners,
    since: Number.isNaN(since) ? null : since,
    bitrate: wholeNumber(valueOf(text, source, 'bitrate')),
  };
}

function valueOf(text: string, parent: XmlElement, name: string): string | null {
  const element = parent.children.find((child) => child.name === name);
  return element ? textIn(text, element) : null;
}

const wholeNumber = (text: string | null): number | null =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
