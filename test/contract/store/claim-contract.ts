import { expect, test } from 'vitest';
import type { Store } from '../../../src/store/port.ts';
import type { Pair } from './store-contract.ts';
import { accepted, at, claimed, entry, message, minute, numbered, step } from './store-under-test.ts';

export function claimContract({ store, other }: Pair): void {
  test('the row that has waited longest is taken first, none before it is due', async () => {
    await accepted(store(), numbered(1, { dueAt: at(5) }));
    await accepted(store(), numbered(2, { dueAt: at(3) }));
    await accepted(store(), numbered(3, { dueAt: at(20) }));
    expect(await store().claim('worker', at(2), minute)).toBeNull();
    const order = [await claimed(store(), at(10)), await claimed(other(), at(10))];
    expect(order.map(({ change }) => change.serviceId)).toEqual(['service-2', 'service-1']);
    expect(await store().claim('worker', at(10), minute)).toBeNull();
  });

  test('a claim says who holds the row until when, and gives it a new version', async () => {
    const change = await accepted(store(), numbered(1));
    const claim = await claimed(store(), at(1), 'host:1/0');
    expect(claim).toEqual({
      change: { ...change, version: change.version + 1 },
      worker: 'host:1/0',
      leaseUntil: at(2),
    });
    expect(await store().leaseOwners()).toEqual(['host:1/0']);
  });

  test('L2 two workers never hold the same row: 60 rows, 2 connections, 16 workers', async () => {
    for (let number = 0; number < 60; number += 1) await accepted(store(), numbered(number));
    const taken: string[] = [];
    const work = async (connection: Store, worker: string) => {
      for (;;) {
        const claim = await connection.claim(worker, at(1), minute);
        if (!claim) return;
        taken.push(claim.change.id);
        await connection.record(claim, step(claim, { dueAt: at(100) }));
      }
    };
    await Promise.all(
      Array.from({ length: 16 }, (_, index) => work(index % 2 ? store() : other(), `worker-${index}`)),
    );
    expect(taken).toHaveLength(60);
    expect(new Set(taken).size).toBe(60);
  });

  test('a row whose worker died is taken again when its lease ends', async () => {
    await accepted(store(), numbered(1));
    await claimed(store(), at(1), 'dead');
    expect(await other().claim('heir', at(1.5), minute)).toBeNull();
    expect(await claimed(other(), at(2), 'heir')).toMatchObject({ worker: 'heir' });
  });

  test('L2 lease lost: the worker that was too late writes nothing', async () => {
    const change = await accepted(store(), numbered(1));
    const late = await claimed(store(), at(1), 'late');
    const heir = await claimed(other(), at(3), 'heir');
    const result = await store().record(
      late,
      step(
        late,
        { state: 'cancelling', endWish: 'staff' },
        {
          history: [entry('too late')],
          outbox: [message('message:1', change.id)],
          periods: [...change.pinned.quote.periodsAfter],
        },
      ),
    );
    expect(result).toBe('lease-lost');
    expect(await store().read(change.id)).toEqual(heir.change);
    expect(await store().history(change.id)).toHaveLength(1);
    expect(await store().claimOutbox('worker', at(9), minute)).toBeNull();
    expect(await store().periods(change.serviceId)).toEqual([]);
    expect(await other().record(heir, step(heir, { state: 'cancelling' }))).toBe('recorded');
  });

  test('lease lost between two workers of one name, as after a restart', async () => {
    await accepted(store(), numbered(1));
    const late = await claimed(store(), at(1), 'host:1/0');
    await claimed(store(), at(3), 'host:1/0');
    expect(await store().record(late, step(late))).toBe('lease-lost');
  });

  test('a claim that was given back cannot be recorded under again', async () => {
    await accepted(store(), numbered(1));
    const claim = await claimed(store(), at(1));
    expect(await store().record(claim, step(claim))).toBe('recorded');
    expect(await store().record(claim, step(claim))).toBe('lease-lost');
  });

  test('what a dead process held is given back at once, and only that', async () => {
    for (const number of [1, 2]) await accepted(store(), numbered(number));
    await claimed(store(), at(1), 'dead');
    await claimed(store(), at(1), 'alive');
    await store().enqueue(message('message:1', null), at(0));
    await store().claimOutbox('dead', at(1), minute);
    expect([...(await other().leaseOwners())].sort()).toEqual(['alive', 'dead']);
    await other().releaseLeases('dead');
    expect(await other().leaseOwners()).toEqual(['alive']);
    expect(await other().claim('heir', at(1), minute)).toMatchObject({ change: { serviceId: 'service-1' } });
    expect(await other().claim('heir', at(1), minute)).toBeNull();
    expect(await other().claimOutbox('heir', at(1), minute)).not.toBeNull();
  });

  test('a dead worker whose rows were given back cannot record any more', async () => {
    await accepted(store(), numbered(1));
    const claim = await claimed(store(), at(1), 'dead');
    await other().releaseLeases('dead');
    expect(await store().record(claim, step(claim))).toBe('lease-lost');
  });
}
