/** One effect: what is sent for it, under which key, and what its answers are taken for. */
import { describe, expect, test } from 'vitest';
import { act, describeEffect, landingWindow } from '../../../src/change/act.ts';
import { effectKey, type Effect } from '../../../src/change/decision.ts';
import type { Change } from '../../../src/change/states.ts';
import type { Amount } from '../../../src/catalogue/amount.ts';
import type { CivilDate } from '../../../src/catalogue/time.ts';
import type { EffectKey, InvoiceId, PlanId } from '../../../src/catalogue/identifiers.ts';
import { aChange, aPinned, bigAccount } from '../../support/changes.ts';
import { driverWindow, panelWindow, testPorts, type Answers } from './loop-ports.ts';

const key = 'key-of-the-effect' as EffectKey;
const updating: Effect = { kind: 'update-service', planId: 'plan-small' as PlanId };
const byPanel = { pinned: aPinned({ applyBy: 'panel' }) };

async function doing(effect: Effect, change: Partial<Change> = {}, answers: Answers = {}) {
  const ports = testPorts(answers);
  const outcome = await act(aChange(change), effect, key, ports);
  return { outcome, calls: ports.calls };
}

describe('what is sent', () => {
  test('a draft with our pinned lines, its reference and its date', async () => {
    const { calls } = await doing({ kind: 'place-invoice' });
    expect(calls).toEqual([
      {
        verb: 'placeInvoice',
        input: [
          key,
          {
            clientId: '41',
            serviceId: '812',
            reference: 'CP-7K3F9',
            currency: 'USD',
            dueDate: '2026-07-09',
            lines: aPinned().invoiceLines,
          },
        ],
      },
    ]);
  });

  test('which invoice to publish or cancel', async () => {
    const invoiceId = '812' as InvoiceId;
    expect((await doing({ kind: 'publish-invoice', invoiceId })).calls).toEqual([
      { verb: 'publishInvoice', input: [key, '812'] },
    ]);
    expect((await doing({ kind: 'cancel-invoice', invoiceId })).calls).toEqual([
      { verb: 'cancelInvoice', input: [key, '812'] },
    ]);
  });

  test('to the server, the whole target: package and limits', async () => {
    expect((await doing({ kind: 'change-plan' })).calls).toEqual([
      { verb: 'changePlan', input: [{ username: 'radiosur', domain: 'radiosur.example' }, bigAccount] },
    ]);
  });

  test("to the panel's own module, the plan, where the host wants it to write", async () => {
    expect((await doing({ kind: 'change-plan' }, byPanel)).calls).toEqual([
      { verb: 'applyPlan', input: [key, '812', 'plan-big'] },
    ]);
  });

  test('for the record, only what the change alters, and only while it is as it was seen', async () => {
    expect((await doing(updating)).calls).toEqual([
      {
        verb: 'updateService',
        input: [
          key,
          '812',
          { planId: 'plan-small', cycle: 'annually', recurringAmount: '100.00', nextDueDate: '2027-01-01' },
          { planId: 'plan-big', recurringAmount: '150.00' },
        ],
      },
    ]);
  });

  test('cycle, due date and custom fields where they change', async () => {
    const { from, to } = aPinned();
    const pinned = aPinned({
      from: { ...from, cycle: 'free', nextDueDate: null },
      to: { ...to, cycle: 'monthly', nextDueDate: '2026-08-02' as CivilDate },
      customFields: { Dominio: 'radiosur.example' },
    });
    const { calls } = await doing(updating, { pinned });
    expect(calls[0]?.input.slice(2)).toEqual([
      { planId: 'plan-small', cycle: 'free', recurringAmount: '100.00' },
      {
        planId: 'plan-big',
        recurringAmount: '150.00',
        cycle: 'monthly',
        nextDueDate: '2026-08-02',
        customFields: { Dominio: 'radiosur.example' },
      },
    ]);
  });

  test('no due date where the new cycle has none', async () => {
    const { to } = aPinned();
    const pinned = aPinned({ to: { ...to, cycle: 'one-time', nextDueDate: null } });
    const { calls } = await doing(updating, { pinned });
    expect(calls[0]?.input[3]).toEqual({ planId: 'plan-big', recurringAmount: '150.00', cycle: 'one-time' });
  });

  test('credit, with its reference as text', async () => {
    const { calls } = await doing({ kind: 'add-credit', amount: '20.00' as Amount });
    expect(calls).toEqual([
      {
        verb: 'addCredit',
        input: [key, { clientId: '41', amount: '20.00', currency: 'USD', text: 'CP-7K3F9' }],
      },
    ]);
  });

  test('L10 the same stands in the history', () => {
    const change = aChange();
    expect(describeEffect(change, { kind: 'place-invoice' })).toMatchObject({ reference: 'CP-7K3F9' });
    expect(describeEffect(change, { kind: 'cancel-invoice', invoiceId: '812' as InvoiceId })).toEqual({
      invoiceId: '812',
    });
    expect(describeEffect(change, { kind: 'change-plan' })).toEqual({
      serverId: 'web-1',
      applyBy: 'driver',
      target: bigAccount,
    });
    expect(describeEffect(change, updating)).toMatchObject({ fields: { planId: 'plan-big' } });
    expect(describeEffect(change, { kind: 'add-credit', amount: '20.00' as Amount })).toEqual({
      amount: '20.00',
      currency: 'USD',
    });
  });
});

