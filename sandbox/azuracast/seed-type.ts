/** What a pretend AzuraCast starts with, under AzuraCast's own names and units. */

/** A user's rights, as AzuraCast words them; station rights hold for every station. */
export type AzuracastRight =
  | 'administer stations'
  | 'administer storage locations'
  | 'view administration'
  | 'view station management'
  | 'manage station broadcasting'
  | 'manage station mounts'
  | 'manage station profile';

export interface AzuracastKey {
  /** `identifier:verifier`; a key without a colon is not looked at. */
  readonly key: string;
  readonly rights: readonly AzuracastRight[];
}

export interface AzuracastStorageSeed {
  readonly id: number;
  readonly type: 'station_media' | 'station_recordings' | 'station_podcasts';
  /** Bytes; null: without limit. */
  readonly quota: number | null;
  readonly used: number;
  /** Music files in it. */
  readonly files: number;
}

export interface AzuracastMount {
  readonly name: string;
  readonly enable_autodj: boolean;
  readonly autodj_bitrate: number | null;
}

export interface AzuracastStationSeed {
  readonly id: number;
  readonly name: string;
  readonly short_name: string;
  readonly is_enabled: boolean;
  readonly frontend_type: 'icecast' | 'shoutcast2' | 'rsas' | 'remote';
  readonly backend_type: 'liquidsoap' | 'none';
  readonly port: number;
  /** null: without limit, or 250 on SHOUTcast. */
  readonly max_listeners: number | null;
  readonly custom_config?: string;
  /** kbit/s; 0: without limit, as for the two below. */
  readonly max_bitrate: number;
  readonly max_mounts: number;
  readonly max_hls_streams: number;
  readonly record_streams_bitrate?: number;
  readonly mounts: readonly AzuracastMount[];
  readonly hls_streams?: readonly string[];
  readonly storage: { readonly media: number; readonly recordings: number; readonly podcasts: number };
  /** How many listen now. */
  readonly listeners: number;
  /** Somebody broadcasts live. */
  readonly live?: boolean;
  /** It was never started. */
  readonly fresh?: boolean;
}

export interface AzuracastSeed {
  readonly keys: readonly AzuracastKey[];
  readonly storage: readonly AzuracastStorageSeed[];
  readonly stations: readonly AzuracastStationSeed[];
}
