/** Rows of the command `quote` that cannot be understood, and what a row may leave out (issue 4, section 3). */
import { describe, expect, test } from 'vitest';
import { answersTo, answerTo, later, row } from '../../support/quote-rows.ts';

describe('a row that cannot be understood answers {id or null, ok: false, code, message}', () => {
  test.each<[unknown]>([[null], [true], [7], ['text'], [[]], [{}]])('%j', (bad) => {
    const [answer] = answersTo(bad);
    expect(answer).toEqual({
      id: null,
      ok: false,
      code: 'request-invalid',
      message: expect.any(String) as string,
    });
    expect(answer?.message).not.toBe('');
  });

  test.each([
    ['x', 'x'],
    ['', ''],
    [0, 0],
    [12, 12],
    [1.5, 1.5],
  ])('an id of text or number comes back as given: %j', (id, back) => {
    expect(answersTo({ id })[0]).toMatchObject({ id: back, ok: false });
    expect(answersTo(row({ id }))[0]).toMatchObject({ id: back, ok: true });
  });

  test.each([[undefined], [null], [true], [{}], [['a']]])(
    'any other id is null, and no id at all: %j',
    (id) => {
      expect(answersTo(row({ id }))[0]).toMatchObject({ id: null, ok: false, code: 'request-invalid' });
    },
  );

  test('an id may stand twice', () => {
    expect(answersTo(row(), row({ newPrice: '170.00' })).map(({ id, total }) => [id, total])).toEqual([
      ['a', '50.00'],
      ['a', '70.00'],
    ]);
  });

  test('fields that nobody asked for change nothing', () => {
    expect(answersTo(row({ note: 'x', dueDate: 'restart' }))).toEqual(answersTo(row()));
  });

  test.each([
    'policy',
    'currency',
    'paid',
    'oldCycle',
    'newPrice',
    'newCycle',
    'periodStart',
    'periodEnd',
    'changeDate',
  ])('%s may not be missing, and the message names it', (field) => {
    const answer = answerTo({ [field]: undefined });
    expect(answer).toMatchObject({ id: 'a', ok: false, code: 'request-invalid' });
    expect(answer.message).toContain(field);
  });

  test.each([
    ['more decimals than the currency has', { paid: '100.001' }, 'request-invalid', 'paid'],
    ['more decimals than the currency has', { newPrice: '150.000' }, 'request-invalid', 'newPrice'],
    ['more decimals than the currency has', { rate: '100.001' }, 'request-invalid', 'rate'],
    ['more decimals than the currency has', { currency: 'CLP' }, 'request-invalid', 'newPrice'],
    [
      'more decimals in a later period',
      { laterPeriods: later('100.001') },
      'request-invalid',
      'laterPeriods.0',
    ],
    ['a negative amount', { paid: '-100.00' }, 'request-invalid', 'paid'],
    ['a negative amount', { newPrice: '-150.00' }, 'request-invalid', 'newPrice'],
    ['a negative amount', { rate: '-1.00' }, 'request-invalid', 'rate'],
    ['a negative amount', { laterPeriods: later('-1.00') }, 'request-invalid', 'laterPeriods.0'],
    ['a float', { paid: 100.5 }, 'request-invalid', 'paid'],
    ['a whole number', { newPrice: 150 }, 'request-invalid', 'newPrice'],
    ['no decimal', { paid: '1e2' }, 'request-invalid', 'paid'],
    ['an unknown currency', { currency: 'ZZZ' }, 'currency-unknown', 'ZZZ'],
    ['a currency in small letters', { currency: 'usd' }, 'currency-unknown', 'usd'],
    ['an unknown cycle', { oldCycle: 'weekly' }, 'request-invalid', 'oldCycle'],
    ['an unknown cycle', { newCycle: 'annual' }, 'request-invalid', 'newCycle'],
    ['an unknown policy', { policy: 'flat-difference' }, 'request-invalid', 'policy'],
    ['an unknown negativeTotal', { negativeTotal: 'refund' }, 'request-invalid', 'negativeTotal'],
    ['an unreal date', { changeDate: '2026-02-30' }, 'request-invalid', 'changeDate'],
    ['29 February of a common year', { changeDate: '2026-02-29' }, 'request-invalid', 'changeDate'],
    ['an unreal date', { periodStart: '2026-13-01' }, 'request-invalid', 'periodStart'],
    ['an unreal date', { periodEnd: '2027-00-01' }, 'request-invalid', 'periodEnd'],
    ['an unreal date', { nextDueDate: '0000-00-00' }, 'request-invalid', 'nextDueDate'],
    [
      'an unreal date',
      { laterPeriods: [{ end: '2027-06-31', billed: '1.00' }] },
      'request-invalid',
      'laterPeriods.0',
    ],
    ['a date with a time', { changeDate: '2026-07-02T00:00:00Z' }, 'request-invalid', 'changeDate'],
    ['a date in another order', { changeDate: '02/07/2026' }, 'request-invalid', 'changeDate'],
    ['before the period', { changeDate: '2025-12-31' }, 'date-outside-period', 'changeDate'],
    ['failure mode 36: after the period', { changeDate: '2027-01-02' }, 'date-outside-period', 'changeDate'],
    ['an empty period', { periodEnd: '2026-01-01', changeDate: '2026-01-01' }, 'period-empty', 'periodEnd'],
    ['a period that ends before it starts', { periodEnd: '2025-01-01' }, 'period-empty', 'periodEnd'],
    [
      'an empty later period',
      { laterPeriods: [{ end: '2027-01-01', billed: '1.00' }] },
      'period-empty',
      'laterPeriods.0',
    ],
    [
      'a later period without end',
      { laterPeriods: [{ billed: '1.00' }] },
      'request-invalid',
      'laterPeriods.0.end',
    ],
    [
      'a later period paid "yes"',
      { laterPeriods: [{ end: '2028-01-01', billed: '1.00', paid: 'yes' }] },
      'request-invalid',
      'paid',
    ],
    [
      'a term beyond the calendar',
      { policy: 'restart-term', periodEnd: '9999-12-31', changeDate: '9999-12-30' },
      'request-invalid',
      'changeDate',
    ],
  ])('%s: %j', (_, changes, code, named) => {
    for (const policy of ['at-renewal', 'full-difference', 'prorated-difference', 'restart-term']) {
      const answer = answerTo({ policy, ...changes });
      expect(answer).toMatchObject({ id: 'a', ok: false, code });
      expect(answer.message).toContain(named);
    }
  });
});

