/** The host's ordered rules, first match wins; a catch-all must come last (design section 6). */
import { z } from 'zod';
import { billingCycleSchema } from '../catalogue/billing-cycle.ts';
import { policySchema } from '../catalogue/policy.ts';
import { technologySchema } from '../catalogue/technical-plan.ts';

const listOf = <T extends z.ZodType>(item: T) => z.array(item).min(1).optional();

/** Every key that is given must match; within a key any of the listed values does. No key at all: the catch-all. */
export const ruleMatchSchema = z
  .strictObject({
    fromCategory: listOf(z.string()),
    toCategory: listOf(z.string()),
    fromPlan: listOf(z.string()),
    toPlan: listOf(z.string()),
    fromCycle: listOf(billingCycleSchema),
    toCycle: listOf(billingCycleSchema),
    driver: listOf(z.string()),
    technology: listOf(technologySchema),
    serverGroup: listOf(z.string()),
    direction: listOf(z.enum(['upgrade', 'downgrade', 'mixed', 'equal', 'unknown'])),
    clientGroup: listOf(z.string()),
  })
  .describe("what the rule applies to; ids are the panel's");

export const ruleSchema = z.strictObject({
  name: z.string().min(1).describe('how reasons and `check` name the rule'),
  match: ruleMatchSchema.default({}),
  verdict: z.enum(['allow', 'refuse', 'ask-executive']),
  policy: policySchema.default('prorated-difference').describe('how an allowed change is priced'),
  downgrades: z.enum(['never', 'when-usage-fits']).default('never'),
  text: z.record(z.string(), z.string()).optional().describe('what the client reads, per language'),
});
export type Rule = z.infer<typeof ruleSchema>;
