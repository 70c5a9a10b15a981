/** What `quote()` can beyond the command: setup fees, the restarted due date, and what the next quote starts from. */
import { describe, expect, test } from 'vitest';
import type { QuoteRequest } from '../../../src/billing/quote.ts';
import { amount, aPeriod, aRequest, day, quoted, refused } from '../../support/quote-requests.ts';

const amounts = (request: QuoteRequest): string[] =>
  quoted(request).lines.map((line) => `${line.subject} ${line.kind === 'charge' ? '+' : '-'}${line.amount}`);

describe('failure mode 44: a setup fee is billed only by the rule that the host chose', () => {
  const fee = (rule: QuoteRequest['setupFee']['rule'], old = '10.00', target = '25.00'): QuoteRequest =>
    aRequest({ setupFee: { rule, old: amount(old), new: amount(target) } });

  test('none: never, whatever the plans ask', () => {
    expect(quoted(fee('none'))).toMatchObject({ total: '50.00' });
    expect(amounts(fee('none'))).toEqual(['new-plan +150.00', 'current-plan -100.00']);
  });

  test('charge: the new plan fee, as a line of its own behind the plan', () => {
    expect(amounts(fee('charge'))).toEqual(['new-plan +150.00', 'setup-fee +25.00', 'current-plan -100.00']);
    expect(quoted(fee('charge'))).toMatchObject({ charge: '175.00', credit: '100.00', total: '75.00' });
    expect(quoted(fee('charge')).lines[1]).toEqual({
      kind: 'charge',
      subject: 'setup-fee',
      amount: '25.00',
      price: '25.00',
      days: null,
      ofDays: null,
      from: '2026-07-02',
      to: '2027-01-01',
    });
  });

  test('difference: what it is above the old fee, and never less than nothing', () => {
    expect(quoted(fee('difference'))).toMatchObject({ total: '65.00' });
    expect(amounts(fee('difference', '25.00', '10.00'))).toEqual([
      'new-plan +150.00',
      'current-plan -100.00',
    ]);
    expect(amounts(fee('difference', '25.00', '25.00'))).toEqual([
      'new-plan +150.00',
      'current-plan -100.00',
    ]);
  });

  test('it is no part of what was billed for the period', () => {
    expect(quoted(fee('charge')).periodsAfter).toEqual(quoted(fee('none')).periodsAfter);
    const prorated = { policy: 'prorated-difference' } as const;
    expect(quoted({ ...fee('charge'), ...prorated }).periodsAfter).toEqual(
      quoted(aRequest(prorated)).periodsAfter,
    );
  });

  test('nothing is billed where the change waits for the renewal', () => {
    expect(amounts({ ...fee('charge'), changeDate: day('2027-01-01') })).toEqual([]);
    expect(amounts({ ...fee('charge'), policy: 'at-renewal' })).toEqual([]);
  });

  test('a service that was free pays it like any other', () => {
    const free = { oldCycle: 'free', period: null, nextDueDate: null } as const;
    expect(amounts({ ...fee('charge'), ...free })).toEqual(['new-plan +150.00', 'setup-fee +25.00']);
  });

  test('a period that is over: the fee goes with the first later one', () => {
    const later = [aPeriod('2027-01-01', '2028-01-01', '100.00')];
    const request = { ...fee('charge'), changeDate: day('2027-01-01'), laterPeriods: later };
    expect(amounts(request)).toEqual(['later-period +150.00', 'setup-fee +25.00', 'later-period -100.00']);
  });

  test('a fee that the currency cannot express is refused by its field, and not read without a rule', () => {
    expect(refused(fee('charge', '0', '1.001'))).toMatchObject({
      code: 'request-invalid',
      field: 'setupFee.new',
    });
    expect(refused(fee('difference', '-1', '1'))).toMatchObject({
      code: 'request-invalid',
      field: 'setupFee.old',
    });
    expect(quoted(fee('none', 'x', 'x'))).toMatchObject({ total: '50.00' });
  });
});

describe('dueDate: restart gives days away, so only full-difference knows it, and only from a floor on', () => {
  const restart = (floor: string, changes: Partial<QuoteRequest> = {}): QuoteRequest =>
    aRequest({ dueDate: { rule: 'restart', floor: amount(floor) }, ...changes });

  test('the difference reaches the floor: a new term from today, the period credited in full', () => {
    const quote = quoted(restart('50.00'));
    expect(quote).toMatchObject({
      total: '50.00',
      nextDueDate: '2027-07-02',
      policyApplied: 'full-difference',
    });
    expect(quote.lines).toMatchObject([
      { kind: 'charge', amount: '150.00', from: '2026-07-02', to: '2027-07-02' },
      { kind: 'credit', amount: '100.00', from: '2026-01-01', to: '2027-01-01' },
    ]);
    expect(quote.periodsAfter).toEqual([aPeriod('2026-07-02', '2027-07-02', '150.00')]);
  });

  test('below the floor the date is kept: a lateral change on the last day buys no new term', () => {
    expect(quoted(restart('50.01'))).toMatchObject({ total: '50.00', nextDueDate: '2027-01-01' });
    expect(quoted(restart('0.01', { newPrice: amount('100.00') }))).toMatchObject({
      nextDueDate: '2027-01-01',
    });
  });

  test('the setup fee does not help to reach it', () => {
    const setupFee = { rule: 'charge', old: amount('0.00'), new: amount('100.00') } as const;
    expect(quoted(restart('50.01', { setupFee }))).toMatchObject({
      total: '150.00',
      nextDueDate: '2027-01-01',
    });
  });

  test('with a later period already invoiced the date is kept: its invoice names its dates', () => {
    const laterPeriods = [aPeriod('2027-01-01', '2028-01-01', '100.00', { paid: false })];
    expect(quoted(restart('0.00', { laterPeriods }))).toMatchObject({
      total: '100.00',
      nextDueDate: '2027-01-01',
    });
  });

  test('on the renewal day nothing is left to give away', () => {
    expect(quoted(restart('0.00', { changeDate: day('2027-01-01') }))).toMatchObject({
      policyApplied: 'at-renewal',
      nextDueDate: '2027-01-01',
    });
  });

  test.each(['prorated-difference', 'at-renewal'] as const)('%s does not look at it', (policy) => {
    expect(quoted(restart('0.00', { policy }))).toMatchObject({ nextDueDate: '2027-01-01' });
  });

  test('a floor that is no amount of the currency is refused by its field', () => {
    expect(refused(restart('50.001'))).toMatchObject({ code: 'request-invalid', field: 'dueDate.floor' });
  });
});

