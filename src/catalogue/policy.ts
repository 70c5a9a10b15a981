import { z } from 'zod';

/** How a change is priced (design section 5; each with a worked table in docs/money.md). */
export const policySchema = z.enum(['full-difference', 'prorated-difference', 'restart-term', 'at-renewal']);
export type Policy = z.infer<typeof policySchema>;

/** What happens to a total below zero. */
export const negativeTotalSchema = z.enum(['forbid', 'forgo', 'credit-balance']);
export type NegativeTotal = z.infer<typeof negativeTotalSchema>;

/** Whether a change bills the target plan's setup fee. */
export const setupFeeRuleSchema = z.enum(['none', 'charge', 'difference']);
export type SetupFeeRule = z.infer<typeof setupFeeRuleSchema>;
