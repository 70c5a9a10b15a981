/** A small AzuraCast for tests: stations of every kind, a location that two of them share. */
import type { AzuracastKey, AzuracastSeed, AzuracastStationSeed } from '../../sandbox/azuracast/seed-type.ts';

export const gibibyte = 1_073_741_824;

const everyRight: AzuracastKey['rights'] = [
  'administer stations',
  'administer storage locations',
  'view administration',
  'view station management',
  'manage station broadcasting',
  'manage station mounts',
];

export const keys = {
  billing: { key: 'a1b2c3d4e5f60718:billing7s3cret', rights: everyRight },
  /** Without the right to see mounts. */
  withoutMounts: {
    key: 'ffffc3d4e5f60718:nomounts7s3cret',
    rights: everyRight.filter((right) => right !== 'manage station mounts'),
  },
  /** A client who may edit the profile of the station. */
  client: { key: '0000c3d4e5f60718:client7s3cret', rights: ['manage station profile'] },
} as const satisfies Record<string, AzuracastKey>;

const mount = (name: string) => ({ name, enable_autodj: true, autodj_bitrate: 128 });

const station = (id: number, more: Partial<AzuracastStationSeed> = {}): AzuracastStationSeed => ({
  id,
  name: `Radio ${id}`,
  short_name: `radio_${id}`,
  is_enabled: true,
  frontend_type: 'icecast',
  backend_type: 'none',
  port: 8000 + id * 10,
  max_listeners: 100,
  max_bitrate: 128,
  max_mounts: 2,
  max_hls_streams: 1,
  record_streams_bitrate: 64,
  mounts: [mount('/radio.mp3'), mount('/alta.mp3')],
  hls_streams: ['aac'],
  storage: { media: id, recordings: 91, podcasts: 92 },
  listeners: 37,
  ...more,
});

const location = (id: number, quota: number | null) => ({
  id,
  type: 'station_media' as const,
  quota,
  used: 2_147_483_649,
  files: 312,
});

export const stationIds = {
  ordinary: 1,
  suspended: 2,
  unlimited: 3,
  shoutcast: 4,
  sharingA: 5,
  sharingB: 6,
  withAutoDj: 7,
  ownConfiguration: 8,
  remote: 9,
  fresh: 10,
  live: 11,
} as const;

export const azuracastSeed: AzuracastSeed = {
  keys: Object.values(keys),
  storage: [
    ...Object.values(stationIds)
      .filter((id) => id !== stationIds.sharingB)
      .map((id) => location(id, id === stationIds.unlimited ? null : 5 * gibibyte)),
    { id: 91, type: 'station_recordings', quota: null, used: 0, files: 0 },
    { id: 92, type: 'station_podcasts', quota: null, used: 0, files: 0 },
  ],
  stations: [
    station(stationIds.ordinary),
    station(stationIds.suspended, { is_enabled: false }),
    station(stationIds.unlimited, { max_listeners: null, max_bitrate: 0, max_mounts: 0, max_hls_streams: 0 }),
    station(stationIds.shoutcast, { frontend_type: 'shoutcast2', max_listeners: null }),
    station(stationIds.sharingA),
    station(stationIds.sharingB, { storage: { media: stationIds.sharingA, recordings: 91, podcasts: 92 } }),
    station(stationIds.withAutoDj, { backend_type: 'liquidsoap' }),
    station(stationIds.ownConfiguration, {
      custom_config: '<limits><max-listeners>5000</max-listeners></limits>',
    }),
    station(stationIds.remote, { frontend_type: 'remote' }),
    station(stationIds.fresh, { fresh: true }),
    station(stationIds.live, { live: true }),
  ],
};
