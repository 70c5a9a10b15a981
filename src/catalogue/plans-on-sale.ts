/** The panel's catalogue: what is sold, under which names and at which prices. The panel is always right about it. */
import { z } from 'zod';
import { amountSchema, currencyCodeSchema } from './amount.ts';
import { billingCycleSchema } from './billing-cycle.ts';
import { categoryIdSchema, planIdSchema } from './identifiers.ts';

export const categorySchema = z.object({
  id: categoryIdSchema,
  name: z.string(),
  hidden: z.boolean(),
});
export type Category = z.infer<typeof categorySchema>;

/** `recurring` is the full price of one cycle, `setup` the one-time fee, in the panel's own tax convention. */
export const planPriceSchema = z.object({
  currency: currencyCodeSchema,
  cycle: billingCycleSchema,
  recurring: amountSchema,
  setup: amountSchema,
});
export type PlanPrice = z.infer<typeof planPriceSchema>;

export const planSchema = z.object({
  id: planIdSchema,
  categoryId: categoryIdSchema,
  name: z.string(),
  description: z.string(),
  hidden: z.boolean(),
  retired: z.boolean(),
  /** How many can still be sold; null when the panel does not count. */
  stock: z.number().int().nullable(),
  customFields: z.array(z.object({ name: z.string(), required: z.boolean() })),
  prices: z.array(planPriceSchema),
});
export type Plan = z.infer<typeof planSchema>;

/** Categories and plans in the panel's own order. */
export const plansOnSaleSchema = z.object({
  categories: z.array(categorySchema),
  plans: z.array(planSchema),
});
export type PlansOnSale = z.infer<typeof plansOnSaleSchema>;

/** How this panel keeps its calendar and its prices. */
export const panelConventionsSchema = z.object({
  /** IANA name; civil dates are days of this zone. */
  timeZone: z.string(),
  dateFormat: z.enum(['DD/MM/YYYY', 'MM/DD/YYYY', 'YYYY-MM-DD', 'DD.MM.YYYY', 'DD-MM-YYYY']),
  pricesIncludeTax: z.boolean(),
  /** Days before the due date on which the panel makes the renewal invoice. */
  renewalInvoiceDaysAhead: z.number().int().nonnegative(),
  /** How many decimals the panel can store: a currency with more is refused by name (KWD in WHMCS). */
  amountDecimals: z.number().int().min(0).max(4),
});
export type PanelConventions = z.infer<typeof panelConventionsSchema>;
