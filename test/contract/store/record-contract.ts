import { expect, test } from 'vitest';
import type { EffectKey, InvoiceId, ServiceId } from '../../../src/catalogue/identifiers.ts';
import type { Amount } from '../../../src/catalogue/amount.ts';
import { never } from '../../../src/change/patience.ts';
import { changeStates, moves, type Change, type ChangeState } from '../../../src/change/states.ts';
import type { Pair } from './store-contract.ts';
import { accepted, at, claimed, entry, message, numbered, step } from './store-under-test.ts';

const states = Object.keys(changeStates) as ChangeState[];

/** Everything that a step can change, changed. */
const everything: Partial<Change> = {
  state: 'needs-attention',
  invoiceId: '9001' as InvoiceId,
  invoiceUrl: 'https://panel.example/invoice/9001',
  inFlight: {
    effect: 'change-plan',
    key: 'change:change-plan:1' as EffectKey,
    startedAt: at(1),
    couldLandUntil: at(3),
  },
  attempts: { 'change-plan': 2 },
  failedLooks: 3,
  serverWritten: true,
  planSwitched: true,
  creditGiven: true,
  refusal: { effect: 'change-plan', message: 'no such package' },
  writeConfirmed: 'confirmed-by-staff',
  grade: 'verified',
  verifiedAt: at(2),
  endWish: 'client',
  staffWish: { kind: 'retry', by: 'staff:3', why: 'the package is there now' },
  attention: { reason: 'server-rejected', detail: 'no such package', since: at(2) },
  holdsService: false,
  waiting: 'for-staff',
  waitingSince: at(2),
  dueAt: never,
  updatedAt: at(2),
};

export function recordContract({ store, other }: Pair): void {
  test('what a step changes is what is read afterwards; the promise stays', async () => {
    const change = await accepted(store(), numbered(1));
    const claim = await claimed(store(), at(1));
    expect(await store().record(claim, step(claim, { ...everything, rings: 99, version: 99 }))).toBe(
      'recorded',
    );
    expect(await other().read(change.id)).toEqual({ ...change, ...everything, version: change.version + 2 });
  });

  test.each(states)(
    'the moves from %s are those of states.ts; any other throws and writes nothing',
    async (from) => {
      for (const [index, to] of states.entries()) {
        const change = await accepted(store(), numbered(index, { state: from }));
        const claim = await claimed(store(), at(1));
        const recording = store().record(
          claim,
          step(claim, { state: to, dueAt: never }, { history: [entry('moved')] }),
        );
        if (to === from || moves[from].includes(to)) {
          expect(await recording).toBe('recorded');
          expect(await store().read(change.id)).toMatchObject({ state: to });
        } else {
          await expect(recording).rejects.toThrow(`a change cannot move from ${from} to ${to}`);
          expect(await store().read(change.id)).toEqual(claim.change);
          expect(await store().history(change.id)).toHaveLength(1);
        }
      }
    },
  );

  test('a step of another change than the claimed one throws', async () => {
    await accepted(store(), numbered(1));
    const claim = await claimed(store(), at(1));
    await expect(store().record(claim, { ...step(claim), change: numbered(2) })).rejects.toThrow(
      'under the claim',
    );
  });

  test('a step that does not give the row back keeps the lease, and can be followed by another', async () => {
    await accepted(store(), numbered(1));
    const first = await claimed(store(), at(1));
    expect(
      await store().record(first, step(first, { attempts: { 'place-invoice': 1 } }, { release: false })),
    ).toBe('recorded');
    expect(await other().claim('another', at(1), 1)).toBeNull();
    expect(await store().record(first, step(first))).toBe('lease-lost');
    const second = { ...first, change: { ...first.change, version: first.change.version + 1 } };
    expect(await store().record(second, step(second, { dueAt: at(7) }))).toBe('recorded');
    expect(await other().nextDue()).toBe(at(7));
  });

  test('L6 a worker that dies between two steps leaves the row due when its lease ends', async () => {
    await accepted(store(), numbered(1));
    const claim = await claimed(store(), at(1));
    await store().record(claim, step(claim, { dueAt: never, waiting: null }, { release: false }));
    expect(await other().nextDue()).toBe(claim.leaseUntil);
    expect(await other().claim('heir', claim.leaseUntil, 1)).not.toBeNull();
  });

  test('L6 one transaction: where the service is taken, nothing of the step is written', async () => {
    const serviceId = 'service-812' as ServiceId;
    const ended = await accepted(
      store(),
      numbered(1, { serviceId, state: 'cancelled', holdsService: false, dueAt: at(0) }),
    );
    await accepted(store(), numbered(2, { serviceId, dueAt: never }));
    const claim = await claimed(store(), at(1));
    const back = step(
      claim,
      { state: 'paid', holdsService: true },
      {
        history: [entry('paid after all')],
        outbox: [message('message:1', ended.id)],
        periods: [...ended.pinned.quote.periodsAfter],
      },
    );
    expect(await store().record(claim, back)).toBe('service-taken');
    expect(await other().read(ended.id)).toEqual(claim.change);
    expect(await other().history(ended.id)).toHaveLength(1);
    expect(await other().claimOutbox('worker', at(9), 1)).toBeNull();
    expect(await other().periods(serviceId)).toEqual([]);
    expect(await store().record(claim, step(claim, { state: 'needs-attention' }))).toBe('recorded');
  });

  test('L10 history is only added to, in order, whatever is recorded, rung or wished', async () => {
    const { id } = await accepted(store(), numbered(1));
    let known = await store().history(id);
    const grew = async (by: number) => {
      const now = await other().history(id);
      expect(now.slice(0, known.length)).toEqual(known);
      expect(now).toHaveLength(known.length + by);
      known = now;
    };
    const claim = await claimed(store(), at(1));
    await store().record(claim, step(claim, {}, { history: [entry('one'), entry('two')] }));
    await grew(2);
    await other().ring(
      { invoiceId: null, reference: claim.change.reference, serviceId: null },
      at(2),
      entry('bell'),
    );
    await grew(1);
    await store().wish(id, ['accepted'], { endWish: 'client' }, at(2), entry('wish'));
    await grew(1);
    expect(known.map(({ what }) => what)).toEqual(['accepted', 'one', 'two', 'bell', 'wish']);
  });

  test('the periods of a completed change replace those of the same dates', async () => {
    const change = await accepted(store(), numbered(1));
    const [period] = change.pinned.quote.periodsAfter;
    if (!period) throw new Error('the quote has no period');
    const later = { ...period, start: period.end, end: '2028-01-01' as typeof period.end, paid: false };
    const claim = await claimed(store(), at(1));
    await store().record(claim, step(claim, { dueAt: at(1) }, { periods: [later, period] }));
    expect(await other().periods(change.serviceId)).toEqual([period, later]);
    const again = await claimed(store(), at(2));
    const dearer = { ...later, rate: '170.00' as Amount, paid: true };
    await store().record(again, step(again, {}, { periods: [dearer] }));
    expect(await other().periods(change.serviceId)).toEqual([period, dearer]);
  });
}
