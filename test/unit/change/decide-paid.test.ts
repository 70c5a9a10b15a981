/** Row `paid` of design section 4: bring the account to the new plan, and believe only what the server shows. */
import { describe, expect, test } from 'vitest';
import type { SignedAmount } from '../../../src/catalogue/amount.ts';
import type { InvoiceId, PlanId, ServerId } from '../../../src/catalogue/identifiers.ts';
import { after } from '../../../src/catalogue/time.ts';
import { aPinned, aQuote, bigAccount, confirmedAt, smallAccount } from '../../support/changes.ts';
import {
  aLook,
  anInvoice,
  aPayment,
  aReading,
  aRecord,
  editedLine,
  theAccountAsPromised,
  theAccountBefore,
  thePromisedRecord,
  unreachable,
} from '../../support/looks.ts';
import { decided, patience, said, soon } from './deciding.ts';

const paid = { state: 'paid' } as const;
const written = { ...paid, serverWritten: true };
const withMoney = { invoices: [anInvoice('paid')] };
const before = aLook({ ...withMoney, account: theAccountBefore });
const asPromised = aLook({ ...withMoney, account: theAccountAsPromised });

describe('the account is read, and', () => {
  test('as before: the plan is changed', () => {
    expect(decided(paid, before)).toEqual({ do: 'effect', effect: { kind: 'change-plan' }, set: {} });
  });

  test('as promised: applied, verified, at the time of the reading', () => {
    expect(decided(paid, asPromised)).toMatchObject({
      do: 'move',
      to: 'applied',
      set: { grade: 'verified', verifiedAt: confirmedAt },
    });
  });

  test('failure mode 14: half changed: the plan is changed again', () => {
    const half = aReading(smallAccount, { packageName: bigAccount.packageName });
    expect(said(paid, aLook({ ...withMoney, account: half }))).toBe('effect change-plan');
  });

  test('as promised but not yet in force: the plan is changed again, to finish it', () => {
    const saved = aReading(bigAccount, { inForce: false });
    expect(said(paid, aLook({ ...withMoney, account: saved }))).toBe('effect change-plan');
  });

  test('failure mode 9: as promised but for one limit that is neither old nor new: a person is asked', () => {
    const other = aReading({ ...bigAccount, limits: { ...bigAccount.limits, mailboxes: 777 } });
    expect(decided(paid, aLook({ ...withMoney, account: other }))).toMatchObject({
      do: 'attention',
      reason: 'account-unlike-both-plans',
      detail: 'mailboxes is 777, was 10, should become 50',
    });
  });

  test('a limit that the server does not tell is not taken for right', () => {
    const { mailboxes: _untold, ...limits } = bigAccount.limits;
    expect(said(paid, aLook({ ...withMoney, account: aReading({ ...bigAccount, limits }) }))).toBe(
      'attention account-unlike-both-plans',
    );
  });

  test('limits that the new plan does not set are not compared', () => {
    const more = aReading({ ...bigAccount, limits: { ...bigAccount.limits, subdomains: 3 } });
    expect(said(paid, aLook({ ...withMoney, account: more }))).toBe('move applied');
  });

  test('gone: a person is asked', () => {
    const gone = { outcome: 'no-such-account', message: 'no such user' } as const;
    expect(said(paid, aLook(withMoney, { account: gone }))).toBe('attention account-gone');
  });

  test('the key is wrong: a person is asked at once, for every further knock makes it worse', () => {
    const wrongKey = { outcome: 'not-authorised', message: '403' } as const;
    expect(said(paid, aLook(withMoney, { account: wrongKey }))).toBe('attention server-not-authorised');
  });
});

describe('failure mode 8: a server that says yes and does nothing', () => {
  const triedOften = (count: number) => ({ ...written, attempts: { 'change-plan': count } });

  test('is written to again, a few times', () => {
    expect(said(triedOften(patience.writes - 1), before)).toBe('effect change-plan');
  });

  test('and then a person is asked', () => {
    expect(said(triedOften(patience.writes), before)).toBe('attention server-did-nothing');
  });
});

test('a server that refuses asks a person, unless it is as promised all the same', () => {
  const refusal = { effect: 'change-plan', message: 'package does not exist' } as const;
  expect(decided({ ...written, refusal }, before)).toMatchObject({
    do: 'attention',
    reason: 'server-rejected',
    detail: 'package does not exist',
  });
  expect(said({ ...written, refusal }, asPromised)).toBe('move applied');
});

