/** One turn: look, decide, act, record; written down before it is sent, and given back in the end. */
import { describe, expect, test } from 'vitest';
import { after } from '../../../src/catalogue/time.ts';
import { never } from '../../../src/change/patience.ts';
import { takeTurn } from '../../../src/change/run.ts';
import type { Change } from '../../../src/change/states.ts';
import { aChange, aPinned } from '../../support/changes.ts';
import { anInvoice, theAccountAsPromised, thePromisedRecord, unreachable } from '../../support/looks.ts';
import { soon } from './deciding.ts';
import { claimed, driverWindow, lease, panelWindow, testPorts, type Answers } from './loop-ports.ts';

const { id } = aChange();
const noInvoices = { findInvoices: { outcome: 'answered', value: [] } };
const paid = { state: 'paid' } as const;

async function turn(change: Partial<Change>, answers: Answers = {}) {
  const ports = testPorts(answers);
  const claim = await claimed(ports, change);
  const result = await takeTurn(claim, ports);
  const history = ports.store.historyOf(id).slice(1);
  return { ports, claim, result, row: ports.store.changeOf(id), history };
}
const lines = (history: readonly { kind: string; what: string }[]) =>
  history.map(({ kind, what }) => `${kind}: ${what}`);

describe('an effect', () => {
  test('L6 is written down before it is sent, with how long it could still land', async () => {
    let whenSent: Change | null = null;
    const { history } = await turn(paid, {
      during: (verb, { store }) => {
        if (verb === 'changePlan') whenSent = store.changeOf(id);
      },
    });
    expect(whenSent).toMatchObject({
      serverWritten: true,
      attempts: { 'change-plan': 1 },
      inFlight: { effect: 'change-plan', startedAt: soon, couldLandUntil: after(soon, driverWindow) },
    });
    expect(lines(history)).toEqual(['look: looked', 'effect: change-plan', 'outcome: change-plan: done']);
  });

  test('L4 that is answered well is looked at next, at once, and concluded from by nobody', async () => {
    const { row, result } = await turn(paid);
    expect(result).toBe('acted');
    expect(row).toMatchObject({
      state: 'paid',
      inFlight: null,
      dueAt: soon,
      writeConfirmed: 'accepted-by-module',
    });
  });

  test('L10 stands in the history with its key and with all that was sent', async () => {
    const { history, claim } = await turn(paid);
    expect(history[1]?.detail).toEqual({
      key: `${id}:change-plan:${claim.change.version}`,
      serverId: 'web-1',
      applyBy: 'driver',
      target: aPinned().to.account,
    });
    expect(history[2]?.detail).toEqual({ message: 'ok' });
  });

  test('of credit is remembered as given, so that it is never given again', async () => {
    const { row } = await turn({ state: 'returning' });
    expect(row).toMatchObject({ creditGiven: true, inFlight: null });
    expect((await turn(paid)).row.creditGiven).toBe(false);
  });

  test('whose answer is lost stays in doubt, and says so', async () => {
    const { row } = await turn(
      {},
      { panel: { ...noInvoices, placeInvoice: { outcome: 'unknown', message: '' } } },
    );
    expect(row).toMatchObject({
      inFlight: { effect: 'place-invoice' },
      waiting: 'effect-could-still-land',
      dueAt: after(soon, panelWindow),
    });
  });

  test('that is refused is remembered with why, and is no attempt', async () => {
    const { row } = await turn(paid, {
      driver: { changePlan: { outcome: 'rejected', message: 'no package' } },
    });
    expect(row).toMatchObject({
      refusal: { effect: 'change-plan', message: 'no package' },
      inFlight: null,
      attempts: { 'change-plan': 0 },
    });
  });

  test('that did not arrive is no attempt, and waits with a reason that people see', async () => {
    const later = await turn(paid, { driver: { changePlan: { outcome: 'retry-later', message: '503' } } });
    expect(later.row).toMatchObject({
      inFlight: null,
      attempts: { 'change-plan': 0 },
      waiting: 'server-unreachable',
      dueAt: after(soon, 5_000),
    });
    const since = after(soon, -1_000);
    const waiting = { ...paid, waiting: 'server-unreachable', waitingSince: since } as const;
    const still = await turn(waiting, { driver: { changePlan: { outcome: 'retry-later', message: '503' } } });
    expect([later.row.waitingSince, still.row.waitingSince]).toEqual([soon, since]);
    const down = await turn({}, { panel: { ...noInvoices, placeInvoice: unreachable } });
    expect(down.row).toMatchObject({ waiting: 'panel-unreachable', failedLooks: 1 });
  });

  test('that meets a wrong key blocks the server for everybody', async () => {
    const { ports, claim } = await turn(paid, {
      driver: { changePlan: { outcome: 'not-authorised', message: '403' } },
    });
    const health = await ports.store.health(claim.change.pinned.serverId);
    expect(health.blockedUntil).toBe(after(soon, 15 * 60_000));
  });

  test('L2 is not sent by a worker whose row was taken by another one meanwhile', async () => {
    const { result, ports } = await turn(paid, {
      during: async (verb, { store, clock, pass }) => {
        if (verb !== 'readAccount') return;
        pass(lease);
        await store.claim('worker-2', clock.now(), lease);
      },
    });
    expect(result).toBe('lease-lost');
    expect(ports.calls.map(({ verb }) => verb)).not.toContain('changePlan');
  });

  test('L2 is not sent by a worker that stood still past its lease, whoever has the row', async () => {
    const { result, ports } = await turn(paid, {
      during: (verb, { pass }) => {
        if (verb === 'readAccount') pass(lease);
      },
    });
    expect(result).toBe('lease-lost');
    expect(ports.calls.map(({ verb }) => verb)).not.toContain('changePlan');
  });

  test('L5 that lets the panel switch the plan remembers so', async () => {
    const { row } = await turn({ ...paid, pinned: aPinned({ applyBy: 'panel' }) });
    expect(row.planSwitched).toBe(true);
    expect((await turn(paid)).row.planSwitched).toBe(false);
  });
});

