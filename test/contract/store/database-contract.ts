/** What only a store with a database behind it can break: statements that fail half-way, texts that are cut. */
import { expect, test } from 'vitest';
import type { Amount } from '../../../src/catalogue/amount.ts';
import type { Pair } from './store-contract.ts';
import { accepted, at, claimed, entry, message, numbered, step } from './store-under-test.ts';

export function databaseContract({ store, other }: Pair): void {
  test('L6 one transaction: a step that fails half-way leaves nothing behind', async () => {
    const change = await accepted(store(), numbered(1));
    const claim = await claimed(store(), at(1));
    const broken = step(
      claim,
      { state: 'invoiced' },
      {
        history: [entry('looked')],
        outbox: [message('message:1', change.id)],
        // A period without its numbers breaks the last statement of the transaction.
        periods: [{ ...change.pinned.quote.periodsAfter[0], billed: null as unknown as Amount } as never],
      },
    );
    await expect(store().record(claim, broken)).rejects.toThrow();
    expect(await other().read(change.id)).toEqual(claim.change);
    expect(await other().history(change.id)).toHaveLength(1);
    expect(await other().claimOutbox('worker', at(9), 1)).toBeNull();
    expect(await store().record(claim, step(claim, { state: 'invoiced' }))).toBe('recorded');
  });

  test('L10 what was sent and answered is kept, cut where it is large', async () => {
    const { id } = await accepted(store(), numbered(1));
    const claim = await claimed(store(), at(1));
    const sent = { disk: 5, text: 'ñ \u0000 "quoted"' };
    const large = 'a"\n'.repeat(10_000);
    await store().record(
      claim,
      step(
        claim,
        {},
        { history: [entry('sent', { detail: sent }), entry('answer \u0000', { detail: large })] },
      ),
    );
    const [, first, second] = await other().history(id);
    expect(first?.detail).toEqual(sent);
    expect(second?.what).toBe('answer ');
    expect(second?.detail).toMatchObject({ cut: true, length: JSON.stringify(large).length });
    expect(JSON.stringify(second?.detail).length).toBeLessThanOrEqual(8 * 1024);
  });
}
