/** Rows `cancelling` and `cancelled` of design section 4: an end without money, unless money was faster. */
import { describe, expect, test } from 'vitest';
import { after } from '../../../src/catalogue/time.ts';
import type { InvoiceId } from '../../../src/catalogue/identifiers.ts';
import { never } from '../../../src/change/patience.ts';
import { aChange } from '../../support/changes.ts';
import { aLook, anInvoice, aPayment, aRecord, editedLine } from '../../support/looks.ts';
import { decided, patience, said, soon, tooLate } from './deciding.ts';

const { cancelAfter } = aChange().pinned;
const renewed = aRecord({ nextDueDate: '2028-01-01' as never });

describe('cancelling', () => {
  const cancelling = { state: 'cancelling' } as const;

  test.for(['draft', 'unpaid', 'collections'] as const)('an invoice that is %s is withdrawn', (status) => {
    expect(decided(cancelling, aLook({ invoices: [anInvoice(status)] }))).toMatchObject({
      effect: { kind: 'cancel-invoice', invoiceId: '812' },
      set: { invoiceId: '812' },
    });
  });

  test('no invoice, or only cancelled ones: cancelled, and the service is free', () => {
    for (const invoices of [[], [anInvoice('cancelled')]])
      expect(decided(cancelling, aLook({ invoices }))).toMatchObject({
        to: 'cancelled',
        set: { holdsService: false },
      });
  });

  test('of several unpaid invoices one after the other is withdrawn', () => {
    const copy = anInvoice('unpaid', { id: '813' as InvoiceId });
    expect(said(cancelling, aLook({ invoices: [anInvoice('unpaid'), copy] }))).toBe('effect cancel-invoice');
    expect(said(cancelling, aLook({ invoices: [anInvoice('paid'), copy] }))).toBe(
      'attention more-than-one-invoice',
    );
  });

  test('the client paid first, and all is as pinned: paid', () => {
    expect(said(cancelling, aLook({ invoices: [anInvoice('paid')] }))).toBe('move paid');
    expect(said({ ...cancelling, endWish: 'client' }, aLook({ invoices: [anInvoice('paid')] }))).toBe(
      'move paid',
    );
  });

  test('the client paid first, but something is not as pinned: a person is asked', () => {
    expect(said(cancelling, aLook({ invoices: [anInvoice('paid')], record: renewed }))).toBe(
      'attention money-but-not-as-pinned',
    );
    expect(said(cancelling, aLook({ invoices: [anInvoice('paid', { lines: editedLine })] }))).toBe(
      'attention money-but-not-as-pinned',
    );
  });

  test('paid in part: a person is asked', () => {
    const part = anInvoice('unpaid', { payments: [aPayment('10.00')] });
    expect(said(cancelling, aLook({ invoices: [part] }))).toBe('attention part-paid-at-end');
  });

  test('cancelled with money in it: a person is asked', () => {
    const withMoney = anInvoice('cancelled', { payments: [aPayment('50.00')] });
    expect(said(cancelling, aLook({ invoices: [withMoney] }))).toBe('attention invoice-gone-after-payment');
  });

  test('refunded: cancelled', () => {
    expect(decided(cancelling, aLook({ invoices: [anInvoice('refunded')] }))).toMatchObject({
      to: 'cancelled',
      set: { holdsService: false },
    });
  });

  test('a payment on its way is waited for', () => {
    expect(decided(cancelling, aLook({ invoices: [anInvoice('payment-pending')] }))).toMatchObject({
      until: after(soon, patience.poll),
      why: 'for-payment',
    });
  });

  test('a panel that refuses, or never does it, asks a person', () => {
    const seen = aLook({ invoices: [anInvoice('collections')] });
    const refusal = { effect: 'cancel-invoice', message: 'no' } as const;
    expect(decided({ ...cancelling, refusal }, seen)).toMatchObject({
      reason: 'panel-refused',
      detail: 'no',
    });
    expect(said({ ...cancelling, attempts: { 'cancel-invoice': patience.writes } }, seen)).toBe(
      'attention panel-refused',
    );
  });
});

describe('cancelled', () => {
  const cancelled = { state: 'cancelled', holdsService: false } as const;
  const paidInTime = anInvoice('paid', { payments: [aPayment('50.00', cancelAfter)], paidAt: tooLate });

  test('without money it rests', () => {
    for (const invoices of [[], [anInvoice('cancelled')], [anInvoice('refunded')], [anInvoice('unpaid')]])
      expect(decided(cancelled, aLook({ invoices }))).toEqual({ do: 'wait', until: never, why: 'ended' });
  });

  test('failure mode 3: expired, but the payment is dated in time: paid, and it takes the service again', () => {
    expect(decided(cancelled, aLook({ invoices: [paidInTime] }), tooLate)).toMatchObject({
      do: 'move',
      to: 'paid',
      set: { invoiceId: '812', holdsService: true },
    });
  });

  test('marked paid by staff in time, with no payment behind it: paid', () => {
    const marked = anInvoice('paid', { payments: [], paidAt: cancelAfter });
    expect(said(cancelled, aLook({ invoices: [marked] }), tooLate)).toBe('move paid');
  });

  describe('money that came after the end asks a person, who holds no service with it', () => {
    const asks = { do: 'attention', reason: 'money-after-end', set: { holdsService: false } };

    test('dated after the time to pay', () => {
      const late = anInvoice('paid', { payments: [aPayment('50.00', after(cancelAfter, 1))] });
      expect(decided(cancelled, aLook({ invoices: [late] }))).toMatchObject(asks);
    });

    test('marked paid by staff after the time to pay', () => {
      const marked = anInvoice('paid', { payments: [], paidAt: tooLate });
      expect(decided(cancelled, aLook({ invoices: [marked] }))).toMatchObject(asks);
    });

    test('the client or staff had ended it', () => {
      for (const endWish of ['client', 'staff'] as const)
        expect(decided({ ...cancelled, endWish }, aLook({ invoices: [paidInTime] }))).toMatchObject(asks);
    });

    test('the service changed since', () => {
      expect(decided(cancelled, aLook({ invoices: [paidInTime], record: renewed }))).toMatchObject(asks);
      expect(decided(cancelled, aLook({ invoices: [paidInTime], record: null }))).toMatchObject(asks);
    });

    test('our line was edited', () => {
      const edited = { ...paidInTime, lines: editedLine };
      expect(decided(cancelled, aLook({ invoices: [edited] }))).toMatchObject(asks);
    });

    test('a newer change holds the service', () => {
      const held = aLook({ invoices: [paidInTime] }, { heldByOther: true });
      expect(decided(cancelled, held)).toMatchObject(asks);
    });

    test('on a cancelled invoice, or in part', () => {
      const onCancelled = anInvoice('cancelled', { payments: [aPayment('50.00')] });
      const part = anInvoice('unpaid', { payments: [aPayment('10.00')] });
      for (const invoice of [onCancelled, part])
        expect(decided(cancelled, aLook({ invoices: [invoice] }))).toMatchObject(asks);
    });

    test('on two invoices', () => {
      const copy = { ...paidInTime, id: '813' as InvoiceId };
      expect(decided(cancelled, aLook({ invoices: [paidInTime, copy] }))).toMatchObject(asks);
    });
  });
});
