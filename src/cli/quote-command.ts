import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { quoteCommand as priceRows } from './quote.ts';

/** `upshelf quote`: prices a JSON array of changes from standard input; it needs no settings and no panel. */
export const quoteCommand = (): Command =>
  new Command('quote')
    .description('price the changes in a JSON array on standard input (docs/money.md)')
    .option('--explain', 'lines for people in place of JSON', false)
    .option('--locale <locale>', 'the language of --explain', 'es')
    .action(async ({ explain, locale }: { explain: boolean; locale: string }) => {
      const { exitCode, stdout, stderr } = priceRows(await text(process.stdin), { explain, locale });
      process.stdout.write(stdout);
      process.stderr.write(stderr);
      process.exitCode = exitCode;
    });
