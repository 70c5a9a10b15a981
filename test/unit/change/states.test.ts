/** docs/states.md says what src/change/states.ts says: every state with its sentence, every move, every end. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { changeStates, endStates, isOpen, moves, type ChangeState } from '../../../src/change/states.ts';

const page = readFileSync(new URL('../../../docs/states.md', import.meta.url), 'utf8');

/** The rows of the table under a heading, each as its cells without the marks around names. */
function rowsUnder(heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

const states = Object.keys(changeStates) as ChangeState[];
const allMoves = states.flatMap((from) => moves[from].map((to) => `${from} → ${to}`));

test('docs/states.md has each state with its sentence, and whether it has ended', () => {
  expect(rowsUnder('States')).toEqual(
    states.map((state) => [state, changeStates[state], isOpen(state) ? 'open' : 'ended']),
  );
});

test('docs/states.md has each move, and says when it is made', () => {
  const rows = rowsUnder('Moves');
  expect(rows.map(([from, to]) => `${from} → ${to}`)).toEqual(allMoves);
  for (const [, , when] of rows) expect(when).toMatch(/\w/);
});

test('the diagram of docs/states.md has the same moves', () => {
  const drawn = [...page.matchAll(/^ {2}(\w+) --> (\w+)$/gm)].map(([, from, to]) =>
    `${from} → ${to}`.replaceAll('_', '-'),
  );
  expect(drawn).toEqual(allMoves);
});

test('each state can be reached and left, but for the two that staff end for good', () => {
  const reached = new Set<string>(states.flatMap((state) => moves[state]));
  expect(states.filter((state) => !reached.has(state))).toEqual(['accepted']);
  expect(states.filter((state) => moves[state].length === 0)).toEqual(['returned', 'closed']);
  expect(states.filter((state) => !isOpen(state))).toEqual([...endStates]);
});
