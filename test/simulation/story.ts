/** A failing history as a story: numbered lines in plain English, ending with the law that broke. */
import { scenarios } from './scenarios.ts';
import type { Act } from './acts.ts';
import type { Script } from './script.ts';
import { beginning, type Broken, type Told } from './world.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** How long after the beginning: `day 2 05:03:21`. */
function since(at: number): string {
  const seconds = Math.floor((at - beginning) / 1_000);
  const day = Math.floor(seconds / 86_400) + 1;
  return `day ${day} ${two(Math.floor(seconds / 3_600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A loop that never rests tells the same over and over: its middle is left out. */
const mostLines = 80;

export function storyOf(script: Script<Act>, told: readonly Told[], broken: Broken): string {
  const { transactional, workers, doorbells } = script;
  const head = [
    `A history that breaks ${broken.law} (seed ${script.seed}): ${scenarios[script.scenario]?.name ?? '?'};`,
    `${workers} ${workers === 1 ? 'worker' : 'workers'}; doorbells arrive ${doorbells}; the connector does effect and key in ${transactional ? 'one transaction' : 'two steps'}.`,
    '',
  ];
  const lines = told.map(({ at, what }, index) => `${String(index + 1).padStart(4)}. ${since(at)}  ${what}`);
  if (lines.length > mostLines)
    lines.splice(
      mostLines / 2,
      lines.length - mostLines,
      `      … ${lines.length - mostLines} lines left out …`,
    );
  const end = [
    '',
    `${broken.law}: ${broken.how}.`,
    `Repeat it: npm run simulate -- --seed ${script.seed} --histories 1`,
  ];
  return [...head, ...lines, ...end].join('\n');
}
