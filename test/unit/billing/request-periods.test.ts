/** Which periods a request is made of: the panel's record and the two numbers of earlier changes. */
import { describe, expect, test } from 'vitest';
import { aPrice } from '../../support/billed-services.ts';
import { refusalOf, renewal, requestOf, totalOf } from '../../support/money-questions.ts';
import { amount, aPeriod, day } from '../../support/quote-requests.ts';

describe('paid-amount-unknown instead of a guess', () => {
  test('the panel cannot tell', () => {
    expect(refusalOf({ service: { billed: null } })).toBe('paid-amount-unknown');
  });

  test('somebody moved the due date: it belongs to no billed period', () => {
    expect(refusalOf({ service: { nextDueDate: day('2027-02-01') } })).toBe('paid-amount-unknown');
    expect(refusalOf({ service: { nextDueDate: null } })).toBe('paid-amount-unknown');
  });

  test('the panel cannot tell, but our own change wrote it down', () => {
    const stored = [aPeriod('2026-01-01', '2027-01-01', '150.00')];
    expect(requestOf({ service: { billed: null }, stored }).period).toEqual(stored[0]);
  });

  test('what is stored for a term that has not begun does not count as today', () => {
    const stored = [aPeriod('2026-08-01', '2027-01-01', '150.00')];
    expect(refusalOf({ service: { billed: null }, stored })).toBe('paid-amount-unknown');
  });
});

describe('failure mode 33: the two numbers of an earlier change', () => {
  test('no row: rate = billed', () => {
    expect(requestOf().period).toMatchObject({ billed: '100.00', rate: '100.00' });
  });

  test('rate comes from the store, by the end of the period', () => {
    const stored = [aPeriod('2026-01-01', '2027-01-01', '125.07', { rate: '150.00' })];
    const service = { recurringAmount: amount('150.00') };
    const prices = { current: aPrice('150.00'), target: aPrice('200.00') };
    expect(totalOf({ service, stored, prices, policy: 'prorated-difference', on: '2026-10-01' })).toBe(
      '12.60',
    );
    expect(totalOf({ service, stored, prices, on: '2026-10-01' })).toBe('74.93');
  });

  test('a row of a period that is over is left behind', () => {
    const stored = [aPeriod('2025-01-01', '2026-01-01', '999.00')];
    expect(requestOf({ stored }).period).toEqual(aPeriod('2026-01-01', '2027-01-01', '100.00'));
  });

  test('a term that was started with a credit carries its whole price, whatever the panel summed up', () => {
    const stored = [aPeriod('2026-07-02', '2027-07-02', '150.00')];
    const service = {
      recurringAmount: amount('150.00'),
      nextDueDate: day('2027-07-02'),
      billed: { amount: amount('99.86'), from: day('2026-07-02'), to: day('2027-07-02') },
    };
    const prices = { current: aPrice('150.00'), target: aPrice('200.00') };
    expect(totalOf({ service, stored, prices, on: '2026-08-01' })).toBe('50.00');
    const stale = {
      ...service,
      billed: { amount: amount('100.00'), from: day('2026-01-01'), to: day('2027-01-01') },
    };
    expect(totalOf({ service: stale, stored, prices, on: '2026-08-01' })).toBe('50.00');
  });
});

describe('later periods', () => {
  const service = { laterPeriods: [renewal('2028-01-01', '100.00', false)] };

  test('each follows the one before, at what its invoice bills', () => {
    const two = {
      laterPeriods: [renewal('2028-01-01', '100.00', true), renewal('2029-01-01', '110.00', false)],
    };
    expect(requestOf({ service: two }).laterPeriods).toEqual([
      aPeriod('2027-01-01', '2028-01-01', '100.00'),
      aPeriod('2028-01-01', '2029-01-01', '110.00', { paid: false }),
    ]);
  });

  test('after a change its numbers come from the store, and whether it is paid from the panel', () => {
    const stored = [
      aPeriod('2026-01-01', '2027-01-01', '150.00'),
      aPeriod('2027-01-01', '2028-01-01', '150.00', { paid: false }),
    ];
    const paid = { recurringAmount: amount('150.00'), laterPeriods: [renewal('2028-01-01', '100.00', true)] };
    const prices = { current: aPrice('150.00'), target: aPrice('200.00') };
    expect(requestOf({ service: paid, stored, prices }).laterPeriods).toEqual([
      aPeriod('2027-01-01', '2028-01-01', '150.00', { paid: true }),
    ]);
    expect(totalOf({ service: paid, stored, prices })).toBe('100.00');
  });

  test('renewed early: the due date is the end of the last one', () => {
    const early = { nextDueDate: day('2028-01-01'), laterPeriods: [renewal('2028-01-01', '100.00', true)] };
    expect(requestOf({ service: early })).toMatchObject({
      nextDueDate: '2028-01-01',
      period: { end: '2027-01-01' },
      laterPeriods: [{ start: '2027-01-01', end: '2028-01-01' }],
    });
  });

  test('renewed early and changed before: on the renewal day the stored period is the current one', () => {
    const stored = [
      aPeriod('2026-01-01', '2027-01-01', '150.00'),
      aPeriod('2027-01-01', '2028-01-01', '150.00'),
    ];
    const early = {
      recurringAmount: amount('150.00'),
      nextDueDate: day('2028-01-01'),
      laterPeriods: [renewal('2028-01-01', '100.00', true)],
    };
    const prices = { current: aPrice('150.00'), target: aPrice('200.00') };
    expect(requestOf({ service: early, stored, prices, on: '2027-01-01' })).toMatchObject({
      period: { start: '2027-01-01', end: '2028-01-01' },
      laterPeriods: [],
    });
    expect(requestOf({ service: early, stored, prices, on: '2026-12-31' })).toMatchObject({
      period: { end: '2027-01-01' },
      laterPeriods: [{ end: '2028-01-01', billed: '150.00' }],
    });
  });

  test('an open renewal invoice of a cheaper plan', () => {
    expect(totalOf({ service })).toBe('100.00');
    expect(totalOf({ service, prices: { target: aPrice('90.00') } })).toBe('renewal-invoice-open');
  });
});
