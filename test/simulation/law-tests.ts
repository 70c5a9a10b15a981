/** What the law tests share: playing many histories, and waiting for a mutant to be caught. */
import { play, shrink } from './history.ts';
import { storyOf } from './story.ts';
import type { Law } from './watch.ts';
import type { Mutant } from './world.ts';
import { writeScript } from './write-script.ts';

/** How many histories each law file plays; in all six, more than the 100,000 of a test run. */
export const share = 17_000;

/**
 * Plays `count` histories from the seed `from` on, judged by all laws.
 * Gives the story of the first that breaks one, or null.
 */
export async function firstBrokenStory(from: number, count: number): Promise<string | null> {
  for (let seed = from; seed < from + count; seed += 1) {
    const script = writeScript(seed);
    if ((await play(script)).broken === null) continue;
    const shortest = await shrink(script);
    const { world, broken } = await play(shortest, { told: true });
    return broken && storyOf(shortest, world.story ?? [], broken);
  }
  return null;
}

/** How a mutant breaks `law` within `most` histories, in the law's words; null where it gets away with it. */
export async function caught(mutant: Mutant, law: Law, most: number): Promise<string | null> {
  for (let seed = 1; seed <= most; seed += 1) {
    const { broken } = await play(writeScript(seed), { mutant, law });
    if (broken) return broken.how;
  }
  return null;
}
