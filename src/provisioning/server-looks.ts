/** Looks at servers for a page: one reading under a deadline, else the last known one, whose age is shown. */
import type { ServerId } from '../catalogue/identifiers.ts';
import { after, type Instant } from '../catalogue/time.ts';
import type { Clock } from '../clock.ts';
import type { AccountLook } from '../compatibility/situation.ts';
import type { Store } from '../store/port.ts';
import type { AccountName, ServerDriver, ServerReading } from './port.ts';

export interface ServerLooks {
  /** The account now; from the cache where it was read within the last minute, or the server does not answer. */
  account(serverId: ServerId, name: AccountName): Promise<AccountLook>;
  /** The server's packages and accounts; null where they are not known at the moment. */
  server(serverId: ServerId): Promise<ServerReading | null>;
}

export interface ServerLooksOptions {
  readonly store: Pick<Store, 'cachedReading' | 'cacheReading' | 'health'>;
  readonly clock: Clock;
  readonly driverOf: (serverId: string) => ServerDriver | null;
  /** Milliseconds that a page waits. */
  readonly deadline: number;
}

/** A client walks through five pages in a minute: one reading serves them all. */
const freshAccount = 60_000;
/** Packages and account counts change seldom. */
const freshServer = 5 * 60_000;

export function createServerLooks({ store, clock, driverOf, deadline }: ServerLooksOptions): ServerLooks {
  const readings = new Map<string, { at: Instant; reading: Promise<ServerReading | null> }>();

  async function mayAsk(serverId: ServerId): Promise<boolean> {
    const { blockedUntil, paused } = await store.health(serverId);
    return !paused && (blockedUntil === null || blockedUntil <= clock.now());
  }

  return {
    async account(serverId, name) {
      const driver = driverOf(serverId);
      if (!driver) return { kind: 'unknown', message: 'this server is not in the settings' };
      const cached = await store.cachedReading(serverId, name.username);
      if (cached && clock.now() < after(cached.readAt, freshAccount))
        return { kind: 'seen', reading: cached };
      if (driver.verification === 'none' || !(await mayAsk(serverId))) {
        return cached
          ? { kind: 'seen', reading: cached }
          : { kind: 'unknown', message: 'the server is not asked at the moment' };
      }
      const look = await driver.readAccount(name, deadline);
      if (look.outcome === 'seen') {
        await store.cacheReading(serverId, name.username, look.value);
        return { kind: 'seen', reading: look.value };
      }
      if (look.outcome === 'no-such-account') return { kind: 'no-such-account' };
      return cached ? { kind: 'seen', reading: cached } : { kind: 'unknown', message: look.message };
    },

    async server(serverId) {
      const known = readings.get(serverId);
      if (known && clock.now() < after(known.at, freshServer)) return known.reading;
      const driver = driverOf(serverId);
      if (!driver || !(await mayAsk(serverId))) return known?.reading ?? null;
      const reading = driver
        .readServer(deadline)
        .then((look) => (look.outcome === 'seen' ? look.value : null));
      readings.set(serverId, { at: clock.now(), reading });
      const value = await reading;
      // a failed look is not kept: the next page asks again, or is told that the server is blocked
      if (value === null) readings.delete(serverId);
      return value;
    },
  };
}
