/** Random lives of a service: long sequences of changes and renewals under every policy, in one currency each. */
import fc from 'fast-check';
import { anyCurrency, anyCycle, anyPrice, anyToday } from './money-arbitraries.ts';
import type { Life, Step } from './money-ledger.ts';

const anyStep: fc.Arbitrary<Step> = fc.record({
  days: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 500 })),
  event: fc.constantFrom('change', 'change', 'change', 'change', 'renew-early', 'invoice-renewal'),
  policy: fc.constantFrom('full-difference', 'prorated-difference', 'restart-term', 'at-renewal'),
  newPrice: anyPrice,
  newCycle: anyCycle,
  negativeTotal: fc.constantFrom('forbid', 'forgo', 'credit-balance'),
});

/** Half of them stay in their cycle: another one always restarts the term. */
export const anyLife: fc.Arbitrary<Life> = fc
  .record({
    code: anyCurrency,
    start: anyToday,
    cycle: anyCycle,
    billed: anyPrice,
    steps: fc.array(anyStep, { minLength: 1, maxLength: 40, size: 'max' }),
    staysInCycle: fc.boolean(),
  })
  .map(({ staysInCycle, ...life }) => ({
    ...life,
    steps: staysInCycle ? life.steps.map((step) => ({ ...step, newCycle: life.cycle })) : life.steps,
  }));
