/** The simulation itself: the same seed tells the same history; a failing one is shortened and told as a story. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { play, shrink } from '../../simulation/history.ts';
import { endOf } from '../../simulation/kills.ts';
import { yesIsBelieved } from '../../simulation/mutants.ts';
import { storyOf } from '../../simulation/story.ts';
import { writeScript } from '../../simulation/write-script.ts';

const run = promisify(execFile);
const simulate = fileURLToPath(new URL('../../simulation/simulate.ts', import.meta.url));

test('the same seed writes the same script, and plays to the same end by the same calls', async () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    expect(writeScript(seed)).toEqual(writeScript(seed));
    const [first, second] = [await play(writeScript(seed)), await play(writeScript(seed), { told: true })];
    expect(endOf(second.world)).toBe(endOf(first.world));
    expect([...second.world.calls]).toEqual([...first.world.calls]);
  }
});

test('a history that breaks a law is shortened to what it takes, and told with law and seed', async () => {
  const options = { mutant: yesIsBelieved, law: 'L4' } as const;
  let seed = 1;
  while (!(await play(writeScript(seed), options)).broken) seed += 1;
  const whole = writeScript(seed);
  const shortest = await shrink(whole, options);
  // all it takes is a client who pays, and a server that says yes and does not do it
  expect(shortest.whenPayable.map(({ act }) => act)).toContain('the client pays');
  expect(shortest.happenings.length + shortest.faults.length).toBeLessThanOrEqual(2);

  const { world, broken } = await play(shortest, { ...options, told: true });
  const story = storyOf(shortest, world.story ?? [], broken ?? { law: 'L4', how: 'it did not break' });
  expect(story).toContain(`(seed ${seed})`);
  expect(story).toMatch(/^ {3}1\. day 1 00:00:00 {4}CP-00001 is accepted/m);
  expect(story).toMatch(
    /L4: applied as verified, and nothing was seen that says so\.\nRepeat it: .*--seed \d+/,
  );
});

describe('npm run simulate', () => {
  test('prints figures and exits 0', async () => {
    const { stdout } = await run(process.execPath, [simulate, '--seed', '7', '--histories', '20']);
    expect(stdout).toMatch(/^20 histories in \d+\.\d s, no law broken\n/);
    expect(stdout).toMatch(/ends:\n +\d+ {2}\w/);
  });

  const wrong = ['--histories many', '--histories 0', '--seeds 1', '--seed -1', 'extra'];
  test.for(wrong)('called with %s prints its usage and exits 2', async (input) => {
    const failed = run(process.execPath, [simulate, ...input.split(' ')]);
    await expect(failed).rejects.toMatchObject({ code: 2, stdout: '' });
    await expect(failed).rejects.toMatchObject({ stderr: expect.stringMatching(/^usage: /) as string });
  });
});
