/** L10: each effect stands in the history before it is sent, its outcome or doubt after it; nothing is ever removed. */
import { expect, test } from 'vitest';
import { caught, firstBrokenStory, share } from '../simulation/law-tests.ts';
import { effectsUnwritten, leaseIgnored, outcomesUnwritten } from '../simulation/mutants.ts';

test(`L10 in ${share} histories every effect is announced and accounted for`, async () => {
  expect(await firstBrokenStory(1 + 5 * share, share)).toBeNull();
});

test('L10 notices an effect that is sent before it is written down', async () => {
  expect(await caught(effectsUnwritten, 'L10', 100)).toMatch(/and the history did not say so before$/);
});

test('L10 notices an effect whose outcome is not written down', async () => {
  expect(await caught(outcomesUnwritten, 'L10', 100)).toMatch(/^the history does not say what became of /);
});

test('L10 notices two workers that write over each other', async () => {
  expect(await caught(leaseIgnored, 'L10', 100)).toMatch(/^the history does not say what became of /);
});
