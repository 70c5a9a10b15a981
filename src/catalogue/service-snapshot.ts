/** Everything the panel knows about one service at one moment; it travels with each page request (design section 8). */
import { z } from 'zod';
import { amountSchema, currencyCodeSchema } from './amount.ts';
import { billingCycleSchema } from './billing-cycle.ts';
import {
  categoryIdSchema,
  clientIdSchema,
  invoiceIdSchema,
  planIdSchema,
  serverIdSchema,
  serviceIdSchema,
} from './identifiers.ts';
import { civilDateSchema, instantSchema } from './time.ts';

/** A period that follows the current one and is already on an invoice: [end of the one before, `end`). */
export const laterPeriodSchema = z.object({
  end: civilDateSchema,
  billed: amountSchema,
  paid: z.boolean(),
  invoiceId: invoiceIdSchema,
});

export const openInvoiceSchema = z.object({
  id: invoiceIdSchema,
  number: z.string(),
  dueDate: civilDateSchema,
  total: amountSchema,
  /** Whether it bills this service's own renewal; a client's other debts do not stop a change. */
  renewsThisService: z.boolean(),
  url: z.string(),
});

export const serviceSnapshotSchema = z.object({
  id: serviceIdSchema,
  ownerId: clientIdSchema,
  clientGroup: z.string().nullable(),
  /** The name by which the client knows the service: its domain or station name. */
  label: z.string(),
  status: z.enum(['pending', 'active', 'suspended', 'cancelled', 'terminated']),
  /** Why it is suspended; over-use does not stop an upgrade: that client needs it (design section 6). */
  suspension: z.object({ cause: z.enum(['overuse', 'overdue', 'other']), text: z.string() }).nullable(),
  planId: planIdSchema,
  planName: z.string(),
  categoryId: categoryIdSchema,
  categoryName: z.string(),
  /** Configurable options that the client has beside the plan; `recurring` is their price per cycle. */
  options: z.array(
    z.object({ id: z.string(), name: z.string(), value: z.string(), recurring: amountSchema }),
  ),
  addons: z.array(z.object({ id: z.string(), name: z.string() })),
  quantity: z.number().int().positive(),
  promotion: z.string().nullable(),
  customFields: z.record(z.string(), z.string()),
  currency: currencyCodeSchema,
  cycle: billingCycleSchema,
  recurringAmount: amountSchema,
  nextDueDate: civilDateSchema.nullable(),
  registeredOn: civilDateSchema,
  /** Net of credits, after discounts, before tax, without setup fee; null: the panel cannot tell. */
  billed: z.object({ amount: amountSchema, from: civilDateSchema, to: civilDateSchema }).nullable(),
  laterPeriods: z.array(laterPeriodSchema),
  openInvoices: z.array(openInvoiceSchema),
  pendingNativeUpgrade: z.boolean(),
  pendingCancellation: z.boolean(),
  gatewaySubscription: z.boolean(),
  server: z.object({ id: serverIdSchema, name: z.string(), group: z.string().nullable() }).nullable(),
  account: z.object({ username: z.string(), domain: z.string() }),
  tax: z.object({
    exempt: z.boolean(),
    rates: z.array(z.object({ name: z.string(), percent: z.string().regex(/^\d{1,3}(\.\d{1,4})?$/) })),
  }),
  accountExecutive: z.object({ name: z.string(), email: z.string() }).nullable(),
  /** BCP 47, as the client chose it in the panel: `es`, `es-AR`, `pt-BR`. */
  language: z.string(),
  takenAt: instantSchema,
});
export type ServiceSnapshot = z.infer<typeof serviceSnapshotSchema>;
