/** Rows `applied` and `completed` of design section 4: the panel's record follows the server, and only then. */
import { describe, expect, test } from 'vitest';
import type { Amount, SignedAmount } from '../../../src/catalogue/amount.ts';
import type { InvoiceId, PlanId } from '../../../src/catalogue/identifiers.ts';
import { never } from '../../../src/change/patience.ts';
import { aPinned, aQuote } from '../../support/changes.ts';
import { aLook, anInvoice, aPayment, aRecord, thePromisedRecord } from '../../support/looks.ts';
import { decided, patience, said } from './deciding.ts';

const owing = aPinned({ quote: aQuote({ total: '-20.00' as SignedAmount }) });

describe('applied', () => {
  const applied = { state: 'applied', serverWritten: true } as const;

  test('the record is as before: it is updated, if it still carries the plan just seen', () => {
    expect(decided(applied, aLook())).toEqual({
      do: 'effect',
      effect: { kind: 'update-service', planId: 'plan-small' },
      set: {},
    });
  });

  test('L5 the record carries our own switch of the plan id: it is updated from there', () => {
    const switched = aLook({ record: aRecord({ planId: thePromisedRecord.planId }) });
    expect(decided({ ...applied, planSwitched: true }, switched)).toMatchObject({
      effect: { kind: 'update-service', planId: 'plan-big' },
    });
  });

  test('L4 the record was read back and is as promised: completed, and the service is free', () => {
    expect(decided(applied, aLook({ record: thePromisedRecord }))).toMatchObject({
      do: 'move',
      to: 'completed',
      set: { holdsService: false },
    });
  });

  test('a panel writes amounts in its own way: 150 is 150.00', () => {
    const record = { ...thePromisedRecord, recurringAmount: '150' as Amount };
    expect(said(applied, aLook({ record }))).toBe('move completed');
  });

  test('failure mode 46: the new plan with the old amount is not as promised', () => {
    const record = aRecord({ planId: thePromisedRecord.planId });
    expect(said(applied, aLook({ record }))).toBe('attention record-unlike-both-plans');
  });

  test('somebody made it a third thing: a person is asked, and told what it is', () => {
    const record = aRecord({ planId: 'plan-native' as PlanId });
    expect(decided(applied, aLook({ record }))).toMatchObject({
      reason: 'record-unlike-both-plans',
      detail: 'plan plan-native, annually, 100.00, due 2027-01-01, active, server web-1',
    });
  });

  test('the service is gone: a person is asked', () => {
    expect(said(applied, aLook({ record: null }))).toBe('attention record-unlike-both-plans');
  });

  test('the panel refuses the update: a person is asked', () => {
    const refusal = { effect: 'update-service', message: 'not-found: plan-big' } as const;
    expect(decided({ ...applied, refusal }, aLook())).toMatchObject({
      reason: 'panel-refused',
      detail: 'not-found: plan-big',
    });
  });

  test('an update that changes nothing is tried a few times, then a person is asked', () => {
    const tried = (count: number) => ({ ...applied, attempts: { 'update-service': count } });
    expect(said(tried(patience.writes - 1), aLook())).toBe('effect update-service');
    expect(said(tried(patience.writes), aLook())).toBe('attention panel-refused');
  });

  describe('with money owed to the client', () => {
    const done = { ...applied, pinned: owing };
    const seen = aLook({ record: thePromisedRecord });

    test('the credit is booked last, once all else is as promised', () => {
      expect(said(done, aLook())).toBe('effect update-service');
      expect(decided(done, seen)).toEqual({
        do: 'effect',
        effect: { kind: 'add-credit', amount: '20.00' },
        set: {},
      });
    });

    test('and then it is completed', () => {
      expect(said({ ...done, creditGiven: true }, seen)).toBe('move completed');
    });

    test('L2 a credit whose answer was lost is never tried twice: a person is asked', () => {
      expect(said({ ...done, attempts: { 'add-credit': 1 } }, seen)).toBe('attention credit-in-doubt');
    });

    test('a credit that the panel refuses asks a person', () => {
      const refusal = { effect: 'add-credit', message: 'credit is off' } as const;
      expect(decided({ ...done, refusal }, seen)).toMatchObject({
        reason: 'panel-refused',
        detail: 'credit is off',
      });
    });
  });
});

describe('completed', () => {
  const completed = { state: 'completed', holdsService: false } as const;

  test('with its money in, it rests', () => {
    expect(decided(completed, aLook({ invoices: [anInvoice('paid')] }))).toEqual({
      do: 'wait',
      until: never,
      why: 'ended',
    });
  });

  test('failure mode 45: refunded or charged back, a person is asked, and the service stays free', () => {
    const reversed = anInvoice('unpaid', { payments: [{ ...aPayment('50.00'), refunded: true }] });
    for (const invoice of [anInvoice('refunded'), reversed])
      expect(decided(completed, aLook({ invoices: [invoice] }))).toMatchObject({
        reason: 'refunded-after-completion',
        set: { holdsService: false },
      });
  });

  test('failure mode 19: paid a second time, a person is asked', () => {
    const twice = anInvoice('paid', { payments: [aPayment('50.00'), aPayment('50.00')] });
    expect(said(completed, aLook({ invoices: [twice] }))).toBe('attention paid-twice');
  });

  test('paid once on each of two invoices, a cancelled one among them: a person is asked', () => {
    const other = anInvoice('cancelled', { id: '813' as InvoiceId, payments: [aPayment('50.00')] });
    expect(said(completed, aLook({ invoices: [anInvoice('paid'), other] }))).toBe('attention paid-twice');
  });

  test("failure mode 48: a little over-paid is the panel's own credit, and no news", () => {
    const over = anInvoice('paid', { payments: [aPayment('55.00')] });
    expect(said(completed, aLook({ invoices: [over] }))).toBe('wait ended');
  });

  test('a change that cost nothing has no money to look for', () => {
    expect(said({ ...completed, pinned: owing }, aLook())).toBe('wait ended');
  });
});
