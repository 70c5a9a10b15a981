/** The whole pretend company for tests: pages are asked for as a connector asks, over HTTP, signed, on a clock that stands. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { parseEnv } from 'node:util';
import { pino, type Logger } from 'pino';
import { startCompany, type Company } from '../../sandbox/company.ts';
import { conventions, plansOnSale } from '../../sandbox/panel/catalogue.ts';
import { findService, serviceSnapshot } from '../../sandbox/panel/snapshot.ts';
import { secretVariables } from '../../sandbox/seed/settings.ts';
import type { ServiceId } from '../../src/catalogue/identifiers.ts';
import { after, type Instant } from '../../src/catalogue/time.ts';
import type { Change } from '../../src/change/states.ts';
import {
  protocolVersion,
  type ChangePackageRequest,
  type PageAnswer,
} from '../../src/panel/connector-protocol.ts';
import { signedHeaders } from '../../src/panel/signature.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** undefined where the body is no JSON. */
  readonly json: unknown;
}

export interface PostOptions {
  /** Another app than the company's. */
  readonly url?: string;
  readonly secret?: string;
  /** The sender's time, where it is not the panel's. */
  readonly at?: Instant;
  /** Seconds by which the sender's clock is ahead. */
  readonly ahead?: number;
  /** What was signed, where it is not what is sent. */
  readonly signed?: { readonly path?: string; readonly body?: string; readonly method?: string };
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AppUnderTest {
  readonly company: Company;
  readonly secret: string;
  /** Everything that must never be seen outside: the panel's secret and the servers' tokens. */
  readonly secrets: readonly string[];
  now(): Instant;
  /** The log so far, as it was written. */
  log(): string;
  /** A signed POST; `body` as it is, or as JSON. */
  post(path: string, body: unknown, options?: PostOptions): Promise<Answer>;
  get(path: string, url?: string): Promise<Answer>;
  /** The request that the panel would send for this service's own client. */
  request(serviceId: number, changes?: Partial<ChangePackageRequest>): ChangePackageRequest;
  changesOf(serviceId: number): Promise<readonly Change[]>;
  close(): Promise<void>;
}

/** Starts panel, servers and app in a folder of their own; the secrets are kept there by the company. */
export async function appUnderTest(start: typeof startCompany = startCompany): Promise<AppUnderTest> {
  const data = mkdtempSync(join(tmpdir(), 'upshelf-app-'));
  const written: string[] = [];
  const company = await start({ port: 0, data, services: 0, logger: capture(written) });
  const kept = parseEnv(readFileSync(join(data, '.env'), 'utf8'));
  const secret = kept[secretVariables.panel] ?? '';
  const { context } = company.panel;
  const now = (): Instant => context.clock.now();

  const send = async (path: string, init: RequestInit, url = company.app.url): Promise<Answer> => {
    const response = await fetch(new URL(path, url), init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: asJson(text) };
  };

  return {
    company,
    secret,
    secrets: Object.values(kept).filter((value) => value !== undefined),
    now,
    log: () => written.join(''),
    get: (path, url) => send(path, {}, url),
    post(path, body, options = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const signed = signedHeaders(
        options.secret ?? secret,
        after(options.at ?? now(), (options.ahead ?? 0) * 1000),
        {
          method: options.signed?.method ?? 'POST',
          path: options.signed?.path ?? path,
          body: Buffer.from(options.signed?.body ?? text),
        },
      );
      return send(
        path,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...signed, ...options.headers },
          body: text,
        },
        options.url,
      );
    },
    request(serviceId, changes = {}) {
      const service = findService(context, serviceId);
      if (!service) throw new Error(`the panel has no service ${serviceId}`);
      const own = `${company.panel.url}/servicios/${serviceId}`;
      const snapshot = serviceSnapshot(context, service);
      return {
        protocol: protocolVersion,
        clientId: snapshot.ownerId,
        actor: { kind: 'client', id: snapshot.ownerId, mayOrder: true, maySeeInvoices: true },
        service: snapshot,
        catalogue: plansOnSale(context),
        conventions: conventions(context),
        urls: {
          page: `${own}/actualizar`,
          service: own,
          cancellation: `${own}/baja`,
          invoices: `${company.panel.url}/facturas`,
        },
        hiddenFields: [{ name: 'token', value: 'csrf-of-this-session' }],
        fields: {},
        step: '',
        ...changes,
      };
    },
    changesOf: (serviceId) => company.app.upshelf.store.listByService(String(serviceId) as ServiceId, 200),
    async close() {
      await company.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A logger that keeps its lines, with everything from `debug` on. */
const capture = (written: string[]): Logger =>
  pino(
    { level: 'debug' },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(chunk.toString('utf8'));
        done();
      },
    }),
  );

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The value of a field of the one form of a page. */
export function fieldOf(html: string, name: string): string {
  const [, value] = new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html) ?? [];
  if (value === undefined) throw new Error(`the page has no field ${name}`);
  return value;
}

/** The page of an answer; a redirect or an error fails the test with what came instead. */
export function pageOf(answer: Answer): Extract<PageAnswer, { html: string }> {
  const page = answer.json as PageAnswer;
  if (answer.status !== 200 || !('html' in page)) throw new Error(`${answer.status}: ${answer.text}`);
  return page;
}
