/** L3: money that is in leads to an end that client and staff are told of, or to a wait that says for what. */
import { expect, test } from 'vitest';
import { changeStates, moves } from '../../src/change/states.ts';
import { firstBrokenStory, caught, share } from '../simulation/law-tests.ts';
import { attentionWithoutTicket, lateMoneyIgnored, ringCounterOff } from '../simulation/mutants.ts';
import { play } from '../simulation/history.ts';
import { writeScript } from '../simulation/write-script.ts';

test(`L3 in ${share} histories no money is kept without a word`, async () => {
  expect(await firstBrokenStory(1 + share, share)).toBeNull();
});

test('L3 notices a doorbell that is lost because it rang during a look', async () => {
  expect(await caught(ringCounterOff, 'L3', 30_000)).toMatch(/cancelled$|nobody was told$/);
});

test('L3 notices a change that waits for staff without a ticket', async () => {
  expect(await caught(attentionWithoutTicket, 'L3', 1_000)).toMatch(/^staff have 0 tickets for /);
});

test('L3 notices that money which comes after the end is not looked at', async () => {
  expect(await caught(lateMoneyIgnored, 'L3', 1_000)).toBe('money is in and the change is cancelled');
});

test('the histories walk every move of states.ts, so that no move goes unjudged', async () => {
  const walked = new Set<string>();
  for (let seed = 1; seed <= 8_000; seed += 1) {
    const { world } = await play(writeScript(seed));
    for (const id of world.changes)
      for (const { kind, what } of world.store.historyOf(id))
        if (kind === 'move') walked.add(what.split(':', 1)[0] ?? '');
  }
  const known = Object.keys(changeStates).flatMap((from) =>
    moves[from as keyof typeof moves].map((to) => `${from} → ${to}`),
  );
  expect([...walked].sort()).toEqual(known.sort());
});
