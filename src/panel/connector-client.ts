/** The one adapter of the panel port: signed calls to a connector, every answer parsed (docs/connector-protocol.md). */
import type { z } from 'zod';
import type { EffectKey } from '../catalogue/identifiers.ts';
import type { Clock } from '../clock.ts';
import type { Http } from '../http.ts';
import { protocolVersion, verbAnswerSchema, verbs, type Verb } from './connector-protocol.ts';
import type { Panel, PanelAnswer } from './port.ts';
import { signedHeaders } from './signature.ts';

export interface ConnectorOptions {
  /** The connector's own address in the panel. */
  readonly url: string;
  readonly secret: string;
  readonly http: Http;
  readonly clock: Clock;
  /** Milliseconds that one call may take in all. */
  readonly deadline: number;
  /** Milliseconds after which a call that was cut off can no longer land. */
  readonly landingWindow: number;
}

type Result<V extends Verb> = z.output<(typeof verbs)[V]['result']>;
type Arguments<V extends Verb> = z.input<(typeof verbs)[V]['args']>;

/** A panel behind a connector. Never throws for what the other side does: every outcome is a value. */
export function createConnectorClient(options: ConnectorOptions): Panel {
  const address = new URL(options.url);
  const path = address.pathname + address.search;

  async function call<V extends Verb>(
    verb: V,
    key: EffectKey | null,
    args: unknown,
  ): Promise<PanelAnswer<Result<V>>> {
    const body = Buffer.from(JSON.stringify({ protocol: protocolVersion, verb, key, args }));
    const answer = await options.http.send({
      method: 'POST',
      url: address.href,
      headers: {
        'content-type': 'application/json',
        ...signedHeaders(options.secret, options.clock.now(), { method: 'POST', path, body }),
      },
      body,
      deadline: options.deadline,
    });
    if (answer.kind === 'refused') return { outcome: 'unreachable', message: answer.message };
    if (answer.kind === 'lost') return { outcome: 'unknown', message: answer.message };
    return judge(verb, answer.status, answer.text);
  }

  const ask = <V extends Verb>(verb: V, args: Arguments<V>) => call(verb, null, args);
  const effect = <V extends Verb>(verb: V, key: EffectKey, args: unknown) => call(verb, key, args);

  return {
    landingWindow: options.landingWindow,
    ping: () => ask('ping', {}),
    readCatalogue: () => ask('readCatalogue', {}),
    readService: async (serviceId) =>
      map(await ask('readService', { serviceId }), (result) => result.service),
    listServices: (after, limit) => ask('listServices', { after, limit }),
    placeInvoice: (key, draft) => effect('placeInvoice', key, draft),
    publishInvoice: (key, invoiceId) => effect('publishInvoice', key, { invoiceId }),
    findInvoices: async (reference) =>
      map(await ask('findInvoices', { reference }), (result) => result.invoices),
    readInvoice: async (invoiceId) =>
      map(await ask('readInvoice', { invoiceId }), (result) => result.invoice),
    cancelInvoice: (key, invoiceId) => effect('cancelInvoice', key, { invoiceId }),
    updateService: (key, serviceId, expected, fields) =>
      effect('updateService', key, { serviceId, expected, fields }),
    applyPlan: (key, serviceId, planId) => effect('applyPlan', key, { serviceId, planId }),
    addCredit: (key, credit) => effect('addCredit', key, credit),
    openTicket: (key, ticket) => effect('openTicket', key, ticket),
    sendMessage: (key, message) => effect('sendMessage', key, message),
  };
}

/** The connector answers 200 whenever it got as far as the verb; these mean that it turned the call away unread. */
const turnedAway = new Set([400, 401, 403, 404, 405, 409, 413, 426, 429]);

function judge<V extends Verb>(verb: V, status: number, text: string): PanelAnswer<Result<V>> {
  const parsed = verbAnswerSchema.safeParse(parseJson(text));
  if (turnedAway.has(status)) {
    const said =
      parsed.success && !parsed.data.ok
        ? `${parsed.data.error.code}: ${parsed.data.error.message}`
        : 'no reason given';
    return {
      outcome: 'unreachable',
      message: `the connector turned ${verb} away with HTTP ${status} (${said})`,
    };
  }
  if (status !== 200 || !parsed.success) {
    return {
      outcome: 'unknown',
      message: `the connector's answer to ${verb} (HTTP ${status}) is not the protocol's`,
    };
  }
  if (!parsed.data.ok) return { outcome: 'refused', ...parsed.data.error };
  const result = verbs[verb].result.safeParse(parsed.data.result);
  if (result.success) return { outcome: 'answered', value: result.data as Result<V> };
  const [issue] = result.error.issues;
  return {
    outcome: 'unknown',
    message: `the connector's answer to ${verb} is wrong at ${issue?.path.join('.') ?? '?'}: ${issue?.message ?? ''}`,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const map = <From, To>(answer: PanelAnswer<From>, pick: (value: From) => To): PanelAnswer<To> =>
  answer.outcome === 'answered' ? { outcome: 'answered', value: pick(answer.value) } : answer;