describe('what the next quote starts from', () => {
  test('full-difference: billed = rate = new price', () => {
    expect(quoted(aRequest()).periodsAfter).toEqual([aPeriod('2026-01-01', '2027-01-01', '150.00')]);
  });

  test('prorated-difference: billed grows by the total, rate is the new price', () => {
    expect(quoted(aRequest({ policy: 'prorated-difference' })).periodsAfter).toEqual([
      aPeriod('2026-01-01', '2027-01-01', '125.07', { rate: '150.00' }),
    ]);
  });

  test('prorated-difference, forgone: what was billed stays', () => {
    const cheaper = aRequest({
      policy: 'prorated-difference',
      newPrice: amount('60.00'),
      negativeTotal: 'forgo',
    });
    expect(quoted(cheaper).periodsAfter).toEqual([
      aPeriod('2026-01-01', '2027-01-01', '100.00', { rate: '60.00' }),
    ]);
    expect(quoted({ ...cheaper, negativeTotal: 'credit-balance' }).periodsAfter).toEqual([
      aPeriod('2026-01-01', '2027-01-01', '79.94', { rate: '60.00' }),
    ]);
  });

  test('prorated-difference with a rate above what was billed: billed does not go below nothing', () => {
    const period = aPeriod('2026-01-01', '2027-01-01', '10.00', { rate: '200.00' });
    const request = aRequest({
      policy: 'prorated-difference',
      period,
      newPrice: amount('20.00'),
      negativeTotal: 'credit-balance',
    });
    expect(quoted(request)).toMatchObject({
      total: '-90.24',
      periodsAfter: [{ billed: '0.00', rate: '20.00' }],
    });
  });

  test('later periods have billed = rate = new price afterwards, paid or not', () => {
    const laterPeriods = [
      aPeriod('2027-01-01', '2028-01-01', '100.00'),
      aPeriod('2028-01-01', '2029-01-01', '90.00', { paid: false }),
    ];
    const after = [
      aPeriod('2027-01-01', '2028-01-01', '150.00'),
      aPeriod('2028-01-01', '2029-01-01', '150.00', { paid: false }),
    ];
    expect(quoted(aRequest({ laterPeriods })).periodsAfter.slice(1)).toEqual(after);
    expect(quoted(aRequest({ laterPeriods, policy: 'prorated-difference' })).periodsAfter.slice(1)).toEqual(
      after,
    );
  });

  test('a period that is over stays as it was', () => {
    const laterPeriods = [aPeriod('2027-01-01', '2028-01-01', '100.00')];
    const onRenewal = { laterPeriods, changeDate: day('2027-01-01') };
    for (const policy of ['full-difference', 'prorated-difference'] as const) {
      expect(quoted(aRequest({ ...onRenewal, policy })).periodsAfter).toEqual([
        aPeriod('2026-01-01', '2027-01-01', '100.00'),
        aPeriod('2027-01-01', '2028-01-01', '150.00'),
      ]);
    }
  });

  test('restart-term: the new period alone, though it was partly paid by a credit', () => {
    const laterPeriods = [aPeriod('2027-01-01', '2028-01-01', '10.00')];
    expect(quoted(aRequest({ policy: 'restart-term', laterPeriods })).periodsAfter).toEqual([
      aPeriod('2026-07-02', '2027-07-02', '150.00'),
    ]);
  });

  test('at-renewal: as before', () => {
    const laterPeriods = [aPeriod('2027-01-01', '2028-01-01', '100.00', { paid: false })];
    const request = aRequest({ policy: 'at-renewal', laterPeriods });
    expect(quoted(request).periodsAfter).toEqual([request.period, ...laterPeriods]);
  });
});

describe('failure mode 46: the next renewal is at the new price', () => {
  test.each(['full-difference', 'prorated-difference', 'restart-term', 'at-renewal'] as const)(
    '%s',
    (policy) => {
      expect(quoted(aRequest({ policy }))).toMatchObject({
        renewalAmount: '150.00',
        newCycle: 'annually',
        policy,
        changeDate: '2026-07-02',
      });
    },
  );

  test('printed at the precision of the currency', () => {
    expect(quoted(aRequest({ newPrice: amount('150') })).renewalAmount).toBe('150.00');
  });
});
