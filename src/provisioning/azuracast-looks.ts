/** Everything that is read from an AzuraCast server: one station, the server as a whole. */
import type { AccountReading, StationReading } from '../catalogue/account-reading.ts';
import { addLimits, type Limit } from '../catalogue/limit.ts';
import type { Clock } from '../clock.ts';
import { z } from 'zod';
import { lookAt, total, understand, usageAt, type Remaining } from './answers.ts';
import { callAzuracast, type AzuracastLogin } from './azuracast-answer.ts';
import {
  countSchema,
  dashboardSchema,
  nowPlayingSchema,
  quotaSchema,
  stationSchema,
  statusSchema,
  storageLocationSchema,
  type AzuracastDashboard,
  type AzuracastStation,
} from './azuracast-reading.ts';
import type { AccountName, ServerDriver, ServerLook } from './port.ts';
import { soldIn } from './sold.ts';

export interface AzuracastLooks {
  readonly station: (account: AccountName, remaining: Remaining) => Promise<ServerLook<AzuracastStation>>;
  readonly disk: (id: number, remaining: Remaining) => Promise<ServerLook<z.infer<typeof quotaSchema>>>;
  /** The stations that share a storage location. */
  readonly sharers: (location: number, remaining: Remaining) => Promise<ServerLook<readonly string[]>>;
  readonly dashboard: (id: number, remaining: Remaining) => Promise<ServerLook<AzuracastDashboard>>;
  readonly status: (id: number, remaining: Remaining) => Promise<ServerLook<z.infer<typeof statusSchema>>>;
  /** How many mounts or HLS streams there are. */
  readonly count: (
    id: number,
    what: 'mounts' | 'hls_streams',
    remaining: Remaining,
  ) => Promise<ServerLook<number>>;
  readonly readAccount: ServerDriver['readAccount'];
  readonly readServer: ServerDriver['readServer'];
}

