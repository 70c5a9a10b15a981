/** The kinds of servers that Upshelf can drive, and how each driver gets what it must know. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { UpshelfError } from '../errors.ts';
import { createHttp, type Http } from '../http.ts';
import { createAzuracastDriver } from './azuracast.ts';
import { createCentovaDriver } from './centova.ts';
import { createConfigFile, type ConfigFile } from './config-file.ts';
import { createHostShell } from './host-shell.ts';
import { createIcecastDriver } from './icecast.ts';
import { createMediacpDriver } from './mediacp.ts';
import type { ServerDriver } from './port.ts';
import { createShoutcastDriver } from './shoutcast.ts';
import { createSonicpanelDriver } from './sonicpanel.ts';
import { createWhmDriver } from './whm.ts';

/** What every driver must know of its server; the settings' record of a server fits. */
interface CommonConnection {
  readonly id: string;
  readonly url: string;
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

/** A configuration file on the server's machine, and the command that starts a shell there. */
interface OnItsMachine {
  readonly config: string;
  readonly shell: readonly string[];
}

/** What only one kind of driver must know. */
interface OwnConnection {
  readonly whm: { readonly user: string };
  readonly azuracast: object;
  readonly centova: {
    readonly user: string;
    readonly apply: 'reload' | 'restart';
    readonly usageAge: number;
  };
  readonly mediacp: { readonly apply: 'none' | 'restart' };
  readonly sonicpanel: { readonly user: string };
  readonly icecast: OnItsMachine & { readonly user: string; readonly reload: string };
  readonly shoutcast: OnItsMachine;
}

export type DriverKind = keyof OwnConnection;

type ConnectionOf<Kind extends DriverKind> = CommonConnection &
  OwnConnection[Kind] & { readonly driver: Kind };

export type ServerConnection = { readonly [Kind in DriverKind]: ConnectionOf<Kind> }[DriverKind];

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

/** What drivers are given alike, whatever their server. */
const shared = (server: CommonConnection, http: Http, clock: Clock) => ({
  baseUrl: server.url,
  http,
  clock,
  deadlines: { checks: server.deadline, write: server.deadline },
  landingWindow: server.landingWindow,
});

const configFile = ({ config, shell }: OnItsMachine, reload: string | null): ConfigFile =>
  createConfigFile({ shell: createHostShell(shell), path: config, reload });

/** The driver's own part: a new kind of server is a case here, and one in the settings (docs/writing-a-driver.md). */
function driverFor(server: ServerConnection, http: Http, clock: Clock): ServerDriver {
  const common = shared(server, http, clock);
  const token = server.token.reveal();
  switch (server.driver) {
    case 'whm':
      return createWhmDriver({ ...common, user: server.user, token });
    case 'azuracast':
      return createAzuracastDriver({ ...common, key: token });
    case 'centova': {
      const { user, apply, usageAge } = server;
      return createCentovaDriver({ ...common, user, password: token, apply, usageAge });
    }
    case 'mediacp':
      return createMediacpDriver({ ...common, key: token, apply: server.apply });
    case 'sonicpanel':
      return createSonicpanelDriver({ ...common, user: server.user, key: token });
    case 'icecast': {
      const config = configFile(server, server.reload);
      return createIcecastDriver({ ...common, user: server.user, password: token, config, pause: wait });
    }
    case 'shoutcast':
      return createShoutcastDriver({
        ...common,
        password: token,
        config: configFile(server, null),
        pause: wait,
      });
  }
}

/** Of the time for one call, connecting may take at most this: a dead host is found out sooner than a slow one. */
const longestConnect = 10_000;

/**
 * The driver for one server, with its own connections and trust.
 * @throws UpshelfError `settings-invalid`, naming `url`, `pin`, `config` or `shell`
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
    driver: driverFor(server, http, clock),
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
