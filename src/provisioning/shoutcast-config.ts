/**
 * `sc_serv.conf` of SHOUTcast DNAS 2: which streams it has, what they are limited to, and the same file with other
 * limits. Rules from the vendor's "Shoutcast DNAS Server 2.6", sections 4, 4.2 and 4.12 (provisioning.md §7).
 */
import type { Limit } from '../catalogue/limit.ts';
import { edited, type Edit } from './xml-elements.ts';

export interface ShoutcastStream {
  /** `streamid`: the account. */
  readonly id: number;
  /** The number behind its options: `streammaxuser_3`. It need not be the id. */
  readonly group: number;
  /** What the file sets for it alone; null: nothing, the server's own counts. */
  readonly ownListeners: number | null;
  /** What counts for it: never more than the whole server takes. */
  readonly listeners: number;
  /** kbit/s. */
  readonly bitrate: Limit;
}

export interface ShoutcastConfig {
  readonly streams: readonly ShoutcastStream[];
  /** `maxuser`: listeners of all streams together; SHOUTcast knows no "unlimited". */
  readonly listeners: number;
  /** `maxbitrate` for streams that have none of their own, in kbit/s. */
  readonly bitrate: Limit;
  readonly port: number | null;
}

interface Option {
  /** In lower case, without its number. */
  readonly name: string;
  readonly group: number;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const defaultListeners = 512;

/** Lines `name_2 = value`; names in any case, no number and 0 mean 1, a semicolon begins a comment. */
function optionsIn(text: string): Option[] {
  return [...text.matchAll(/^[ \t]*([A-Za-z][A-Za-z0-9]*)(?:_(\d+))?[ \t]*=[ \t]*(.*?)[ \t]*$/gm)].map(
    ({ 0: whole, 1: name = '', 2: group, 3: value = '', index }) => ({
      name: name.toLowerCase(),
      group: Math.max(1, Number(group ?? 1)),
      value,
      start: index,
      end: index + whole.length,
    }),
  );
}

/** null: a number in it is none. */
export function readShoutcastConfig(text: string): ShoutcastConfig | null {
  const options = optionsIn(text);
  // The last of several counts.
  const last = (name: string, group = 1) =>
    options.findLast((option) => option.name === name && option.group === group)?.value;
  const number = (name: string, group = 1): number | null => {
    const value = last(name, group);
    return value === undefined || value === '' ? 0 : /^\d{1,10}$/.test(value) ? Number(value) : null;
  };
  const maxuser = last('maxuser') === undefined ? defaultListeners : number('maxuser');
  const maxbitrate = number('maxbitrate');
  const groups = [...new Set(options.filter(({ name }) => name === 'streamid').map(({ group }) => group))];
  const streams = (groups.length === 0 ? [1] : groups).map((group) => {
    const id = groups.length === 0 ? 1 : number('streamid', group);
    const own = number('streammaxuser', group);
    const bits = number('streammaxbitrate', group);
    if (id === null || own === null || bits === null || maxuser === null || maxbitrate === null) return null;
    return {
      id,
      group,
      ownListeners: own === 0 ? null : own,
      // 0, none, or more than the server's: the server's counts.
      listeners: own === 0 ? maxuser : Math.min(own, maxuser),
      bitrate: kilobits(bits === 0 ? maxbitrate : bits),
    };
  });
  if (maxuser === null || maxbitrate === null || streams.some((stream) => stream === null)) return null;
  return {
    streams: streams.filter((stream) => stream !== null),
    listeners: maxuser,
    bitrate: kilobits(maxbitrate),
    port: number('portbase') || null,
  };
}

/** Bits per second, by 1000; 0 is no check at all. */
const kilobits = (bits: number): Limit => (bits === 0 ? 'unlimited' : Math.ceil(bits / 1000));

export interface StreamLimits {
  readonly listeners?: number;
  /** kbit/s. */
  readonly bitrate?: Limit;
}

/**
 * The file with `id` limited so. Where the whole server takes fewer listeners than its streams were sold, `maxuser` is
 * raised, and every other stream is pinned to what counted for it. null: there is no such stream.
 */
export function withStreamLimits(
  text: string,
  id: number,
  { listeners, bitrate }: StreamLimits,
): string | null {
  const before = readShoutcastConfig(text);
  const stream = before?.streams.find((one) => one.id === id);
  if (!before || !stream) return null;
  let after = text;
  if (bitrate !== undefined) {
    const bits = bitrate === 'unlimited' ? null : String(bitrate * 1000);
    after = withOption(after, 'streammaxbitrate', stream.group, bits);
  }
  if (listeners === undefined) return after;
  after = withOption(after, 'streammaxuser', stream.group, String(listeners));
  const sold = before.streams.reduce((sum, one) => sum + (one.id === id ? listeners : one.listeners), 0);
  if (sold <= before.listeners) return after;
  for (const other of before.streams) {
    if (other.id !== id && other.ownListeners !== other.listeners) {
      after = withOption(after, 'streammaxuser', other.group, String(other.listeners));
    }
  }
  return withOption(after, 'maxuser', null, String(sold));
}

/** Sets one option in its last line, or in a new one at the end; `value` null takes it out. */
function withOption(text: string, name: string, group: number | null, value: string | null): string {
  const lines = optionsIn(text).filter((option) => option.name === name && option.group === (group ?? 1));
  const line = value === null ? '' : `${name}${group === null ? '' : `_${group}`}=${value}`;
  if (value === null) {
    return edited(
      text,
      lines.map(({ start, end }): Edit => ({ start, end: endOfLine(text, end), text: '' })),
    );
  }
  const last = lines.at(-1);
  if (last) return edited(text, [{ start: last.start, end: last.end, text: line }]);
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}

const endOfLine = (text: string, at: number): number => (text.charAt(at) === '\n' ? at + 1 : at);
