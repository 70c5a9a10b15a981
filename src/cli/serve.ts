import { Command, InvalidArgumentError } from 'commander';
import { createLogger } from '../app/logger.ts';
import { serve } from '../app/serve.ts';
import { untilStopped } from '../app/until-stopped.ts';
import { systemClock } from '../clock.ts';
import { systemRandom } from '../random.ts';
import { configOption, settingsFrom } from './config-option.ts';

/** `upshelf serve`: the app by itself, for a real panel. */
export const serveCommand = (): Command =>
  new Command('serve')
    .description('run the app: answer the panel, and carry out what was paid')
    .addOption(configOption())
    .option('--port <port>', 'in place of the settings; 0 takes a free one', portNumber)
    .action(async ({ config, port }: { config: string; port?: number }) => {
      const app = await serve({
        settings: settingsFrom(config),
        clock: systemClock,
        random: systemRandom,
        logger: createLogger(process.env['LOG_LEVEL'] ?? 'info'),
        ...(port === undefined ? {} : { port }),
      });
      console.log(JSON.stringify({ app: app.url }));
      await untilStopped();
      await app.close();
    });

/** @throws InvalidArgumentError when `text` is no port */
export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}
