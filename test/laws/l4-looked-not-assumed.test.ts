/** L4: success is what the server shows when it is read back; a lost answer is looked into, never repeated blindly. */
import { expect, test } from 'vitest';
import { caught, firstBrokenStory, share } from '../simulation/law-tests.ts';
import { doubtIgnored, yesIsBelieved } from '../simulation/mutants.ts';

test(`L4 in ${share} histories nothing is called applied that was not read back, at the grade that is claimed`, async () => {
  expect(await firstBrokenStory(1 + 2 * share, share)).toBeNull();
});

test('L4 notices that the "OK" of a server is taken for the deed', async () => {
  expect(await caught(yesIsBelieved, 'L4', 1_000)).toBe(
    'applied as verified, and nothing was seen that says so',
  );
});

test('L4 notices effects that are sent while an earlier one could still land', async () => {
  expect(await caught(doubtIgnored, 'L4', 5_000)).toMatch(/while an effect in doubt could still land$/);
});
