/** One invoice as the panel shows it at one moment. */
import { z } from 'zod';
import { amountSchema, currencyCodeSchema, signedAmountSchema } from './amount.ts';
import { clientIdSchema, invoiceIdSchema } from './identifiers.ts';
import { civilDateSchema, instantSchema } from './time.ts';

export const invoiceStatusSchema = z.enum([
  'draft',
  'unpaid',
  'payment-pending',
  'paid',
  'cancelled',
  'refunded',
  'collections',
]);
export type InvoiceStatus = z.infer<typeof invoiceStatusSchema>;

export const invoiceSnapshotSchema = z.object({
  id: invoiceIdSchema,
  number: z.string(),
  clientId: clientIdSchema,
  status: invoiceStatusSchema,
  currency: currencyCodeSchema,
  /** Amounts before tax in the panel's own convention; only our own line is ever compared (design section 4). */
  lines: z.array(z.object({ text: z.string(), amount: signedAmountSchema })),
  tax: amountSchema,
  total: amountSchema,
  dueDate: civilDateSchema,
  /** When the panel booked it as paid; null while it is not. */
  paidAt: instantSchema.nullable(),
  /** `at` is the payment's own date, not the day on which somebody booked it. */
  payments: z.array(
    z.object({
      id: z.string(),
      amount: amountSchema,
      at: instantSchema,
      gateway: z.string(),
      refunded: z.boolean(),
    }),
  ),
  /** Account credit used to pay it. */
  creditApplied: amountSchema,
  /** Where the client opens and pays it. */
  url: z.string(),
});
export type InvoiceSnapshot = z.infer<typeof invoiceSnapshotSchema>;
