import { describe, expect, it } from 'vitest';
import { judgeService } from '../../../src/compatibility/judge.ts';
import { planVerdict } from '../../support/situations.ts';
import { tables } from './cases.ts';
import { tellReason } from './tell-reason.ts';

describe.each(Object.entries(tables))('compatibility by example: %s', (_heading, cases) => {
  it.each(cases)('$name', ({ situation, plan, cycle, direction, verdict, reasons }) => {
    const whole = planVerdict(judgeService(situation), plan);
    const judged = cycle === undefined ? whole : whole.cycles.find((each) => each.cycle === cycle);

    expect({ verdict: judged?.verdict, reasons: judged?.reasons.map(tellReason) }).toEqual({
      verdict,
      reasons,
    });
    if (direction !== undefined) expect(whole.direction).toBe(direction);
  });
});

it('there are more than sixty cases, each with a name of its own', () => {
  const names = Object.values(tables).flatMap((cases) => cases.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(60);
});
