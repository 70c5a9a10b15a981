/** Plays a script to its end and judges it; makes a failing script as short as it can be. */
import type { Act } from './acts.ts';
import { judge } from './judge.ts';
import type { Happening, Script } from './script.ts';
import { type Broken, type Options, World } from './world.ts';

export interface Played {
  readonly world: World;
  readonly broken: Broken | null;
}

/** More than any history that comes to rest takes. */
const mostSteps = 50_000;

const nextThought = Promise.resolve();

/** Plays one history until nothing is left to happen, or until a law is broken. */
export async function play(script: Script<Act>, options: Options = {}): Promise<Played> {
  const world = new World(script, options);
  let steps = 0;
  do {
    steps += 1;
    world.workers.wake();
    // promises only: no worker waits for anything but its own calls, so each round ends
    while (world.workers.think && steps < mostSteps) {
      steps += 1;
      await nextThought;
      world.workers.wake();
    }
  } while (!world.broken && steps < mostSteps && world.timeline.step());
  if (steps >= mostSteps) world.breaks('L6', 'it never comes to rest');
  if (!world.broken) judge(world);
  return { world, broken: world.broken };
}

/** The script without all that the same law breaks without: one thing after another is left out. */
export async function shrink(script: Script<Act>, options: Options = {}): Promise<Script<Act>> {
  const law = (await play(script, options)).broken?.law;
  let shortest = script;
  for (let shorter = true; shorter;) {
    shorter = false;
    for (const candidate of shorterOnes(shortest)) {
      const { broken } = await play(candidate, options);
      if (broken === null || broken.law !== law) continue;
      shortest = candidate;
      shorter = true;
      break;
    }
  }
  return shortest;
}

function* shorterOnes(script: Script<Act>): Generator<Script<Act>> {
  for (const faults of withoutOne(script.faults)) yield { ...script, faults };
  for (const happenings of withoutOne(script.happenings)) yield { ...script, happenings };
  for (const whenPayable of withoutOne(script.whenPayable)) yield { ...script, whenPayable };
  for (const whenAsked of withoutOne(script.whenAsked)) yield { ...script, whenAsked };
  for (const [place, list] of script.whenAsked.entries())
    for (const shorter of withoutOne<Happening<Act>>(list))
      yield { ...script, whenAsked: script.whenAsked.with(place, shorter) };
  if (script.workers > 1) yield { ...script, workers: 1 };
  if (script.credit > 0) yield { ...script, credit: 0 };
  if (script.slow) yield { ...script, slow: false };
  if (script.taxed) yield { ...script, taxed: false };
  if (!script.transactional) yield { ...script, transactional: true };
  if (script.doorbells !== 'promptly') yield { ...script, doorbells: 'promptly' };
}

function* withoutOne<T>(list: readonly T[]): Generator<readonly T[]> {
  for (const place of list.keys()) yield list.toSpliced(place, 1);
}
