/** What a SHOUTcast stream is limited to: what can be given to it, and whether it runs with it (provisioning.md §7). */
import type { StationReading } from '../catalogue/account-reading.ts';
import type { Limit } from '../catalogue/limit.ts';
import type { Instant } from '../catalogue/time.ts';
import type { TargetPlan } from './port.ts';
import { refusedAsRawLimits } from './raw-limits.ts';
import type { ShoutcastRunning, ShoutcastStatistics } from './shoutcast-answer.ts';
import type { ShoutcastConfig, ShoutcastStream } from './shoutcast-config.ts';

/** See `ServerDriver.refuses`. */
export function refusedByShoutcast(target: TargetPlan): string | null {
  const raw = refusedAsRawLimits('SHOUTcast', target, ['listeners', 'bitrate']);
  if (raw !== null) return raw;
  const { listeners, bitrate } = target.limits;
  if (listeners === 'unlimited')
    return 'SHOUTcast has no unlimited listeners: without a number it takes 512.';
  // streammaxuser=0 and streammaxbitrate=0 mean "as the whole server" (vendor's page, section 4.12).
  if (listeners === 0) return 'SHOUTcast takes 0 listeners for as many as the whole server.';
  return bitrate === 0 ? 'SHOUTcast takes a bitrate of 0 for none that is checked.' : null;
}

const runningStream = (saved: ShoutcastStream, { streams }: ShoutcastRunning) =>
  streams.find(({ id }) => id === saved.id);

/** What the running server allows the stream: never more than all of it. */
export function listenersInForce(saved: ShoutcastStream, runs: ShoutcastRunning): number {
  const own = runningStream(saved, runs)?.maxlisteners ?? null;
  return own === null || own === 0 ? runs.maxlisteners : Math.min(own, runs.maxlisteners);
}

/** Whether the server runs with what the file says. Bitrates are told in bits here and in kbit/s there: either is taken. */
export function isInForce(saved: ShoutcastStream, runs: ShoutcastRunning): boolean {
  if (listenersInForce(saved, runs) !== saved.listeners) return false;
  const told = runningStream(saved, runs)?.maxbitrate;
  return told === undefined || told === null || told === 0 || isSameRate(told, saved.bitrate);
}

const isSameRate = (told: number, saved: Limit): boolean =>
  saved !== 'unlimited' && (told === saved || Math.ceil(told / 1000) === saved);

export function stationOf(
  stream: ShoutcastStatistics['streams'][number] | undefined,
  { port }: ShoutcastConfig,
  readAt: Instant,
  known: boolean,
): StationReading {
  const { peaklisteners: peak, streamuptime: uptime } = stream ?? {};
  return {
    ...(known ? { onAir: stream?.streamstatus === 1 } : {}),
    ...(port === null ? {} : { port }),
    ...(peak === undefined || uptime === undefined
      ? {}
      : { peak: { listeners: peak, since: Math.max(0, readAt - uptime * 1000) as Instant } }),
  };
}
