/** What a plan is technically: the host says it once in the settings, the panel knows nothing of it. */
import { z } from 'zod';
import { limitsSchema } from './limit.ts';
import { planIdSchema } from './identifiers.ts';

/** The family of a plan: one is never an upgrade of another (design section 6). */
export const technologySchema = z.enum([
  'cpanel',
  'cpanel-reseller',
  'shoutcast-1',
  'shoutcast-2',
  'icecast',
  'azuracast',
  'video',
]);
export type Technology = z.infer<typeof technologySchema>;

export const technicalPlanSchema = z.object({
  planId: planIdSchema,
  technology: technologySchema,
  /** The package's name on each server, by server id; `default` for the rest; null: the server takes raw limits. */
  packages: z.record(z.string(), z.string()).nullable(),
  limits: limitsSchema,
});
export type TechnicalPlan = z.infer<typeof technicalPlanSchema>;

/** The package that `plan` is on server `serverId`; null where packages do not exist or none is set for it. */
export const packageOn = (plan: TechnicalPlan, serverId: string): string | null =>
  plan.packages?.[serverId] ?? plan.packages?.['default'] ?? null;
