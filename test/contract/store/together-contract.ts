import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { never } from '../../../src/change/patience.ts';
import type { Pair } from './store-contract.ts';
import { accepted, at, claimed, numbered, step } from './store-under-test.ts';

const run = promisify(execFile);
const ringer = fileURLToPath(new URL('ring-from-another-process.ts', import.meta.url));

export function togetherContract({ store, other, under }: Pair): void {
  test('several processes may bring an empty database up to date at once', async () => {
    const stores = await Promise.all([under().open(), under().open(), under().open()]);
    expect(await Promise.all(stores.map((each) => each.countByState()))).toEqual([{}, {}, {}]);
  });

  test('the command line works beside a running app: another connection reads and rings amid claims', async () => {
    const change = await accepted(store(), numbered(1));
    const claim = await claimed(store(), at(1));
    expect(await other().findByReference(change.reference)).toMatchObject({ id: change.id });
    expect(await other().listLatest(5)).toHaveLength(1);
    const note = { at: at(1), who: 'staff:3', kind: 'wish', what: 'asked', detail: null } as const;
    expect(await other().wish(change.id, ['accepted'], { endWish: 'staff' }, at(1), note)).toBe(true);
    await store().record(claim, step(claim, { state: 'invoiced', dueAt: never }));
    expect(await other().read(change.id)).toMatchObject({ state: 'invoiced', endWish: 'staff' });
  });

  test('another process writes all the while, and neither stops the other nor loses anything', async () => {
    const change = await accepted(store(), numbered(1));
    const rings = 150;
    const ringing = run(process.execPath, [ringer, under().location, change.reference, String(rings)]);
    let turns = 0;
    const state = { done: false };
    const finished = ringing.finally(() => {
      state.done = true;
    });
    while (!state.done) {
      const claim = await store().claim('worker', at(1), 1000);
      if (claim) {
        expect(await store().record(claim, step(claim, { dueAt: never }))).toBe('recorded');
        turns += 1;
      }
      // The other process needs its share of a machine with few cores.
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect((await finished).stdout).toBe(`${rings}\n`);
    expect(await store().read(change.id)).toMatchObject({ rings });
    expect(turns).toBeGreaterThan(1);
  });
}
