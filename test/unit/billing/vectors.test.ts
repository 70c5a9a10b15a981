/** The worked examples of other systems (`../shared/vectors`), where their rule is the plain formula. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addDays } from '../../../src/billing/calendar.ts';
import { day } from '../../support/quote-requests.ts';
import { answersTo } from '../../support/quote-rows.ts';

const file = new URL('../../../../shared/vectors/proration.json', import.meta.url);

const vectorSchema = z.object({
  id: z.string(),
  policy: z.enum(['flat-difference', 'prorated-same-due', 'credit-only']),
  currency: z.string(),
  oldPrice: z.string().nullable(),
  oldCycle: z.string(),
  newPrice: z.string().nullable(),
  newCycle: z.string().nullable(),
  expectedCharge: z.string().nullable(),
  expectedCredit: z.string().nullable(),
  expectedNet: z.string().nullable(),
  remainingFraction: z.string(),
  plainFormulaHolds: z.boolean().nullish(),
});
type Vector = z.infer<typeof vectorSchema>;

const vectors = existsSync(file) ? z.array(vectorSchema).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
const usable = vectors.filter(
  (vector) => vector.plainFormulaHolds === true || vector.policy === 'flat-difference',
);

/** Dates that leave exactly the vector's fraction of the period; its own often count the day of the change otherwise. */
function rowOf({ id, policy, currency, oldPrice, newPrice, oldCycle, remainingFraction }: Vector): object {
  const [left = NaN, of = NaN] = remainingFraction.split('/').map(Number);
  const cycle = oldCycle === 'annual' ? 'annually' : oldCycle;
  const periodEnd = day('2027-01-01');
  return {
    id,
    policy: policy === 'flat-difference' ? 'full-difference' : 'prorated-difference',
    currency,
    paid: oldPrice,
    oldCycle: cycle,
    newPrice: newPrice ?? '0',
    newCycle: cycle,
    periodStart: addDays(periodEnd, -of),
    periodEnd,
    changeDate: addDays(periodEnd, -left),
    negativeTotal: 'credit-balance',
  };
}

const decimal = (text: string): string => (text.includes('.') ? text : `${text}.00`);

describe.skipIf(vectors.length === 0)('vectors/proration.json', () => {
  test('every row that its README says to use is used', () => {
    expect(vectors).toHaveLength(36);
    expect(usable).toHaveLength(33);
  });

  test.for(usable)('$id', (vector) => {
    const [answer] = answersTo(rowOf(vector));
    expect(answer).toMatchObject({ id: vector.id, ok: true });
    const expected = {
      charge: vector.expectedCharge,
      credit: vector.expectedCredit,
      total: vector.expectedNet,
    };
    for (const [field, value] of Object.entries(expected)) {
      if (value !== null) expect(answer?.[field], field).toBe(decimal(value));
    }
  });
});
