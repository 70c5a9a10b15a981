/** Row `invoiced` of design section 4: wait for the panel to say Paid, or for an end without money. */
import { describe, expect, test } from 'vitest';
import type { Amount, SignedAmount } from '../../../src/catalogue/amount.ts';
import type { InvoiceId } from '../../../src/catalogue/identifiers.ts';
import { after } from '../../../src/catalogue/time.ts';
import { aChange } from '../../support/changes.ts';
import { aLook, anInvoice, aPayment, aRecord, editedLine } from '../../support/looks.ts';
import { decided, patience, said, soon, tooLate } from './deciding.ts';

const invoiced = { state: 'invoiced' } as const;
const { cancelAfter } = aChange().pinned;
const lineOf = (text: string, amount: string) => ({ text, amount: amount as SignedAmount });
const credit = (amount: string) => ({ creditApplied: amount as Amount });

describe('what the panel calls Paid is paid', () => {
  test('by a payment', () => {
    expect(decided(invoiced, aLook({ invoices: [anInvoice('paid')] }))).toMatchObject({
      do: 'move',
      to: 'paid',
      set: { invoiceId: '812' },
    });
  });

  test('by account credit, used up while the invoice was made', () => {
    const byCredit = anInvoice('paid', { payments: [], ...credit('50.00') });
    expect(said(invoiced, aLook({ invoices: [byCredit] }))).toBe('move paid');
  });

  test('by the word of staff, with no payment behind it', () => {
    expect(said(invoiced, aLook({ invoices: [anInvoice('paid', { payments: [] })] }))).toBe('move paid');
  });

  test('with a late fee or a gateway fee beside our line', () => {
    const fees = [...anInvoice('paid').lines, lineOf('Recargo por mora', '5.00'), lineOf('Fee', '1.20')];
    expect(said(invoiced, aLook({ invoices: [anInvoice('paid', { lines: fees })] }))).toBe('move paid');
  });

  test('failure mode 3: after the time to pay, when the loop sees it only then', () => {
    expect(said(invoiced, aLook({ invoices: [anInvoice('paid')] }), tooLate)).toBe('move paid');
  });

  test('though the client asked to cancel meanwhile', () => {
    const wished = { ...invoiced, endWish: 'client' } as const;
    expect(said(wished, aLook({ invoices: [anInvoice('paid')] }))).toBe('move paid');
  });
});

describe('failure mode 27: our line, edited and then paid, asks a person', () => {
  test('another amount', () => {
    expect(said(invoiced, aLook({ invoices: [anInvoice('paid', { lines: editedLine })] }))).toBe(
      'attention our-line-edited',
    );
  });

  test('another client', () => {
    const theirs = anInvoice('paid', { clientId: '42' as never });
    expect(said(invoiced, aLook({ invoices: [theirs] }))).toBe('attention our-line-edited');
  });

  test('another currency', () => {
    const inPesos = anInvoice('paid', { currency: 'ARS' as never });
    expect(said(invoiced, aLook({ invoices: [inPesos] }))).toBe('attention our-line-edited');
  });
});

describe('unpaid and in time, it waits', () => {
  test('and looks again after the poll', () => {
    expect(decided(invoiced, aLook({ invoices: [anInvoice('unpaid')] }))).toEqual({
      do: 'wait',
      until: after(soon, patience.poll),
      why: 'for-payment',
    });
  });

  test('but no longer than to the end of the time to pay', () => {
    const almost = after(cancelAfter, -1_000);
    expect(decided(invoiced, aLook({ invoices: [anInvoice('unpaid')] }), almost)).toMatchObject({
      until: after(cancelAfter, 1),
    });
  });

  test('a payment on its way holds the invoice, past the time to pay and against the client', () => {
    const pending = aLook({ invoices: [anInvoice('payment-pending')] });
    expect(said({ ...invoiced, endWish: 'client' }, pending)).toBe('wait for-payment');
    expect(decided(invoiced, pending, tooLate)).toMatchObject({ until: after(tooLate, patience.poll) });
  });
});

describe('without money it is withdrawn when', () => {
  const unpaid = aLook({ invoices: [anInvoice('unpaid')] });

  test('the time to pay is over', () => {
    expect(decided(invoiced, unpaid, cancelAfter)).toEqual({
      do: 'wait',
      until: after(cancelAfter, 1),
      why: 'for-payment',
    });
    expect(said(invoiced, unpaid, tooLate)).toBe('move cancelling');
  });

  test('the client or staff ended it', () => {
    const endedBy = (endWish: 'client' | 'staff') => decided({ ...invoiced, endWish }, unpaid);
    expect(endedBy('client')).toMatchObject({ to: 'cancelling', because: 'the client cancelled it' });
    expect(endedBy('staff')).toMatchObject({ to: 'cancelling', because: 'staff cancelled it' });
  });

  test('the service is no longer as it was when the price was made', () => {
    const renewed = {
      invoices: [anInvoice('unpaid')],
      record: aRecord({ nextDueDate: '2028-01-01' as never }),
    };
    expect(said(invoiced, aLook(renewed))).toBe('move cancelling');
  });
});

describe('failure mode 48: with some of the money, its end asks a person', () => {
  test('part of it paid', () => {
    const part = anInvoice('unpaid', { payments: [aPayment('20.00')] });
    expect(said(invoiced, aLook({ invoices: [part] }))).toBe('wait for-payment');
    expect(said(invoiced, aLook({ invoices: [part] }), tooLate)).toBe('attention part-paid-at-end');
  });

  test('part of it covered by credit', () => {
    const part = anInvoice('unpaid', credit('20.00'));
    expect(said({ ...invoiced, endWish: 'client' }, aLook({ invoices: [part] }))).toBe(
      'attention part-paid-at-end',
    );
  });

  test('but not where the part was refunded', () => {
    const given = anInvoice('unpaid', { payments: [{ ...aPayment('20.00'), refunded: true }] });
    expect(said(invoiced, aLook({ invoices: [given] }), tooLate)).toBe('move cancelling');
  });
});

describe('its invoice is gone', () => {
  test('deleted or cancelled without money: the change is cancelled and lets go of the service', () => {
    for (const invoices of [[], [anInvoice('cancelled')]])
      expect(decided(invoiced, aLook({ invoices }))).toMatchObject({
        do: 'move',
        to: 'cancelled',
        set: { holdsService: false },
      });
  });

  test('refunded: cancelled, too', () => {
    expect(decided(invoiced, aLook({ invoices: [anInvoice('refunded')] }))).toMatchObject({
      to: 'cancelled',
      set: { holdsService: false },
    });
  });

  test('cancelled with money in it: a person is asked', () => {
    const withMoney = anInvoice('cancelled', { payments: [aPayment('50.00')] });
    expect(said(invoiced, aLook({ invoices: [withMoney] }))).toBe('attention invoice-gone-after-payment');
  });

  test('merged into another one, the line is found there', () => {
    const merged = anInvoice('paid', {
      id: '900' as InvoiceId,
      lines: [lineOf('Renovación', '100.00'), ...anInvoice('paid').lines],
    });
    expect(
      decided({ ...invoiced, invoiceId: '812' as InvoiceId }, aLook({ invoices: [merged] })),
    ).toMatchObject({
      to: 'paid',
      set: { invoiceId: '900' },
    });
  });
});

test('L2 a second invoice with our reference asks a person, paid or not', () => {
  const copy = anInvoice('unpaid', { id: '813' as InvoiceId });
  expect(said(invoiced, aLook({ invoices: [anInvoice('paid'), copy] }))).toBe(
    'attention more-than-one-invoice',
  );
});
