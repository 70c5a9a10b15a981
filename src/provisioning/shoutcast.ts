/** SHOUTcast DNAS 2: limits stand in sc_serv.conf, a reload puts them in force, its own answers show them (provisioning.md §7). */
import type { AccountReading } from '../catalogue/account-reading.ts';
import type { Clock } from '../clock.ts';
import {
  entriesOf,
  lookAt,
  nothingWritten,
  outcomeOfWrite,
  toBeSet,
  total,
  understand,
  usageAt,
  type Remaining,
} from './answers.ts';
import type { ConfigFile } from './config-file.ts';
import { inTurn } from './in-turn.ts';
import type { AccountName, ChangePlanOutcome, ServerDriver, ServerLook, TargetPlan } from './port.ts';
import {
  askShoutcast,
  reloadShoutcast,
  runningSchema,
  statisticsSchema,
  type ShoutcastLogin,
  type ShoutcastRunning,
  type ShoutcastStatistics,
} from './shoutcast-answer.ts';
import {
  readShoutcastConfig,
  withStreamLimits,
  type ShoutcastConfig,
  type ShoutcastStream,
} from './shoutcast-config.ts';
import { isInForce, listenersInForce, refusedByShoutcast, stationOf } from './shoutcast-limits.ts';
import { soldIn } from './sold.ts';

export interface ShoutcastDriverOptions extends ShoutcastLogin {
  /** `sc_serv.conf`; it needs no reload of its own. Streams in files that it includes are not seen. */
  readonly config: ConfigFile;
  readonly clock: Clock;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Milliseconds: `checks` for all that is read before a write, `write` for the write and until it shows. */
  readonly deadlines: { readonly checks: number; readonly write: number };
  readonly landingWindow: number;
}

/** A stream as the file has it, and the server as it runs. */
interface Stream {
  readonly file: string;
  readonly config: ShoutcastConfig;
  readonly saved: ShoutcastStream;
  readonly running: ShoutcastRunning;
}

