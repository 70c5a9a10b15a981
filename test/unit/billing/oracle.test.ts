import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addCycle, daysBetween } from '../../../src/billing/calendar.ts';
import { isRecurring } from '../../../src/catalogue/billing-cycle.ts';
import { anyRequest, decimalText, unitsOf } from '../../support/money-arbitraries.ts';
import { oracle } from '../../support/quote-oracle.ts';
import { answersTo } from '../../support/quote-rows.ts';

test('over all cycles, month ends, currencies and policies the command answers as its contract in whole numbers does', () => {
  fc.assert(
    fc.property(anyRequest, fc.option(fc.bigInt({ min: 0n, max: 60_000n })), (request, rate) => {
      const { period, laterPeriods, newCycle, changeDate, currency } = request;
      if (period === null || !isRecurring(newCycle))
        throw new Error('the arbitrary draws recurring services');
      const text = (units: bigint) => decimalText(units, currency);
      const expected = oracle({
        policy: request.policy,
        paid: unitsOf(period.billed),
        rate: rate ?? unitsOf(period.billed),
        newPrice: unitsOf(request.newPrice),
        sameCycle: request.oldCycle === newCycle,
        daysLeft: daysBetween(changeDate, period.end),
        days: daysBetween(period.start, period.end),
        later: laterPeriods.map(({ billed, paid }) => ({ billed: unitsOf(billed), paid })),
        negativeTotal: request.negativeTotal,
      });
      const [answer] = answersTo({
        id: 1,
        policy: request.policy,
        currency,
        paid: period.billed,
        ...(rate === null ? {} : { rate: text(rate) }),
        oldCycle: request.oldCycle,
        newPrice: request.newPrice,
        newCycle,
        periodStart: period.start,
        periodEnd: period.end,
        changeDate,
        laterPeriods: laterPeriods.map(({ end, billed, paid }) => ({ end, billed, paid })),
        negativeTotal: request.negativeTotal,
      });
      if ('code' in expected) {
        expect(answer).toMatchObject({ ok: false, code: expected.code });
        return;
      }
      const amounts = (kind: string) =>
        answer?.lines?.filter((line) => line.kind === kind).map((line) => line.amount);
      const sum = (all: readonly bigint[]) => all.reduce((total, units) => total + units, 0n);
      const total = sum(expected.charges) - sum(expected.credits);
      expect(amounts('charge')).toEqual(expected.charges.map(text));
      expect(amounts('credit')).toEqual(expected.credits.map(text));
      expect(answer).toMatchObject({
        charge: text(sum(expected.charges)),
        credit: text(sum(expected.credits)),
        total: total < 0n ? `-${text(-total)}` : text(total),
        currency,
        policyApplied: expected.applied,
        nextDueDate: expected.applied === 'restart-term' ? addCycle(changeDate, newCycle) : period.end,
      });
    }),
    { numRuns: 5000 },
  );
});