describe('failure mode 1: a server that does not answer', () => {
  const dead = aLook(withMoney, { account: unreachable });
  const waiting = (since: number) =>
    ({ ...paid, waiting: 'server-unreachable', waitingSince: after(soon, -since) }) as const;

  test('is asked again after a pause', () => {
    expect(decided(paid, dead)).toEqual({
      do: 'wait',
      until: after(soon, patience.firstRetry),
      why: 'server-unreachable',
    });
  });

  test('asks a person after hours, not before', () => {
    expect(said(waiting(patience.server - 1), dead)).toBe('wait server-unreachable');
    expect(said(waiting(patience.server), dead)).toBe('attention server-unreachable');
  });

  test('is left alone while it is blocked, and that time counts', () => {
    const blockedUntil = after(soon, 90_000);
    const blocked = aLook(withMoney, { server: { paused: false, blockedUntil } });
    expect(decided(paid, blocked)).toEqual({ do: 'wait', until: blockedUntil, why: 'server-blocked' });
    expect(said(waiting(patience.server), blocked)).toBe('attention server-unreachable');
  });

  test('is written to when it is back, however long that took', () => {
    expect(said(waiting(2 * patience.server), before)).toBe('effect change-plan');
  });

  test('asks a person, too, when it answers every look and takes no write for hours', () => {
    expect(said({ ...waiting(patience.server - 1), serverWritten: true }, before)).toBe('effect change-plan');
    expect(said({ ...waiting(patience.server), serverWritten: true }, before)).toBe(
      'attention server-unreachable',
    );
  });
});

test('while the host pauses the server it waits, without a ticket, however long', () => {
  const paused = aLook(
    { ...withMoney, account: theAccountBefore },
    { server: { paused: true, blockedUntil: null } },
  );
  expect(decided(paid, paused)).toEqual({
    do: 'wait',
    until: after(soon, patience.poll),
    why: 'server-paused',
  });
});

describe('a server that cannot be read back', () => {
  const blind = aLook(withMoney, { verification: 'none' });

  test('is written to', () => {
    expect(said(paid, blind)).toBe('effect change-plan');
  });

  test('L4 and on its yes the change is applied, as accepted by the module, not as verified', () => {
    expect(decided({ ...written, writeConfirmed: 'accepted-by-module' }, blind)).toMatchObject({
      to: 'applied',
      set: { grade: 'accepted-by-module', verifiedAt: soon },
    });
  });

  test('the word of staff is a grade of its own', () => {
    expect(decided({ ...written, writeConfirmed: 'confirmed-by-staff' }, blind)).toMatchObject({
      set: { grade: 'confirmed-by-staff' },
    });
  });

  test('L4 the yes of a server that can be read back counts for nothing', () => {
    expect(said({ ...written, writeConfirmed: 'accepted-by-module' }, before)).toBe('effect change-plan');
  });
});

describe('failure mode 53: where the new plan gives less, its use is measured again before the server is changed', () => {
  const shrinking = { ...paid, pinned: aPinned({ shrinks: ['mailboxes'] }) };
  const using = (quantity: number) =>
    aLook({
      ...withMoney,
      account: aReading(smallAccount, { usage: { mailboxes: { quantity, measuredAt: soon } } }),
    });

  test('exactly full fits (failure mode 54)', () => {
    expect(said(shrinking, using(50))).toBe('effect change-plan');
  });

  test('one more does not, and a person is asked', () => {
    expect(decided(shrinking, using(51))).toMatchObject({
      reason: 'usage-no-longer-fits',
      detail: 'mailboxes',
    });
  });

  test('a use that is not told does not fit', () => {
    const untold = aLook({ ...withMoney, account: aReading(smallAccount, { usage: {} }) });
    expect(said(shrinking, untold)).toBe('attention usage-no-longer-fits');
  });

  test('once the server is as promised, nobody asks about use', () => {
    const done = aLook({ ...withMoney, account: aReading(bigAccount, { usage: {} }) });
    expect(said(shrinking, done)).toBe('move applied');
  });
});