/** An account is a stream, named by its number. */
export function createShoutcastDriver(options: ShoutcastDriverOptions): ServerDriver {
  const { config, clock, deadlines, landingWindow, pause } = options;
  const oneWrite = inTurn();

  async function running(remaining: Remaining): Promise<ServerLook<ShoutcastRunning>> {
    // A stream's number is asked for although it plays no part: vendor's JSON page, section 2.6.
    const answer = await askShoutcast(options, '/admin.cgi?sid=1&mode=viewjson&page=6', remaining());
    return lookAt(answer, (data) => understand(runningSchema, "SHOUTcast's configuration", data));
  }

  async function look({ username }: AccountName, remaining: Remaining): Promise<ServerLook<Stream>> {
    const file = await config.read(remaining());
    if (file.outcome !== 'seen') return file;
    const read = readShoutcastConfig(file.value);
    if (read === null) return { outcome: 'unreachable', message: unreadable };
    const saved = read.streams.find(({ id }) => String(id) === username);
    if (!saved)
      return { outcome: 'no-such-account', message: 'The configuration has no stream of this number.' };
    const runs = await running(remaining);
    if (runs.outcome !== 'seen') return runs;
    return { outcome: 'seen', value: { file: file.value, config: read, saved, running: runs.value } };
  }

  async function readAccount(account: AccountName, deadline: number): Promise<ServerLook<AccountReading>> {
    const remaining = total(clock, deadline);
    const readAt = clock.now();
    const found = await look(account, remaining);
    if (found.outcome !== 'seen') return found;
    const { saved, running: runs, config: read } = found.value;
    const statistics = await statisticsOf(remaining);
    const stream =
      statistics.outcome === 'seen' ? statistics.value.streams.find(({ id }) => id === saved.id) : undefined;
    return {
      outcome: 'seen',
      value: {
        packageName: null,
        suspended: false,
        limits: { listeners: listenersInForce(saved, runs), bitrate: saved.bitrate },
        usage: usageAt(
          {
            listeners: stream?.currentlisteners ?? (statistics.outcome === 'seen' ? 0 : undefined),
            bitrate: stream?.bitrate,
          },
          readAt,
        ),
        readAt,
        inForce: isInForce(saved, runs),
        station: stationOf(stream, read, readAt, statistics.outcome === 'seen'),
      },
    };
  }

  async function statisticsOf(remaining: Remaining): Promise<ServerLook<ShoutcastStatistics>> {
    const answer = await askShoutcast(options, '/statistics?json=1', remaining());
    return lookAt(answer, (data) => understand(statisticsSchema, "SHOUTcast's statistics", data));
  }

  /** One after the other, since each reads the file that it then replaces. */
  const changePlan = (account: AccountName, target: TargetPlan): Promise<ChangePlanOutcome> =>
    oneWrite(() => change(account, target));

  async function change(account: AccountName, target: TargetPlan): Promise<ChangePlanOutcome> {
    const refusal = refusedByShoutcast(target);
    if (refusal !== null) return { outcome: 'unsupported', message: refusal };
    const found = await look(account, total(clock, deadlines.checks));
    if (found.outcome !== 'seen') return nothingWritten(found);
    const { file, saved, running: runs, config: read } = found.value;
    const missing = toBeSet({ listeners: saved.listeners, bitrate: saved.bitrate }, target.limits);
    if (entriesOf(missing).length === 0 && isInForce(saved, runs)) {
      return { outcome: 'already-applied', message: 'The stream already has these limits.' };
    }
    if (missing.bitrate === 'unlimited' && read.bitrate !== 'unlimited') {
      const message = `The whole server is limited to ${read.bitrate} kbit/s, so that no stream of it can be without a limit.`;
      return { outcome: 'rejected', message };
    }
    const { listeners, bitrate } = missing;
    const after = withStreamLimits(file, saved.id, {
      ...(typeof listeners === 'number' ? { listeners } : {}),
      ...(bitrate === undefined ? {} : { bitrate }),
    });
    if (after === null) return { outcome: 'rejected', message: unreadable };
    const remaining = total(clock, deadlines.write);
    if (after !== file) {
      const answer = await config.replace(file, after, remaining());
      if (answer.kind !== 'done') return outcomeOfWrite(answer, '');
    }
    const answer = await reloadShoutcast(options, remaining());
    if (answer.kind !== 'done') return outcomeOfWrite(answer, '');
    return (await showsInTime(account, target, remaining))
      ? { outcome: 'applied', message: 'The configuration was replaced, and SHOUTcast runs with it.' }
      : {
          outcome: 'unknown',
          message: 'SHOUTcast was told to read its configuration, and does not show it yet.',
        };
  }

  /** Looks until the limits show or the time is up. */
  async function showsInTime(
    account: AccountName,
    { limits }: TargetPlan,
    remaining: Remaining,
  ): Promise<boolean> {
    while (remaining() > betweenLooks) {
      const found = await look(account, remaining);
      if (found.outcome === 'seen') {
        const { saved, running: runs } = found.value;
        const missing = toBeSet({ listeners: saved.listeners, bitrate: saved.bitrate }, limits);
        if (entriesOf(missing).length === 0 && isInForce(saved, runs)) return true;
      }
      await pause(betweenLooks);
    }
    return false;
  }

  const readServer: ServerDriver['readServer'] = async (deadline) => {
    const remaining = total(clock, deadline);
    // First what needs the password: a wrong one is told at once.
    const runs = await running(remaining);
    if (runs.outcome !== 'seen') return runs;
    const [file, statistics] = [await config.read(remaining()), await statisticsOf(remaining)];
    if (file.outcome !== 'seen') return file;
    const read = readShoutcastConfig(file.value);
    if (read === null) return { outcome: 'unreachable', message: unreadable };
    return {
      outcome: 'seen',
      value: {
        version: statistics.outcome === 'seen' ? (statistics.value.version ?? null) : null,
        packages: null,
        accounts: read.streams.length,
        sold: soldIn(read.streams.map(({ listeners, bitrate }) => ({ listeners, bitrate }))),
      },
    };
  };

  return {
    kind: 'shoutcast',
    interruption: 'none',
    verification: 'full',
    readableLimits: ['listeners', 'bitrate'],
    readableUsage: ['listeners', 'bitrate'],
    landingWindow,
    readAccount,
    changePlan,
    readServer,
    canonicalPackage: (name) => name,
    refuses: refusedByShoutcast,
  };
}

const betweenLooks = 500;

const unreadable = "The configuration file is not one of SHOUTcast's that can be understood.";
