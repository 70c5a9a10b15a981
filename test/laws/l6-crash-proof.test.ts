/** L6: killed anywhere, the loop comes to the same end as if it had not been: nothing lost, nothing done twice. */
import { describe, expect, test } from 'vitest';
import { play } from '../simulation/history.ts';
import { calmScripts, callsOf, endOf, killings, playKilled } from '../simulation/kills.ts';
import { caught, firstBrokenStory, share } from '../simulation/law-tests.ts';
import { leaseWithoutEnd } from '../simulation/mutants.ts';
import { scenarios } from '../simulation/scenarios.ts';
import type { World } from '../simulation/world.ts';

test(`L6 ${share} histories with killed and stopped workers come to rest, and break no law`, async () => {
  expect(await firstBrokenStory(1 + 4 * share, share)).toBeNull();
});

/** Credit cannot be looked up: killed around it, the loop asks a person instead of trying twice (issue 7). */
const isCreditInDoubt = ({ panel }: World): boolean =>
  panel.tickets.some((key) => key.endsWith('credit-in-doubt')) && panel.credited.length <= 1;

describe('L6 killed once, at every call in turn, before it, after it and with it on its way, it ends the same', () => {
  test.for(scenarios.map(({ name }, index) => ({ name, index })))('$name', async ({ index }) => {
    for (const script of calmScripts.filter(({ scenario }) => scenario === index)) {
      const calm = (await play(script)).world;
      for (let nth = 0; nth < callsOf(calm); nth += 1)
        for (const fate of killings) {
          const { world, broken } = await playKilled(script, [{ nth, fate }]);
          const where = { story: script.seed, nth, fate };
          expect({ ...where, broken }).toEqual({ ...where, broken: null });
          if (!isCreditInDoubt(world))
            expect({ ...where, end: endOf(world) }).toEqual({ ...where, end: endOf(calm) });
        }
    }
  });
});

test('L6 killed twice, at every pair of calls of a plain upgrade, it ends the same', async () => {
  const [script] = calmScripts;
  if (!script) throw new Error('there is no story');
  const calm = (await play(script)).world;
  for (let first = 0; first < callsOf(calm); first += 1)
    for (let second = first + 1; second < callsOf(calm) + 10; second += 1) {
      const { world, broken } = await playKilled(script, [
        { nth: first, fate: 'kill-after' },
        { nth: second, fate: 'kill-after' },
      ]);
      expect({ first, second, broken, end: endOf(world) }).toEqual({
        first,
        second,
        broken: null,
        end: endOf(calm),
      });
    }
});

test('L6 notices a worker that dies and keeps its row', async () => {
  expect(await caught(leaseWithoutEnd, 'L6', 1_000)).toBe('it never comes to rest');
});
