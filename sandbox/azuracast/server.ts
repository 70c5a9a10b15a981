/** A pretend AzuraCast over real HTTP: it answers as provisioning.md §3 and its source @4923bde say, never kinder. */
import { startPretendServer, type PretendServer } from '../pretend/server.ts';
import { turnIn } from './routes.ts';
import type { AzuracastSeed } from './seed-type.ts';
import { openAzuracastState, type AzuracastState } from './state.ts';

export interface SandboxAzuracast extends PretendServer {
  readonly state: AzuracastState;
}

export interface SandboxAzuracastOptions {
  /** 0: any free one. */
  readonly port: number;
  /** The folder of the state; null: in memory. */
  readonly dataDir: string | null;
  readonly seed: AzuracastSeed;
}

export async function startSandboxAzuracast(options: SandboxAzuracastOptions): Promise<SandboxAzuracast> {
  const { port, dataDir, seed } = options;
  const state = openAzuracastState(seed, dataDir);
  const server = await startPretendServer({
    port,
    turnOf: (call) => turnIn(state, seed.keys, call),
    state: () => ({ stations: state.stations(), storage: state.locations() }),
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
