/** SHOUTcast DNAS 2 as its vendor's pages describe it, over real HTTP, from a file that is read when told to. */
import { readFileSync } from 'node:fs';
import type { Effect } from '../../sandbox/pretend/faults.ts';
import { json, webPage } from '../../sandbox/pretend/respond.ts';
import {
  startPretendServer,
  type Call,
  type PretendServer,
  type Reply,
  type Turn,
} from '../../sandbox/pretend/server.ts';

/** What runs, by stream; null: as the whole server. */
export interface RunningStream {
  readonly maxlisteners: number | null;
  readonly maxbitrate: number | null;
}

export interface PretendShoutcast extends PretendServer {
  /** Streams that were thrown out by a forced reload. */
  readonly kicked: () => number;
  effective(id: number): { readonly listeners: number; readonly bitrate: number };
}

export interface PretendShoutcastOptions {
  readonly config: string;
  readonly password: string;
  /** Streams with a source, and how many listen. */
  readonly sources: Readonly<Record<number, number>>;
}

/** Apart from the driver's own reading, to check it: `name=value` by line. */
function load(file: string) {
  const values = new Map(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => !line.trim().startsWith(';') && line.includes('='))
      .map((line) => {
        const [name = '', value = ''] = line.split('=');
        return [name.trim().toLowerCase(), value.trim()] as const;
      }),
  );
  const number = (name: string): number | null => Number(values.get(name) ?? 0) || null;
  const streams = new Map<number, RunningStream>();
  for (const [name, id] of values) {
    const group = /^streamid_(\d+)$/.exec(name)?.[1];
    if (group === undefined) continue;
    streams.set(Number(id), {
      maxlisteners: number(`streammaxuser_${group}`),
      maxbitrate: number(`streammaxbitrate_${group}`),
    });
  }
  return { maxuser: number('maxuser') ?? 512, maxbitrate: number('maxbitrate') ?? 0, streams };
}

export async function startPretendShoutcast(options: PretendShoutcastOptions): Promise<PretendShoutcast> {
  const { config, password, sources } = options;
  let running = load(config);
  let kicked = 0;

  const configurations = (): Reply =>
    json(200, {
      requireconfigs: '1',
      maxlisteners: String(running.maxuser),
      maxbitrate: String(running.maxbitrate),
      total: String(running.streams.size),
      streams: [...running.streams].map(([id, stream]) => ({
        id,
        path: `/stream/${id}`,
        maxlisteners: stream.maxlisteners === null ? 'SERVERMAXLISTENERS' : String(stream.maxlisteners),
        maxbitrate: stream.maxbitrate === null ? '' : String(stream.maxbitrate),
      })),
    });

  const statistics = (): Reply =>
    json(200, {
      totalstreams: running.streams.size,
      activestreams: Object.keys(sources).length,
      maxlisteners: running.maxuser,
      version: '2.6.1.777 (posix(linux x64))',
      streams: Object.entries(sources).map(([id, currentlisteners]) => ({
        id: Number(id),
        currentlisteners,
        peaklisteners: currentlisteners + 5,
        maxlisteners: running.maxuser,
        streamstatus: 1,
        streamuptime: 3600,
        bitrate: '128',
      })),
    });

  function reload(effect: Effect, forced: boolean): Reply {
    if (effect !== 'none' && effect !== 'half') {
      running = load(config);
      if (forced) kicked += 1;
    }
    if (typeof effect === 'object') {
      running.streams.set(1, { maxlisteners: Number(effect.value), maxbitrate: 128_000 });
    }
    return webPage(200, 'SHOUTcast Administrator');
  }

  function turnOf({ path, query, headers }: Call): Turn {
    if (path === '/statistics') return { operation: path, isWrite: false, act: statistics };
    const mode = query.get('mode') ?? '';
    const given = Buffer.from(headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    return {
      operation: `admin.cgi ${mode}`,
      isWrite: mode === 'reload',
      act: (effect) => (mode === 'reload' ? reload(effect, query.has('force')) : configurations()),
      ...(given === `admin:${password}` ? {} : { turnedAway: { ...webPage(401, 'Unauthorized') } }),
    };
  }

  const server = await startPretendServer({ port: 0, turnOf, state: () => [...running.streams] });
  return {
    ...server,
    kicked: () => kicked,
    effective(id) {
      const { maxlisteners, maxbitrate } = running.streams.get(id) ?? {
        maxlisteners: null,
        maxbitrate: null,
      };
      return {
        listeners: Math.min(maxlisteners ?? running.maxuser, running.maxuser),
        bitrate: maxbitrate ?? running.maxbitrate,
      };
    },
  };
}
