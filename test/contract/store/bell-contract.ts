import { expect, test } from 'vitest';
import type { InvoiceId, ServiceId } from '../../../src/catalogue/identifiers.ts';
import { never } from '../../../src/change/patience.ts';
import type { Pair } from './store-contract.ts';
import { accepted, at, bell, claimed, entry, minute, numbered, step } from './store-under-test.ts';

const rung = entry('invoice paid', { kind: 'doorbell', who: 'panel' });

export function bellContract({ store, other }: Pair): void {
  test('a doorbell makes every change due that has the invoice, the reference or holds the service', async () => {
    const waits = { dueAt: never };
    const byInvoice = await accepted(store(), numbered(1, { ...waits, invoiceId: '9001' as InvoiceId }));
    const byReference = await accepted(store(), numbered(2, waits));
    const byService = await accepted(store(), numbered(3, waits));
    const ended = { ...waits, state: 'completed', holdsService: false } as const;
    const before = await accepted(store(), numbered(4, { ...ended, serviceId: byService.serviceId }));
    const untouched = await accepted(store(), numbered(5, waits));
    const all = bell({ invoiceId: '9001', reference: byReference.reference, serviceId: byService.serviceId });
    expect(await other().ring(all, at(5), rung)).toBe(3);
    for (const { id } of [byInvoice, byReference, byService]) {
      expect(await store().read(id)).toMatchObject({ rings: 1, dueAt: at(5), version: 1 });
      expect(await store().history(id)).toHaveLength(2);
    }
    for (const change of [before, untouched]) expect(await store().read(change.id)).toEqual(change);
  });

  test('a doorbell of an ended change is heard by its invoice', async () => {
    const ended = numbered(1, {
      state: 'completed',
      holdsService: false,
      dueAt: never,
      invoiceId: '9001' as InvoiceId,
    });
    await accepted(store(), ended);
    expect(await store().ring(bell({ invoiceId: '9001' }), at(5), rung)).toBe(1);
    expect(await claimed(store(), at(5))).toMatchObject({ change: { id: ended.id } });
  });

  test('a doorbell that matches nothing is fine', async () => {
    await accepted(store(), numbered(1));
    expect(await store().ring(bell({ invoiceId: 'nobody knows it' }), at(5), rung)).toBe(0);
    expect(await store().ring(bell({}), at(5), rung)).toBe(0);
  });

  test('a doorbell never puts off what is due already', async () => {
    const change = await accepted(store(), numbered(1, { dueAt: at(1) }));
    await store().ring(bell({ reference: change.reference }), at(5), rung);
    expect(await store().read(change.id)).toMatchObject({ dueAt: at(1) });
  });

  test('L3 a ring during a look is not lost', async () => {
    const change = await accepted(store(), numbered(1));
    const claim = await claimed(store(), at(1));
    await other().ring(bell({ reference: change.reference }), at(1.5), rung);
    await store().record(claim, step(claim, { dueAt: never, waiting: 'for-payment' }));
    const again = await claimed(store(), at(1.5));
    expect(again.change).toMatchObject({ rings: 1, waiting: 'for-payment' });
    await store().record(again, step(again, { dueAt: never }));
    expect(await store().claim('worker', at(99), minute)).toBeNull();
  });

  test('L3 a ring between two steps of one look is not lost', async () => {
    const change = await accepted(store(), numbered(1));
    const first = await claimed(store(), at(1));
    await other().ring(bell({ reference: change.reference }), at(1.2), rung);
    await store().record(first, step(first, {}, { release: false }));
    const second = { ...first, change: { ...first.change, version: first.change.version + 1 } };
    await store().record(second, step(second, { dueAt: never }));
    expect((await claimed(store(), at(1.2))).change).toMatchObject({ rings: 1 });
  });

  test('L3 of 100 doorbells at once over two connections, each is counted', async () => {
    const change = await accepted(store(), numbered(1, { dueAt: never }));
    const rings = Array.from({ length: 100 }, (_, index) =>
      (index % 2 ? store() : other()).ring(bell({ serviceId: change.serviceId }), at(5), rung),
    );
    expect((await Promise.all(rings)).every((count) => count === 1)).toBe(true);
    expect(await store().read(change.id)).toMatchObject({ rings: 100 });
    expect(await store().history(change.id)).toHaveLength(101);
  });

  test('two bells for the same several rows never stop each other', async () => {
    const ended = { serviceId: 'service-1' as ServiceId, state: 'completed', holdsService: false } as const;
    for (let number = 0; number < 10; number += 1) {
      await accepted(store(), numbered(number, { ...ended, dueAt: never, invoiceId: '9001' as InvoiceId }));
    }
    const rings = Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? store() : other()).ring(bell({ invoiceId: '9001' }), at(5), rung),
    );
    expect(await Promise.all(rings)).toEqual(Array.from({ length: 20 }, () => 10));
  });

  test('a wish is written only in the states that allow it', async () => {
    const change = await accepted(store(), numbered(1, { state: 'invoiced', dueAt: never }));
    const note = entry('the client asked', { kind: 'wish' });
    expect(await store().wish(change.id, ['paid'], { endWish: 'client' }, at(5), note)).toBe(false);
    expect(await store().wish(change.id, [], { endWish: 'client' }, at(5), note)).toBe(false);
    expect(await store().read(change.id)).toEqual(change);
    expect(await store().wish(change.id, ['accepted', 'invoiced'], { endWish: 'client' }, at(5), note)).toBe(
      true,
    );
    expect(await store().read(change.id)).toMatchObject({ endWish: 'client', rings: 1, dueAt: at(5) });
    expect(await store().history(change.id)).toHaveLength(2);
  });

  test('a wish during a look is not undone by the step that never saw it', async () => {
    const change = await accepted(store(), numbered(1, { state: 'needs-attention' }));
    const staffWish = { kind: 'close', by: 'staff:3', why: 'paid in cash' } as const;
    const claim = await claimed(store(), at(1));
    await other().wish(change.id, ['needs-attention'], { staffWish }, at(1.5), entry('wish'));
    await other().wish(change.id, ['needs-attention'], { endWish: 'staff' }, at(1.5), entry('wish'));
    await store().record(claim, step(claim, { dueAt: never }));
    const again = await claimed(store(), at(2));
    expect(again.change).toMatchObject({ staffWish, endWish: 'staff' });
    await store().record(again, step(again, { staffWish: null, endWish: null, dueAt: never }));
    expect(await store().read(change.id)).toMatchObject({ staffWish: null, endWish: null });
  });

  test('of two staff at once, the later wish stands and the earlier one is not carried out twice', async () => {
    const change = await accepted(store(), numbered(1, { state: 'needs-attention', dueAt: never }));
    const wish = (kind: 'retry' | 'close') =>
      ({ staffWish: { kind, by: 'staff:3', why: 'because' } }) as const;
    await store().wish(change.id, ['needs-attention'], wish('retry'), at(1), entry('wish'));
    const claim = await claimed(store(), at(1));
    await other().wish(change.id, ['needs-attention'], wish('close'), at(1.5), entry('wish'));
    await store().record(claim, step(claim, { staffWish: null, dueAt: never }));
    expect((await claimed(store(), at(2))).change).toMatchObject(wish('close'));
  });
}
