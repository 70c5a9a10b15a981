/** The host's ordered rules, first match wins; a catch-all must come last (design section 6). */
import { z } from 'zod';
import { billingCycleSchema } from '../catalogue/billing-cycle.ts';
import { policySchema } from '../catalogue/policy.ts';
import { technologySchema } from '../catalogue/technical-plan.ts';

const listOf = <T extends z.ZodType>(item: T) => z.array(item).min(1).optional();

/** Every key that is given must match; within a key any of the listed values does. No key at all: the catch-all. */
export const ruleMatchSchema = z
  .strictObject({
    fromCategory: listOf(z.string()).describe("the service's category today"),
    toCategory: listOf(z.string()).describe('the category of the new plan'),
    fromPlan: listOf(z.string()).describe("the service's plan today"),
    toPlan: listOf(z.string()).describe('the new plan'),
    fromCycle: listOf(billingCycleSchema).describe("the service's billing cycle today"),
    toCycle: listOf(billingCycleSchema).describe('the new billing cycle'),
    driver: listOf(z.string()).describe('the kind of server that the service is on'),
    technology: listOf(technologySchema).describe('the family of the plans'),
    serverGroup: listOf(z.string()).describe('the group of the server in these settings'),
    direction: listOf(z.enum(['upgrade', 'downgrade', 'mixed', 'equal', 'unknown'])).describe(
      'judged by limits, never by price: mixed grows in one metric and shrinks in another',
    ),
    clientGroup: listOf(z.string()).describe("the client's group in the panel"),
  })
  .describe("what the rule applies to; ids are the panel's");

export const ruleSchema = z.strictObject({
  name: z.string().min(1).describe('how reasons and `check` name the rule'),
  match: ruleMatchSchema.default({}),
  verdict: z
    .enum(['allow', 'refuse', 'ask-executive'])
    .describe('ask-executive: the client is led to the account executive'),
  policy: policySchema.default('prorated-difference').describe('how an allowed change is priced'),
  downgrades: z
    .enum(['never', 'when-usage-fits'])
    .default('never')
    .describe('whether a plan with smaller limits may be chosen'),
  text: z.record(z.string(), z.string()).optional().describe('what the client reads, per language'),
});
export type Rule = z.infer<typeof ruleSchema>;
