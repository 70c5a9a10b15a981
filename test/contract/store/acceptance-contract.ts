import { expect, test } from 'vitest';
import type { ChangeReference, ServiceId } from '../../../src/catalogue/identifiers.ts';
import type { Pair } from './store-contract.ts';
import { accepted, at, entry, numbered } from './store-under-test.ts';

const contested = 'service-812' as ServiceId;

export function acceptanceContract({ store, other }: Pair): void {
  test('L2 one open change per service: of 100 acceptances at once over two connections, one wins', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        (index % 2 ? store() : other()).accept(numbered(index, { serviceId: contested }), entry('accepted')),
      ),
    );
    expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'service-taken')).toHaveLength(99);
    expect(await store().listByService(contested, 200)).toHaveLength(1);
  });

  test('a taken service: nothing of the second change is written', async () => {
    const first = await accepted(store(), numbered(1, { serviceId: contested }));
    const second = numbered(2, { serviceId: contested });
    expect(await other().accept(second, entry('accepted'))).toBe('service-taken');
    expect(await store().read(second.id)).toBeNull();
    expect(await store().history(second.id)).toEqual([]);
    expect(await store().findHolding(contested)).toEqual(first);
  });

  test('a service is free again once no change holds it', async () => {
    await accepted(store(), numbered(1, { serviceId: contested, state: 'cancelled', holdsService: false }));
    expect(await store().findHolding(contested)).toBeNull();
    expect(await other().accept(numbered(2, { serviceId: contested }), entry('accepted'))).toBe('accepted');
  });

  test('a reference is given once', async () => {
    const reference = 'CP-7K3F9' as ChangeReference;
    await accepted(store(), numbered(1, { reference }));
    expect(await other().accept(numbered(2, { reference }), entry('accepted'))).toBe('reference-taken');
    expect(await store().findByReference(reference)).toMatchObject({ serviceId: 'service-1' });
  });

  test('the same change twice is a surprise, not an answer', async () => {
    const change = await accepted(store(), numbered(1, { state: 'closed', holdsService: false }));
    const again = { ...change, reference: 'CP-7K3F9' as ChangeReference };
    await expect(store().accept(again, entry('accepted'))).rejects.toThrow();
    expect(await store().history(change.id)).toHaveLength(1);
  });

  test('acceptance and its history are one write', async () => {
    const change = numbered(1);
    await store().accept(change, entry('by the client', { kind: 'accepted', who: 'client:41', at: at(1) }));
    expect(await other().history(change.id)).toEqual([
      { at: at(1), who: 'client:41', kind: 'accepted', what: 'by the client', detail: null },
    ]);
  });
}
