import { describe, expect, test } from 'vitest';
import { nextUnbilledRenewal, priceValidUntil, usualValidity } from '../../../src/billing/validity.ts';
import type { Policy } from '../../../src/catalogue/policy.ts';
import { aPeriod, aRequest, day } from '../../support/quote-requests.ts';

const until = (
  policy: Policy,
  today: string,
  nextRenewal: string | null,
  { renewalInvoiceDaysAhead = 14, timeZone = 'UTC', validity = usualValidity } = {},
): string =>
  new Date(
    priceValidUntil({
      policy,
      validity,
      today: day(today),
      nextRenewal: nextRenewal === null ? null : day(nextRenewal),
      conventions: { timeZone, renewalInvoiceDaysAhead },
    }),
  ).toISOString();

describe('failure mode 50: a price holds for a time that is named beforehand', () => {
  test('full-difference: seven days, to the end of the day', () => {
    expect(until('full-difference', '2026-07-02', '2027-01-01')).toBe('2026-07-09T23:59:59.999Z');
  });

  test.each(['prorated-difference', 'restart-term', 'at-renewal'] as const)(
    '%s: to the end of the next day',
    (policy) => {
      expect(until(policy, '2026-07-02', '2027-01-01')).toBe('2026-07-03T23:59:59.999Z');
    },
  );

  test('the host may say otherwise', () => {
    const validity = { fullDifferenceDays: 30, datePricedDays: 0 };
    expect(until('full-difference', '2026-07-02', '2027-01-01', { validity })).toBe(
      '2026-08-01T23:59:59.999Z',
    );
    expect(until('restart-term', '2026-07-02', '2027-01-01', { validity })).toBe('2026-07-02T23:59:59.999Z');
  });

  test('the day ends in the panel time zone', () => {
    const timeZone = 'America/Argentina/Buenos_Aires';
    expect(until('prorated-difference', '2026-07-02', '2027-01-01', { timeZone })).toBe(
      '2026-07-04T02:59:59.999Z',
    );
  });
});

describe('never past the day before the next renewal invoice', () => {
  test.each([
    // the invoice is made on 18 December
    ['2026-12-10', '2026-12-17T23:59:59.999Z'],
    ['2026-12-11', '2026-12-17T23:59:59.999Z'],
    ['2026-12-16', '2026-12-17T23:59:59.999Z'],
    ['2026-12-17', '2026-12-17T23:59:59.999Z'],
    // it should be there, and is not: the price holds today
    ['2026-12-18', '2026-12-18T23:59:59.999Z'],
    ['2026-12-25', '2026-12-25T23:59:59.999Z'],
  ])('on %s: until %s', (today, end) => {
    expect(until('full-difference', today, '2027-01-01')).toBe(end);
  });

  test('a panel that invoices on the due date itself', () => {
    expect(until('full-difference', '2026-12-30', '2027-01-01', { renewalInvoiceDaysAhead: 0 })).toBe(
      '2026-12-31T23:59:59.999Z',
    );
  });

  test('a free service has no renewal', () => {
    expect(until('restart-term', '2026-07-02', null)).toBe('2026-07-03T23:59:59.999Z');
  });

  test('the next renewal is the end of the last period that is billed already', () => {
    expect(nextUnbilledRenewal(aRequest())).toBe('2027-01-01');
    expect(
      nextUnbilledRenewal(aRequest({ laterPeriods: [aPeriod('2027-01-01', '2028-01-01', '1.00')] })),
    ).toBe('2028-01-01');
    expect(nextUnbilledRenewal(aRequest({ oldCycle: 'free' }))).toBeNull();
    expect(nextUnbilledRenewal(aRequest({ period: null }))).toBeNull();
  });
});
