/** Runs the app: HTTP and the loop, until it is told to stop. */
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { UpshelfError } from '../errors.ts';
import type { Random } from '../random.ts';
import type { Settings } from '../settings/settings.ts';
import { createUpshelf, type Upshelf } from '../upshelf.ts';
import { createServer } from './server.ts';

export interface ServeOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** In place of the settings' own; 0 takes a free port. */
  readonly port?: number;
}

export interface RunningApp {
  readonly url: string;
  readonly upshelf: Upshelf;
  /** Takes no new requests, finishes the turns in hand, closes the store. */
  close(): Promise<void>;
}

/**
 * Starts listening, then working.
 * @throws UpshelfError `start-failed` with one sentence when the port or the database cannot be had
 */
export async function serve({
  settings,
  clock,
  random,
  logger,
  port = settings.app.port,
}: ServeOptions): Promise<RunningApp> {
  const upshelf = await createUpshelf({ settings, clock, random, logger }).catch((error: unknown) => {
    throw new UpshelfError('start-failed', `The database cannot be opened: ${messageOf(error)}.`, {
      cause: error,
    });
  });
  const server = await createServer({
    upshelf,
    clock,
    logger,
    secret: settings.panel.secret.reveal(),
    bodyLimit: settings.app.bodyLimit,
    pagesPerMinute: settings.app.rateLimitPerMinute,
  });
  const url = await listen(server, settings.app.host, port).catch(async (error: unknown) => {
    await upshelf.close();
    throw error;
  });
  await upshelf.work();
  logger.info({ url }, 'the app is ready');
  return {
    url,
    upshelf,
    async close() {
      await server.close();
      await upshelf.close();
    },
  };
}

async function listen(server: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    throw new UpshelfError('start-failed', whyNotListening(error, host, port), { cause: error });
  }
}

/** One sentence for the usual reasons why a port cannot be had. */
export function whyNotListening(error: unknown, host: string, port: number): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another program; choose another one.`;
    case 'EACCES':
      return `Port ${port} on ${host} may not be used by this user; choose one above 1023.`;
    case 'EADDRNOTAVAIL':
      return `The address ${host} does not belong to this machine.`;
    default:
      return `Port ${port} on ${host} cannot be used: ${messageOf(error)}.`;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
