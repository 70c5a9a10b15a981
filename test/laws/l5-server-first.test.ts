/** L5: the panel's record (plan, amount, cycle, due date) changes only after the server was seen to carry the plan. */
import { expect, test } from 'vitest';
import { caught, firstBrokenStory, share } from '../simulation/law-tests.ts';
import { recordFirst, yesIsBelieved } from '../simulation/mutants.ts';

const tooEarly = "the panel's record was changed before the server was seen to carry the plan";

test(`L5 in ${share} histories the record follows the server and never leads it`, async () => {
  expect(await firstBrokenStory(1 + 3 * share, share)).toBeNull();
});

test('L5 notices a record that is updated before the server is written', async () => {
  expect(await caught(recordFirst, 'L5', 1_000)).toBe(tooEarly);
});

test('L5 notices a record that is updated on the mere word of the server', async () => {
  expect(await caught(yesIsBelieved, 'L5', 5_000)).toBe(tooEarly);
});
