/** A second app beside the pretend company: on a clock that stands still, with limits and defects of a test's own. */
import { join, dirname } from 'node:path';
import type { Logger } from 'pino';
import { createServer } from '../../src/app/server.ts';
import { serve } from '../../src/app/serve.ts';
import type { Instant } from '../../src/catalogue/time.ts';
import { systemRandom } from '../../src/random.ts';
import { loadSettings } from '../../src/settings/load.ts';
import type { Settings } from '../../src/settings/settings.ts';
import type { Upshelf } from '../../src/upshelf.ts';
import type { AppUnderTest } from './app-under-test.ts';

export interface AppBeside {
  readonly url: string;
  readonly upshelf: Upshelf;
  close(): Promise<void>;
}

export interface BesideOptions {
  readonly now: Instant;
  readonly logger: Logger;
  readonly app?: Partial<Settings['app']>;
}

let count = 0;

/** The real one, with a database of its own. */
export async function appBeside(under: AppUnderTest, options: BesideOptions): Promise<AppBeside> {
  const { settingsFile } = under.company;
  const settings = loadSettings({ file: settingsFile, env: {} });
  count += 1;
  const app = await serve({
    settings: {
      ...settings,
      app: { ...settings.app, ...options.app },
      database: { kind: 'sqlite', file: join(dirname(settingsFile), `beside-${count}.sqlite`) },
    },
    clock: { now: () => options.now },
    random: systemRandom,
    logger: options.logger,
    port: 0,
  });
  return app;
}

/** The company's own app behind a second door, with what `defects` replace. */
export async function spoiledApp(
  under: AppUnderTest,
  options: BesideOptions,
  defects: Partial<Upshelf>,
): Promise<AppBeside> {
  const upshelf = { ...under.company.app.upshelf, ...defects };
  const server = await createServer({
    upshelf,
    clock: { now: () => options.now },
    logger: options.logger,
    secret: under.secret,
    bodyLimit: options.app?.bodyLimit ?? upshelf.settings.app.bodyLimit,
    pagesPerMinute: options.app?.rateLimitPerMinute ?? upshelf.settings.app.rateLimitPerMinute,
  });
  return {
    url: await server.listen({ host: '127.0.0.1', port: 0 }),
    upshelf,
    close: () => server.close(),
  };
}
