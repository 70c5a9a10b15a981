import { expect, test } from 'vitest';
import type { EffectKey } from '../../../src/catalogue/identifiers.ts';
import type { Pair } from './store-contract.ts';
import { accepted, at, claimed, message, minute, numbered, step } from './store-under-test.ts';

const key = 'message:1' as EffectKey;

export function outboxContract({ store, other }: Pair): void {
  test('what was decided with a move waits for its delivery', async () => {
    const change = await accepted(store(), numbered(1));
    const claim = await claimed(store(), at(1));
    await store().record(claim, step(claim, { updatedAt: at(1) }, { outbox: [message(key, change.id)] }));
    expect(await other().claimOutbox('worker', at(1), minute)).toEqual({
      ...message(key, change.id),
      attempts: 1,
      dueAt: at(1),
    });
  });

  test('a key is in the outbox once, however often it is decided', async () => {
    const change = await accepted(store(), numbered(1));
    const first = await claimed(store(), at(1));
    await store().record(first, step(first, { dueAt: at(1) }, { outbox: [message(key, change.id)] }));
    const second = await claimed(store(), at(2));
    const repeated = { ...message(key, change.id), notice: 'another' };
    const also = message('message:2', change.id);
    await store().record(second, step(second, {}, { outbox: [repeated, also] }));
    await store().enqueue(repeated, at(3));
    const items = [
      await store().claimOutbox('worker', at(9), minute),
      await store().claimOutbox('worker', at(9), minute),
    ];
    expect(items).toMatchObject([{ notice: 'change-completed' }, { key: also.key }]);
    expect(await store().claimOutbox('worker', at(9), minute)).toBeNull();
  });

  test('an item of no change can be added on its own', async () => {
    await store().enqueue({ ...message(key, null), kind: 'executive-ticket' }, at(2));
    expect(await store().claimOutbox('worker', at(1), minute)).toBeNull();
    expect(await store().claimOutbox('worker', at(2), minute)).toMatchObject({
      changeId: null,
      kind: 'executive-ticket',
    });
  });

  test('two workers never deliver the same item', async () => {
    for (let number = 0; number < 30; number += 1)
      await store().enqueue(message(`message:${number}`, null), at(0));
    const items = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 ? store() : other()).claimOutbox(`worker-${index}`, at(1), minute),
      ),
    );
    const keys = items.filter((item) => item !== null).map((item) => item.key);
    expect(new Set(keys).size).toBe(keys.length);
    // PostgreSQL passes over a row that another worker is about to take, so one may find none although one is left.
    expect(keys.length).toBeGreaterThanOrEqual(20);
  });

  test('delivered once is delivered', async () => {
    await store().enqueue(message(key, null), at(0));
    await store().claimOutbox('worker', at(1), minute);
    await store().settleOutbox(key, { delivered: true, at: at(1), panelId: 'ticket-7' });
    expect(await store().claimOutbox('worker', at(99), minute)).toBeNull();
    expect(await store().nextDue()).toBeNull();
    expect(await store().leaseOwners()).toEqual([]);
  });

  test('not delivered: again when it is due, counted', async () => {
    await store().enqueue(message(key, null), at(0));
    await store().claimOutbox('worker', at(1), minute);
    await store().settleOutbox(key, { delivered: false, dueAt: at(5) });
    expect(await store().nextDue()).toBe(at(5));
    expect(await store().claimOutbox('worker', at(4), minute)).toBeNull();
    expect(await store().claimOutbox('worker', at(5), minute)).toMatchObject({ attempts: 2 });
  });

  test('L6 an item whose worker died is delivered by another', async () => {
    await store().enqueue(message(key, null), at(0));
    await store().claimOutbox('dead', at(1), minute);
    expect(await other().claimOutbox('heir', at(1), minute)).toBeNull();
    expect(await other().nextDue()).toBe(at(2));
    expect(await other().claimOutbox('heir', at(2), minute)).toMatchObject({ key, attempts: 2 });
  });

  test('a failure that is reported late does not undo a delivery', async () => {
    await store().enqueue(message(key, null), at(0));
    await store().claimOutbox('late', at(1), minute);
    await other().claimOutbox('heir', at(3), minute);
    await other().settleOutbox(key, { delivered: true, at: at(3), panelId: 'message-1' });
    await store().settleOutbox(key, { delivered: false, dueAt: at(4) });
    expect(await store().claimOutbox('worker', at(99), minute)).toBeNull();
  });
}
