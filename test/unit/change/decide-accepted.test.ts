/** Row `accepted` of design section 4: see that exactly one payable invoice comes to exist. */
import { describe, expect, test } from 'vitest';
import type { SignedAmount } from '../../../src/catalogue/amount.ts';
import type { InvoiceId } from '../../../src/catalogue/identifiers.ts';
import { aChange, aPinned, aQuote } from '../../support/changes.ts';
import { aLook, anInvoice, aPayment, aRecord } from '../../support/looks.ts';
import { decided, said, soon, tooLate } from './deciding.ts';

const known = { invoiceId: '812' as InvoiceId };
const costing = (total: string) => aPinned({ quote: aQuote({ total: total as SignedAmount }) });

test('no invoice yet, the service as pinned and in time: the invoice is placed', () => {
  expect(decided({}, aLook())).toEqual({ do: 'effect', effect: { kind: 'place-invoice' }, set: {} });
});

test('failure mode 7: nothing to pay goes straight to the server, and so does a credit', () => {
  expect(said({ pinned: costing('0.00') }, aLook())).toBe('move paid');
  expect(said({ pinned: costing('-20.00') }, aLook())).toBe('move paid');
});

test('a draft with our reference is adopted and published', () => {
  expect(decided({}, aLook({ invoices: [anInvoice('draft')] }))).toEqual({
    do: 'effect',
    effect: { kind: 'publish-invoice', invoiceId: '812' },
    set: { invoiceId: '812', invoiceUrl: 'https://panel.example/invoice/812' },
  });
});

describe('a published invoice with our reference is adopted, whatever became of it meanwhile', () => {
  test.for(['unpaid', 'payment-pending', 'paid', 'collections'] as const)('%s', (status) => {
    expect(decided({}, aLook({ invoices: [anInvoice(status)] }))).toMatchObject({
      do: 'move',
      to: 'invoiced',
      set: { invoiceId: '812' },
    });
  });
});

test('L2 two invoices with our reference ask a person, and none is published', () => {
  const two = [anInvoice('draft'), anInvoice('draft', { id: '813' as InvoiceId })];
  expect(said({}, aLook({ invoices: two }))).toBe('attention more-than-one-invoice');
});

describe('it ends without money when', () => {
  const noInvoice = aLook();
  const drafted = aLook({ invoices: [anInvoice('draft')] });

  test('the client ended it', () => {
    expect(said({ endWish: 'client' }, noInvoice)).toBe('move cancelling');
    expect(said({ endWish: 'client' }, drafted)).toBe('move cancelling');
  });

  test('staff ended it', () => {
    expect(said({ endWish: 'staff' }, noInvoice)).toBe('move cancelling');
  });

  test('the time to pay is over, but not at its last moment', () => {
    expect(said({}, noInvoice, tooLate)).toBe('move cancelling');
    expect(said({}, drafted, tooLate)).toBe('move cancelling');
    expect(said({}, noInvoice, aChange().pinned.cancelAfter)).toBe('effect place-invoice');
  });

  test('the service changed since the price was made, also where nothing is to be paid', () => {
    const moved = { record: aRecord({ cycle: 'monthly' }) };
    expect(said({}, aLook(moved))).toBe('move cancelling');
    expect(said({ pinned: costing('0.00') }, aLook(moved))).toBe('move cancelling');
  });

  test('the service is gone', () => {
    expect(said({}, aLook({ record: null }))).toBe('move cancelling');
  });

  test('its invoice was refunded', () => {
    expect(said({}, aLook({ invoices: [anInvoice('refunded')] }))).toBe('move cancelling');
  });
});

describe('an invoice that was there and is gone is never placed again', () => {
  test('failure mode 27: cancelled in the panel', () => {
    expect(said({}, aLook({ invoices: [anInvoice('cancelled')] }))).toBe('move cancelling');
  });

  test('deleted after it was adopted', () => {
    expect(said(known, aLook())).toBe('move cancelling');
  });

  test('deleted after the panel had said yes to it, before it was found', () => {
    expect(said({ attempts: { 'place-invoice': 1 } }, aLook())).toBe('move cancelling');
  });

  test('cancelled with money in it: a person is asked', () => {
    const paidAndCancelled = anInvoice('cancelled', { payments: [aPayment('50.00')] });
    expect(said({}, aLook({ invoices: [paidAndCancelled] }))).toBe('attention invoice-gone-after-payment');
  });
});

test('L4 an invoice whose answer was lost, and which is not there when it can no longer land, is placed under the same key', () => {
  const inFlight = {
    effect: 'place-invoice',
    key: `${aChange().id}:place-invoice` as never,
    startedAt: soon,
    couldLandUntil: soon,
  } as const;
  expect(said({ attempts: { 'place-invoice': 1 }, inFlight }, aLook())).toBe('effect place-invoice');
});

test('an invoice that the panel refuses to make or publish asks a person', () => {
  const message = 'amount-not-allowed: 50.00';
  for (const effect of ['place-invoice', 'publish-invoice'] as const)
    expect(decided({ refusal: { effect, message } }, aLook())).toMatchObject({
      do: 'attention',
      reason: 'panel-refused',
      detail: message,
    });
});