describe('a move', () => {
  const applied = { state: 'applied', grade: 'verified', refusal: null, failedLooks: 3 } as const;
  const done = { panel: { readService: { outcome: 'answered', value: thePromisedRecord } } };

  test('is recorded with what was seen, and is looked at again at once', async () => {
    const { row, history, result } = await turn(paid, {
      driver: { readAccount: { outcome: 'seen', value: theAccountAsPromised } },
    });
    expect(result).toBe('moved');
    expect(row).toMatchObject({ state: 'applied', grade: 'verified', dueAt: soon, failedLooks: 0 });
    expect(lines(history)).toEqual([
      'look: looked',
      'move: paid → applied: the server was read back and is as promised',
    ]);
  });

  test('to the end tells the client once, and writes the periods that the next quote starts from', async () => {
    const { ports, row } = await turn(applied, done);
    expect(row).toMatchObject({ state: 'completed', holdsService: false });
    expect(await ports.store.periods(row.serviceId)).toEqual(row.pinned.quote.periodsAfter);
    const item = await ports.store.claimOutbox('worker-1', soon, lease);
    expect(item).toMatchObject({ kind: 'client-message', notice: 'change-completed', changeId: id });
    expect(await ports.store.claimOutbox('worker-1', soon, lease)).toBeNull();
  });

  test('to a person writes a ticket and a message, and waits for them', async () => {
    const { ports, row } = await turn(paid, { panel: { findInvoices: { outcome: 'answered', value: [] } } });
    expect(row).toMatchObject({
      state: 'needs-attention',
      attention: { reason: 'invoice-gone-after-payment', since: soon },
      waiting: 'for-staff',
      dueAt: never,
    });
    const owed = [];
    for (let item; (item = await ports.store.claimOutbox('worker-1', soon, lease));) owed.push(item.key);
    expect(owed).toEqual([`${id}:client:needs-attention`, `${id}:staff:invoice-gone-after-payment`]);
  });

  test('that staff asked for starts with fresh tries, and forgets the no of before', async () => {
    const { row } = await turn({
      state: 'needs-attention',
      attention: { reason: 'server-rejected', detail: '', since: soon },
      attempts: { 'change-plan': 3, 'add-credit': 1 },
      refusal: { effect: 'change-plan', message: 'no' },
      staffWish: { kind: 'retry', by: 'staff:3', why: 'mended' },
    });
    expect(row).toMatchObject({
      state: 'paid',
      attention: null,
      refusal: null,
      staffWish: null,
      // credit in doubt stays in doubt, whoever asks
      attempts: { 'change-plan': 0, 'add-credit': 1 },
    });
  });

  test('that the loop makes by itself keeps count of its tries', async () => {
    const attempts = { 'place-invoice': 1, 'change-plan': 2 };
    const { row } = await turn({ state: 'invoiced', attempts });
    expect(row).toMatchObject({ state: 'paid', attempts });
  });

  test('is not made where another change took the service meanwhile', async () => {
    const other = aChange({
      id: '0190a1b2-0000-7000-8000-000000000002' as never,
      reference: 'CP-00002' as never,
    });
    const late = { state: 'cancelled', holdsService: false } as const;
    const { result, row } = await turn(late, {
      during: async (verb, { store }) => {
        if (verb !== 'readService') return;
        // one step later the look has found the service free
        await Promise.resolve();
        const note = {
          at: soon,
          who: 'client:41',
          kind: 'accepted',
          what: 'accepted',
          detail: null,
        } as const;
        await store.accept({ ...other, dueAt: never }, note);
      },
    });
    expect(result).toBe('service-taken');
    expect(row.state).toBe('cancelled');
  });
});

