import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/catalogue/time.ts';
import { changeStates, moves } from '../../../src/change/states.ts';
import type { Change, ChangeState } from '../../../src/change/states.ts';
import { stateTimes, timeline } from '../../../src/notices/views/timeline.ts';
import type { HistoryEntry } from '../../../src/store/port.ts';
import type { SignedAmount } from '../../../src/catalogue/amount.ts';
import { aChange, aPinned, aQuote } from '../../support/changes.ts';

const move = (from: ChangeState, to: ChangeState, at: number): HistoryEntry => ({
  at: at as Instant,
  who: 'loop',
  kind: 'move',
  what: `${from} → ${to}: because`,
  detail: null,
});
const statuses = (overrides: Partial<Change>, history: readonly HistoryEntry[] = []): string =>
  timeline(aChange(overrides), history)
    .map(({ status }) => status)
    .join(' ');
const toPaid = [move('accepted', 'invoiced', 1), move('invoiced', 'paid', 2)];

describe('the five verbs', () => {
  test.each<[string, Partial<Change>, readonly HistoryEntry[], string]>([
    ['accepted', { state: 'accepted' }, [], 'done now ahead ahead ahead'],
    ['invoiced', { state: 'invoiced' }, [], 'done waits ahead ahead ahead'],
    ['paid', { state: 'paid' }, toPaid, 'done done now ahead ahead'],
    [
      'paid, server down',
      { state: 'paid', waiting: 'server-unreachable' },
      toPaid,
      'done done waits ahead ahead',
    ],
    ['applied', { state: 'applied' }, toPaid, 'done done done done now'],
    ['completed', { state: 'completed' }, toPaid, 'done done done done done'],
    ['cancelled', { state: 'cancelled' }, [], 'done stopped stopped stopped stopped'],
    [
      'attention after payment',
      { state: 'needs-attention', waiting: 'for-staff' },
      toPaid,
      'done done attention ahead ahead',
    ],
    [
      'attention after the server',
      { state: 'needs-attention' },
      [...toPaid, move('paid', 'applied', 3)],
      'done done done done attention',
    ],
    ['given back', { state: 'returned' }, toPaid, 'done done stopped stopped stopped'],
    [
      'refunded long after',
      { state: 'needs-attention' },
      [...toPaid, move('paid', 'applied', 3), move('applied', 'completed', 4)],
      'done done done done done',
    ],
  ])('%s', (_, overrides, history, expected) => {
    expect(statuses(overrides, history)).toBe(expected);
  });

  test('where nothing was to be paid, the invoice was not needed', () => {
    const pinned = aPinned({ quote: aQuote({ total: '0.00' as SignedAmount }) });
    expect(statuses({ state: 'completed', pinned })).toBe('done not-needed done done done');
  });
});

test('every move that states.ts knows is read from the history as change/run.ts writes it', () => {
  const all = (Object.keys(changeStates) as ChangeState[]).flatMap((from) =>
    moves[from].map((to) => ({ from, to })),
  );
  for (const { from, to } of all) expect(stateTimes([move(from, to, 7)])).toEqual(new Map([[to, 7]]));
});

test('a state entered twice shows the last time, other entries say nothing', () => {
  const look: HistoryEntry = { at: 9 as Instant, who: 'loop', kind: 'look', what: 'x → paid', detail: null };
  expect(
    stateTimes([move('invoiced', 'paid', 2), move('needs-attention', 'paid', 8), look]).get('paid'),
  ).toBe(8);
});
