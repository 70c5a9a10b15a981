/** What happens to the account and its server beside the loop. */
import type { ServerId } from '../../src/catalogue/identifiers.ts';
import { newest } from './acts-client.ts';
import { serverId } from './server-world.ts';
import type { World } from './world.ts';

const minute = 60_000;

const someMinutes = (world: World, most: number): number => world.chance.between(1, most) * minute;

export const serverActs = {
  'somebody sets another limit': (world: World): void => {
    const [metric] = Object.keys(world.server.limits);
    world.server.meddle({ limits: { [String(metric)]: 777 } });
  },
  'staff apply the new plan by hand': (world: World): void => {
    const to = newest(world)?.pinned.to.account;
    if (to) world.server.meddle(to);
  },
  'staff put the account back': (world: World): void => {
    const from = newest(world)?.pinned.from.account;
    if (from) world.server.meddle(from);
  },
  'the account is deleted': (world: World): void => {
    world.server.exists = false;
    world.server.touchedByOthers = true;
  },
  'the account is restored': (world: World): void => {
    world.server.exists = true;
  },
  'the account fills up': (world: World): void => {
    world.server.usage = { ...world.server.usage, disk: 900 * 1024 ** 3, mailboxes: 49 };
  },
  'the server is dead for a while': (world: World): void => {
    world.server.deadUntil = world.now() + someMinutes(world, 10 * 60);
  },
  "the server's key is wrong for a while": (world: World): void => {
    world.server.wrongKeyUntil = world.now() + someMinutes(world, 60);
  },
  'the server is out of the settings for a while': (world: World): void => {
    world.server.outOfSettingsUntil = world.now() + someMinutes(world, 8 * 60);
  },
  'the host pauses the server for a while': (world: World): void => {
    void world.store.setPaused(serverId as ServerId, true);
    const pause = (world.pauses += 1);
    world.timeline.in(someMinutes(world, 30 * 60), () => {
      if (pause !== world.pauses) return;
      if (!world.store.healthOf(serverId as ServerId).paused) world.breaks('L3', "the host's pause was lost");
      world.tell(() => 'the host lets the server go on');
      void world.store.setPaused(serverId as ServerId, false);
    });
  },
};
