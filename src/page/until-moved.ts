import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeId } from '../catalogue/identifiers.ts';
import type { Store } from '../store/port.ts';

/** Between two glances; another process may be the one that works on the change, so the row is what is watched. */
const glance = 40;

/** Waits until the change has left `accepted`, at most `milliseconds`; it goes on by itself either way. */
export async function untilMoved(
  store: Pick<Store, 'read'>,
  id: ChangeId,
  milliseconds: number,
): Promise<void> {
  for (let left = milliseconds; left > 0; left -= glance) {
    await pause(glance);
    if ((await store.read(id))?.state !== 'accepted') return;
  }
}
