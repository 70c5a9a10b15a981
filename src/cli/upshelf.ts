#!/usr/bin/env node
/** The command `upshelf`: one file per command; results on standard output, everything else on standard error. */
import { Command, CommanderError } from 'commander';
import { UpshelfError } from '../errors.ts';
import { version } from '../version.ts';
import { checkCommand } from './check.ts';
import { explainCommand } from './explain.ts';
import { quoteCommand } from './quote-command.ts';
import { serveCommand } from './serve.ts';
import { showCommand } from './show.ts';

const program = new Command('upshelf')
  .description(
    'Plan changes for hosting panels: only what is possible, only the difference, checked on the server',
  )
  .version(version)
  .showHelpAfterError()
  .exitOverride();
for (const command of [quoteCommand(), serveCommand(), showCommand(), checkCommand(), explainCommand()]) {
  program.addCommand(command.exitOverride().showHelpAfterError());
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** 0 help and version; 2 a wrong call or wrong settings; 1 anything else, with its sentence. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UpshelfError) {
    console.error(`${error.message}\n${error.next}`);
    return error.code === 'settings-invalid' ||
      error.code === 'secret-missing' ||
      error.code === 'request-invalid'
      ? 2
      : 1;
  }
  console.error(error);
  return 1;
}
