/** What every driver and the panel adapter rely on: nothing is thrown, and "may it have arrived?" is answered. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createRawServer, type AddressInfo, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp, type Http, type HttpOptions } from '../../src/http.ts';
import { makeCertificates } from '../support/driver-certificates.ts';

const certificates = makeCertificates();
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function makeHttp(options: Partial<HttpOptions> = {}): Http {
  const http = createHttp({ version: '1.2.3', connectDeadline: 10_000, ...options });
  closers.push(() => {
    http.close();
  });
  return http;
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const serve = async (listener: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listen(createServer(listener))}`;

describe('an answer is a value, whatever its status', () => {
  it.each([200, 204, 301, 403, 404, 500, 524])('status %i', async (status) => {
    const url = await serve((_, response) =>
      response.writeHead(status, { 'X-Told': 'yes', Location: '/x' }).end(),
    );
    const result = await makeHttp().send({ method: 'GET', url: `${url}/a`, deadline: 10_000 });
    expect(result).toMatchObject({ kind: 'answer', status, headers: { 'x-told': 'yes' } });
  });

  it('follows no redirect, so that a key is never carried to another host', async () => {
    let seen = 0;
    const url = await serve((request, response) => {
      seen += 1;
      response.writeHead(302, { Location: `http://${request.headers.host ?? ''}/elsewhere` }).end();
    });
    const result = await makeHttp().send({ method: 'GET', url, deadline: 10_000 });
    expect(result).toMatchObject({ kind: 'answer', status: 302 });
    expect(seen).toBe(1);
  });

  it('sends the body byte for byte with the given headers and our own User-Agent', async () => {
    let body: Buffer = Buffer.alloc(0);
    let headers: IncomingMessage['headers'] = {};
    const url = await serve((request, response) => {
      headers = request.headers;
      void readAll(request).then((bytes) => {
        body = bytes;
        response.end('thanks');
      });
    });
    const sent = ' {"spaces" :  "kept", "é": 1}\n';
    const result = await makeHttp().send({
      method: 'POST',
      url,
      headers: { 'Content-Type': 'application/json', 'x-upshelf-signature': 'v1=abc' },
      body: sent,
      deadline: 10_000,
    });
    expect(body.toString()).toBe(sent);
    expect(headers['user-agent']).toBe('Upshelf/1.2.3');
    expect(headers['x-upshelf-signature']).toBe('v1=abc');
    expect(result).toMatchObject({ kind: 'answer', text: 'thanks', body: Buffer.from('thanks') });
  });

  it('ignores proxies of the environment', async () => {
    const before = process.env['HTTP_PROXY'];
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:1';
    try {
      const url = await serve((_, response) => response.end('direct'));
      expect(await makeHttp().send({ method: 'GET', url, deadline: 10_000 })).toMatchObject({
        text: 'direct',
      });
    } finally {
      if (before === undefined) delete process.env['HTTP_PROXY'];
      else process.env['HTTP_PROXY'] = before;
    }
  });

  it('keeps a connection for the next request', async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end('ok'));
    server.on('connection', () => (connections += 1));
    const url = `http://127.0.0.1:${await listen(server)}`;
    const http = makeHttp();
    await http.send({ method: 'GET', url, deadline: 10_000 });
    await http.send({ method: 'GET', url, deadline: 10_000 });
    expect(connections).toBe(1);
  });
});

describe('refused: it never arrived', () => {
  it('when nobody listens', async () => {
    const port = await listen(createServer());
    closers.splice(-1)[0]?.();
    const result = await makeHttp().send({
      method: 'POST',
      url: `http://127.0.0.1:${port}/x`,
      deadline: 10_000,
    });
    expect(result).toEqual({ kind: 'refused', message: `127.0.0.1:${port} refused the connection` });
  });

  it.each([
    ['the connect deadline', 30, 10_000, 'accepted no connection within 30 ms'],
    ['the total deadline, while connecting', 10_000, 30, 'did not answer within 30 ms'],
  ])('when no handshake happens before %s', async (_, connectDeadline, deadline, cause) => {
    const port = await listen(createRawServer());
    const http = makeHttp({ connectDeadline });
    const result = await http.send({
      method: 'POST',
      url: `https://127.0.0.1:${port}/`,
      body: 'x',
      deadline,
    });
    expect(result).toEqual({ kind: 'refused', message: `127.0.0.1:${port} ${cause}` });
  });

  it('when the other side speaks no TLS', async () => {
    let seen = 0;
    const url = await serve(() => (seen += 1));
    const result = await makeHttp().send({
      method: 'GET',
      url: url.replace('http:', 'https:'),
      deadline: 10_000,
    });
    expect(result.kind).toBe('refused');
    expect(seen).toBe(0);
  });
});

describe('certificates are always checked', () => {
  async function secureServer() {
    const seen: string[] = [];
    const { certificate, key } = certificates.server;
    const server = createSecureServer({ cert: certificate, key }, (request, response) => {
      seen.push(request.url ?? '');
      response.end('secret place');
    });
    return { seen, url: `https://127.0.0.1:${await listen(server)}` };
  }
  const { fingerprint } = certificates.server;

  it.each([
    ['the authority', { ca: certificates.ca }],
    ['the pinned fingerprint', { pin: fingerprint }],
    [
      'the pinned fingerprint without colons, in lower case',
      { pin: fingerprint.replaceAll(':', '').toLowerCase() },
    ],
    ['both', { ca: certificates.ca, pin: fingerprint }],
  ])('trusts by %s, again and again', async (_, trust) => {
    const { seen, url } = await secureServer();
    const http = makeHttp(trust);
    for (const path of ['/1', '/2']) {
      const result = await http.send({ method: 'GET', url: url + path, deadline: 10_000 });
      expect(result).toMatchObject({ kind: 'answer', text: 'secret place' });
    }
    expect(seen).toEqual(['/1', '/2']);
  });

  it.each([
    ['no authority vouches for it', {}, 'could not be trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)'],
    ['another one is pinned', { pin: 'ab'.repeat(32) }, 'showed a certificate that is not the pinned one'],
    [
      'the pin fits but the authority does not',
      { ca: makeCertificates().ca, pin: fingerprint },
      'could not be trusted',
    ],
    [
      'the authority fits but the pin does not',
      { ca: certificates.ca, pin: 'ab'.repeat(32) },
      'not the pinned one',
    ],
  ])('refuses, and sends nothing, when %s', async (_, trust, cause) => {
    const { seen, url } = await secureServer();
    const result = await makeHttp(trust).send({ method: 'POST', url, body: 'key', deadline: 10_000 });
    expect(result.kind).toBe('refused');
    expect(result).toHaveProperty('message', expect.stringContaining(cause));
    expect(seen).toEqual([]);
  });

  it('refuses a pin that is no fingerprint', () => {
    expect(() => createHttp({ version: '1', pin: 'AB:CD' })).toThrow(/SHA-256 fingerprint/);
  });
});

describe('lost: it may have arrived (L4)', () => {
  it('when the connection is cut before the answer', async () => {
    const url = await serve((request) => request.socket.destroy());
    const result = await makeHttp().send({ method: 'POST', url, body: 'x', deadline: 10_000 });
    expect(result.kind).toBe('lost');
  });

  it('when the answer is cut half-way', async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{"half":', () => request.socket.destroy());
    });
    expect((await makeHttp().send({ method: 'POST', url, deadline: 10_000 })).kind).toBe('lost');
  });

  it.each<[string, RequestListener]>([
    ['after it arrived', () => undefined],
    [
      'in the middle of the answer',
      (_, response) => response.writeHead(200, { 'Content-Length': '9' }).write('{'),
    ],
  ])('failure mode 15: when the deadline passes %s', async (_, silence) => {
    const url = await serve((request, response) => {
      if (request.url === '/first') response.end();
      else silence(request, response);
    });
    const http = makeHttp();
    // On a connection that is there already, so that a slow machine cannot make it a connection that never was.
    await http.send({ method: 'GET', url: `${url}/first`, deadline: 10_000 });
    const result = await http.send({ method: 'POST', url, deadline: 100 });
    expect(result).toEqual({ kind: 'lost', message: `${new URL(url).host} did not answer within 100 ms` });
  });

  it.each([
    ['as it is', (text: string) => ({ body: Buffer.from(text), headers: {} })],
    ['packed', (text: string) => ({ body: gzipSync(text), headers: { 'Content-Encoding': 'gzip' } })],
  ])('when the answer is larger than the cap, %s', async (_, pack) => {
    const { body, headers } = pack('x'.repeat(50_000));
    const url = await serve((__, response) => response.writeHead(200, headers).end(body));
    const result = await makeHttp({ bodyCap: 10_000 }).send({ method: 'GET', url, deadline: 10_000 });
    expect(result).toEqual({
      kind: 'lost',
      message: `${new URL(url).host} answered with more than 10000 bytes`,
    });
  });

  it('when the sender is closed meanwhile', async () => {
    const http = createHttp({ version: '1' });
    const url = await serve(() => {
      http.close();
    });
    expect((await http.send({ method: 'POST', url, deadline: 10_000 })).kind).toBe('lost');
  });
});

it('no message carries path, headers or body', async () => {
  const cut = await serve((request) => request.socket.destroy());
  const tooLarge = await serve((_, response) => response.end('S3CRET'.repeat(10)));
  const http = makeHttp({ bodyCap: 10 });
  for (const url of [cut, tooLarge, 'http://127.0.0.1:1']) {
    const result = await http.send({
      method: 'POST',
      url: `${url}/S3CRET?token=S3CRET`,
      headers: { Authorization: 'whm root:S3CRET' },
      body: 'S3CRET',
      deadline: 10_000,
    });
    expect(result.kind).not.toBe('answer');
    expect(JSON.stringify(result)).not.toContain('S3CRET');
  }
});
