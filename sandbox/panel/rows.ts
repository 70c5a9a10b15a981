/** One schema for each kind of row that the panel reads. */
import { z } from 'zod';
import { currencyCodeSchema } from '../../src/catalogue/amount.ts';
import { billingCycleSchema } from '../../src/catalogue/billing-cycle.ts';
import { invoiceStatusSchema } from '../../src/catalogue/invoice-snapshot.ts';
import { civilDateSchema, instantSchema } from '../../src/catalogue/time.ts';
import { flag } from './database.ts';

const cents = z.number().int();

export const countRow = z.object({ count: z.number() });

export const categoryRow = z.object({ id: z.number(), name: z.string(), hidden: flag });
export const planRow = z.object({
  id: z.number(),
  category_id: z.number(),
  name: z.string(),
  description: z.string(),
  hidden: flag,
  retired: flag,
  stock: z.number().nullable(),
});
export const planFieldRow = z.object({ plan_id: z.number(), name: z.string(), required: flag });
export const planPriceRow = z.object({
  plan_id: z.number(),
  currency: currencyCodeSchema,
  cycle: billingCycleSchema,
  recurring: cents,
  setup: cents,
});

export const clientRow = z.object({
  id: z.number(),
  name: z.string(),
  company: z.string().nullable(),
  email: z.string(),
  group_name: z.string().nullable(),
  currency: currencyCodeSchema,
  credit: cents,
  auto_credit: flag,
  tax_name: z.string().nullable(),
  tax_percent: z.string().nullable(),
  language: z.string(),
  executive_name: z.string().nullable(),
  executive_email: z.string().nullable(),
  /** For staff's eyes. */
  note: z.string().nullable(),
});
export type ClientRow = z.infer<typeof clientRow>;

export const loginRow = z.object({
  id: z.number(),
  client_id: z.number().nullable(),
  user: z.string(),
  password: z.string(),
  name: z.string(),
  role: z.enum(['owner', 'sub-user', 'staff']),
  may_order: flag,
  may_see_invoices: flag,
});
export type LoginRow = z.infer<typeof loginRow>;

export const serviceStatuses = ['pending', 'active', 'suspended', 'cancelled', 'terminated'] as const;
export const suspensionCauses = ['overuse', 'overdue', 'other'] as const;

export const serviceRow = z.object({
  id: z.number(),
  client_id: z.number(),
  plan_id: z.number(),
  domain: z.string(),
  username: z.string(),
  server_id: z.string().nullable(),
  status: z.enum(serviceStatuses),
  suspension_cause: z.enum(suspensionCauses).nullable(),
  suspension_text: z.string().nullable(),
  quantity: z.number(),
  promotion: z.string().nullable(),
  cycle: billingCycleSchema,
  recurring: cents,
  next_due_date: civilDateSchema.nullable(),
  next_invoice_date: civilDateSchema.nullable(),
  /** Set when a change of plan moved the due date: no renewal line tells when this term began. */
  term_started_on: civilDateSchema.nullable(),
  registered_on: civilDateSchema,
  subscription: flag,
  native_upgrade: flag,
});
export type ServiceRow = z.infer<typeof serviceRow>;

export const invoiceRow = z.object({
  id: z.number(),
  number: z.string(),
  client_id: z.number(),
  kind: z.enum(['standard', 'mass-payment']),
  status: invoiceStatusSchema,
  currency: currencyCodeSchema,
  created_on: civilDateSchema,
  due_date: civilDateSchema,
  paid_at: instantSchema.nullable(),
  tax_name: z.string().nullable(),
  tax_percent: z.string().nullable(),
  tax_inclusive: flag,
  tax: cents,
  total: cents,
  credit_applied: cents,
  notes: z.string(),
  gateway: z.string().nullable(),
  late_fee: flag,
});
export type InvoiceRow = z.infer<typeof invoiceRow>;

export const lineKinds = ['renewal', 'change', 'fee', 'late-fee', 'invoice', 'other'] as const;
export const lineRow = z.object({
  id: z.number(),
  invoice_id: z.number(),
  kind: z.enum(lineKinds),
  service_id: z.number().nullable(),
  text: z.string(),
  amount: cents,
  taxed: flag,
  period_from: civilDateSchema.nullable(),
  period_to: civilDateSchema.nullable(),
  related_invoice_id: z.number().nullable(),
});
export type LineRow = z.infer<typeof lineRow>;

export const paymentRow = z.object({
  id: z.number(),
  invoice_id: z.number(),
  amount: cents,
  at: instantSchema,
  gateway: z.string(),
  refunded: flag,
});
export type PaymentRow = z.infer<typeof paymentRow>;

export const creditEntryRow = z.object({
  id: z.number(),
  amount: cents,
  text: z.string(),
  at: instantSchema,
});

export const ticketRow = z.object({
  id: z.number(),
  client_id: z.number().nullable(),
  service_id: z.number().nullable(),
  department: z.string(),
  subject: z.string(),
  status: z.enum(['open', 'answered', 'closed']),
  opened_at: instantSchema,
});
export type TicketRow = z.infer<typeof ticketRow>;
export const ticketEntryRow = z.object({
  id: z.number(),
  author: z.string(),
  text: z.string(),
  at: instantSchema,
});

export const messageRow = z.object({
  id: z.number(),
  client_id: z.number(),
  service_id: z.number().nullable(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  at: instantSchema,
});
export type MessageRow = z.infer<typeof messageRow>;

export const cancellationRow = z.object({
  service_id: z.number(),
  kind: z.enum(['immediate', 'end-of-period']),
  reason: z.string(),
  asked_at: instantSchema,
  done_at: instantSchema.nullable(),
});

export const doorbellRow = z.object({
  id: z.number(),
  event: z.string(),
  invoice_id: z.string().nullable(),
  service_id: z.string().nullable(),
  reference: z.string().nullable(),
  created_at: instantSchema,
  attempts: z.number(),
  next_at: instantSchema,
  acknowledged_at: instantSchema.nullable(),
  last_answer: z.string().nullable(),
});
export type DoorbellRow = z.infer<typeof doorbellRow>;
