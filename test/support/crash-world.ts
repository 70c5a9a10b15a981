/** A hosting company in this process and the real app in another one, which can be killed and started anew. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { systemClock } from '../../src/clock.ts';
import { appPages, type AppAnswer } from '../../sandbox/panel/app-pages.ts';
import { loginRow } from '../../sandbox/panel/rows.ts';
import { findService } from '../../sandbox/panel/snapshot.ts';
import { startSandboxPanel, type SandboxPanel } from '../../sandbox/panel/start.ts';
import { nubaliaSeed } from '../../sandbox/seed/nubalia.ts';
import type { PanelSeed } from '../../sandbox/seed/seed-type.ts';
import { demoSettings, secretVariables } from '../../sandbox/seed/settings.ts';
import { whmSeed } from '../../sandbox/seed/whm.ts';
import { startSandboxWhm, type SandboxWhm } from '../../sandbox/whm/server.ts';
import type { CivilDate } from '../../src/catalogue/time.ts';
import { startCrashProxy, Watchman, type KillPoint, type Passage } from './crash-proxy.ts';
import { startProcess, type RunningProcess } from './process-run.ts';

const panelSecret = 'a secret for tests only';
const token = 'A-TOKEN-FOR-TESTS';
const compileCache = join(tmpdir(), 'upshelf-compile-cache');
const timeZone = 'America/Argentina/Buenos_Aires';
/** The source page's own client and service: 100.00 USD a year, exempt from tax. */
const client = 1;
export const serviceId = 1001;

export interface CrashWorld {
  readonly panel: SandboxPanel;
  readonly whm: SandboxWhm;
  readonly passage: Passage;
  /** One row of the app's own database. */
  read<T>(row: z.ZodType<T>, sql: string): T;
  /** What the panel answers when the client opens or sends a step of the page. */
  visit(step: string, fields: Readonly<Record<string, string>>): Promise<AppAnswer>;
  /** Ends the app with SIGTERM; its exit code. */
  stopApp(): Promise<number | null>;
  close(): Promise<void>;
}

/** Starts panel, server and app; the app is killed once at `point`, and started again at once. */
export async function crashWorld(point: KillPoint | null): Promise<CrashWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'upshelf-crash-'));
  const seed = onlyTheSourcePage(nubaliaSeed(civilToday()));
  const state: { app: Promise<StartedApp> | null; url: string } = { app: null, url: 'http://127.0.0.1:9' };
  const watchman = new Watchman(point, async () => {
    const app = await state.app;
    await app?.process.end('SIGKILL');
    state.app = start();
  });
  const whm = await startSandboxWhm({ port: 0, dataDir: null, seed: whmSeed(seed, 'cp1', token) });
  const panel = await startSandboxPanel({
    port: 0,
    dataDir: null,
    secret: panelSecret,
    appUrl: () => state.url,
    seed: () => seed,
    clock: systemClock,
    timeZone,
  });
  const beforePanel = await startCrashProxy(panel.url, verbOf, watchman);
  const beforeWhm = await startCrashProxy(whm.url, functionOf, watchman);
  const file = join(folder, 'upshelf.yaml');
  writeFileSync(file, quickSettings(seed, `${beforePanel.url}/connector`, beforeWhm.url));

  async function start(): Promise<StartedApp> {
    const app = startProcess(['src/cli/upshelf.ts', 'serve', '--config', file, '--port', '0'], {
      env: {
        ...process.env,
        [secretVariables.panel]: panelSecret,
        [secretVariables.server('cp1')]: token,
        LOG_LEVEL: 'error',
        // many starts of the same program
        NODE_COMPILE_CACHE: compileCache,
      },
    });
    state.url = z.object({ app: z.string() }).parse(JSON.parse(await app.firstLine)).app;
    return { process: app };
  }

  state.app = start();
  await state.app;
  const database = new DatabaseSync(join(folder, 'upshelf.sqlite'), { timeout: 5000 });
  const ask = appPages({ panel: panel.context, secret: panelSecret, appUrl: () => state.url });
  const login = panel.context.db.get(loginRow, 'select * from login where client_id = ?', client);
  const service = () => findService(panel.context, serviceId);

  return {
    panel,
    whm,
    passage: watchman,
    read: (row, sql) => row.parse(database.prepare(sql).get()),
    visit(step, fields) {
      const current = service();
      if (!login || !current) throw new Error('the seed has no such client or service');
      return ask({ service: current, login, step, fields, csrf: 'token', base: panel.url });
    },
    stopApp: async () => (await (await state.app)?.process.end('SIGTERM'))?.code ?? null,
    async close() {
      await (await state.app)?.process.end('SIGKILL');
      database.close();
      await beforePanel.close();
      await beforeWhm.close();
      await panel.close();
      await whm.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface StartedApp {
  readonly process: RunningProcess;
}

const civilToday = (): CivilDate =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(systemClock.now()) as CivilDate;

/** One client and one service are enough here, and many worlds stand side by side. */
const onlyTheSourcePage = (seed: PanelSeed): PanelSeed => ({
  ...seed,
  clients: seed.clients.filter(({ id }) => id === client),
  services: seed.services.filter(({ id }) => id === serviceId),
  servers: seed.servers.filter(({ id }) => id === 'cp1'),
  plans: seed.plans.filter(({ servers }) => servers.includes('cp1')),
  tickets: [],
  staff: [],
});

/** As patient as they may be impatient: what was cut off is over after a second. */
function quickSettings(seed: PanelSeed, connectorUrl: string, whmUrl: string): string {
  const quick = { deadlineSeconds: 1, landingSeconds: 1 };
  const settings = parse(
    demoSettings({
      seed,
      connectorUrl,
      serverUrls: { cp1: whmUrl },
      port: 0,
      database: 'upshelf.sqlite',
    }),
  ) as { panel: object; servers: object[] };
  return stringify({
    ...settings,
    panel: { ...settings.panel, ...quick },
    servers: settings.servers.map((server) => ({ ...server, ...quick })),
    retries: { firstPauseSeconds: 1, longestPauseSeconds: 1 },
  });
}

const verbOf = (_path: string, body: string): string =>
  z.object({ verb: z.string() }).parse(JSON.parse(body)).verb;
const functionOf = (path: string): string => /^\/json-api\/(\w+)/.exec(path)?.[1] ?? path;
