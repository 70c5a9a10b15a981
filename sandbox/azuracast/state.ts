/** The pretend AzuraCast's stations and storage locations, and what their streams run with. */
import { openRecords } from '../pretend/records.ts';
import type { AzuracastSeed, AzuracastStationSeed, AzuracastStorageSeed } from './seed-type.ts';

/** A station's record, and the stream that was last started or reloaded from it. */
export interface Station extends Omit<Required<AzuracastStationSeed>, 'custom_config' | 'fresh'> {
  readonly custom_config: string | null;
  readonly needs_restart: boolean;
  readonly has_started: boolean;
  readonly stream: {
    readonly running: boolean;
    /** The listener limit that the running stream enforces. */
    readonly maxListeners: number | null;
    /** How often it was reloaded, and how often stopped and started. */
    readonly reloads: number;
    readonly restarts: number;
  };
}

export type StorageLocation = AzuracastStorageSeed;

export interface AzuracastState {
  stations(): readonly Station[];
  station(id: number): Station | null;
  saveStation(station: Station): void;
  locations(): readonly StorageLocation[];
  location(id: number): StorageLocation | null;
  saveLocation(location: StorageLocation): void;
  /** Names of the stations that keep anything in it. */
  stationsUsing(location: number): readonly string[];
  close(): void;
}

/**
 * Opens the state in `dataDir` (`azuracast.sqlite`), or in memory for null. The seed fills an empty one; a state that
 * exists is taken as it is, whatever the seed says.
 */
export function openAzuracastState(seed: AzuracastSeed, dataDir: string | null): AzuracastState {
  const file = openRecords('azuracast', dataDir);
  const stations = file.kind<Station>('station');
  const locations = file.kind<StorageLocation>('storage_location');
  if (stations.all().length === 0) {
    file.together(() => {
      for (const location of seed.storage) locations.save(String(location.id), location);
      for (const station of seed.stations) stations.save(String(station.id), stationOf(station));
    });
  }
  return {
    stations: () => stations.all(),
    station: (id) => stations.get(String(id)),
    saveStation(station) {
      stations.save(String(station.id), station);
    },
    locations: () => locations.all(),
    location: (id) => locations.get(String(id)),
    saveLocation(location) {
      locations.save(String(location.id), location);
    },
    stationsUsing: (location) =>
      stations
        .all()
        .filter(({ storage }) => Object.values(storage).includes(location))
        .map(({ name }) => name),
    close() {
      file.close();
    },
  };
}

function stationOf({ fresh = false, custom_config = '', ...seed }: AzuracastStationSeed): Station {
  const running = seed.is_enabled && !fresh;
  return {
    record_streams_bitrate: 128,
    hls_streams: [],
    live: false,
    ...seed,
    custom_config: custom_config === '' ? null : custom_config,
    needs_restart: false,
    has_started: running,
    stream: { running, maxListeners: seed.max_listeners, reloads: 0, restarts: 0 },
  };
}
