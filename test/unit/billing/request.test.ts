import { describe, expect, test } from 'vitest';
import { moneyFromPanel } from '../../../src/billing/list-price.ts';
import { aPrice } from '../../support/billed-services.ts';
import { ask, option, refusalOf, requestOf, totalOf, type Question } from '../../support/money-questions.ts';
import { amount, aPeriod, currency, day } from '../../support/quote-requests.ts';

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

  test.each(['-1.00', '1e3', ''])('%j in a panel record is no money', (text) => {
    expect(moneyFromPanel(text, { code: currency('USD'), minorUnits: 2 })).toBeNull();
  });

  test('a free service with an option of a part of a cent', () => {
    const service = { cycle: 'free' as const, nextDueDate: null, billed: null, options: [option('0.001')] };
    expect(refusalOf({ service })).toBe('special-price');
  });

  test('a part of a cent in what was billed is refused by quote()', () => {
    const billed = { amount: amount('100.001'), from: day('2026-01-01'), to: day('2027-01-01') };
    expect(totalOf({ service: { billed } })).toBe('request-invalid');
  });
});

describe('each refusal has its sentence', () => {
  test.each<[Question, string]>([
    [{ service: { cycle: 'one-time' } }, 'A change from one-time to annually is not priced.'],
    [{ prices: { current: null } }, "The recurring amount 100.00 is not the plan's list price."],
    [
      {
        service: { options: [option('10.00')], recurringAmount: amount('110.00') },
        prices: { target: aPrice('270.00', { cycle: 'biennially' }) },
      },
      "What the service's options cost per biennially cycle is not known.",
    ],
    [{ service: { billed: null } }, 'The panel cannot tell what was paid for the current period.'],
  ])('%j', (question, message) => {
    expect(ask(question)).toMatchObject({ ok: false, refusal: { message } });
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
