/** The whole pretend company, started in one process: servers, panel, and the app that serves them. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Logger } from 'pino';
import { today } from '../src/billing/calendar.ts';
import { systemClock } from '../src/clock.ts';
import { serve, type RunningApp } from '../src/app/serve.ts';
import { systemRandom } from '../src/random.ts';
import { loadSettings } from '../src/settings/load.ts';
import { movableClock } from './panel/clock.ts';
import { startSandboxPanel, type SandboxPanel } from './panel/start.ts';
import { nubaliaSeed, seedLogins } from './seed/nubalia.ts';
import { servers as serverSeeds } from './seed/plans.ts';
import { demoSettings, secretVariables } from './seed/settings.ts';
import { whmSeed } from './seed/whm.ts';
import { startSandboxWhm, type SandboxWhm } from './whm/server.ts';

/** The zone in which the company lives; its civil dates are days of it. */
export const timeZone = 'America/Argentina/Buenos_Aires';

export interface CompanyOptions {
  readonly port: number;
  /** An existing folder that can be written. */
  readonly data: string;
  readonly services: number;
  readonly logger: Logger;
}

export interface Company {
  readonly panel: SandboxPanel;
  readonly servers: readonly SandboxWhm[];
  readonly app: RunningApp;
  readonly logins: ReturnType<typeof seedLogins>;
  /** The settings that the app runs with; commands beside it take the same file. */
  readonly settingsFile: string;
  close(): Promise<void>;
}

/**
 * Starts servers, panel and app, in this order; each takes a free port but the panel.
 * @throws the first failure, after everything that had started was closed again
 */
export async function startCompany({ port, data, services, logger }: CompanyOptions): Promise<Company> {
  const clock = movableClock(systemClock);
  const secrets = keptSecrets(data);
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const seed = nubaliaSeed(today(clock.now(), timeZone), services);
    const servers: SandboxWhm[] = [];
    for (const { id } of seed.servers) {
      const server = await startSandboxWhm({
        port: 0,
        dataDir: join(data, id),
        seed: whmSeed(seed, id, secrets.tokens(id)),
      });
      closers.push(() => server.close());
      servers.push(server);
    }
    let appUrl = 'http://127.0.0.1:9';
    const panel = await startSandboxPanel({
      port,
      dataDir: join(data, panelFolder),
      secret: secrets.panel,
      appUrl: () => appUrl,
      seed: (date) => nubaliaSeed(date, services),
      clock,
      timeZone,
    });
    closers.push(() => panel.close());
    const settingsFile = join(data, settingsName);
    writeFileSync(
      settingsFile,
      demoSettings({
        seed,
        connectorUrl: panel.connectorUrl,
        serverUrls: Object.fromEntries(seed.servers.map(({ id }, index) => [id, servers[index]?.url ?? ''])),
        port: 0,
        database: databaseName,
      }),
    );
    const app = await serve({
      settings: loadSettings({ file: settingsFile, env: {} }),
      clock,
      random: systemRandom,
      logger,
    });
    closers.push(() => app.close());
    appUrl = app.url;
    await panel.ringDoorbells();
    return { panel, servers, app, logins: seedLogins(seed), settingsFile, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const settingsName = 'upshelf.yaml';
const databaseName = 'upshelf.sqlite';
const panelFolder = 'panel';
const secretsName = '.env';

/** Removes what {@link startCompany} keeps in `data`, and nothing else: the folder may be anybody's. */
export function forgetCompany(data: string): void {
  const databaseFiles = ['', '-wal', '-shm'].map((ending) => databaseName + ending);
  const folders = [panelFolder, ...serverSeeds.map(({ id }) => id)];
  for (const name of [settingsName, secretsName, ...databaseFiles, ...folders])
    rmSync(join(data, name), { recursive: true, force: true });
}

/** Secrets of this demonstration, drawn once and kept in `.env` beside the settings, where commands find them too. */
function keptSecrets(data: string): { panel: string; tokens: (serverId: string) => string } {
  const file = join(data, secretsName);
  mkdirSync(data, { recursive: true });
  const kept: Record<string, string | undefined> = existsSync(file)
    ? parseEnv(readFileSync(file, 'utf8'))
    : {};
  const secret = (name: string): string => {
    kept[name] ??= randomBytes(24).toString('hex');
    writeFileSync(
      file,
      Object.entries(kept)
        .map(([key, value]) => `${key}=${value ?? ''}\n`)
        .join(''),
      { mode: 0o600 },
    );
    return kept[name];
  };
  return {
    panel: secret(secretVariables.panel),
    tokens: (serverId) => secret(secretVariables.server(serverId)),
  };
}
