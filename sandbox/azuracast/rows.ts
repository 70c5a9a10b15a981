/** How AzuraCast prints stations and storage: its own names, bytes as text, locations as numbers. */
import type { AzuracastState, Station, StorageLocation } from './state.ts';

/** `GET /admin/station/{id}`; `needs_restart` and `has_started` are left out (StationsController::toArray). */
export const stationRow = (station: Station): Record<string, unknown> => ({
  id: station.id,
  name: station.name,
  short_name: station.short_name,
  is_enabled: station.is_enabled,
  frontend_type: station.frontend_type,
  frontend_config: {
    custom_config: station.custom_config,
    source_pw: 'sandbox-source',
    admin_pw: 'sandbox-admin',
    relay_pw: 'sandbox-relay',
    streamer_pw: 'sandbox-streamer',
    port: station.port,
    max_listeners: station.max_listeners,
    banned_ips: null,
    banned_user_agents: null,
    banned_countries: null,
    allowed_ips: null,
    sc_license_id: null,
    sc_user_id: null,
  },
  backend_type: station.backend_type,
  backend_config: { record_streams: false, record_streams_bitrate: station.record_streams_bitrate },
  description: null,
  url: null,
  genre: null,
  radio_base_dir: `/var/azuracast/stations/${station.short_name}`,
  enable_requests: false,
  enable_streamers: true,
  is_streamer_live: station.live,
  enable_public_page: true,
  enable_hls: station.hls_streams.length > 0,
  api_history_items: 5,
  timezone: 'UTC',
  max_bitrate: station.max_bitrate,
  max_mounts: station.max_mounts,
  max_hls_streams: station.max_hls_streams,
  branding_config: {},
  media_storage_location: station.storage.media,
  recordings_storage_location: station.storage.recordings,
  podcasts_storage_location: station.storage.podcasts,
  links: { self: `/api/admin/station/${station.id}` },
});

/** `Quota::getReadableSize`: one decimal, rounded down, the unit chosen by the number of digits. */
export function readableSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  const factor = Math.floor((String(bytes).length - 1) / 3);
  return `${(Math.floor((bytes / 1024 ** factor) * 10) / 10).toFixed(1)} ${units[factor] ?? 'B'}`;
}

/** `Quota::convertFromReadableSize`; PHP's `empty()` takes "0" for nothing, which is no limit. */
export function bytesOf(text: string | null): number | null {
  if (text === null || text === '' || text === '0') return null;
  const unit = /[bkmgtpezy]/i.exec(text)?.[0].toLowerCase() ?? 'b';
  return Math.floor(Number(text.replace(/[^\d.]/g, '')) * 1024 ** 'bkmgtpezy'.indexOf(unit));
}

const isFull = ({ quota, used }: StorageLocation): boolean => quota !== null && used >= quota;

const percentOf = ({ quota, used }: StorageLocation): number =>
  quota === null ? 0 : Math.min(100, Math.ceil((used * 100) / Math.max(quota, 1)));

/** `GET /admin/storage_location/{id}`. */
export const locationRow = (location: StorageLocation, state: AzuracastState): Record<string, unknown> => ({
  id: location.id,
  type: location.type,
  adapter: 'local',
  path: `/var/azuracast/storage/${location.id}`,
  storageQuotaBytes: location.quota === null ? null : String(location.quota),
  storageQuota: location.quota === null ? null : readableSize(location.quota),
  storageUsedBytes: String(location.used),
  storageUsed: readableSize(location.used),
  storageUsedPercent: percentOf(location),
  isFull: isFull(location),
  uri: `/var/azuracast/storage/${location.id}`,
  stations: state.stationsUsing(location.id),
  links: { self: `/api/admin/storage_location/${location.id}` },
});

/** `GET /station/{id}/quota/{type}`: byte values are text, and without a quota it is empty text. */
export const quotaRow = (location: StorageLocation): Record<string, unknown> => ({
  used: readableSize(location.used),
  used_bytes: String(location.used),
  used_percent: percentOf(location),
  available: location.quota === null ? '' : readableSize(location.quota),
  available_bytes: location.quota === null ? '' : String(location.quota),
  quota: location.quota === null ? null : readableSize(location.quota),
  quota_bytes: location.quota === null ? '' : String(location.quota),
  is_full: isFull(location),
  num_files: location.type === 'station_media' ? location.files : null,
});

/** A row of `GET /station/{id}/mounts`. */
export const mountRows = (station: Station): Record<string, unknown>[] =>
  station.mounts.map((mount, index) => ({
    id: station.id * 100 + index,
    name: mount.name,
    display_name: mount.name,
    is_default: index === 0,
    enable_autodj: mount.enable_autodj,
    autodj_format: 'mp3',
    autodj_bitrate: mount.autodj_bitrate,
    listeners_unique: index === 0 ? station.listeners : 0,
    listeners_total: index === 0 ? station.listeners : 0,
  }));

/** `GET /nowplaying/{id}`, without the songs. */
export const nowPlayingRow = (station: Station): Record<string, unknown> => ({
  station: {
    id: station.id,
    name: station.name,
    shortcode: station.short_name,
    frontend: station.frontend_type,
    backend: station.backend_type,
    mounts: station.mounts.map((mount, index) => ({
      id: station.id * 100 + index,
      name: mount.name,
      path: mount.name,
      is_default: index === 0,
      bitrate: mount.autodj_bitrate,
      format: 'mp3',
      listeners: { total: index === 0 ? station.listeners : 0, unique: 0, current: 0 },
    })),
    remotes: [],
    hls_enabled: station.hls_streams.length > 0,
  },
  listeners: { total: station.listeners, unique: station.listeners, current: station.listeners },
  live: { is_live: station.live, streamer_name: '', broadcast_start: null, art: null },
  is_online: station.stream.running,
  cache: 'station',
});

/** `GET /station/{id}/dashboard`, as far as the station itself is concerned. */
export const dashboardRow = (station: Station): Record<string, unknown> => ({
  id: station.id,
  name: station.name,
  shortName: station.short_name,
  isEnabled: station.is_enabled,
  hasStarted: station.has_started,
  needsRestart: station.needs_restart,
  maxBitrate: station.max_bitrate,
  maxMounts: station.max_mounts,
  maxHlsStreams: station.max_hls_streams,
  backendType: station.backend_type,
  frontendType: station.frontend_type,
  canReload: station.frontend_type === 'icecast' || station.frontend_type === 'rsas',
});