describe('the service must still be as pinned', () => {
  const otherwise = {
    'another plan': { planId: 'plan-other' as PlanId },
    'another amount': { recurringAmount: '110.00' as never },
    'another due date': { nextDueDate: '2028-01-01' as never },
    'another client': { ownerId: '42' as never },
    'another server': { server: { id: 'web-2' as ServerId, name: 'web-2', group: null } },
    'another account': { account: { username: 'other', domain: 'radiosur.example' } },
    'suspended for debt': { status: 'suspended', suspension: { cause: 'overdue', text: '' } },
    terminated: { status: 'terminated' },
  } as const;

  test.for(Object.entries(otherwise))('%s: a person is asked', ([, terms]) => {
    const seen = aLook({ ...withMoney, record: aRecord(terms), account: theAccountBefore });
    expect(said(paid, seen)).toBe('attention service-not-as-pinned');
  });

  test('gone: a person is asked', () => {
    expect(said(paid, aLook({ ...withMoney, record: null }))).toBe('attention service-not-as-pinned');
  });

  test('suspended for over-use is no obstacle: that client needs the upgrade', () => {
    const record = aRecord({ status: 'suspended', suspension: { cause: 'overuse', text: '' } });
    expect(said(paid, aLook({ ...withMoney, record, account: theAccountBefore }))).toBe('effect change-plan');
  });

  test("L5 our own switch of the plan id is no obstacle, somebody else's is", () => {
    const record = aRecord({ planId: thePromisedRecord.planId });
    const seen = aLook({ ...withMoney, record, account: theAccountBefore });
    expect(said({ ...written, planSwitched: true }, seen)).toBe('effect change-plan');
    expect(said(paid, seen)).toBe('attention service-not-as-pinned');
  });

  test('changed by hand as promised is no obstacle: only the server is left to look at', () => {
    const byHand = { ...withMoney, record: thePromisedRecord };
    expect(said(paid, aLook({ ...byHand, account: theAccountAsPromised }))).toBe('move applied');
    expect(said(paid, aLook({ ...byHand, account: theAccountBefore }))).toBe('effect change-plan');
  });
});

describe('failure mode 45: the money is looked at before the server is written', () => {
  const account = theAccountBefore;

  test('refunded before anything was written: cancelled', () => {
    expect(decided(paid, aLook({ invoices: [anInvoice('refunded')], account }))).toMatchObject({
      to: 'cancelled',
      set: { holdsService: false },
    });
  });

  test('refunded after the server was written: a person is asked', () => {
    expect(said(written, aLook({ invoices: [anInvoice('refunded')], account }))).toBe(
      'attention refunded-after-write',
    );
  });

  test('charged back: unpaid again, a person is asked', () => {
    expect(said(paid, aLook({ invoices: [anInvoice('unpaid')], account }))).toBe('attention no-longer-paid');
  });

  test('cancelled, the money still in it: a person is asked', () => {
    const cancelled = anInvoice('cancelled', { payments: [aPayment('50.00')] });
    expect(said(paid, aLook({ invoices: [cancelled], account }))).toBe(
      'attention invoice-gone-after-payment',
    );
  });

  test('several cancelled, money in one of them: a person is asked', () => {
    const cancelled = anInvoice('cancelled', { payments: [aPayment('50.00')] });
    const other = anInvoice('cancelled', { id: '813' as InvoiceId });
    expect(said(paid, aLook({ invoices: [other, cancelled], account }))).toBe(
      'attention invoice-gone-after-payment',
    );
  });

  test('cancelled, nothing in it (it was paid by the word of staff): cancelled', () => {
    expect(decided(paid, aLook({ invoices: [anInvoice('cancelled')], account }))).toMatchObject({
      to: 'cancelled',
      set: { holdsService: false },
    });
    expect(said(written, aLook({ invoices: [anInvoice('cancelled')], account }))).toBe(
      'attention invoice-gone-after-payment',
    );
  });

  test('L3 deleted altogether: where the money is nobody knows, so a person is asked', () => {
    expect(decided(paid, aLook({ invoices: [], account }))).toMatchObject({
      reason: 'invoice-gone-after-payment',
      detail: 'invoices: none',
    });
  });

  test('our line edited meanwhile: a person is asked', () => {
    expect(said(paid, aLook({ invoices: [anInvoice('paid', { lines: editedLine })], account }))).toBe(
      'attention our-line-edited',
    );
  });

  test('a second invoice: a person is asked', () => {
    const copy = anInvoice('unpaid', { id: '813' as InvoiceId, number: 'F-813' });
    expect(decided(paid, aLook({ invoices: [anInvoice('paid'), copy], account }))).toMatchObject({
      reason: 'more-than-one-invoice',
      detail: 'invoices: F-812 (paid), F-813 (unpaid)',
    });
  });

  test('where nothing was to be paid, no invoice is looked for', () => {
    const nothingDue = { ...paid, pinned: aPinned({ quote: aQuote({ total: '0.00' as SignedAmount }) }) };
    expect(said(nothingDue, aLook({ account }))).toBe('effect change-plan');
  });
});
