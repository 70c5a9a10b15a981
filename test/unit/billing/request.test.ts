import { describe, expect, test } from 'vitest';
import { quote } from '../../../src/billing/price.ts';
import { quoteRequestOf, type MoneyRules, type PriceMove } from '../../../src/billing/request.ts';
import type { BilledPeriod, QuoteRequest } from '../../../src/billing/quote.ts';
import type { InvoiceId } from '../../../src/catalogue/identifiers.ts';
import type { Policy } from '../../../src/catalogue/policy.ts';
import type { ServiceSnapshot } from '../../../src/catalogue/service-snapshot.ts';
import { aPrice, aService } from '../../support/billed-services.ts';
import { amount, aPeriod, currency, day } from '../../support/quote-requests.ts';

interface Question {
  readonly service?: Partial<ServiceSnapshot>;
  readonly stored?: readonly BilledPeriod[];
  readonly prices?: Partial<PriceMove>;
  readonly policy?: Policy;
  readonly rules?: Partial<MoneyRules>;
  readonly on?: string;
}

const ask = ({
  service,
  stored = [],
  prices,
  policy = 'full-difference',
  rules,
  on = '2026-07-02',
}: Question = {}) =>
  quoteRequestOf(
    aService(service),
    stored,
    { current: aPrice('100.00'), target: aPrice('150.00'), ...prices },
    policy,
    { negativeTotal: 'forbid', setupFee: 'none', dueDate: { rule: 'keep' }, ...rules },
    day(on),
  );

