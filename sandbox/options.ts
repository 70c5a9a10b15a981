/** The options of `npm start`, and what it says when they are wrong. */
import { Command, InvalidArgumentError } from 'commander';

export interface StartOptions {
  /** The panel's port; 0 takes a free one. */
  readonly port: number;
  /** Where everything is kept. */
  readonly data: string;
  /** Forget what is kept there. */
  readonly reset: boolean;
  /** One JSON line on standard output in place of the text. */
  readonly json: boolean;
  /** How many generated services stand beside the written ones. */
  readonly services: number;
}

/** @throws CommanderError with exit code 0 after --help, otherwise after usage was printed on standard error */
export function parseStartOptions(argv: readonly string[]): StartOptions {
  const program = new Command('npm start --')
    .description('the app with a pretend hosting company, on this machine only')
    .option('--port <port>', "the panel's port, the page to open; 0 takes a free one", whole(65_535), 8080)
    .option('--data <folder>', 'where everything is kept', '.upshelf')
    .option('--reset', 'forget what is kept there', false)
    .option('--json', 'one JSON line when ready', false)
    .option('--services <count>', 'so many generated services beside the written ones', whole(100_000), 0)
    .allowExcessArguments(false)
    .showHelpAfterError()
    .exitOverride();
  return program.parse(argv, { from: 'user' }).opts<StartOptions>();
}

const whole = (most: number) => (text: string) => {
  if (!/^\d{1,6}$/.test(text) || Number(text) > most)
    throw new InvalidArgumentError(`A whole number from 0 to ${most}.`);
  return Number(text);
};
