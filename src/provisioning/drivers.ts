/** The kinds of servers that Upshelf can drive: a new one is a line in this table. */
import type { Clock } from '../clock.ts';
import { UpshelfError } from '../errors.ts';
import { createHttp, type Http } from '../http.ts';
import type { ServerDriver } from './port.ts';
import { createWhmDriver } from './whm.ts';

export type DriverKind = 'whm';

/** What a driver must know of its server; the settings' record of a server fits. */
export interface ServerConnection {
  readonly id: string;
  readonly driver: DriverKind;
  readonly url: string;
  readonly user: string;
  /** Revealed where it is sent, and nowhere else. */
  readonly token: { reveal(): string };
  /** PEM of the authority that signed the server's certificate; null: the system's authorities. */
  readonly ca: string | null;
  /** SHA-256 fingerprint of the server's own certificate, in place of an authority. */
  readonly pin: string | null;
  /** Milliseconds for one call. */
  readonly deadline: number;
  /** Milliseconds after which a write that was cut off can no longer land. */
  readonly landingWindow: number;
}

export interface DriverSurroundings {
  /** Our own version, for the User-Agent. */
  readonly version: string;
  readonly clock: Clock;
}

/** A driver and the connections that it keeps open. */
export interface OpenDriver {
  readonly driver: ServerDriver;
  readonly close: () => void;
}

type DriverFactory = (server: ServerConnection, http: Http, clock: Clock) => ServerDriver;

const factories: Readonly<Record<DriverKind, DriverFactory>> = {
  whm: (server, http, clock) =>
    createWhmDriver({
      baseUrl: server.url,
      user: server.user,
      token: server.token.reveal(),
      http,
      clock,
      deadlines: { checks: server.deadline, write: server.deadline },
      landingWindow: server.landingWindow,
    }),
};

/** Of the time for one call, connecting may take at most this: a dead host is found out sooner than a slow one. */
const longestConnect = 10_000;

/**
 * The driver for one server, with its own connections and trust.
 * @throws UpshelfError `settings-invalid`, naming `url` or `pin`
 */
export function createDriver(server: ServerConnection, { version, clock }: DriverSurroundings): OpenDriver {
  refuseClearText(server.url);
  const http = createHttp({
    version,
    connectDeadline: Math.min(longestConnect, server.deadline),
    ...(server.ca === null ? {} : { ca: server.ca }),
    ...(server.pin === null ? {} : { pin: server.pin }),
  });
  return {
    driver: factories[server.driver](server, http, clock),
    close: () => {
      http.close();
    },
  };
}

/** A server's key opens every account on it: it leaves this machine encrypted or not at all. */
function refuseClearText(address: string): void {
  const { protocol, hostname } = new URL(address);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'https:' || (protocol === 'http:' && loopback)) return;
  throw new UpshelfError(
    'settings-invalid',
    'The address of a server on another machine must begin with https.',
    {
      field: 'url',
    },
  );
}
