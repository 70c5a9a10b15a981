/** Every refusal of `quote()`, with its sentence and its field. */
import { describe, expect, test } from 'vitest';
import type { QuoteRefusal, QuoteRequest } from '../../../src/billing/quote.ts';
import { amount, aPeriod, aRequest, currency, day, quoted, refused } from '../../support/quote-requests.ts';

describe('refusals of quote()', () => {
  const cheap = aPeriod('2027-01-01', '2028-01-01', '1.00', { rate: '1.001' });
  const open = aPeriod('2027-01-01', '2028-01-01', '200.00', { paid: false });
  const gap = aPeriod('2027-01-02', '2028-01-01', '100.00');

  test.each<[Partial<QuoteRequest>, QuoteRefusal]>([
    [
      { currency: currency('ZZZ') },
      { code: 'currency-unknown', message: 'ZZZ is no ISO 4217 currency.', field: 'currency' },
    ],
    [
      { newCycle: 'free' },
      {
        code: 'cycle-not-supported',
        message: 'A change from annually to free is not priced.',
        field: 'newCycle',
      },
    ],
    [
      { newPrice: amount('1,50') },
      {
        code: 'request-invalid',
        message: '"1,50" is no decimal amount such as "150.00".',
        field: 'newPrice',
      },
    ],
    [{ newPrice: amount('-1') }, { code: 'request-invalid', message: '-1 is negative.', field: 'newPrice' }],
    [
      { newPrice: amount('1.001') },
      {
        code: 'request-invalid',
        message: '1.001 has more decimals than USD, which has 2.',
        field: 'newPrice',
      },
    ],
    [
      { period: null },
      {
        code: 'paid-amount-unknown',
        message: 'What was paid for the current period is not known.',
        field: 'period',
      },
    ],
    [
      { period: aPeriod('2026-01-01', '2027-01-01', '1.001', { rate: '1.00' }) },
      {
        code: 'request-invalid',
        message: '1.001 has more decimals than USD, which has 2.',
        field: 'period.billed',
      },
    ],
    [
      { changeDate: day('2027-01-02') },
      {
        code: 'date-outside-period',
        message: '2027-01-02 is not within 2026-01-01 to 2027-01-01.',
        field: 'changeDate',
      },
    ],
    [
      { period: aPeriod('2026-01-01', '2026-01-01', '1.00') },
      { code: 'period-empty', message: '2026-01-01 to 2026-01-01 is an empty period.', field: 'period' },
    ],
    [
      { laterPeriods: [gap] },
      { code: 'request-invalid', message: 'It does not start on 2027-01-01.', field: 'laterPeriods.0' },
    ],
    [
      { laterPeriods: [cheap] },
      {
        code: 'request-invalid',
        message: '1.001 has more decimals than USD, which has 2.',
        field: 'laterPeriods.0.rate',
      },
    ],
    [
      { laterPeriods: [open] },
      {
        code: 'renewal-invoice-open',
        message: 'The invoice of a later period is not paid yet.',
        field: 'laterPeriods',
      },
    ],
    [{ newPrice: amount('1.00') }, { code: 'negative-total', message: 'The total would be -99.00 USD.' }],
  ])('refused with a sentence and its field: %j', (changes, refusal) => {
    expect(refused(aRequest(changes))).toEqual(refusal);
  });

  test('a term may start until the year 9990: its end has to be a civil date', () => {
    const period = aPeriod('9990-01-01', '9995-01-01', '100.00');
    const on = (changeDate: string): QuoteRequest =>
      aRequest({ policy: 'restart-term', period, newCycle: 'triennially', changeDate: day(changeDate) });
    expect(quoted({ ...on('9990-12-31') }).nextDueDate).toBe('9993-12-31');
    expect(refused(on('9991-01-01'))).toEqual({
      code: 'request-invalid',
      message: '9991-01-01 is too far off.',
      field: 'changeDate',
    });
  });

  test('every line says what it is for', () => {
    const laterPeriods = [aPeriod('2027-01-01', '2028-01-01', '10.00')];
    const subjects = (changes: Partial<QuoteRequest>) =>
      quoted(aRequest(changes)).lines.map((line) => line.subject);
    expect(subjects({ laterPeriods, policy: 'restart-term' })).toEqual([
      'new-plan',
      'current-plan',
      'later-period',
    ]);
    expect(subjects({ laterPeriods })).toEqual(['new-plan', 'current-plan', 'later-period', 'later-period']);
    expect(subjects({ dueDate: { rule: 'restart', floor: amount('0') } })).toEqual([
      'new-plan',
      'current-plan',
    ]);
  });
});