export function createAzuracastLooks(login: AzuracastLogin, clock: Clock): AzuracastLooks {
  async function get<T>(path: string, schema: z.ZodType<T>, remaining: Remaining): Promise<ServerLook<T>> {
    const answer = await callAzuracast(login, { method: 'GET', path }, remaining());
    return lookAt(answer, (data) => understand(schema, `AzuraCast's answer to ${path}`, data));
  }

  const station: AzuracastLooks['station'] = async ({ username }, remaining) => {
    // A client may rename the short name, so that only the number says for certain which station is meant. Text in
    // its place would be cut to the number it begins with by the server's database.
    if (!/^[1-9]\d{0,8}$/.test(username)) {
      return {
        outcome: 'no-such-account',
        message: 'The account must be the number of the station, as AzuraCast shows it in its address.',
      };
    }
    const path = `/admin/station/${username}`;
    const answer = await callAzuracast(login, { method: 'GET', path }, remaining());
    if (answer.kind === 'failed' && answer.missing) {
      return { outcome: 'no-such-account', message: answer.reason };
    }
    const look = lookAt(answer, (data) => understand(stationSchema, "AzuraCast's station", data));
    return look.outcome === 'seen' && String(look.value.id) !== username
      ? { outcome: 'unreachable', message: 'AzuraCast answered for another station.' }
      : look;
  };

  const disk: AzuracastLooks['disk'] = (id, remaining) =>
    get(`/station/${id}/quota/station_media`, quotaSchema, remaining);
  const dashboard: AzuracastLooks['dashboard'] = (id, remaining) =>
    get(`/station/${id}/dashboard`, dashboardSchema, remaining);
  const count: AzuracastLooks['count'] = (id, what, remaining) =>
    get(`/station/${id}/${what}`, countSchema, remaining);

  async function readAccount(account: AccountName, deadline: number): Promise<ServerLook<AccountReading>> {
    const remaining = total(clock, deadline);
    const readAt = clock.now();
    // First alone: a wrong key is told once, and nothing else is asked.
    const found = await station(account, remaining);
    if (found.outcome !== 'seen') return found;
    const { id, enabled, frontend, hasAutoDj, port, limits } = found.value;
    const [media, mounts, hls, playing, board] = await Promise.all([
      disk(id, remaining),
      count(id, 'mounts', remaining),
      count(id, 'hls_streams', remaining),
      get(`/nowplaying/${id}`, nowPlayingSchema, remaining),
      dashboard(id, remaining),
    ]);
    if (media.outcome !== 'seen') return media;
    // What follows may be beyond the key's rights: such usage is unknown, which only a smaller plan minds.
    const now = playing.outcome === 'seen' ? playing.value : null;
    const tracks = media.value.files;
    const told: StationReading = {
      interruption: interruptionOf(frontend, hasAutoDj),
      ...(now === null ? {} : { onAir: now.onAir, live: now.live }),
      ...(port === null ? {} : { port }),
      ...(tracks === undefined ? {} : { tracks }),
    };
    return {
      outcome: 'seen',
      value: {
        packageName: null,
        suspended: !enabled,
        limits: { ...limits, disk: media.value.limit },
        usage: usageAt(
          {
            disk: media.value.used,
            listeners: now?.listeners,
            bitrate: now?.bitrate,
            mounts: mounts.outcome === 'seen' ? mounts.value : undefined,
            'hls-streams': hls.outcome === 'seen' ? hls.value : undefined,
            // An AutoDJ with music in it is what a plan without one would take away.
            autodj: tracks === undefined ? undefined : Number(hasAutoDj && tracks > 0),
          },
          readAt,
        ),
        readAt,
        ...(board.outcome === 'seen' ? { inForce: !waitsForReload(enabled, board.value) } : {}),
        station: told,
      },
    };
  }

  const readServer: ServerDriver['readServer'] = async (deadline) => {
    const remaining = total(clock, deadline);
    const stations = await get('/admin/stations', z.array(stationSchema), remaining);
    if (stations.outcome !== 'seen') return stations;
    const locations = await get(
      '/admin/storage_locations?type=station_media',
      z.array(storageLocationSchema),
      remaining,
    );
    const quota = (total: Limit, location: z.infer<typeof storageLocationSchema>): Limit =>
      location.stations.length === 0 ? total : addLimits(total, location.storageQuotaBytes);
    return {
      outcome: 'seen',
      value: {
        // The API tells its version to nobody below the administrator of everything.
        version: null,
        packages: null,
        accounts: stations.value.length,
        sold: {
          ...soldIn(stations.value.map(({ limits }) => limits)),
          // A shared location counts once, as it is on the disk.
          ...(locations.outcome === 'seen' ? { disk: locations.value.reduce(quota, 0) } : {}),
        },
      },
    };
  };

  return {
    station,
    disk,
    sharers: async (location, remaining) => {
      const look = await get(`/admin/storage_location/${location}`, storageLocationSchema, remaining);
      return look.outcome === 'seen' ? { outcome: 'seen', value: look.value.stations } : look;
    },
    dashboard,
    status: (id, remaining) => get(`/station/${id}/status`, statusSchema, remaining),
    count,
    readAccount,
    readServer,
  };
}

/** Saved settings that the running stream does not have yet; a stream that does not run starts with them. */
export const waitsForReload = (enabled: boolean, { needsRestart, hasStarted }: AzuracastDashboard): boolean =>
  enabled && hasStarted && needsRestart;

/**
 * Icecast and RSAS reread their settings; SHOUTcast is stopped and started. Liquidsoap, the AutoDJ, is restarted in
 * either case: players stay connected, and hear a pause (AbstractLocalAdapter::reload in AzuraCast @4923bde).
 */
function interruptionOf(frontend: string, hasAutoDj: boolean): 'none' | 'reload' | 'restart' {
  if (frontend === 'shoutcast2') return 'restart';
  return frontend === 'remote' && !hasAutoDj ? 'none' : 'reload';
}
