/** `npm start`: the app with the pretend hosting company, until it is told to stop. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { createLogger } from '../src/app/logger.ts';
import { whyNotListening } from '../src/app/serve.ts';
import { untilStopped } from '../src/app/until-stopped.ts';
import { UpshelfError } from '../src/errors.ts';
import { forgetCompany, startCompany, type Company } from './company.ts';
import { parseStartOptions, type StartOptions } from './options.ts';

try {
  const options = parseStartOptions(process.argv.slice(2));
  const data = prepareFolder(options);
  const stopped = untilStopped();
  const company = await startCompany({
    port: options.port,
    data,
    services: options.services,
    logger: createLogger(process.env['LOG_LEVEL'] ?? (options.json ? 'info' : 'warn')),
  }).catch((error: unknown) => {
    throw plainReason(error, options.port);
  });
  console.log(options.json ? asJson(company) : asText(company));
  await stopped;
  await company.close();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(error instanceof UpshelfError ? error.message : error);
    process.exitCode = 1;
  }
}

/** @throws UpshelfError `start-failed` when the folder cannot be written */
function prepareFolder({ data, reset }: StartOptions): string {
  const folder = resolve(data);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    if (reset) forgetCompany(folder);
    return folder;
  } catch (error) {
    throw new UpshelfError(
      'start-failed',
      `The folder ${folder} cannot be written; choose another one with --data.`,
      { cause: error },
    );
  }
}

function plainReason(error: unknown, port: number): unknown {
  const listening = error instanceof Error && (error as NodeJS.ErrnoException).syscall === 'listen';
  return listening
    ? new UpshelfError('start-failed', whyNotListening(error, '127.0.0.1', port), { cause: error })
    : error;
}

function asJson({ panel, app, servers, logins }: Company): string {
  return JSON.stringify({
    open: panel.url,
    app: app.url,
    servers: servers.map(({ url }) => url),
    logins: logins.map(({ role, user, password }) => ({ role, user, password })),
  });
}

function asText({ panel, app, servers, logins, settingsFile }: Company): string {
  return [
    `Open ${panel.url}`,
    '',
    ...logins.map(({ role, user, password }) => `  ${role.padEnd(7)} ${user.padEnd(34)} ${password}`),
    '',
    `The app: ${app.url}   servers: ${servers.map(({ url }) => url).join(' ')}`,
    `Beside it: npm run --silent upshelf -- show --config ${settingsFile}`,
    'Ctrl-C ends it.',
  ].join('\n');
}
