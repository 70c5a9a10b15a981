/**
 * All HTTP that leaves the app: to servers and to panels. Deadlines, trust, size and the one question that matters
 * after a failure are settled here: did the request arrive, or may it have (L4)?
 */
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import axios, { AxiosError, AxiosHeaders } from 'axios';
import { UpshelfError } from './errors.ts';

export interface HttpOptions {
  /** Our own version: the User-Agent is `Upshelf/<version>` (some panels answer "curl" in plain text). */
  readonly version: string;
  /** Milliseconds for name, connection and TLS handshake together. */
  readonly connectDeadline?: number;
  /** The largest answer read, in bytes after decompression. */
  readonly bodyCap?: number;
  /** PEM of the authority that signed the other side's certificate, in place of the system's authorities. */
  readonly ca?: string;
  /**
   * SHA-256 fingerprint of the other side's own certificate, 64 hexadecimal digits with or without colons. It takes
   * the place of authority and name (self-signed hosts: provisioning.md §1 TLS); with `ca` both are checked.
   */
  readonly pin?: string;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** An absolute http or https address; a malformed one is a mistake of the caller and rejects. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent byte for byte: nothing is re-encoded, since signatures cover exactly these bytes. */
  readonly body?: string | Uint8Array;
  /** Milliseconds from the call to the last byte of the answer. */
  readonly deadline: number;
}

/** What became of one request. Messages name host and cause, never path, headers or body. */
export type HttpResult =
  /** Any status: an HTTP error is an answer. Header names are in lower case. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer;
      readonly text: string;
    }
  /** It never arrived: no connection, or no trust in the other side before a byte was sent. */
  | { readonly kind: 'refused'; readonly message: string }
  /** It may have arrived: no whole answer came back. */
  | { readonly kind: 'lost'; readonly message: string };

export interface Http {
  send(request: HttpRequest): Promise<HttpResult>;
  /** Closes every connection; what is under way ends as `lost`. */
  close(): void;
}

/** Codes that only a connection attempt can end with, also where a test replaces the socket. */
const neverArrived = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Free connections are dropped before servers do it at their usual 5 s: no write should meet a closed one. */
const idleConnection = 4_000;

const certificateNotPinned = 'CERT_NOT_PINNED';

/** Our own reason to give a connection up before anything was sent on it. */
class ConnectionError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/**
 * A sender for one other side (one server or one panel), with its own connections and trust. Environment variables
 * for proxies are ignored, redirects are answers, certificates are always checked.
 * @throws UpshelfError `settings-invalid` when `pin` is not a SHA-256 fingerprint
 */