describe('a wait', () => {
  const unpaid = { panel: { findInvoices: { outcome: 'answered', value: [anInvoice('unpaid')] } } };
  const dead = { driver: { readAccount: unreachable } };

  test('stands in the history once, with its reason, however often it is repeated', async () => {
    const first = await turn({ state: 'invoiced' }, unpaid);
    expect(first.row).toMatchObject({ waiting: 'for-payment', waitingSince: soon });
    expect(lines(first.history)).toEqual(['wait: for-payment']);
    const since = after(soon, -1_000);
    const again = await turn({ state: 'invoiced', waiting: 'for-payment', waitingSince: since }, unpaid);
    expect(again.row.waitingSince).toBe(since);
    expect(again.history).toEqual([]);
  });

  test('for something else starts anew, and is written down with what was seen', async () => {
    const since = after(soon, -1_000);
    const paused = { ...paid, waiting: 'server-paused', waitingSince: since } as const;
    const { row, history } = await turn(paused, dead);
    expect(row).toMatchObject({ waiting: 'server-unreachable', waitingSince: soon });
    expect(history).toMatchObject([
      {
        what: 'server-unreachable',
        detail: { service: { planId: 'plan-small' }, account: 'unreachable: connect ETIMEDOUT' },
      },
    ]);
  });

  test('for a panel counts its failures, and forgets them when it answers', async () => {
    const down = { panel: { readService: unreachable } };
    const failing = await turn({ state: 'invoiced', failedLooks: 2 }, down);
    expect(failing.row.failedLooks).toBe(3);
    expect(failing.history).toMatchObject([
      { what: 'panel-unreachable', detail: { service: 'connect ETIMEDOUT' } },
    ]);
    expect((await turn({ state: 'invoiced', failedLooks: 2 }, unpaid)).row.failedLooks).toBe(0);
  });

  test('for a server counts on, whether it is dead or blocked', async () => {
    const since = after(soon, -1_000);
    const { row } = await turn(
      { ...paid, waiting: 'server-blocked', waitingSince: since, failedLooks: 2 },
      dead,
    );
    expect(row).toMatchObject({ waiting: 'server-unreachable', waitingSince: since, failedLooks: 3 });
  });

  test('L3 a doorbell that rings during the look makes the row due again at once', async () => {
    const { row } = await turn(
      { state: 'invoiced' },
      {
        ...unpaid,
        during: async (verb, { store }) => {
          const note = { at: soon, who: 'panel', kind: 'doorbell', what: 'rang', detail: null } as const;
          const bell = { invoiceId: null, reference: aChange().reference, serviceId: null };
          if (verb === 'readService') await store.ring(bell, soon, note);
        },
      },
    );
    expect(row.waiting).toBe('for-payment');
    expect(row.dueAt).toBeLessThanOrEqual(soon);
  });
});

test('a wish that cannot be granted is refused with why, and staff may ask again', async () => {
  const { row, history } = await turn(
    { state: 'needs-attention', staffWish: { kind: 'give-back', by: 'staff:3', why: 'x' } },
    { panel: noInvoices },
  );
  expect(row).toMatchObject({ state: 'needs-attention', staffWish: null, dueAt: never });
  expect(lines(history)).toEqual(['wish: refused: the panel shows no money for this change']);
});

test('a wish that comes too late is refused without stopping the change', async () => {
  const staffWish = { kind: 'close', by: 'staff:3', why: 'x' } as const;
  const { row } = await turn({ ...paid, staffWish });
  expect(row).toMatchObject({ state: 'paid', staffWish: null, dueAt: soon });
});

test('the history names no client: no name, no address, no id of theirs', async () => {
  const { history } = await turn(paid);
  const looks = JSON.stringify(history.filter(({ kind }) => kind === 'look'));
  expect(looks).toContain('F-812');
  for (const personal of ['radiosur', 'clientId', 'ownerId', 'panel.example', 'payment-'])
    expect(looks).not.toContain(personal);
});
