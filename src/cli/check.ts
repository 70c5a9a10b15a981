import { Command } from 'commander';
import { createLogger } from '../app/logger.ts';
import { systemClock } from '../clock.ts';
import { systemRandom } from '../random.ts';
import { createUpshelf } from '../upshelf.ts';
import { configOption, settingsFrom } from './config-option.ts';
import { findingsOf } from './check-findings.ts';

/** `upshelf check`: what is wrong or doubtful in settings, rules and packages. 0 nothing, 1 findings, 2 wrong call. */
export const checkCommand = (): Command =>
  new Command('check')
    .description("check settings and rules against the panel's catalogue and the servers' packages")
    .addOption(configOption())
    .action(async ({ config }: { config: string }) => {
      const settings = settingsFrom(config);
      const upshelf = await createUpshelf({
        settings,
        clock: systemClock,
        random: systemRandom,
        logger: createLogger('warn'),
      });
      try {
        const findings = await findingsOf(upshelf);
        for (const { line, column, level, message, next } of findings) {
          console.log(`${settings.file}:${line}:${column}: ${level}: ${message} ${next}`);
        }
        if (findings.length === 0) console.log('Nothing found.');
        process.exitCode = findings.length === 0 ? 0 : 1;
      } finally {
        await upshelf.close();
      }
    });
