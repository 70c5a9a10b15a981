/** Starts the pretend panel: its database, its pages, its connector, its doorbells, its daily run. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fastify from 'fastify';
import type { CivilDate } from '../../src/catalogue/time.ts';
import type { Clock } from '../../src/clock.ts';
import type { PanelSeed } from '../seed/seed-type.ts';
import { appPages } from './app-pages.ts';
import { isMovable } from './clock.ts';
import { connectorRoute, type Watch } from './connector.ts';
import { today, type PanelContext } from './context.ts';
import { advanceTo, catchUp } from './cron.ts';
import { Database } from './database.ts';
import { doorbellRinger } from './doorbells.ts';
import { faultSwitch, type FaultSwitch } from './faults.ts';
import { isEmpty, loadSeed } from './load-seed.ts';
import { panelPages } from './pages/index.ts';
import { readSwitch } from './switches.ts';
import type { ServerModule } from './verbs.ts';
import { loadViews } from './views.ts';

export interface SandboxPanelOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Where the panel keeps its data; null: in memory. */
  readonly dataDir: string | null;
  /** What panel and app share. */
  readonly secret: string;
  /** Asked for each call, since the app may start later than the panel. */
  readonly appUrl: () => string;
  /** What an empty panel starts with. */
  readonly seed: (today: CivilDate) => PanelSeed;
  /** A {@link MovableClock} can be put forward from the panel; share it with the app. */
  readonly clock: Clock;
  readonly timeZone: string;
  /** The panel's own way to a server, for `applyPlan`; left out: it has none. */
  readonly serverModule?: ServerModule;
  /** Called at each stage of a verb. */
  readonly watch?: Watch;
}

export interface SandboxPanel {
  readonly url: string;
  readonly port: number;
  /** Where the app sends its verbs. */
  readonly connectorUrl: string;
  readonly faults: FaultSwitch;
  /** For tests and demonstrations: the operations in `bookkeeping.ts`, `checkout.ts` and others take it. */
  readonly context: PanelContext;
  /** Puts the clock forward and runs each day; how many days. */
  advanceTo(date: CivilDate): number;
  /** Rings what is due now; how many doorbells were acknowledged. */
  ringDoorbells(): Promise<number>;
  close(): Promise<void>;
}

const minute = 60_000;

export async function startSandboxPanel(options: SandboxPanelOptions): Promise<SandboxPanel> {
  const { dataDir, secret, appUrl, clock, timeZone } = options;
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true });
  const db = new Database(dataDir === null ? null : join(dataDir, 'panel.sqlite'));
  let url = '';
  const base = { db, clock, timeZone, baseUrl: () => url };
  const ringer = doorbellRinger({ panel: base, secret, appUrl });
  const panel: PanelContext = {
    ...base,
    wake: () => {
      ringer.wake();
    },
  };
  const faults = faultSwitch();
  const server = fastify({ logger: false, bodyLimit: 1024 * 1024, forceCloseConnections: true });
  await server.register(
    connectorRoute({
      panel,
      secret,
      faults,
      serverModule: options.serverModule ?? null,
      watch: options.watch ?? null,
    }),
  );
  await server.register(
    panelPages({
      panel,
      views: loadViews(timeZone),
      faults,
      askApp: appPages({ panel, secret, appUrl }),
      ringDoorbells: () => ringer.ring(),
    }),
  );
  await server.listen({ host: '127.0.0.1', port: options.port }).catch(async (error: unknown) => {
    await ringer.stop();
    await server.close();
    db.close();
    throw error;
  });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  url = `http://127.0.0.1:${port}`;

  if (isMovable(clock)) clock.advance(Number(readSwitch(db, 'clock-ahead')));
  if (isEmpty(panel)) loadSeed(panel, options.seed(today(panel)), today(panel));
  catchUp(panel);
  const daily = setInterval(() => catchUp(panel), minute);
  daily.unref();
  ringer.wake();

  return {
    url,
    port,
    connectorUrl: `${url}/connector`,
    faults,
    context: panel,
    advanceTo: (date) => advanceTo(panel, date),
    ringDoorbells: () => ringer.ring(),
    async close() {
      clearInterval(daily);
      await ringer.stop();
      await server.close();
      db.close();
    },
  };
}
