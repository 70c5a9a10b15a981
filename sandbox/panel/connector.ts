/** The endpoint where the app calls the panel's verbs: signature, envelope, effect keys, answers. */
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { EffectKey } from '../../src/catalogue/identifiers.ts';
import { protocolVersion, verbRequestSchema, verbs, type Verb } from '../../src/panel/connector-protocol.ts';
import { signatureHeader, timestampHeader, verify } from '../../src/panel/signature.ts';
import type { PanelContext } from './context.ts';
import { earlierResult, keepResult } from './effects.ts';
import type { FaultSwitch } from './faults.ts';
import { Refusal } from './refusal.ts';
import { applyPlan, localVerbs, type LocalVerb, type ServerModule } from './verbs.ts';

/** Called at each stage of a call, and waited for: a crash test ends the app from in here. */
export type Watch = (stage: 'arrived' | 'done' | 'answered', verb: string) => void | Promise<void>;

export interface ConnectorOptions {
  readonly panel: PanelContext;
  readonly secret: string;
  readonly faults: FaultSwitch;
  readonly serverModule: ServerModule | null;
  readonly watch: Watch | null;
}

type Answer = { ok: true; result: unknown } | { ok: false; error: { code: string; message: string } };
const refusal = (code: string, message: string): Answer => ({ ok: false, error: { code, message } });

interface Call {
  readonly verb: Verb;
  readonly key: EffectKey | null;
  readonly args: unknown;
}

/** What is wrong with the input, by the name of the field. */
const fieldAtFault = (error: z.ZodError, within: readonly string[]): string => {
  const [issue] = error.issues;
  const field = [...within, ...(issue?.path ?? [])].join('.');
  return `${field || 'body'}: ${issue?.message ?? 'not as expected'}`;
};

/** The call in the envelope, or why there is none. */
function readCall(body: unknown): Call | Answer {
  const envelope = verbRequestSchema.safeParse(body);
  if (!envelope.success) return refusal('request-invalid', fieldAtFault(envelope.error, []));
  const { protocol, verb, key, args } = envelope.data;
  if (protocol !== protocolVersion)
    return refusal(
      'protocol-version',
      `This connector speaks version ${protocolVersion} of the protocol, the app version ${protocol}.`,
    );
  if (!Object.hasOwn(verbs, verb)) return refusal('verb-unknown', `there is no verb "${verb}"`);
  const known = verb as Verb;
  if (verbs[known].effect && key === null) return refusal('key-missing', `"${verb}" needs an effect key`);
  const parsed = verbs[known].args.safeParse(args);
  if (!parsed.success) return refusal('request-invalid', fieldAtFault(parsed.error, ['args']));
  return { verb: known, key: verbs[known].effect ? key : null, args: parsed.data };
}

/** Carries out calls; the same effect key gives the same result, and nothing happens again. */
export function verbRunner({ panel, serverModule }: Pick<ConnectorOptions, 'panel' | 'serverModule'>) {
  const underWay = new Map<EffectKey, Promise<unknown>>();

  const runLocally = (verb: LocalVerb, { key, args }: Call): unknown =>
    panel.db.transaction(() => {
      const earlier = key && earlierResult(panel, key, verb, args);
      if (earlier !== null) return earlier;
      // the verb's own schema has parsed these arguments
      const perform = localVerbs[verb] as (panel: PanelContext, args: unknown) => unknown;
      const result = verbs[verb].result.parse(perform(panel, args));
      if (key !== null) keepResult(panel, key, verb, args, result);
      return result;
    });

  // the call to the server cannot be in the transaction: look, do, record (design section 8)
  const runApplyPlan = async (key: EffectKey, args: unknown): Promise<unknown> => {
    const earlier = earlierResult(panel, key, 'applyPlan', args);
    if (earlier !== null) return earlier;
    const result = await applyPlan(panel, serverModule, verbs.applyPlan.args.parse(args));
    keepResult(panel, key, 'applyPlan', args, result);
    return result;
  };

  return async (call: Call): Promise<unknown> => {
    const { verb, key } = call;
    if (verb !== 'applyPlan') return runLocally(verb, call);
    if (key === null) throw new Refusal('key-missing', 'applyPlan needs an effect key');
    const running = underWay.get(key) ?? runApplyPlan(key, call.args);
    underWay.set(key, running);
    return running.finally(() => underWay.delete(key));
  };
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return null;
  }
};

const statusOf = (answer: Answer): number =>
  !answer.ok && answer.error.code === 'protocol-version' ? 409 : 200;

/** Cuts the connection, so that the caller cannot know what became of its call. */
function cutOff(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.destroy();
}

/** A Fastify plugin with the one route `POST /connector`. */
export const connectorRoute = (options: ConnectorOptions) => async (server: FastifyInstance) => {
  const { panel, secret, faults, watch } = options;
  const run = verbRunner(options);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });

  const answer = async (call: Call): Promise<Answer> => {
    try {
      return { ok: true, result: await run(call) };
    } catch (error) {
      if (error instanceof Refusal) return refusal(error.code, error.message);
      server.log.error({ error, verb: call.verb }, 'a verb failed');
      return refusal('internal', 'the panel failed to carry it out; nothing was changed');
    }
  };

  server.post('/connector', async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const verdict = verify(
      secret,
      panel.clock.now(),
      { timestamp: header(request, timestampHeader), signature: header(request, signatureHeader) },
      { method: request.method, path: request.url, body },
    );
    if (verdict !== 'valid')
      return reply.code(401).send(refusal(verdict, 'the signature of this call was not accepted'));
    const call = readCall(parseJson(body));
    // turned away unread, so that the app waits for the right connector instead of taking it for the panel's no
    if ('ok' in call) return reply.code(statusOf(call)).send(call);

    await watch?.('arrived', call.verb);
    const fault = faults.take(call.verb);
    switch (fault?.kind) {
      case 'refuse':
        cutOff(reply);
        return reply;
      case 'error-500':
        return reply.code(500).send('Internal Server Error');
      case 'html':
        return reply.type('text/html').send('<!doctype html><title>Mantenimiento</title><p>Volvemos pronto.');
      case 'slow':
        await wait(fault.milliseconds, undefined, { ref: false });
        break;
      case 'lost':
      case undefined:
        break;
    }
    const result = await answer(call);
    await watch?.('done', call.verb);
    if (fault?.kind === 'lost') {
      cutOff(reply);
      return reply;
    }
    reply.raw.once('finish', () => void watch?.('answered', call.verb));
    return result;
  });
};
