/** What comes before every state's own rules (design section 4, first rule of decide). */
import { describe, expect, test } from 'vitest';
import { after } from '../../../src/catalogue/time.ts';
import { never } from '../../../src/change/patience.ts';
import { changeStates, type ChangeState, type InFlight } from '../../../src/change/states.ts';
import { aChange, confirmedAt } from '../../support/changes.ts';
import { aLook, anInvoice, unreachable } from '../../support/looks.ts';
import { decided, patience, said, soon } from './deciding.ts';

const states = Object.keys(changeStates) as ChangeState[];
const inFlight: InFlight = {
  effect: 'place-invoice',
  key: `${aChange().id}:place-invoice` as InFlight['key'],
  startedAt: confirmedAt,
  couldLandUntil: after(soon, 1),
};

describe('an effect in doubt that could still land makes every state wait, whatever the look shows', () => {
  test.for(states)('%s', (state) => {
    const seen = aLook({ invoices: [anInvoice('paid')] });
    expect(decided({ state, inFlight }, seen)).toEqual({
      do: 'wait',
      until: inFlight.couldLandUntil,
      why: 'effect-could-still-land',
    });
  });
});

test('once the effect can no longer land, the look decides', () => {
  const landed = { ...inFlight, couldLandUntil: soon };
  expect(said({ inFlight: landed }, aLook({ invoices: [anInvoice('unpaid')] }))).toBe('move invoiced');
});

describe('a panel that does not answer decides nothing', () => {
  const looking = [
    'accepted',
    'invoiced',
    'paid',
    'applied',
    'completed',
    'cancelling',
    'cancelled',
  ] as const;
  test.for(looking)('%s', (state) => {
    expect(said({ state }, aLook({}, { invoices: unreachable }))).toBe('wait panel-unreachable');
    expect(said({ state }, aLook({}, { service: unreachable }))).toBe('wait panel-unreachable');
  });
});

test('each further failed look waits twice as long, up to the longest pause', () => {
  const until = (failedLooks: number): number => {
    const decision = decided({ failedLooks }, aLook({}, { service: unreachable }));
    return decision.do === 'wait' ? decision.until - soon : -1;
  };
  expect([0, 1, 2, 3].map(until)).toEqual([5_000, 10_000, 20_000, 40_000]);
  expect(until(40)).toBe(patience.longestRetry);
});

test('what staff ended for good is never looked at again', () => {
  const paid = aLook({ invoices: [anInvoice('paid')] });
  for (const state of ['returned', 'closed'] as const)
    expect(decided({ state }, paid)).toEqual({ do: 'wait', until: never, why: 'ended' });
});
