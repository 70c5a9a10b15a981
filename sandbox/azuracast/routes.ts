/** The part of AzuraCast's API that Upshelf may meet: route, right, and what it does (routes @4923bde). */
import type { Effect } from '../pretend/faults.ts';
import type { Call, Reply, Turn } from '../pretend/server.ts';
import { json } from '../pretend/respond.ts';
import { StationError, writeConfiguration } from './configuration.ts';
import { editStation, profileKeys, TypeMismatchError, ValidationError } from './edit-station.ts';
import { failed, notFound, succeeded } from './replies.ts';
import {
  bytesOf,
  dashboardRow,
  locationRow,
  mountRows,
  nowPlayingRow,
  quotaRow,
  stationRow,
} from './rows.ts';
import type { AzuracastKey, AzuracastRight } from './seed-type.ts';
import type { AzuracastState, Station } from './state.ts';

interface Context {
  readonly state: AzuracastState;
  readonly call: Call;
  readonly effect: Effect;
}

type Action = (context: Context, parts: readonly string[]) => Reply;

interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** What faults and tests call it. */
  readonly name: string;
  /** null: public. */
  readonly right: AzuracastRight | null;
  readonly act: Action;
}

const ofStation =
  (act: (context: Context, station: Station, parts: readonly string[]) => Reply): Action =>
  (context, parts) => {
    const named = parts[0] ?? '';
    const found = /^\d+$/.test(named)
      ? context.state.station(Number(named))
      : (context.state.stations().find(({ short_name }) => short_name === named) ?? null);
    return found === null ? notFound : act(context, found, parts);
  };

const edit =
  (keys: readonly string[] | null) =>
  ({ state, call, effect }: Context, station: Station): Reply => {
    const given = bodyOf(call);
    const body =
      keys === null ? given : Object.fromEntries(Object.entries(given).filter(([key]) => keys.includes(key)));
    state.saveStation(editStation(station, body, effect));
    return succeeded('Changes saved successfully.');
  };

const reload =
  (attemptReload: boolean, message: string) =>
  ({ state, effect }: Context, station: Station): Reply => {
    if (effect === 'none') return succeeded(message);
    const started = { ...station, has_started: true };
    const written = writeConfiguration(started, { attemptReload, streamFails: effect === 'stream-fails' });
    state.saveStation(written.station);
    if (written.error !== null) throw written.error;
    return succeeded(message);
  };

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/admin\/stations$/,
    name: 'GET /admin/stations',
    right: 'administer stations',
    act: ({ state }) => json(200, state.stations().map(stationRow)),
  },
  {
    method: 'GET',
    path: /^\/admin\/station\/(\d+)$/,
    name: 'GET /admin/station',
    right: 'administer stations',
    act: ofStation((_, station) => json(200, stationRow(station))),
  },
  {
    method: 'PUT',
    path: /^\/admin\/station\/(\d+)$/,
    name: 'PUT /admin/station',
    right: 'administer stations',
    act: ofStation(edit(null)),
  },
  {
    method: 'GET',
    path: /^\/admin\/storage_locations$/,
    name: 'GET /admin/storage_locations',
    right: 'administer storage locations',
    act: ({ state, call }) => {
      const type = call.query.get('type');
      const wanted = state.locations().filter((location) => type === null || location.type === type);
      return json(
        200,
        wanted.map((location) => locationRow(location, state)),
      );
    },
  },
  {
    method: 'GET',
    path: /^\/admin\/storage_location\/(\d+)$/,
    name: 'GET /admin/storage_location',
    right: 'administer storage locations',
    act: ({ state }, [id]) => {
      const location = state.location(Number(id));
      return location === null ? notFound : json(200, locationRow(location, state));
    },
  },
  {
    method: 'PUT',
    path: /^\/admin\/storage_location\/(\d+)$/,
    name: 'PUT /admin/storage_location',
    right: 'administer storage locations',
    act: ({ state, call, effect }, [id]) => {
      const location = state.location(Number(id));
      if (location === null) return notFound;
      const { storageQuota: quota } = bodyOf(call);
      if (quota !== undefined && quota !== null && typeof quota !== 'string') {
        throw new TypeMismatchError('The type of the "storageQuota" attribute must be "string".');
      }
      if (quota !== undefined && effect !== 'none')
        state.saveLocation({ ...location, quota: bytesOf(quota) });
      return succeeded('Changes saved successfully.');
    },
  },
  {
    method: 'GET',
    path: /^\/station\/([^/]+)\/quota(?:\/(\w+))?$/,
    name: 'GET /station/quota',
    right: 'view station management',
    act: ofStation(({ state }, { storage }, [, type]) => {
      const id = { station_recordings: storage.recordings, station_podcasts: storage.podcasts }[type ?? ''];
      const location = state.location(id ?? storage.media);
      return location === null ? notFound : json(200, quotaRow(location));
    }),
  },
  {
    method: 'GET',
    path: /^\/station\/([^/]+)\/status$/,
    name: 'GET /station/status',
    right: 'view station management',
    act: ofStation((_, { stream, frontend_type, backend_type }) =>
      json(200, {
        backendRunning: stream.running && backend_type !== 'none',
        frontendRunning: stream.running && frontend_type !== 'remote',
      }),
    ),
  },
  {
    method: 'GET',
    path: /^\/station\/([^/]+)\/dashboard$/,
    name: 'GET /station/dashboard',
    right: 'view station management',
    act: ofStation((_, station) => json(200, dashboardRow(station))),
  },
  {
    method: 'GET',
    path: /^\/station\/([^/]+)\/mounts$/,
    name: 'GET /station/mounts',
    right: 'manage station mounts',
    act: ofStation((_, station) => json(200, mountRows(station))),
  },
  {
    method: 'GET',
    path: /^\/station\/([^/]+)\/hls_streams$/,
    name: 'GET /station/hls_streams',
    right: 'manage station mounts',
    act: ofStation((_, { hls_streams }) =>
      json(
        200,
        hls_streams.map((name, id) => ({ id, name })),
      ),
    ),
  },
  {
    method: 'PUT',
    path: /^\/station\/([^/]+)\/profile\/edit$/,
    name: 'PUT /station/profile/edit',
    right: 'manage station profile',
    act: ofStation(edit(profileKeys)),
  },
  {
    method: 'POST',
    path: /^\/station\/([^/]+)\/reload$/,
    name: 'POST /station/reload',
    right: 'manage station broadcasting',
    act: ofStation(reload(true, 'Station reloaded.')),
  },
  {
    method: 'POST',
    path: /^\/station\/([^/]+)\/restart$/,
    name: 'POST /station/restart',
    right: 'manage station broadcasting',
    act: ofStation(reload(false, 'Station restarted.')),
  },
  {
    method: 'GET',
    path: /^\/nowplaying\/([^/]+)$/,
    name: 'GET /nowplaying',
    right: null,
    act: ofStation((_, station) => json(200, nowPlayingRow(station))),
  },
  {
    method: 'GET',
    path: /^\/status$/,
    name: 'GET /status',
    right: null,
    act: () => json(200, { online: true, timestamp: Math.floor(Date.now() / 1000) }),
  },
];

