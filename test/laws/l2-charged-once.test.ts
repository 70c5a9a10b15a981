/** L2: a change has at most one payable invoice, one effective application and one credit, whatever happens. */
import { expect, test } from 'vitest';
import { caught, firstBrokenStory, share } from '../simulation/law-tests.ts';
import { creditTriedAgain, publishSkipped } from '../simulation/mutants.ts';

test(`L2 ${share} histories with lost, late and doubled answers charge, apply and credit each change once`, async () => {
  expect(await firstBrokenStory(1, share)).toBeNull();
});

test('L2 notices invoices that are payable from the moment they are placed', async () => {
  expect(await caught(publishSkipped, 'L2', 5_000)).toBe('two payable invoices for one change');
});

test('L2 notices a credit that is sent again when its answer was lost', async () => {
  expect(await caught(creditTriedAgain, 'L2', 10_000)).toBe('the same credit was booked twice');
});
