/** Icecast's statistics over real HTTP, as 2.4.4 printed them here, from a configuration that is read when told to. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import {
  startPretendServer,
  type Call,
  type PretendServer,
  type Reply,
} from '../../sandbox/pretend/server.ts';
import { readIcecastConfig } from '../../src/provisioning/icecast-config.ts';

export interface PretendIcecast extends PretendServer {
  /** What the running server has read, by mount. */
  readonly limits: Map<string, number | 'unlimited'>;
  /** The shell command that stands for its signal. */
  readonly reload: string;
}

export interface PretendIcecastOptions {
  readonly config: string;
  readonly user: string;
  readonly password: string;
  /** Mounts with a source, and how many listen. */
  readonly sources: Readonly<Record<string, number>>;
}

const xml = (status: number, text: string): Reply => ({ status, type: 'text/xml', text });

export async function startPretendIcecast(options: PretendIcecastOptions): Promise<PretendIcecast> {
  const { config, user, password, sources } = options;
  const limits = new Map<string, number | 'unlimited'>();
  const signal = `${config}.hup`;
  function load(): void {
    const read = readIcecastConfig(readFileSync(config, 'utf8'));
    for (const { name, listeners } of read?.mounts ?? []) limits.set(name, listeners);
  }
  load();

  function stats({ headers, query }: Call): Reply {
    if (existsSync(signal)) {
      rmSync(signal);
      load();
    }
    const given = Buffer.from(headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    if (given !== `${user}:${password}`) return { status: 401, type: 'text/plain', text: 'Unauthorized' };
    const mount = query.get('mount');
    if (mount !== null && sources[mount] === undefined) {
      return { status: 400, type: 'text/html', text: '<html><b>400 - Source does not exist</b></html>' };
    }
    const rows = Object.entries(sources)
      .filter(([name]) => mount === null || name === mount)
      .map(
        ([name, listeners]) =>
          `<source mount="${name}"><bitrate>128</bitrate><listener_peak>${listeners + 5}</listener_peak>` +
          `<listeners>${listeners}</listeners><max_listeners>${limits.get(name) ?? 'unlimited'}</max_listeners>` +
          `<stream_start_iso8601>2026-11-24T01:31:42+0000</stream_start_iso8601></source>`,
      );
    return xml(
      200,
      `<?xml version="1.0"?>\n<icestats><server_id>Icecast 2.4.4</server_id>${rows.join('')}</icestats>\n`,
    );
  }

  const server = await startPretendServer({
    port: 0,
    turnOf: (call) => ({ operation: `GET ${call.path}`, isWrite: false, act: () => stats(call) }),
    state: () => [...limits],
  });
  return { ...server, limits, reload: `touch '${signal}'` };
}