describe('defaults', () => {
  const prorated = { policy: 'prorated-difference' };

  test.each([
    ['rate is paid', { rate: '100.00' }],
    ['nextDueDate is periodEnd', { nextDueDate: '2027-01-01' }],
    ['negativeTotal is forbid', { negativeTotal: 'forbid' }],
    ['there are no later periods', { laterPeriods: [] }],
  ])('%s', (_, said) => {
    expect(answerTo({ ...prorated, ...said })).toEqual(answerTo(prorated));
  });

  test('a key without a value is as good as no key', () => {
    expect(answerTo({ rate: null, nextDueDate: null, laterPeriods: null, negativeTotal: null })).toEqual(
      answerTo({}),
    );
  });

  test('a later period is paid', () => {
    const restart = { policy: 'restart-term', newPrice: '500.00' };
    expect(answerTo({ ...restart, laterPeriods: later('100.00') })).toEqual(
      answerTo({ ...restart, laterPeriods: later('100.00', true) }),
    );
  });

  test('a due date that is given is kept as it is', () => {
    expect(answerTo({ nextDueDate: '2028-01-01', laterPeriods: later('100.00') })).toMatchObject({
      nextDueDate: '2028-01-01',
    });
  });

  test('dueDate is keep', () => {
    expect(answerTo({ newPrice: '10000.00' })).toMatchObject({ nextDueDate: '2027-01-01' });
  });
});
