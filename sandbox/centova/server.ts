/** A pretend Centova Cast over real HTTP: it answers as provisioning.md §2 says, and never kinder. */
import {
  startPretendServer,
  type Call,
  type PretendServer,
  type Reply,
  type Turn,
} from '../pretend/server.ts';
import { json, webPage } from '../pretend/respond.ts';
import { methods, type CentovaAnswer } from './methods.ts';
import type { CentovaSeed } from './seed-type.ts';
import { openCentovaState, type CentovaState } from './state.ts';

export interface SandboxCentova extends PretendServer {
  readonly state: CentovaState;
}

export interface SandboxCentovaOptions {
  /** 0: any free one. */
  readonly port: number;
  /** The folder of the state; null: in memory. */
  readonly dataDir: string | null;
  readonly seed: CentovaSeed;
}

export async function startSandboxCentova({
  port,
  dataDir,
  seed,
}: SandboxCentovaOptions): Promise<SandboxCentova> {
  const state = openCentovaState(seed, dataDir);
  const server = await startPretendServer({
    port,
    turnOf: (call) => turnIn(state, seed, call),
    state: () => state.accounts().map(({ password: _, ...account }) => account),
  }).catch((error: unknown) => {
    state.close();
    throw error;
  });
  return {
    ...server,
    state,
    async close() {
      await server.close();
      state.close();
    },
  };
}

function turnIn(state: CentovaState, seed: CentovaSeed, { path, query, body }: Call): Turn {
  if (path !== '/api.php')
    return { operation: path, isWrite: false, act: () => webPage(404, '404 Not Found') };
  const form = new URLSearchParams([...query, ...new URLSearchParams(body)]);
  const name = form.get('xm') ?? '';
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (form.get('f') !== 'json' || !method) {
    const unknown = replyOf({ error: `Invalid method ${name}` });
    return { operation: name, isWrite: false, act: () => unknown };
  }
  const given = new Map(
    [...form].flatMap(([key, value]) => {
      const argument = /^a\[(\w+)\]$/.exec(key)?.[1];
      return argument === undefined ? [] : [[argument, value] as const];
    }),
  );
  return {
    operation: name,
    isWrite: method.isWrite,
    act: (effect) => replyOf(method.act({ state, given, effect })),
    ...(isKnown(state, seed, name, given)
      ? {}
      : { turnedAway: replyOf({ error: 'Invalid username or password' }) }),
  };
}

/** `admin|password` manages every account; `server.*` also takes the account's own password. */
function isKnown(
  state: CentovaState,
  seed: CentovaSeed,
  method: string,
  given: ReadonlyMap<string, string>,
): boolean {
  const password = given.get('password') ?? '';
  const login = seed.logins.some(
    (one) =>
      password === `${one.user}|${one.password}` ||
      (method.startsWith('system.') && one.user === 'admin' && password === one.password),
  );
  const own = state.account(given.get('username') ?? '')?.password;
  return login || (method.startsWith('server.') && own !== undefined && password === own);
}

/** HTTP 200, whatever it says (provisioning.md §2, Success). */
const replyOf = (answer: CentovaAnswer): Reply =>
  json(
    200,
    'error' in answer
      ? { type: 'error', response: { message: answer.error } }
      : { type: 'success', response: { message: answer.message, data: answer.data ?? null } },
  );
