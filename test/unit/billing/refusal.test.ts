import { describe, expect, expectTypeOf, test } from 'vitest';
import { quote } from '../../../src/billing/price.ts';
import { moneyRefusalOf, type MoneyReasonCode } from '../../../src/billing/refusal.ts';
import type { QuoteRequest } from '../../../src/billing/quote.ts';
import type { ReasonCode } from '../../../src/compatibility/verdict.ts';
import { amount, aPeriod, aRequest, currency, day } from '../../support/quote-requests.ts';

const codeFor = (changes: Partial<QuoteRequest>) => moneyRefusalOf(quote(aRequest(changes)))?.code ?? null;

test('every code of the money is a reason of the shelf engine', () => {
  expectTypeOf<MoneyReasonCode>().toExtend<ReasonCode>();
});

describe('why a change cannot be made at a quote', () => {
  const unpaid = [aPeriod('2027-01-01', '2028-01-01', '200.00', { paid: false })];

  test.each<[string, Partial<QuoteRequest>, MoneyReasonCode | null]>([
    ['a price', {}, null],
    ['a price of nothing', { newPrice: amount('100.00') }, null],
    ['failure mode 36: overdue', { changeDate: day('2027-01-05') }, 'renew-first'],
    ['the renewal day, without a renewal', { changeDate: day('2027-01-01') }, 'renew-first'],
    ['at the renewal', { policy: 'at-renewal' }, 'ask-executive'],
    ['an open renewal invoice', { laterPeriods: unpaid }, 'renewal-invoice-open'],
    ['a negative total', { newPrice: amount('99.99') }, 'negative-total'],
    ['a cycle', { newCycle: 'one-time' }, 'cycle-not-supported'],
    ['a currency', { currency: currency('ZZZ') }, 'currency-not-supported'],
    ['no period', { period: null }, 'paid-amount-unknown'],
    ['an empty period', { period: aPeriod('2026-01-01', '2026-01-01', '1.00') }, 'paid-amount-unknown'],
    ['an amount that is none', { newPrice: amount('1.234') }, 'special-price'],
  ])('%s', (_, changes, code) => {
    expect(codeFor(changes)).toBe(code);
  });

  test('the sentence is that of the quote', () => {
    expect(moneyRefusalOf(quote(aRequest({ newPrice: amount('99.00') })))?.message).toBe(
      'The total would be -1.00 USD.',
    );
    expect(moneyRefusalOf(quote(aRequest({ changeDate: day('2027-01-01') })))?.message).toContain(
      'renewed first',
    );
    expect(moneyRefusalOf(quote(aRequest({ policy: 'at-renewal' })))?.message).toContain('renewal');
  });
});
