/** Names this process in the leases it takes, so that the next one on this machine can tell whether it still lives. */
import { hostname } from 'node:os';
import type { Store } from '../store/port.ts';

/** `host:process id`. */
export const processName = (): string => `${hostname()}:${process.pid}`;

/**
 * Gives back what processes of this machine held when they were killed, instead of waiting for their leases to end.
 * A process id that was given to another program since only means that its lease ends by itself.
 */
export async function releaseLeasesOfTheDead(store: Store): Promise<void> {
  for (const owner of await store.leaseOwners()) {
    const [host, id] = owner.split(/[:/]/);
    if (host === hostname() && Number(id) !== process.pid && !lives(Number(id)))
      await store.releaseLeases(owner);
  }
}

function lives(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
