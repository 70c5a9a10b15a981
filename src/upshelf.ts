/** The composition root: settings → adapters → use cases. The only file that knows which adapter serves which port. */
import type { Logger } from 'pino';
import { createMetrics, type Metrics } from './app/metrics.ts';
import { processName, releaseLeasesOfTheDead } from './app/process-name.ts';
import { startWorker, type Worker } from './app/worker.ts';
import type { Clock } from './clock.ts';
import type { Change } from './change/states.ts';
import type { ErrorCode } from './errors.ts';
import { createHttp } from './http.ts';
import { createNotices } from './notices/notices.ts';
import { localeFor } from './notices/translate.ts';
import { confirm } from './page/confirm.ts';
import type { PagePorts } from './page/ports.ts';
import { showStep } from './page/show-step.ts';
import { untilMoved } from './page/until-moved.ts';
import { writeLetter } from './page/letters.ts';
import { createConnectorClient } from './panel/connector-client.ts';
import type {
  AfterPaymentRequest,
  ChangePackageRequest,
  PageAnswer,
  PreInvoiceRequest,
} from './panel/connector-protocol.ts';
import type { Panel } from './panel/port.ts';
import { createDriver } from './provisioning/drivers.ts';
import type { ServerDriver } from './provisioning/port.ts';
import { createServerLooks, type ServerLooks } from './provisioning/server-looks.ts';
import type { Random } from './random.ts';
import type { Settings } from './settings/settings.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/port.ts';
import { version } from './version.ts';

export interface UpshelfOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

export interface Health {
  readonly ok: boolean;
  /** Changes that are not at an end, by state. */
  readonly changes: Readonly<Partial<Record<Change['state'], number>>>;
}

/** The module as hooks, app and commands see it. */
export interface Upshelf {
  showStep(request: ChangePackageRequest): Promise<PageAnswer>;
  confirm(request: PreInvoiceRequest): Promise<PageAnswer>;
  /** What a client reads where a page is refused for this code. */
  refusal(code: ErrorCode, language: string): string;
  /** One durable write; how many changes are looked at now. */
  ring(bell: AfterPaymentRequest): Promise<number>;
  health(): Promise<Health>;
  readonly metrics: Metrics;
  readonly settings: Settings;
  readonly panel: Panel;
  readonly store: Store;
  readonly looks: ServerLooks;
  driverOf(serverId: string): ServerDriver | null;
  /** Starts the loop; without it, nothing is done on anyone's behalf. */
  work(): Promise<Worker>;
  close(): Promise<void>;
}

/** Builds everything from the settings. Nothing is listened on and no loop runs until asked. */
export async function createUpshelf({ settings, clock, random, logger }: UpshelfOptions): Promise<Upshelf> {
  const store = await openStore(settings.database);
  const metrics = createMetrics(store);
  const panelHttp = createHttp({ version });
  const panel = createConnectorClient({
    url: settings.panel.url,
    secret: settings.panel.secret.reveal(),
    http: panelHttp,
    clock,
    deadline: settings.panel.deadline,
    landingWindow: settings.panel.landingWindow,
  });
  const drivers = new Map(
    [...settings.servers].map(([id, server]) => [id, createDriver(server, { version, clock })]),
  );
  const driverOf = (serverId: string): ServerDriver | null => drivers.get(serverId)?.driver ?? null;
  const looks = createServerLooks({ store, clock, driverOf, deadline: settings.usage.readDeadline });
  const notices = createNotices({ defaultLanguage: localeFor(settings.language, 'es').language });
  let worker: Worker | null = null;
  const pages: PagePorts = {
    settings,
    store,
    looks,
    notices,
    clock,
    random,
    logger,
    driverOf,
    wake: () => worker?.wake(),
    untilMoved: (id, milliseconds) => untilMoved(store, id, milliseconds),
  };

  async function work(): Promise<Worker> {
    await releaseLeasesOfTheDead(store);
    const name = processName();
    worker = startWorker({
      run: {
        panel,
        store,
        clock,
        driverOf,
        readDeadline: longestRead(settings),
        patience: settings.patience,
      },
      delivery: {
        panel,
        store,
        clock,
        worker: name,
        write: (item) => writeLetter(item, { notices, settings, store }),
      },
      clock,
      logger,
      metrics,
      name,
      lease: longestTurn(settings),
      width: 8,
      glance: 1_000,
    });
    return worker;
  }

  return {
    showStep: (request) => showStep(request, pages),
    confirm: (request) => confirm(request, pages),
    refusal: (code, language) => notices.refusal(code, language),
    async ring(bell) {
      const now = clock.now();
      const rung = await store.ring(bell, now, {
        at: now,
        who: 'panel',
        kind: 'doorbell',
        what: bell.event,
        detail: null,
      });
      if (rung > 0) worker?.wake();
      return rung;
    },
    health: async () => ({ ok: true, changes: await store.countByState() }),
    metrics,
    settings,
    panel,
    store,
    looks,
    driverOf,
    work,
    async close() {
      await worker?.stop();
      panelHttp.close();
      for (const { close } of drivers.values()) close();
      await store.close();
    },
  };
}

const longestRead = (settings: Settings): number =>
  Math.max(...[...settings.servers.values()].map(({ deadline }) => deadline));

/** A turn looks (panel and server side by side), then does one effect; a driver's write takes a few calls. */
const longestTurn = (settings: Settings): number =>
  2 * settings.panel.deadline + 4 * longestRead(settings) + 5_000;