function requestOf(question: Question = {}): QuoteRequest {
  const result = ask(question);
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`);
  return result.request;
}

const totalOf = (question: Question): string => {
  const result = quote(requestOf(question));
  return result.ok ? result.quote.total : result.refusal.code;
};

const refusalOf = (question: Question): string | null => {
  const result = ask(question);
  return result.ok ? null : result.refusal.code;
};

const option = (recurring: string) => ({ id: '3', name: 'IP', value: '1', recurring: amount(recurring) });
const renewal = (end: string, billed: string, paid: boolean) => ({
  end: day(end),
  billed: amount(billed),
  paid,
  invoiceId: '900' as InvoiceId,
});

test('the source page case becomes its request', () => {
  expect(requestOf()).toEqual({
    policy: 'full-difference',
    currency: 'USD',
    oldCycle: 'annually',
    period: aPeriod('2026-01-01', '2027-01-01', '100.00'),
    laterPeriods: [],
    nextDueDate: '2027-01-01',
    newPrice: '150.00',
    newCycle: 'annually',
    setupFee: { rule: 'none', old: '0.00', new: '0.00' },
    changeDate: '2026-07-02',
    negativeTotal: 'forbid',
    dueDate: { rule: 'keep' },
  });
  expect(totalOf({})).toBe('50.00');
});

test('the host settings are passed on', () => {
  const rules = {
    negativeTotal: 'forgo',
    setupFee: 'difference',
    dueDate: { rule: 'restart', floor: amount('20.00') },
  } as const;
  const prices = {
    current: aPrice('100.00', { setup: amount('5.00') }),
    target: aPrice('150.00', { setup: amount('12.00') }),
  };
  expect(requestOf({ rules, prices, policy: 'restart-term' })).toMatchObject({
    policy: 'restart-term',
    negativeTotal: 'forgo',
    setupFee: { rule: 'difference', old: '5.00', new: '12.00' },
    dueDate: { rule: 'restart', floor: '20.00' },
  });
});

describe('failure modes 31 and 43: a price that a person arranged is never guessed', () => {
  test('a recurring amount that nothing explains is special-price, be it less or more', () => {
    expect(refusalOf({ service: { recurringAmount: amount('80.00') } })).toBe('special-price');
    expect(refusalOf({ service: { recurringAmount: amount('120.00') } })).toBe('special-price');
    expect(refusalOf({ service: { recurringAmount: amount('0.00') } })).toBe('special-price');
  });

  test('the same amount in other words is the list price', () => {
    expect(refusalOf({ service: { recurringAmount: amount('100') } })).toBeNull();
  });

  test('a plan without a list price in this cycle explains nothing', () => {
    expect(refusalOf({ prices: { current: null } })).toBe('special-price');
  });

  test('a promotion explains less than the list price; it is credited as paid and not carried on', () => {
    const service = {
      promotion: 'OTOÑO',
      recurringAmount: amount('80.00'),
      billed: { amount: amount('80.00'), from: day('2026-01-01'), to: day('2027-01-01') },
    };
    expect(totalOf({ service })).toBe('70.00');
    expect(requestOf({ service }).newPrice).toBe('150.00');
  });

  test('a promotion does not explain more', () => {
    expect(refusalOf({ service: { promotion: 'OTOÑO', recurringAmount: amount('120.00') } })).toBe(
      'special-price',
    );
  });

  test('a first year at half price and a list price since: what was billed is credited', () => {
    const billed = { amount: amount('50.00'), from: day('2026-01-01'), to: day('2027-01-01') };
    expect(totalOf({ service: { billed } })).toBe('100.00');
  });
});

describe('failure mode 34: quantity and priced options stand on the old and on the new side', () => {
  test('quantity', () => {
    const service = {
      quantity: 3,
      recurringAmount: amount('300.00'),
      billed: { amount: amount('300.00'), from: day('2026-01-01'), to: day('2027-01-01') },
    };
    expect(requestOf({ service }).newPrice).toBe('450.00');
    expect(totalOf({ service })).toBe('150.00');
    expect(refusalOf({ service: { ...service, quantity: 2 } })).toBe('special-price');
    const setup = {
      current: aPrice('100.00', { setup: amount('1.00') }),
      target: aPrice('150.00', { setup: amount('2.00') }),
    };
    expect(requestOf({ service, prices: setup }).setupFee).toMatchObject({ old: '3.00', new: '6.00' });
  });

  test('priced options', () => {
    const service = {
      options: [option('10.00'), option('0.00'), option('5.50')],
      recurringAmount: amount('115.50'),
      billed: { amount: amount('115.50'), from: day('2026-01-01'), to: day('2027-01-01') },
    };
    expect(requestOf({ service }).newPrice).toBe('165.50');
    expect(totalOf({ service })).toBe('50.00');
    expect(refusalOf({ service: { ...service, recurringAmount: amount('100.00') } })).toBe('special-price');
  });

  test('what an option costs in another cycle is not known', () => {
    const service = { options: [option('10.00')], recurringAmount: amount('110.00') };
    const target = aPrice('270.00', { cycle: 'biennially' });
    expect(refusalOf({ service, prices: { target } })).toBe('special-price');
    expect(refusalOf({ service: { options: [option('0.00')] }, prices: { target } })).toBeNull();
  });
});

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

describe('failure mode 41: currencies', () => {
  test('a price in another currency than the service is none', () => {
    const target = aPrice('150.00', { currency: currency('EUR') });
    expect(refusalOf({ prices: { target } })).toBe('currency-not-supported');
  });

  test('an unknown currency is refused by name', () => {
    const result = ask({
      service: { currency: currency('ZZZ') },
      prices: { target: aPrice('1.00', { currency: currency('ZZZ') }) },
    });
    expect(result).toEqual({
      ok: false,
      refusal: { code: 'currency-not-supported', message: 'There is no price in ZZZ.' },
    });
  });

  test('a panel that stores two decimals for CLP means none', () => {
    const code = currency('CLP');
    const service = {
      currency: code,
      recurringAmount: amount('25900.00'),
      billed: { amount: amount('25900.00'), from: day('2026-01-01'), to: day('2027-01-01') },
    };
    const prices = {
      current: aPrice('25900.00', { currency: code }),
      target: aPrice('49900.00', { currency: code, setup: amount('0.00') }),
    };
    expect(requestOf({ service, prices })).toMatchObject({
      newPrice: '49900',
      period: { billed: '25900', rate: '25900' },
    });
    expect(totalOf({ service, prices })).toBe('24000');
  });

  test.each([
    ['the target price', { prices: { target: aPrice('150.001') } }],
    ['the list price', { prices: { current: aPrice('100.001') } }],
    ['the recurring amount', { service: { recurringAmount: amount('100.001') } }],
    ['an option', { service: { options: [option('0.001')] } }],
  ])('%s with a part of a cent is nothing that can be priced', (_, question) => {
    expect(refusalOf(question)).toBe('special-price');
  });

  test('a part of a cent in what was billed is refused by quote()', () => {
    const billed = { amount: amount('100.001'), from: day('2026-01-01'), to: day('2027-01-01') };
    expect(totalOf({ service: { billed } })).toBe('request-invalid');
  });
});

describe('cycles that do not recur', () => {
  const free = { cycle: 'free', recurringAmount: amount('0.00'), nextDueDate: null, billed: null } as const;

  test('a free service has no period, and no list price is looked at', () => {
    const request = requestOf({ service: free, prices: { current: null } });
    expect(request).toMatchObject({ oldCycle: 'free', period: null, laterPeriods: [], nextDueDate: null });
    expect(totalOf({ service: free, prices: { current: null } })).toBe('150.00');
  });

  test.each([
    [{ service: free, prices: { target: aPrice('0.00', { cycle: 'free' }) } }],
    [{ service: { cycle: 'one-time' } }],
    [{ prices: { target: aPrice('150.00', { cycle: 'one-time' }) } }],
    [{ prices: { target: aPrice('0.00', { cycle: 'free' }) } }],
  ] as const)('%j is cycle-not-supported', (question) => {
    expect(refusalOf(question)).toBe('cycle-not-supported');
  });
});
