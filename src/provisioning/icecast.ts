/** Icecast 2: limits stand in its configuration file, SIGHUP puts them in force, its statistics show them (provisioning.md §7). */
import type { AccountReading, StationReading } from '../catalogue/account-reading.ts';
import type { Limit } from '../catalogue/limit.ts';
import type { Instant } from '../catalogue/time.ts';
import type { Clock } from '../clock.ts';
import { lookAt, nothingWritten, outcomeOfWrite, total, usageAt, type Remaining } from './answers.ts';
import type { ConfigFile } from './config-file.ts';
import { readIcecastConfig, withListeners } from './icecast-config.ts';
import { readStats, statsOf, type IcecastLogin, type IcecastSource } from './icecast-stats.ts';
import type { AccountName, ChangePlanOutcome, ServerDriver, ServerLook, TargetPlan } from './port.ts';
import { inTurn } from './in-turn.ts';
import { refusedAsRawLimits } from './raw-limits.ts';
import { soldIn } from './sold.ts';

export interface IcecastDriverOptions extends IcecastLogin {
  readonly config: ConfigFile;
  readonly clock: Clock;
  /** Waits so many milliseconds; Icecast needs one to three seconds after its signal (provisioning.md §7). */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Milliseconds: `checks` for all that is read before a write, `write` for the write and until it shows. */
  readonly deadlines: { readonly checks: number; readonly write: number };
  readonly landingWindow: number;
}

/** A mount as the file has it, and as it runs. */
interface Mount {
  readonly file: string;
  /** The limit in the file. */
  readonly saved: Limit;
  /** null: nothing is sent to it now, so that it has no limit in force. */
  readonly source: IcecastSource | null;
}

/** An account is a mount with a section of its own. Nobody is dropped by a change, up or down. */
export function createIcecastDriver(options: IcecastDriverOptions): ServerDriver {
  const { config, clock, deadlines, landingWindow, pause } = options;
  const oneWrite = inTurn();

  async function sourceOf(mount: string, remaining: Remaining): Promise<ServerLook<IcecastSource | null>> {
    const answer = await readStats(options, mount, remaining());
    if (answer.kind === 'failed' && answer.missing) return { outcome: 'seen', value: null };
    const look = lookAt(answer, statsOf);
    if (look.outcome !== 'seen') return look;
    return { outcome: 'seen', value: look.value.sources.find((one) => one.mount === mount) ?? null };
  }

  async function look({ username }: AccountName, remaining: Remaining): Promise<ServerLook<Mount>> {
    const file = await config.read(remaining());
    if (file.outcome !== 'seen') return file;
    const read = readIcecastConfig(file.value);
    if (read === null) return { outcome: 'unreachable', message: unreadable };
    const mount = read.mounts.find(({ name }) => name === mountName(username));
    if (!mount) {
      return { outcome: 'no-such-account', message: 'The configuration has no section for this mount.' };
    }
    const source = await sourceOf(mount.name, remaining);
    if (source.outcome !== 'seen') return source;
    return { outcome: 'seen', value: { file: file.value, saved: mount.listeners, source: source.value } };
  }

  async function readAccount(account: AccountName, deadline: number): Promise<ServerLook<AccountReading>> {
    const readAt = clock.now();
    const found = await look(account, total(clock, deadline));
    if (found.outcome !== 'seen') return found;
    const { saved, source } = found.value;
    return {
      outcome: 'seen',
      value: {
        packageName: null,
        suspended: false,
        limits: { listeners: source?.limit ?? saved },
        usage: usageAt({ listeners: source?.listeners ?? 0, bitrate: source?.bitrate ?? undefined }, readAt),
        readAt,
        ...(source === null ? {} : { inForce: source.limit === saved }),
        station: stationOf(source),
      },
    };
  }

  /** One after the other, since each reads the file that it then replaces. */
  const changePlan = (account: AccountName, target: TargetPlan): Promise<ChangePlanOutcome> =>
    oneWrite(() => change(account, target));

  async function change(account: AccountName, target: TargetPlan): Promise<ChangePlanOutcome> {
    const refusal = refuses(target);
    if (refusal !== null) return { outcome: 'unsupported', message: refusal };
    const wanted = target.limits.listeners ?? 'unlimited';
    const found = await look(account, total(clock, deadlines.checks));
    if (found.outcome !== 'seen') return nothingWritten(found);
    const { file, saved, source } = found.value;
    if (saved === wanted && (source === null || source.limit === wanted)) {
      return { outcome: 'already-applied', message: 'The mount already has this limit.' };
    }
    const mount = mountName(account.username);
    const remaining = total(clock, deadlines.write);
    const after = withListeners(file, mount, wanted);
    if (after === null) return { outcome: 'rejected', message: unreadable };
    const answer = await config.replace(file, after, remaining());
    if (answer.kind !== 'done') return outcomeOfWrite(answer, '');
    return source === null || (await showsInTime(mount, wanted, remaining))
      ? { outcome: 'applied', message: 'The configuration was replaced, and Icecast told to read it.' }
      : {
          outcome: 'unknown',
          message: 'Icecast was told to read its configuration, and does not show it yet.',
        };
  }

  /** Looks until the limit shows or the time is up. */
  async function showsInTime(mount: string, wanted: Limit, remaining: Remaining): Promise<boolean> {
    while (remaining() > betweenLooks) {
      const source = await sourceOf(mount, remaining);
      if (source.outcome === 'seen' && (source.value === null || source.value.limit === wanted)) return true;
      await pause(betweenLooks);
    }
    return false;
  }

  const readServer: ServerDriver['readServer'] = async (deadline) => {
    const remaining = total(clock, deadline);
    const stats = lookAt(await readStats(options, null, remaining()), statsOf);
    if (stats.outcome !== 'seen') return stats;
    const file = await config.read(remaining());
    if (file.outcome !== 'seen') return file;
    const read = readIcecastConfig(file.value);
    if (read === null) return { outcome: 'unreachable', message: unreadable };
    return {
      outcome: 'seen',
      value: {
        version: stats.value.version,
        packages: null,
        accounts: read.mounts.length,
        sold: soldIn(read.mounts.map(({ listeners }) => ({ listeners }))),
      },
    };
  };

  return {
    kind: 'icecast',
    // Source and listeners stay when the configuration is read again: provisioning.md §7, run for real.
    interruption: 'none',
    verification: 'full',
    readableLimits: ['listeners'],
    readableUsage: ['listeners', 'bitrate'],
    landingWindow,
    readAccount,
    changePlan,
    readServer,
    canonicalPackage: (name) => name,
    refuses,
  };
}

const betweenLooks = 500;

const unreadable = "The configuration file is not one of Icecast's that can be understood.";

/** Icecast's own way to write a mount; hosts note `radio.mp3` and `/radio.mp3` alike. */
const mountName = (username: string): string => (username.startsWith('/') ? username : `/${username}`);

function refuses(target: TargetPlan): string | null {
  const refusal = refusedAsRawLimits('Icecast', target, ['listeners']);
  if (refusal !== null) return refusal;
  return target.limits.listeners === 0 ? 'A mount with 0 listeners would be closed to everybody.' : null;
}

function stationOf(source: IcecastSource | null): StationReading {
  if (source === null) return { onAir: false, live: false };
  // Whether a person or a program sends to it, Icecast does not tell; no change of ours cuts it off.
  return {
    onAir: true,
    ...(source.since === null ? {} : { peak: { listeners: source.peak, since: source.since as Instant } }),
  };
}
