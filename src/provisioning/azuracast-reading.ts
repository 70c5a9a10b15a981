/** What AzuraCast's answers say about a station, in our words and units (provisioning.md §3). */
import { z } from 'zod';
import type { Limit, Limits } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import { unknownWhenOdd } from './answers.ts';

/** 0 is no limit for bitrate, mounts and HLS streams (provisioning.md §11, point 3). */
const zeroIsNoLimit = z
  .number()
  .int()
  .nonnegative()
  .transform((value): Limit => (value === 0 ? 'unlimited' : value));

/** Bytes come as text, and an unlimited quota as an empty one (provisioning.md §3 usage). */
const bytes = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().int().nonnegative());
const quotaBytes = z.union([
  z.literal(['', null]).transform((): Limit => 'unlimited'),
  bytes.transform((value): Limit => value),
]);

/** What SHOUTcast is started with where no number is set (Shoutcast.php: provisioning.md §3 Pitfalls). */
const shoutcastDefaultListeners = 250;

export interface AzuracastStation {
  readonly id: number;
  readonly enabled: boolean;
  /** `icecast`, `rsas`, `shoutcast2`, or `remote` for one that is broadcast elsewhere. */
  readonly frontend: string;
  readonly hasAutoDj: boolean;
  readonly mediaLocation: number;
  readonly port: number | null;
  /** Without `disk`; without `listeners` where the station's own configuration decides them and not AzuraCast. */
  readonly limits: Limits;
  readonly ownListenerLimit: boolean;
}

/** Settings in `custom_config` that take the place of AzuraCast's listener limit, since it is merged in last. */
const overridesListeners = /max-listeners|maxuser|"clients"|<clients>/i;

export const stationSchema = z
  .object({
    id: z.number().int().positive(),
    is_enabled: z.boolean(),
    frontend_type: z.string(),
    backend_type: z.string(),
    frontend_config: z.object({
      max_listeners: z.number().int().nonnegative().nullish(),
      custom_config: z.string().nullish(),
      port: z.number().int().positive().nullish().catch(null),
    }),
    max_bitrate: zeroIsNoLimit,
    max_mounts: zeroIsNoLimit,
    max_hls_streams: zeroIsNoLimit,
    media_storage_location: z.number().int().positive(),
  })
  .transform((station): AzuracastStation => {
    const { max_listeners: most, custom_config: own, port } = station.frontend_config;
    const ownListenerLimit = overridesListeners.test(own ?? '');
    const hasAutoDj = station.backend_type !== 'none';
    return {
      id: station.id,
      enabled: station.is_enabled,
      frontend: station.frontend_type,
      hasAutoDj,
      mediaLocation: station.media_storage_location,
      port: port ?? null,
      limits: {
        ...(ownListenerLimit || station.frontend_type === 'remote'
          ? {}
          : {
              listeners:
                most ?? (station.frontend_type === 'shoutcast2' ? shoutcastDefaultListeners : 'unlimited'),
            }),
        bitrate: station.max_bitrate,
        mounts: station.max_mounts,
        'hls-streams': station.max_hls_streams,
        autodj: hasAutoDj ? 1 : 0,
      },
      ownListenerLimit,
    };
  });

/** `/station/{id}/quota/station_media`: the music that the client has uploaded, and how much it may be. */
export const quotaSchema = z
  .object({
    used_bytes: bytes,
    quota_bytes: quotaBytes,
    num_files: unknownWhenOdd(z.number().int().nonnegative()),
  })
  .transform((row) => ({ limit: row.quota_bytes, used: row.used_bytes, files: row.num_files }));

/** `/admin/storage_location/{id}`: the names of the stations that share it. */
export const storageLocationSchema = z.object({
  id: z.number().int(),
  storageQuotaBytes: quotaBytes.optional().default('unlimited'),
  stations: z
    .array(z.string())
    .nullish()
    .transform((stations) => stations ?? []),
});

/** `/station/{id}/dashboard`: whether saved settings wait for a reload, which the administrator's own record hides. */
export const dashboardSchema = z.object({ needsRestart: z.boolean(), hasStarted: z.boolean() });
export type AzuracastDashboard = z.infer<typeof dashboardSchema>;

/** `/station/{id}/status`. */
export const statusSchema = z.object({ frontendRunning: z.boolean(), backendRunning: z.boolean() });

export const countSchema = z.array(z.unknown()).transform((rows) => rows.length);

const mountSchema = z.object({ bitrate: z.number().int().nonnegative().nullish() });

/** `/nowplaying/{id}`: a few seconds old; it has no peak (provisioning.md §3 usage). */
export const nowPlayingSchema = z
  .object({
    listeners: z.object({ total: z.number().int().nonnegative() }),
    live: z.object({ is_live: z.boolean() }),
    is_online: z.boolean(),
    station: z.object({ mounts: z.array(mountSchema) }),
  })
  .transform(({ listeners, live, is_online, station }) => ({
    listeners: listeners.total,
    bitrate: Math.max(0, ...station.mounts.map(({ bitrate }) => bitrate ?? 0)),
    live: live.is_live,
    onAir: is_online,
  }));

/** The limits that AzuraCast keeps, under the names of the metrics. */
export const azuracastLimits = [
  'listeners',
  'bitrate',
  'mounts',
  'hls-streams',
  'disk',
  'autodj',
] as const satisfies readonly Metric[];
