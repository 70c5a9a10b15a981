/** Everything that people and machines other than the loop do in a history, by the name that its story shows. */
import { clientActs } from './acts-client.ts';
import { panelActs } from './acts-panel.ts';
import { serverActs } from './acts-server.ts';
import type { World } from './world.ts';

export const acts = { ...clientActs, ...panelActs, ...serverActs } satisfies Record<
  string,
  (world: World) => void
>;
export type Act = keyof typeof acts;
