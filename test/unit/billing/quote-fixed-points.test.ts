/** The fixed points of the command `quote`, sentence by sentence (issue 4, section 3). */
import { describe, expect, test } from 'vitest';
import { answersTo, answerTo, later, row } from '../../support/quote-rows.ts';

describe('fixed points', () => {
  test.each(['full-difference', 'prorated-difference'])(
    '%s with another cycle is priced as restart-term',
    (policy) => {
      const changes = { newCycle: 'biennially', newPrice: '270.00' };
      const answer = answerTo({ ...changes, policy });
      expect(answer).toMatchObject({
        policyApplied: 'restart-term',
        total: '219.86',
        nextDueDate: '2028-07-02',
      });
      expect(answer).toEqual(answerTo({ ...changes, policy: 'restart-term' }));
    },
  );

  test('at-renewal with another cycle keeps its own rule', () => {
    expect(answerTo({ policy: 'at-renewal', newCycle: 'monthly' })).toMatchObject({
      policyApplied: 'at-renewal',
      lines: [],
      total: '0.00',
      nextDueDate: '2027-01-01',
    });
  });

  test.each(['full-difference', 'prorated-difference', 'restart-term', 'at-renewal'])(
    'free to recurring is restart-term under %s, and what was paid is not read',
    (policy) => {
      const garbage = {
        paid: '-1',
        rate: 7,
        periodStart: 'x',
        periodEnd: null,
        nextDueDate: '0000-00-00',
        laterPeriods: [{ end: 'x', billed: 1, paid: 0 }],
      };
      for (const ignored of [{}, garbage]) {
        const free = {
          ...row({ policy, oldCycle: 'free', newCycle: 'monthly', newPrice: '10.00' }),
          ...ignored,
        };
        expect(answersTo(free)[0]).toMatchObject({
          ok: true,
          policyApplied: 'restart-term',
          lines: [{ kind: 'charge', amount: '10.00' }],
          credit: '0.00',
          total: '10.00',
          nextDueDate: '2026-08-02',
        });
      }
    },
  );

  test('a free row may leave out paid, rate, the period and later periods', () => {
    const free = { id: 1, policy: 'full-difference', currency: 'CLP', oldCycle: 'free', newPrice: '15000' };
    expect(answersTo({ ...free, newCycle: 'annually', changeDate: '2028-02-29' })[0]).toMatchObject({
      id: 1,
      ok: true,
      total: '15000',
      nextDueDate: '2029-02-28',
    });
  });

  test.each([
    ['free', 'free'],
    ['free', 'one-time'],
    ['one-time', 'monthly'],
    ['one-time', 'one-time'],
    ['one-time', 'free'],
    ['monthly', 'free'],
    ['monthly', 'one-time'],
  ])('%s to %s is cycle-not-supported, with or without a period', (oldCycle, newCycle) => {
    for (const policy of ['full-difference', 'prorated-difference', 'restart-term', 'at-renewal']) {
      expect(answerTo({ policy, oldCycle, newCycle })).toMatchObject({
        ok: false,
        code: 'cycle-not-supported',
      });
      const bare = {
        policy,
        oldCycle,
        newCycle,
        paid: undefined,
        periodStart: undefined,
        periodEnd: undefined,
      };
      expect(answerTo(bare)).toMatchObject({ ok: false, code: 'cycle-not-supported' });
    }
  });

  test('an amount of 0 in a recurring cycle is priced like any other', () => {
    expect(answerTo({ policy: 'prorated-difference', paid: '0.00' })).toMatchObject({
      total: '75.21',
      credit: '0.00',
    });
    expect(answerTo({ policy: 'restart-term', paid: '0' })).toMatchObject({ total: '150.00' });
    expect(answerTo({ newPrice: '0.00', paid: '0.00' })).toMatchObject({
      total: '0.00',
      policyApplied: 'full-difference',
    });
  });

  test.each(['full-difference', 'prorated-difference'])(
    '%s on the last date: nothing left anywhere',
    (policy) => {
      expect(answerTo({ policy, changeDate: '2027-01-01' })).toMatchObject({
        ok: true,
        lines: [],
        charge: '0.00',
        credit: '0.00',
        total: '0.00',
        nextDueDate: '2027-01-01',
        policyApplied: 'at-renewal',
      });
    },
  );

  test.each(['full-difference', 'prorated-difference'])(
    '%s on the last date with a later period: that one alone, in full',
    (policy) => {
      expect(answerTo({ policy, changeDate: '2027-01-01', laterPeriods: later('90.00') })).toMatchObject({
        lines: [
          { kind: 'charge', amount: '150.00' },
          { kind: 'credit', amount: '90.00' },
        ],
        total: '60.00',
        policyApplied: policy,
      });
    },
  );

  test('restart-term on the last date does not keep it, so it is priced', () => {
    expect(answerTo({ policy: 'restart-term', changeDate: '2027-01-01' })).toMatchObject({
      lines: [{ kind: 'charge', amount: '150.00' }],
      total: '150.00',
      nextDueDate: '2028-01-01',
      policyApplied: 'restart-term',
    });
  });

  test.each(['full-difference', 'prorated-difference'])('%s with a later period unpaid', (policy) => {
    const ask = (billed: string, paid: boolean) =>
      answerTo({ policy, negativeTotal: 'credit-balance', laterPeriods: later(billed, paid) });
    expect(ask('150.00', false)).toMatchObject({ ok: true });
    expect(ask('150.01', false)).toMatchObject({ ok: false, code: 'renewal-invoice-open' });
    expect(ask('150.01', true)).toMatchObject({ ok: true });
  });

  test('an open invoice above the new price is named before the negative total', () => {
    const answer = answerTo({ paid: '200.00', laterPeriods: later('200.00', false) });
    expect(answer).toMatchObject({ ok: false, code: 'renewal-invoice-open' });
  });

  test('restart-term credits later paid periods in full, and is refused while one is unpaid', () => {
    const restart = { policy: 'restart-term', newPrice: '300.00' };
    expect(answerTo({ ...restart, laterPeriods: later('100.00') })).toMatchObject({
      credit: '150.14',
      total: '149.86',
    });
    expect(answerTo({ ...restart, laterPeriods: later('0.00', false) })).toMatchObject({
      code: 'renewal-invoice-open',
    });
    const mixed = [...later('100.00', true), { end: '2029-01-01', billed: '100.00', paid: false }];
    expect(answerTo({ ...restart, laterPeriods: mixed })).toMatchObject({ code: 'renewal-invoice-open' });
  });

  test('the fall to restart-term brings its refusal along', () => {
    const changes = { newCycle: 'biennially', newPrice: '270.00', laterPeriods: later('100.00', false) };
    expect(answerTo(changes)).toMatchObject({ ok: false, code: 'renewal-invoice-open' });
  });

  test('at-renewal does not look at open invoices', () => {
    expect(answerTo({ policy: 'at-renewal', laterPeriods: later('999.00', false) })).toMatchObject({
      total: '0.00',
    });
  });

  test('a negative total: forbid refuses, forgo gives nothing back, credit-balance does', () => {
    const cheaper = { newPrice: '60.00' };
    expect(answerTo(cheaper)).toMatchObject({ ok: false, code: 'negative-total' });
    expect(answerTo({ ...cheaper, negativeTotal: 'forgo' })).toMatchObject({
      charge: '60.00',
      credit: '60.00',
      total: '0.00',
    });
    expect(answerTo({ ...cheaper, negativeTotal: 'credit-balance' })).toMatchObject({
      charge: '60.00',
      credit: '100.00',
      total: '-40.00',
    });
  });

  test('forgo takes from the last credit line first', () => {
    const answer = answerTo({
      policy: 'restart-term',
      newPrice: '120.00',
      negativeTotal: 'forgo',
      laterPeriods: later('100.00'),
    });
    expect(answer.lines?.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['charge', '120.00'],
      ['credit', '50.14'],
      ['credit', '69.86'],
    ]);
    expect(answer.lines?.[2]).toMatchObject({ price: '100.00', forgone: '30.14' });
    expect(answer).toMatchObject({ credit: '120.00', total: '0.00' });
  });

  test('nothing else caps a credit: paid and rate are taken as given', () => {
    const answer = answerTo({ policy: 'prorated-difference', paid: '10.00', rate: '140.00' });
    expect(answer).toMatchObject({ credit: '70.19', total: '5.02' });
    expect(answerTo({ paid: '149.99', rate: '1.00' })).toMatchObject({ total: '0.01' });
  });

  test('every ISO 4217 currency is priced: the command knows no panel', () => {
    const ask = (currency: string, paid: string, newPrice: string) =>
      answerTo({ policy: 'prorated-difference', currency, paid, newPrice });
    expect(ask('KWD', '100.000', '150.000')).toMatchObject({ currency: 'KWD', total: '25.068' });
    expect(ask('CLF', '100.0000', '150.0000')).toMatchObject({ currency: 'CLF', total: '25.0685' });
    expect(ask('PYG', '100000', '150000')).toMatchObject({ currency: 'PYG', total: '25068' });
  });

  test('no float anywhere: amounts that a double cannot hold', () => {
    expect(answerTo({ paid: '9007199254740992.01', newPrice: '9007199254740993.02' })).toMatchObject({
      total: '1.01',
    });
  });
});
