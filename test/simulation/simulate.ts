/**
 * `npm run simulate -- --seed N --histories M`: plays the histories of the seeds N, N + 1, … against the real loop.
 * Prints figures and exits 0; or the first failing history as a story, and exits 1. Wrong call: usage, exit 2.
 */
import { parseArgs } from 'node:util';
import { play, shrink } from './history.ts';
import { storyOf } from './story.ts';
import { writeScript } from './write-script.ts';

const usage =
  'usage: npm run simulate -- [--seed N] [--histories M]   (whole numbers; 1 and 10000 if not given)';

function wholeNumber(text: string): number | null {
  const value = Number(text);
  return /^\d{1,15}$/.test(text) && Number.isSafeInteger(value) ? value : null;
}

/** What was asked for; null where the call is wrong. */
function asked(args: readonly string[]): { seed: number; histories: number } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: '1' },
        histories: { type: 'string', default: '10000' },
      },
    });
    const seed = wholeNumber(values.seed);
    const histories = wholeNumber(values.histories);
    return seed === null || histories === null || histories === 0 ? null : { seed, histories };
  } catch {
    return null;
  }
}

async function main(): Promise<number> {
  const call = asked(process.argv.slice(2));
  if (!call) {
    console.error(usage);
    return 2;
  }
  const started = process.hrtime.bigint();
  const ends = new Map<string, number>();
  const reasons = new Map<string, number>();
  let changes = 0;
  let turns = 0;
  for (let seed = call.seed; seed < call.seed + call.histories; seed += 1) {
    const script = writeScript(seed);
    const { world, broken } = await play(script);
    if (broken) {
      const shortest = await shrink(script);
      const retold = await play(shortest, { told: true });
      console.log(storyOf(shortest, retold.world.story ?? [], retold.broken ?? broken));
      return 1;
    }
    turns += world.workers.turns;
    for (const { state } of world.store.changes()) {
      changes += 1;
      ends.set(state, (ends.get(state) ?? 0) + 1);
    }
    for (const set of world.watch.asked.values())
      for (const reason of set) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  console.log(`${call.histories} histories in ${seconds.toFixed(1)} s, no law broken`);
  console.log(`${changes} changes, ${turns} turns of the loop`);
  print('ends', ends);
  print('staff were asked because', reasons);
  return 0;
}

function print(title: string, counts: ReadonlyMap<string, number>): void {
  console.log(`${title}:`);
  for (const [name, count] of [...counts].sort(([, left], [, right]) => right - left))
    console.log(`${String(count).padStart(9)}  ${name}`);
}

process.exitCode = await main();
