/** Writes a station's configuration and reloads or restarts its stream, as `Radio/Configuration.php` @4923bde does. */
import type { Station } from './state.ts';

/** A `RuntimeException`: HTTP 500, although asking again changes nothing (provisioning.md §3 Pitfalls). */
export class StationError extends Error {}

export interface Write {
  /** Whether the stream is to be reloaded where it can be, or stopped and started in any case. */
  readonly attemptReload: boolean;
  /** The stream does not come back, which AzuraCast does not notice (SupervisorException is swallowed). */
  readonly streamFails: boolean;
}

/**
 * The station after its configuration was written. Where it cannot be, the station without processes comes with the
 * error, for the caller to save and to raise or to swallow.
 */
export function writeConfiguration(
  station: Station,
  write: Write,
): { station: Station; error: StationError | null } {
  const stopped = {
    ...station,
    needs_restart: false,
    live: false,
    stream: { ...station.stream, running: false },
  };
  // A disabled station has no command, so that this comes before the check of `is_enabled`.
  if (station.frontend_type === 'remote' && station.backend_type === 'none') {
    return {
      station: { ...stopped, has_started: true },
      error: new StationError('Station has no local services.'),
    };
  }
  if (!station.is_enabled) {
    return { station: { ...stopped, has_started: false }, error: new StationError('Station is disabled.') };
  }
  if (!station.has_started) {
    return { station: stopped, error: new StationError('Station has not started yet.') };
  }
  const { stream } = station;
  // Only Icecast and RSAS reread their settings, and any station with an AutoDJ is "reloaded" one by one; SHOUTcast
  // is stopped and started in that case too (AbstractLocalAdapter::reload).
  const reloads = write.attemptReload && station.frontend_type !== 'shoutcast2';
  return {
    station: {
      ...station,
      needs_restart: false,
      live: reloads && station.backend_type === 'none' ? station.live : false,
      listeners: reloads ? station.listeners : 0,
      stream: {
        running: !write.streamFails,
        maxListeners: station.max_listeners,
        reloads: stream.reloads + (reloads ? 1 : 0),
        restarts: stream.restarts + (reloads ? 0 : 1),
      },
    },
    error: null,
  };
}
