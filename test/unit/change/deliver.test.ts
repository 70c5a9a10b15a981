/** Messages and tickets: delivered on their own, each under its own key, so that a dead mailer holds nothing. */
import { describe, expect, test } from 'vitest';
import { after } from '../../../src/catalogue/time.ts';
import { deliver, type Letter } from '../../../src/change/deliver.ts';
import { defaultPatience } from '../../../src/change/patience.ts';
import type { EffectKey } from '../../../src/catalogue/identifiers.ts';
import type { Panel } from '../../../src/panel/port.ts';
import type { OutboxItem } from '../../../src/store/port.ts';
import { aChange } from '../../support/changes.ts';
import { MemoryStore } from '../../simulation/memory-store.ts';
import { soon } from './deciding.ts';
import { panelWindow } from './loop-ports.ts';

const key = `${aChange().id}:client:completed` as EffectKey;
const item = {
  key,
  changeId: aChange().id,
  kind: 'client-message',
  notice: 'change-completed',
  data: null,
} as const;
const message = { subject: 'Listo' } as Extract<Letter, { to: 'client' }>['message'];
const ticket = { subject: 'CP-7K3F9' } as Extract<Letter, { to: 'staff' }>['ticket'];

async function delivering(answer: unknown, kind: OutboxItem['kind'] = 'client-message') {
  const sent: unknown[] = [];
  const verb =
    (name: string) =>
    (...input: unknown[]) => {
      sent.push([name, ...input]);
      return Promise.resolve(answer);
    };
  const panel = {
    landingWindow: panelWindow,
    sendMessage: verb('sendMessage'),
    openTicket: verb('openTicket'),
  };
  const store = new MemoryStore();
  await store.enqueue({ ...item, kind }, soon);
  const outcome = await deliver({
    panel: panel as unknown as Panel,
    store,
    clock: { now: () => soon },
    worker: 'worker-1',
    write: async ({ kind: written }) =>
      written === 'client-message' ? { to: 'client', message } : { to: 'staff', ticket },
  });
  return { sent, outcome, next: (await store.nextDue()) ?? null };
}

const delivered = { outcome: 'answered', value: { messageId: '9', ticketId: '9' } };

test('a message goes to the client, a ticket to staff, each under the key of its item', async () => {
  expect(await delivering(delivered)).toEqual({
    sent: [['sendMessage', key, message]],
    outcome: { kind: 'client-message', outcome: 'delivered' },
    next: null,
  });
  expect((await delivering(delivered, 'staff-ticket')).sent).toEqual([['openTicket', key, ticket]]);
  expect((await delivering(delivered, 'executive-ticket')).sent).toEqual([['openTicket', key, ticket]]);
});

describe('failure mode 5: what cannot be delivered is kept, and tried again later', () => {
  const answers = [
    { outcome: 'unreachable', message: 'connection refused' },
    { outcome: 'refused', code: 'no-template', message: 'the template has a mistake' },
  ];
  test.for(answers)('$outcome', async (answer) => {
    const { outcome, next } = await delivering(answer);
    expect(outcome).toEqual({ kind: 'client-message', outcome: 'postponed' });
    expect(next).toBe(after(soon, defaultPatience.firstRetry));
  });

  test('an answer that was lost: only when it can no longer land', async () => {
    const { next } = await delivering({ outcome: 'unknown', message: 'time-out' });
    expect(next).toBe(after(soon, panelWindow + defaultPatience.firstRetry));
  });
});

test('with nothing to deliver nothing happens', async () => {
  const ports = {
    panel: {} as Panel,
    store: new MemoryStore(),
    clock: { now: () => soon },
    worker: 'worker-1',
  };
  expect(await deliver({ ...ports, write: () => Promise.reject(new Error('nothing to write')) })).toBeNull();
});