export function createHttp(options: HttpOptions): Http {
  const { connectDeadline = 10_000, bodyCap = 8 * 1024 * 1024 } = options;
  const connected = new WeakSet<Duplex>();
  const agents = createAgents(options, connectDeadline, connected);

  async function send(request: HttpRequest): Promise<HttpResult> {
    const { host } = new URL(request.url);
    const attempt = new AbortController();
    const timer = setTimeout(() => {
      attempt.abort();
    }, request.deadline);
    let socket: Socket | undefined;
    // Axios's own hook for the transport: the native one, watched, so that it is known which socket was used.
    const transport = {
      request: (native: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void) => {
        const outgoing = (native.protocol === 'https:' ? https : http).request(native, onResponse);
        outgoing.once('socket', (used) => (socket = used));
        return outgoing;
      },
    };
    try {
      const response = await axios.request<Buffer>({
        adapter: 'http',
        method: request.method,
        url: request.url,
        headers: {
          'User-Agent': `Upshelf/${options.version}`,
          Accept: 'application/json',
          ...request.headers,
        },
        // Bytes, since axios re-encodes texts that it takes for JSON.
        data: request.body === undefined ? undefined : Buffer.from(request.body),
        responseType: 'arraybuffer',
        httpAgent: agents.http,
        httpsAgent: agents.https,
        transport,
        proxy: false,
        maxRedirects: 0,
        maxContentLength: bodyCap,
        validateStatus: () => true,
        signal: attempt.signal,
      });
      return {
        kind: 'answer',
        status: response.status,
        headers: plainHeaders(response.headers),
        body: response.data,
        text: response.data.toString('utf8'),
      };
    } catch (error) {
      const code = codeOf(error);
      const mayHaveArrived = socket !== undefined && connected.has(socket) && !neverArrived.has(code);
      const cause = attempt.signal.aborted
        ? `did not answer within ${request.deadline} ms`
        : causeOf(code, error, connectDeadline, bodyCap);
      return { kind: mayHaveArrived ? 'lost' : 'refused', message: `${host} ${cause}` };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    send,
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function createAgents(options: HttpOptions, connectDeadline: number, connected: WeakSet<Duplex>) {
  const shared = { keepAlive: true, maxSockets: 8, timeout: idleConnection };
  const plain = new http.Agent(shared);
  const secure = new https.Agent({
    ...shared,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    // A resumed session may show no certificate to compare with the pin.
    ...(options.pin === undefined ? {} : { maxCachedSessions: 0 }),
  });
  watchConnections(plain, 'connect', connectDeadline, connected);
  watchConnections(secure, 'secureConnect', connectDeadline, connected);
  if (options.pin !== undefined) pinCertificate(secure, pinOf(options.pin), options.ca !== undefined);
  return { http: plain, https: secure };
}

/** Remembers which sockets got as far as `event`, and gives up on those that did not in time. */
function watchConnections(
  agent: http.Agent,
  event: 'connect' | 'secureConnect',
  connectDeadline: number,
  connected: WeakSet<Duplex>,
): void {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = create(options, callback);
    if (!socket) return socket;
    const timer = setTimeout(() => socket.destroy(new ConnectionError('ETIMEDOUT')), connectDeadline);
    socket.once(event, () => {
      clearTimeout(timer);
      connected.add(socket);
    });
    socket.once('close', () => {
      clearTimeout(timer);
    });
    return socket;
  };
}

/** Hands a connection to its request only after the certificate was compared, so that nothing is sent to a stranger. */
function pinCertificate(agent: https.Agent, pin: string, authorityToo: boolean): void {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    // The pin decides in place of the authority, which a self-signed certificate does not have.
    const socket = create({ ...options, rejectUnauthorized: authorityToo }) as TLSSocket;
    socket.once('error', (error: Error) => callback?.(error, socket));
    socket.once('secureConnect', () => {
      // Typed as always there, but empty where the other side showed no certificate.
      const shown = socket.getPeerCertificate().fingerprint256 as string | undefined;
      if (shown !== undefined && digitsOf(shown) === pin) callback?.(null, socket);
      else socket.destroy(new ConnectionError(certificateNotPinned));
    });
    return undefined;
  };
}

const digitsOf = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();

function pinOf(text: string): string {
  const digits = digitsOf(text);
  if (/^[0-9a-f]{64}$/.test(digits)) return digits;
  throw new UpshelfError(
    'settings-invalid',
    'The pin is not a SHA-256 fingerprint of 64 hexadecimal digits.',
    {
      field: 'pin',
    },
  );
}

function plainHeaders(headers: unknown): Record<string, string> {
  // `true`: a header that came several times is one text, as everywhere else in HTTP.
  const entries = headers instanceof AxiosHeaders ? Object.entries(headers.toJSON(true)) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value as unknown)]));
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'unknown';
}

function causeOf(code: string, error: unknown, connectDeadline: number, bodyCap: number): string {
  if (code === 'ECONNREFUSED') return 'refused the connection';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'could not be found by its name';
  if (error instanceof AxiosError && error.cause instanceof ConnectionError) {
    return code === certificateNotPinned
      ? 'showed a certificate that is not the pinned one'
      : `accepted no connection within ${connectDeadline} ms`;
  }
  if (/CERT|SELF_SIGNED|TLS|SSL|UNABLE_TO|EPROTO/.test(code)) return `could not be trusted (${code})`;
  if (error instanceof Error && error.message.startsWith('maxContentLength')) {
    return `answered with more than ${bodyCap} bytes`;
  }
  return `broke the connection off (${code})`;
}
