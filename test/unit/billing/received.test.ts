import { describe, expect, test } from 'vitest';
import { amountToReturn, isPaidTwice } from '../../../src/billing/received.ts';
import { invoiceSnapshotSchema, type InvoiceSnapshot } from '../../../src/catalogue/invoice-snapshot.ts';
import { amount, currency } from '../../support/quote-requests.ts';

const at = Date.parse('2026-07-03T12:00:00Z');
const payment = (text: string, refunded = false) => ({
  id: 'p',
  amount: text,
  at,
  gateway: 'transfer',
  refunded,
});
const line = (text: string, lineAmount: string) => ({ text, amount: lineAmount });
const ours = line('CP-7K3F9 Cambio de plan', '50.00');

interface Parts {
  readonly payments?: ReturnType<typeof payment>[];
  readonly lines?: ReturnType<typeof line>[];
  readonly total?: string;
  readonly creditApplied?: string;
}

const anInvoice = ({
  payments = [],
  lines = [ours],
  total = '50.00',
  creditApplied = '0.00',
}: Parts): InvoiceSnapshot =>
  invoiceSnapshotSchema.parse({
    id: '900',
    number: '20431',
    clientId: '41',
    status: 'paid',
    currency: 'USD',
    lines,
    tax: '0.00',
    total,
    dueDate: '2026-07-09',
    paidAt: at,
    payments,
    creditApplied,
    url: 'https://panel.example/viewinvoice.php?id=900',
  });

describe('failure mode 48: what came in for an invoice', () => {
  test.each<[string, Parts, boolean]>([
    ['paid once', { payments: [payment('50.00')] }, false],
    ['paid in two parts', { payments: [payment('20.00'), payment('30.00')] }, false],
    ['over-paid: the panel books the surplus itself', { payments: [payment('99.99')] }, false],
    ['paid twice', { payments: [payment('50.00'), payment('50.00')] }, true],
    ['paid twice, once refunded', { payments: [payment('50.00'), payment('50.00', true)] }, false],
    ['paid by credit and by card', { payments: [payment('50.00')], creditApplied: '50.00' }, true],
    ['nothing asked, nothing paid', { total: '0.00' }, false],
  ])('%s', (_, parts, twice) => {
    expect(isPaidTwice(anInvoice(parts))).toBe(twice);
  });

  test.each<[string, Parts, string]>([
    ['an invoice of our own: all that was received', { payments: [payment('50.00')] }, '50.00'],
    ['with tax', { total: '60.50', payments: [payment('60.50')] }, '60.50'],
    ['by credit and card', { payments: [payment('30.00')], creditApplied: '20.00' }, '50.00'],
    ['without what was refunded', { payments: [payment('50.00'), payment('50.00', true)] }, '50.00'],
    ['marked as paid by staff: what it asked for', { total: '60.50' }, '60.50'],
    [
      'with a renewal beside it: our lines alone',
      { lines: [line('Hosting', '100.00'), ours], total: '150.00', payments: [payment('150.00')] },
      '50.00',
    ],
    [
      'itemised',
      {
        lines: [line('CP-7K3F9 a', '150.00'), line('CP-7K3F9 b', '-100.00'), line('Hosting', '9.00')],
        total: '59.00',
      },
      '50.00',
    ],
    [
      'lines that were edited below zero',
      { lines: [line('CP-7K3F9', '-5.00'), line('Hosting', '9.00')], total: '4.00' },
      '0.00',
    ],
  ])('to be given back, %s', (_, parts, returned) => {
    expect(amountToReturn(anInvoice(parts), 'CP-7K3F9')).toBe(returned);
  });

  test('at the precision of the currency', () => {
    const pesos = {
      ...anInvoice({ total: '12033', payments: [payment('12033.00')] }),
      currency: currency('CLP'),
    };
    expect(amountToReturn(pesos, 'CP-7K3F9')).toBe(amount('12033'));
  });
});