describe("what the panel's answers are taken for", () => {
  const answers = [
    [{ outcome: 'answered', value: { invoiceId: '812' } }, 'done'],
    [{ outcome: 'refused', code: 'not-found', message: 'no such client' }, 'refused'],
    [{ outcome: 'unreachable', message: 'connection refused' }, 'not-sent'],
    [{ outcome: 'unknown', message: 'time-out' }, 'unknown'],
  ] as const;
  test.for(answers)('%j', async ([answer, outcome]) => {
    const done = await doing({ kind: 'place-invoice' }, {}, { panel: { placeInvoice: answer } });
    expect(done.outcome.outcome).toBe(outcome);
  });

  test('a conflict, or an invoice that cannot be cancelled, is an answer: the next look sees why', async () => {
    const conflict = { outcome: 'answered', value: { outcome: 'conflict' } };
    const kept = { outcome: 'answered', value: { outcome: 'not-cancellable' } };
    const cancelling: Effect = { kind: 'cancel-invoice', invoiceId: '812' as InvoiceId };
    expect((await doing(updating, {}, { panel: { updateService: conflict } })).outcome.outcome).toBe('done');
    expect((await doing(cancelling, {}, { panel: { cancelInvoice: kept } })).outcome.outcome).toBe('done');
  });

  test("the no of the panel's module is a no", async () => {
    const rejected = { outcome: 'answered', value: { outcome: 'rejected', message: 'quota' } };
    const { outcome } = await doing({ kind: 'change-plan' }, byPanel, { panel: { applyPlan: rejected } });
    expect(outcome).toEqual({ outcome: 'refused', message: 'quota' });
  });
});

describe("what a server's answers are taken for", () => {
  const answers = [
    ['applied', 'done'],
    ['already-applied', 'done'],
    ['rejected', 'refused'],
    ['unsupported', 'refused'],
    ['unknown', 'unknown'],
    ['retry-later', 'retry-later'],
    ['not-authorised', 'not-authorised'],
  ] as const;
  test.for(answers)('%s: %s', async ([answer, expected]) => {
    const changePlan = { outcome: answer, message: 'so it said' };
    const { outcome } = await doing({ kind: 'change-plan' }, {}, { driver: { changePlan } });
    expect(outcome).toEqual({ outcome: expected, message: 'so it said' });
  });

  test('a server that is no longer in the settings is not written to', async () => {
    const { outcome } = await doing({ kind: 'change-plan' }, {}, { driver: null });
    expect(outcome.outcome).toBe('not-sent');
  });
});

test('how long an effect could still land is said by whoever it is sent to', () => {
  const window = (effect: Effect, change: Partial<Change> = {}) =>
    landingWindow(aChange(change), effect, testPorts());
  expect(window({ kind: 'change-plan' })).toBe(driverWindow);
  expect(window({ kind: 'change-plan' }, byPanel)).toBe(panelWindow);
  expect(window({ kind: 'place-invoice' })).toBe(panelWindow);
});

describe('the effect key', () => {
  const change = aChange({ version: 7 });

  test('L2 never varies for the invoice and the credit of a change', () => {
    expect(effectKey(change, 'place-invoice')).toBe(`${change.id}:place-invoice`);
    expect(effectKey({ ...change, version: 8 }, 'add-credit')).toBe(`${change.id}:add-credit`);
  });

  test('is a new one for each further try of the others, so that an old no is not heard again', () => {
    expect(effectKey(change, 'change-plan')).toBe(`${change.id}:change-plan:7`);
    expect(effectKey({ ...change, version: 9 }, 'change-plan')).toBe(`${change.id}:change-plan:9`);
  });

  test('stays the same for an effect in doubt', () => {
    const inFlight = { effect: 'change-plan', key, startedAt: 0, couldLandUntil: 0 } as never;
    expect(effectKey({ ...change, inFlight }, 'change-plan')).toBe(key);
    expect(effectKey({ ...change, inFlight }, 'update-service')).toBe(`${change.id}:update-service:7`);
  });
});