/** The call, with its right checked; what an action throws becomes AzuraCast's own error. */
export function turnIn(state: AzuracastState, keys: readonly AzuracastKey[], call: Call): Turn {
  const userAgent = call.headers['user-agent'] ?? '';
  const path = call.path.replace(/^\/api(?=\/)/, '');
  const route = routes.find((one) => one.method === call.method && one.path.test(path));
  if (!route || path === call.path) {
    const unknown = failed(404, 'HttpNotFoundException', 'Not found.', userAgent);
    return { operation: `${call.method} unknown`, isWrite: false, act: () => unknown };
  }
  const parts = route.path.exec(path)?.slice(1) ?? [];
  const turnedAway = denial(keys, route.right, call, userAgent);
  return {
    operation: route.name,
    isWrite: call.method !== 'GET',
    act: (effect) => {
      try {
        return route.act({ state, call, effect }, parts);
      } catch (error) {
        return replyTo(error, userAgent);
      }
    },
    ...(turnedAway === null ? {} : { turnedAway }),
  };
}

/** A wrong key and a missing right are both 403 (provisioning.md §3). */
function denial(
  keys: readonly AzuracastKey[],
  right: AzuracastRight | null,
  { headers, query }: Call,
  userAgent: string,
): Reply | null {
  if (right === null) return null;
  const bearer = /^Bearer\s+(.*)$/i.exec(headers.authorization ?? '')?.[1];
  const given = [bearer, headers['x-api-key'], query.get('api_key')].find(
    (one) => typeof one === 'string' && one.includes(':'),
  );
  const user = keys.find(({ key }) => key === given);
  if (!user) {
    return failed(403, 'NotLoggedInException', 'You must be logged in to access this page.', userAgent);
  }
  return user.rights.includes(right)
    ? null
    : failed(
        403,
        'PermissionDeniedException',
        'You do not have permission to access this portion of the site.',
        userAgent,
      );
}

function replyTo(error: unknown, userAgent: string): Reply {
  if (error instanceof ValidationError) return failed(400, 'ValidationException', error.message, userAgent);
  if (error instanceof TypeMismatchError) {
    return failed(500, 'NotNormalizableValueException', error.message, userAgent);
  }
  if (error instanceof StationError) return failed(500, 'RuntimeException', error.message, userAgent);
  throw error;
}

/** `(array)$request->getParsedBody()`: a body that is no JSON object is an empty one, and changes nothing. */
function bodyOf({ body }: Call): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
