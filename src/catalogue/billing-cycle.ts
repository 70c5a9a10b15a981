import { z } from 'zod';

/** Billing cycles as panels know them; `one-time` and `free` exist beside the recurring ones (design section 2). */
export const billingCycleSchema = z.enum([
  'monthly',
  'quarterly',
  'semiannually',
  'annually',
  'biennially',
  'triennially',
  'one-time',
  'free',
]);
export type BillingCycle = z.infer<typeof billingCycleSchema>;

/** The length of each recurring cycle in months. */
export const cycleMonths = {
  monthly: 1,
  quarterly: 3,
  semiannually: 6,
  annually: 12,
  biennially: 24,
  triennially: 36,
} as const;

export type RecurringCycle = keyof typeof cycleMonths;

/** Whether a cycle renews: everything but `one-time` and `free`. */
export const isRecurring = (cycle: BillingCycle): cycle is RecurringCycle => cycle in cycleMonths;
