/** Rows `needs-attention` and `returning` of design section 4: staff decide, the panel's word allows. */
import { describe, expect, test } from 'vitest';
import type { InvoiceId } from '../../../src/catalogue/identifiers.ts';
import type { SignedAmount } from '../../../src/catalogue/amount.ts';
import { never } from '../../../src/change/patience.ts';
import type { Change, StaffWish } from '../../../src/change/states.ts';
import { aPinned, aQuote } from '../../support/changes.ts';
import { aLook, anInvoice, aPayment } from '../../support/looks.ts';
import { decided, said } from './deciding.ts';

const asking = (kind: StaffWish['kind']): Partial<Change> => ({
  state: 'needs-attention',
  staffWish: { kind, by: 'staff:3', why: 'called the client' },
});
const withMoney = aLook({ invoices: [anInvoice('paid')] });
const copy = anInvoice('paid', { id: '813' as InvoiceId });

test('until staff ask for something it waits, for ever if need be', () => {
  expect(decided({ state: 'needs-attention' }, aLook())).toEqual({
    do: 'wait',
    until: never,
    why: 'for-staff',
  });
});

test('a wish that comes when another one was heard already is refused, and nothing else happens', () => {
  for (const state of ['paid', 'returning', 'closed'] as const)
    expect(said({ ...asking('close'), state }, withMoney)).toBe(`refuse: the change is ${state} meanwhile`);
});

describe('try again', () => {
  test('the panel says Paid: paid, with their reason, and the service is taken again', () => {
    expect(decided(asking('retry'), withMoney)).toMatchObject({
      do: 'move',
      to: 'paid',
      because: 'staff:3 asked to try again: called the client',
      set: { invoiceId: '812', holdsService: true },
    });
  });

  test('nothing was to be paid: paid', () => {
    const pinned = aPinned({ quote: aQuote({ total: '0.00' as SignedAmount }) });
    expect(said({ ...asking('retry'), pinned }, aLook())).toBe('move paid');
  });

  test('is refused, with why, where the panel shows no paid invoice, or several', () => {
    expect(said(asking('retry'), aLook({ invoices: [anInvoice('unpaid')] }))).toBe(
      'refuse: the panel shows 0 paid invoices for this change, one is needed',
    );
    expect(said(asking('retry'), aLook({ invoices: [anInvoice('paid'), copy] }))).toBe(
      'refuse: the panel shows 2 paid invoices for this change, one is needed',
    );
  });

  test('is refused while a newer change holds the service', () => {
    const held = aLook({ invoices: [anInvoice('paid')] }, { heldByOther: true });
    expect(said(asking('retry'), held)).toBe('refuse: another change holds this service');
  });
});

describe('give back', () => {
  test('the panel shows the money: returning', () => {
    expect(decided(asking('give-back'), withMoney)).toMatchObject({
      do: 'move',
      to: 'returning',
      because: 'staff:3 gives the money back: called the client',
    });
  });

  test('money in a cancelled invoice, or a part, can be given back', () => {
    const cancelled = anInvoice('cancelled', { payments: [aPayment('50.00')] });
    const part = anInvoice('unpaid', { payments: [aPayment('10.00')] });
    for (const invoice of [cancelled, part])
      expect(said(asking('give-back'), aLook({ invoices: [invoice] }))).toBe('move returning');
  });

  test('is refused where there is no money, money in several invoices, or it was given back already', () => {
    expect(said(asking('give-back'), aLook({ invoices: [anInvoice('refunded')] }))).toBe(
      'refuse: the panel shows no money for this change',
    );
    expect(said(asking('give-back'), aLook({ invoices: [anInvoice('paid'), copy] }))).toBe(
      'refuse: several invoices hold money; return it in the panel by hand',
    );
    expect(said({ ...asking('give-back'), creditGiven: true }, withMoney)).toBe(
      'refuse: the money was given back already',
    );
  });
});

test('close: closed, with their reason, and the service is free', () => {
  expect(decided(asking('close'), aLook())).toMatchObject({
    do: 'move',
    to: 'closed',
    because: 'staff:3: called the client',
    set: { holdsService: false },
  });
});

describe('returning', () => {
  const returning = { state: 'returning' } as const;

  test('all that came in is booked as account credit', () => {
    const over = anInvoice('paid', { payments: [aPayment('55.00')] });
    expect(decided(returning, aLook({ invoices: [over] }))).toMatchObject({
      effect: { kind: 'add-credit', amount: '55.00' },
    });
  });

  test('of an invoice that bills other things, too, only our lines', () => {
    const { lines } = anInvoice('paid');
    const merged = anInvoice('paid', {
      lines: [...lines, { text: 'Dominio', amount: '12.00' as SignedAmount }],
      total: '62.00' as never,
      payments: [aPayment('62.00')],
    });
    expect(decided(returning, aLook({ invoices: [merged] }))).toMatchObject({ effect: { amount: '50.00' } });
  });

  test('once it is booked: returned, and the service is free', () => {
    expect(decided({ ...returning, creditGiven: true }, withMoney)).toMatchObject({
      to: 'returned',
      set: { holdsService: false },
    });
  });

  test('L2 an answer that was lost asks a person instead of trying twice, also when the money is gone', () => {
    const sent = { ...returning, attempts: { 'add-credit': 1 } };
    expect(said(sent, withMoney)).toBe('attention credit-in-doubt');
    expect(said(sent, aLook())).toBe('attention credit-in-doubt');
  });

  test('money that left meanwhile is not given back a second time', () => {
    expect(said(returning, aLook({ invoices: [anInvoice('refunded')] }))).toBe('attention no-longer-paid');
  });

  test('a panel that refuses asks a person', () => {
    const refusal = { effect: 'add-credit', message: 'credit is off' } as const;
    expect(said({ ...returning, refusal }, withMoney)).toBe('attention panel-refused');
  });
});
