/** The app's HTTP side: signed hooks, health, metrics, its own description, and errors from one catalogue. */
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { UpshelfError, type ErrorCode } from '../errors.ts';
import { version } from '../version.ts';
import type { Upshelf } from '../upshelf.ts';
import type { Clock } from '../clock.ts';
import { openApiDocument } from './openapi.ts';
import { signedHooks } from './signed-hooks.ts';

export interface ServerOptions {
  readonly upshelf: Upshelf;
  readonly clock: Clock;
  readonly logger: FastifyBaseLogger;
  readonly secret: string;
  readonly bodyLimit: number;
  readonly pagesPerMinute: number;
}

/** Builds the server; it does not listen yet. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimit,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    // an address that cannot be decoded gets no further than this
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
  });
  server.setErrorHandler(answerProblem);
  server.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type('application/problem+json')
      .send(problem(new UpshelfError('not-found'), request.id)),
  );
  server.addHook('onResponse', async (request, reply) => {
    options.upshelf.metrics.request(
      request.routeOptions.url ?? 'unknown',
      reply.statusCode,
      reply.elapsedTime,
    );
  });
  await server.register(signedHooks, options);
  server.get('/healthz', async (_request, reply) => {
    const health = await options.upshelf.health();
    return reply.code(health.ok ? 200 : 503).send({ ...health, version });
  });
  server.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4').send(await options.upshelf.metrics.text()),
  );
  server.get('/openapi.json', async () => openApiDocument());
  return server;
}

function answerProblem(
  error: FastifyError | UpshelfError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = error instanceof UpshelfError ? error : foreignError(error);
  if (known.status >= 500) request.log.error({ err: error, code: known.code }, 'a request failed');
  else
    request.log.info(
      { code: known.code, field: known.field, path: request.routeOptions.url },
      'a request was refused',
    );
  return reply.code(known.status).type('application/problem+json').send(problem(known, request.id));
}

/** What Fastify itself refuses, under our own codes. */
function foreignError(error: FastifyError): UpshelfError {
  const codes: Readonly<Record<string, ErrorCode>> = { FST_ERR_CTP_BODY_TOO_LARGE: 'too-large' };
  const code = codes[error.code];
  if (code) return new UpshelfError(code);
  return error.statusCode !== undefined && error.statusCode < 500
    ? new UpshelfError('request-invalid', error.message)
    : new UpshelfError('internal', undefined, { cause: error });
}

const problem = (error: UpshelfError, requestId: string) => ({
  code: error.code,
  // an unexpected error's own words may hold anything, so they stay in the log
  message: error.message,
  next: error.next,
  ...(error.field === null ? {} : { field: error.field }),
  requestId,
});
