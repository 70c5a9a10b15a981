/** AzuraCast: what it declares, and how a station is given other limits (provisioning.md §3). */
import type { Limits } from '../catalogue/limit.ts';
import type { Clock } from '../clock.ts';
import { entriesOf, nothingWritten, outcomeOfWrite, toBeSet, total } from './answers.ts';
import { callAzuracast, type AzuracastCall, type AzuracastLogin } from './azuracast-answer.ts';
import { createAzuracastLooks, waitsForReload } from './azuracast-looks.ts';
import { azuracastLimits, type AzuracastStation } from './azuracast-reading.ts';
import { quotaOf, stationBody, refusedByAzuracast } from './azuracast-writing.ts';
import type { AccountName, ChangePlanOutcome, ServerDriver, TargetPlan } from './port.ts';

export interface AzuracastDriverOptions extends AzuracastLogin {
  readonly clock: Clock;
  /** Milliseconds: `checks` for all that is read before a write, `write` for each write. */
  readonly deadlines: { readonly checks: number; readonly write: number };
  readonly landingWindow: number;
}

/**
 * The driver for one AzuraCast. Its key needs `administer stations` and `administer storage locations`, and for every
 * station `view station management`, `manage station broadcasting` and, for the count of mounts, `manage mount points`.
 */
export function createAzuracastDriver(options: AzuracastDriverOptions): ServerDriver {
  const { clock, deadlines, landingWindow } = options;
  const looks = createAzuracastLooks(options, clock);
  const write = (call: AzuracastCall) => callAzuracast(options, call, deadlines.write);
  const checks = () => total(clock, deadlines.checks);

  /** What stands in the way of `missing`, looked up before anything is written; null: nothing. */
  async function obstacle(station: AzuracastStation, missing: Limits): Promise<ChangePlanOutcome | null> {
    const { id, mediaLocation, frontend, ownListenerLimit } = station;
    const remaining = checks();
    if (missing.listeners !== undefined) {
      const message = whyNoListeners(frontend, ownListenerLimit, missing.listeners);
      if (message !== null) return { outcome: 'rejected', message };
    }
    // A lower limit deletes what lies beyond it, and a higher one does not bring it back (provisioning.md §3).
    for (const [metric, what] of [
      ['mounts', 'mounts'],
      ['hls-streams', 'hls_streams'],
    ] as const) {
      const limit = missing[metric];
      if (limit === undefined || limit === 'unlimited') continue;
      const there = await looks.count(id, what, remaining);
      if (there.outcome !== 'seen') return nothingWritten(there);
      if (there.value > limit) {
        const message = `The station has ${there.value} ${metric}; with a limit of ${limit} AzuraCast would delete ${there.value - limit} of them.`;
        return { outcome: 'rejected', message };
      }
    }
    if (missing.disk !== undefined) {
      const sharers = await looks.sharers(mediaLocation, remaining);
      if (sharers.outcome !== 'seen') return nothingWritten(sharers);
      if (sharers.value.length !== 1) {
        const message = `Its storage location ${mediaLocation} serves ${sharers.value.length} stations, so that its size is not this client's alone.`;
        return { outcome: 'rejected', message };
      }
    }
    return null;
  }

  async function changePlan(account: AccountName, target: TargetPlan): Promise<ChangePlanOutcome> {
    const refusal = refusedByAzuracast(target);
    if (refusal !== null) return { outcome: 'unsupported', message: refusal };
    const remaining = checks();
    const found = await looks.station(account, remaining);
    if (found.outcome !== 'seen') return nothingWritten(found);
    const station = found.value;
    const media = await looks.disk(station.id, remaining);
    if (media.outcome !== 'seen') return nothingWritten(media);
    const missing = toBeSet({ ...station.limits, disk: media.value.limit }, target.limits);
    if (entriesOf(missing).length === 0) return finish(station, 'already-applied');
    const stop = await obstacle(station, missing);
    if (stop !== null) return stop;
    const { disk, ...ofStation } = missing;
    if (disk !== undefined) {
      const path = `/admin/storage_location/${station.mediaLocation}`;
      const answer = await write({ method: 'PUT', path, body: { storageQuota: quotaOf(disk) } });
      if (answer.kind !== 'done') return outcomeOfWrite(answer, '');
    }
    if (entriesOf(ofStation).length === 0) {
      return { outcome: 'applied', message: 'AzuraCast changed the storage quota.' };
    }
    const body = stationBody(ofStation);
    const answer = await write({ method: 'PUT', path: `/admin/station/${station.id}`, body });
    return answer.kind === 'done' ? finish(station, 'applied') : outcomeOfWrite(answer, '');
  }

  /** The limits are saved: brings them into force where the stream still runs with earlier ones. */
  async function finish(
    { id, enabled, frontend }: AzuracastStation,
    before: 'applied' | 'already-applied',
  ): Promise<ChangePlanOutcome> {
    const saved = { outcome: before, message: 'AzuraCast has saved the limits.' };
    if (!enabled) return saved;
    const board = await looks.dashboard(id, checks());
    // An AzuraCast that does not tell is reloaded after a write: a reload more does less harm than a limit less.
    const waits = board.outcome === 'seen' ? waitsForReload(enabled, board.value) : before === 'applied';
    if (!waits) return saved;
    const status = await looks.status(id, checks());
    const ran = status.outcome === 'seen' && status.value.frontendRunning;
    const answer = await write({ method: 'POST', path: `/station/${id}/reload` });
    if (answer.kind !== 'done') return outcomeOfWrite(answer, '');
    return ran && frontend !== 'remote'
      ? stillRunning(id)
      : { outcome: 'applied', message: 'AzuraCast saved the limits and reloaded the station.' };
  }

  /** AzuraCast swallows a stream that does not come back (provisioning.md §3): looked at, and started once. */
  async function stillRunning(id: number): Promise<ChangePlanOutcome> {
    const runs = async (): Promise<boolean> => {
      const status = await looks.status(id, checks());
      return status.outcome === 'seen' && status.value.frontendRunning;
    };
    if (await runs())
      return { outcome: 'applied', message: 'AzuraCast reloaded the station; it is on the air.' };
    await write({ method: 'POST', path: `/station/${id}/restart` });
    return (await runs())
      ? { outcome: 'applied', message: 'The station stopped at the reload and runs again after a restart.' }
      : {
          outcome: 'unknown',
          message: 'The limits are saved, but the station does not run since its reload.',
        };
  }

  return {
    kind: 'azuracast',
    interruption: 'reload',
    verification: 'full',
    readableLimits: azuracastLimits,
    readableUsage: azuracastLimits,
    landingWindow,
    readAccount: looks.readAccount,
    changePlan,
    readServer: looks.readServer,
    canonicalPackage: (name) => name,
    refuses: refusedByAzuracast,
  };
}

function whyNoListeners(frontend: string, ownLimit: boolean, limit: number | 'unlimited'): string | null {
  if (frontend === 'remote')
    return 'The station is broadcast by another server, which AzuraCast cannot limit.';
  if (ownLimit) {
    return "The station's own configuration sets a listener limit, which wins over AzuraCast's: it must be removed first.";
  }
  // Without a number SHOUTcast is started with 250: provisioning.md §3 Pitfalls.
  return frontend === 'shoutcast2' && limit === 'unlimited'
    ? 'SHOUTcast under AzuraCast has no unlimited listeners: without a number it allows 250.'
    : null;
}
