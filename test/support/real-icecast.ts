/** A real Icecast of this machine in a scratch folder, with a source that is none and listeners that are none. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Where Debian's package puts its pages; others have them in `/usr/share/icecast`. */
const shared = '/usr/share/icecast2';
const program = ['/usr/bin/icecast2', '/usr/bin/icecast'].find((one) => spawnSync(one, ['-v']).status === 0);

/** What is missing for a run; null: nothing. */
export const whyNoIcecast =
  program === undefined ? "Icecast is not installed (Debian's package icecast2)" : null;

export interface Listener {
  /** The HTTP status with which it was let in or turned away. */
  readonly status: number;
  /** Whether it is still connected, and how many bytes it has heard. */
  readonly connected: () => boolean;
  readonly heard: () => number;
  readonly close: () => void;
}

export interface RealIcecast {
  readonly url: string;
  readonly config: string;
  /** The shell command that makes it read its configuration again. */
  readonly reload: string;
  readonly version: string;
  readonly password: string;
  /** Sends silence to a mount until it is closed. */
  broadcast(mount: string): Promise<{ readonly connected: () => boolean; readonly close: () => void }>;
  listen(mount: string): Promise<Listener>;
  close(): Promise<void>;
}

const passwords = { source: 'source7s3cret', admin: 'admin7s3cret' };

const configuration = (folder: string, port: number): string => `<icecast>
    <location>Upshelf test</location>
    <admin>admin@localhost</admin>
    <limits>
        <clients>8</clients>
        <sources>3</sources>
        <client-timeout>30</client-timeout>
        <source-timeout>10</source-timeout>
        <burst-size>0</burst-size>
    </limits>
    <authentication>
        <source-password>${passwords.source}</source-password>
        <admin-user>admin</admin-user>
        <admin-password>${passwords.admin}</admin-password>
    </authentication>
    <hostname>localhost</hostname>
    <listen-socket>
        <port>${port}</port>
        <bind-address>127.0.0.1</bind-address>
    </listen-socket>
    <mount type="normal">
        <mount-name>/radio.mp3</mount-name>
        <max-listeners>2</max-listeners>
    </mount>
    <mount type="normal">
        <mount-name>/callada.mp3</mount-name>
        <max-listeners>2</max-listeners>
    </mount>
    <fileserve>1</fileserve>
    <paths>
        <logdir>${folder}</logdir>
        <webroot>${shared}/web</webroot>
        <adminroot>${shared}/admin</adminroot>
        <pidfile>${folder}/icecast.pid</pidfile>
    </paths>
    <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel></logging>
    <security><chroot>0</chroot></security>
</icecast>
`;

export async function startRealIcecast(): Promise<RealIcecast> {
  const folder = mkdtempSync(join(tmpdir(), 'upshelf-real-icecast-'));
  const port = await freePort();
  const config = join(folder, 'icecast.xml');
  writeFileSync(config, configuration(folder, port));
  const server = start(folder, config);
  const sockets = new Set<Socket>();
  const open = async () => {
    const socket = connect(port, '127.0.0.1');
    sockets.add(socket);
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    return socket;
  };
  await untilAnswering(port, server);
  return {
    url: `http://127.0.0.1:${port}`,
    config,
    reload: `kill -HUP "$(cat '${folder}/icecast.pid')"`,
    version: spawnSync(program ?? '', ['-v'])
      .stdout.toString()
      .trim(),
    password: passwords.admin,
    async broadcast(mount) {
      const socket = await open();
      const login = Buffer.from(`source:${passwords.source}`).toString('base64');
      socket.write(
        `PUT ${mount} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic ${login}\r\n` +
          'Content-Type: audio/mpeg\r\nIce-Bitrate: 128\r\nExpect: 100-continue\r\n\r\n',
      );
      if ((await firstAnswer(socket)) !== 100) throw new Error(`Icecast took no source on ${mount}`);
      // One frame of MPEG audio at 128 kbit/s, over and over.
      const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)]);
      const timer = setInterval(() => socket.write(frame), 10);
      socket.once('close', () => {
        clearInterval(timer);
      });
      return { connected: () => !socket.destroyed && socket.writable, close: () => socket.destroy() };
    },
    async listen(mount) {
      const socket = await open();
      let heard = 0;
      socket.write(`GET ${mount} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
      const status = await firstAnswer(socket);
      socket.on('data', (part: Buffer) => (heard += part.length));
      return {
        status,
        connected: () => !socket.destroyed && !socket.readableEnded,
        heard: () => heard,
        close: () => socket.destroy(),
      };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      if (server.exitCode === null) {
        const ended = new Promise((resolve) => server.once('exit', resolve));
        server.kill('SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Icecast refuses to run as root: then it runs as nobody, to whom the folder is given. */
function start(folder: string, config: string): ChildProcess {
  const asRoot = process.getuid?.() === 0;
  const nobody = 65_534;
  if (asRoot) {
    mkdirSync(folder, { recursive: true });
    for (const path of [folder, config]) chownSync(path, nobody, nobody);
  }
  chmodSync(config, 0o640);
  return spawn(program ?? '', ['-c', config], {
    stdio: 'ignore',
    ...(asRoot ? { uid: nobody, gid: nobody } : {}),
  });
}

async function untilAnswering(port: number, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (server.exitCode !== null) throw new Error(`Icecast ended with ${server.exitCode}`);
    const answered = await fetch(`http://127.0.0.1:${port}/status-json.xsl`).catch(() => null);
    if (answered) return;
    await wait(50);
  }
  throw new Error('Icecast did not start');
}

/** The status of the first answer; what follows it is left to whoever listens. */
function firstAnswer(socket: Socket): Promise<number> {
  return new Promise((resolve) => {
    let text = '';
    const hear = (part: Buffer) => {
      text += part.toString('latin1');
      const status = /^HTTP\/1\.\d (\d{3})/.exec(text)?.[1];
      if (status === undefined) return;
      socket.off('data', hear);
      resolve(Number(status));
    };
    socket.on('data', hear);
    socket.once('close', () => {
      resolve(0);
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export const fileText = (file: string): string => readFileSync(file, 'utf8');
