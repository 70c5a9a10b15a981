/** The hooks over HTTP: signature first, on the raw bytes; then the schema; then the hook (design section 8). */
import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { Hook } from '../../hooks/hook.ts';
import { hooks } from '../../hooks/index.ts';
import type { Clock } from '../clock.ts';
import { UpshelfError } from '../errors.ts';
import { signatureHeader, timestampHeader, verify } from '../panel/signature.ts';
import { protocolVersion } from '../panel/connector-protocol.ts';
import type { Upshelf } from '../upshelf.ts';

export interface SignedHooksOptions {
  readonly upshelf: Upshelf;
  readonly clock: Clock;
  readonly secret: string;
  readonly bodyLimit: number;
  readonly pagesPerMinute: number;
}

/**
 * Registers every hook. The rate limit counts per signed client, after the signature was judged: an unsigned
 * flood costs one HMAC each and spends nobody's allowance. Doorbells are never limited, they are coalesced.
 */
export const signedHooks: FastifyPluginAsync<SignedHooksOptions> = async (server, options) => {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: options.bodyLimit },
    (_request, body, done) => {
      done(null, body);
    },
  );
  await server.register(rateLimit, { global: false });
  const limit = server.createRateLimit({
    max: options.pagesPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => clientOf(request.body),
  });

  for (const hook of hooks) {
    server.post(
      hook.path,
      {
        bodyLimit: options.bodyLimit,
        validatorCompiler: () => () => true,
        serializerCompiler: () => (answer) => JSON.stringify(answer),
      },
      async (request, reply) => {
        // an empty POST reaches this as undefined (stack.md section 2)
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const verdict = verify(
          options.secret,
          options.clock.now(),
          {
            timestamp: single(request.headers[timestampHeader]),
            signature: single(request.headers[signatureHeader]),
          },
          { method: request.method, path: request.url, body: raw },
        );
        if (verdict !== 'valid') throw new UpshelfError(verdict);
        const input = parseBody(hook, raw);
        request.body = input;
        if (clientOf(input) !== '') {
          const allowance = await limit(request);
          if (!allowance.isAllowed && allowance.isExceeded) {
            reply.header('retry-after', Math.ceil(allowance.ttl / 1000));
            throw new UpshelfError('too-many-requests');
          }
        }
        return hook.answer.parse(await handle(hook, options.upshelf, input));
      },
    );
  }
};

function parseBody(hook: Hook, raw: Buffer): unknown {
  let json: unknown;
  try {
    json = JSON.parse(raw.toString('utf8'));
  } catch {
    throw new UpshelfError('request-invalid', 'the body is not JSON');
  }
  const version = z.object({ protocol: z.number() }).safeParse(json);
  if (version.success && version.data.protocol !== protocolVersion) {
    throw new UpshelfError(
      'protocol-version',
      `the connector speaks version ${version.data.protocol} of the protocol, this app version ${protocolVersion}`,
      { field: 'protocol' },
    );
  }
  const parsed = hook.request.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  throw new UpshelfError('request-invalid', `${field || 'body'}: ${issue?.message ?? 'not as expected'}`, {
    field,
  });
}

const clientSchema = z.object({ clientId: z.string() });
const pageSchema = z.object({ service: z.object({ language: z.string() }) });

/** A refusal that the panel shows to its client is said in the client's language; its code stays for the connector. */
async function handle(hook: Hook, upshelf: Upshelf, input: unknown): Promise<unknown> {
  try {
    return await hook.handle(upshelf, input);
  } catch (error) {
    const page = pageSchema.safeParse(input);
    if (!(error instanceof UpshelfError) || !page.success || error.field !== null || error.status >= 500)
      throw error;
    throw new UpshelfError(error.code, upshelf.refusal(error.code, page.data.service.language), {
      cause: error,
    });
  }
}

/** The signed client of a page request; empty for a doorbell. */
const clientOf = (input: unknown): string => clientSchema.safeParse(input).data?.clientId ?? '';
const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;
