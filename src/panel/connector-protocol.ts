/**
 * Every message between a connector and the app, as zod schemas (docs/connector-protocol.md). Times are
 * milliseconds since 1970 UTC, amounts decimal texts, dates YYYY-MM-DD in the panel's time zone.
 */
import { z } from 'zod';
import { amountSchema, currencyCodeSchema, signedAmountSchema } from '../catalogue/amount.ts';
import { billingCycleSchema } from '../catalogue/billing-cycle.ts';
import {
  changeReferenceSchema,
  clientIdSchema,
  effectKeySchema,
  invoiceIdSchema,
  planIdSchema,
  serviceIdSchema,
} from '../catalogue/identifiers.ts';
import { invoiceSnapshotSchema } from '../catalogue/invoice-snapshot.ts';
import { panelConventionsSchema, plansOnSaleSchema } from '../catalogue/plans-on-sale.ts';
import { serviceSnapshotSchema } from '../catalogue/service-snapshot.ts';
import { civilDateSchema, instantSchema } from '../catalogue/time.ts';

/** The version of this protocol; both sides name theirs in every message and refuse another one plainly. */
export const protocolVersion = 1;

// panel → app

/** Who presses the button: the client, a sub-user with some of the client's rights, or staff logged in as the client. */
export const actorSchema = z.object({
  kind: z.enum(['client', 'sub-user', 'staff']),
  id: z.string().min(1).max(191),
  mayOrder: z.boolean(),
  maySeeInvoices: z.boolean(),
});
export type Actor = z.infer<typeof actorSchema>;

const pageContext = {
  protocol: z.number().int(),
  clientId: clientIdSchema,
  actor: actorSchema,
  service: serviceSnapshotSchema,
  catalogue: plansOnSaleSchema,
  conventions: panelConventionsSchema,
  urls: z.object({
    /** The panel's own address of our page: forms post there, and the connector passes them on. */
    page: z.string(),
    service: z.string(),
    /** The panel's own cancellation page for this service. */
    cancellation: z.string(),
    invoices: z.string(),
  }),
  /** Fields that each of our forms must carry back to the panel, such as its CSRF token. */
  hiddenFields: z.array(z.object({ name: z.string(), value: z.string() })),
  /** What the browser sent: a selection, never a price. */
  fields: z.record(z.string().max(100), z.string().max(4000)),
};

/** A step of the page, as a browser asked for it. `step` is absent or unknown: the first one. */
export const changePackageRequestSchema = z.object({ ...pageContext, step: z.string().max(40) });
export type ChangePackageRequest = z.infer<typeof changePackageRequestSchema>;

/** The client pressed Upgrade on the review page. */
export const preInvoiceRequestSchema = z.object(pageContext);
export type PreInvoiceRequest = z.infer<typeof preInvoiceRequestSchema>;

/** The page to show inside the panel's own, or an address to send the browser to. */
export const pageAnswerSchema = z.union([
  z.object({
    title: z.string(),
    html: z.string(),
    css: z.string(),
    /** After how many seconds the browser may load the page anew; null: nothing changes by itself. */
    refreshSeconds: z.number().int().positive().nullable(),
  }),
  z.object({ redirect: z.string() }),
]);
export type PageAnswer = z.infer<typeof pageAnswerSchema>;

/** "Look at this now": an event is a doorbell, not a letter, so nothing it says is believed. */
export const afterPaymentRequestSchema = z.object({
  protocol: z.number().int(),
  event: z.string().max(60),
  invoiceId: invoiceIdSchema.nullable(),
  serviceId: serviceIdSchema.nullable(),
  reference: changeReferenceSchema.nullable(),
});
export type AfterPaymentRequest = z.infer<typeof afterPaymentRequestSchema>;
export const afterPaymentAnswerSchema = z.object({
  acknowledged: z.literal(true),
  changes: z.number().int(),
});

// app → panel: POST {connector URL} {protocol, verb, key?, args} → {ok: true, result} or {ok: false, error}

const serviceFieldsSchema = z.object({
  planId: planIdSchema.optional(),
  cycle: billingCycleSchema.optional(),
  recurringAmount: amountSchema.optional(),
  nextDueDate: civilDateSchema.optional(),
  customFields: z.record(z.string(), z.string()).optional(),
});

/** Arguments and result of each verb; `effect: true` verbs carry an effect key and are done at most once under it. */
export const verbs = {
  ping: {
    effect: false,
    args: z.object({}),
    result: z.object({
      protocol: z.number().int(),
      connector: z.object({ name: z.string(), version: z.string() }),
      panel: z.object({ name: z.string(), version: z.string() }),
      time: instantSchema,
      conventions: panelConventionsSchema,
    }),
  },
  readCatalogue: { effect: false, args: z.object({}), result: plansOnSaleSchema },
  readService: {
    effect: false,
    args: z.object({ serviceId: serviceIdSchema }),
    result: z.object({ service: serviceSnapshotSchema.nullable() }),
  },
  listServices: {
    effect: false,
    args: z.object({ after: serviceIdSchema.nullable(), limit: z.number().int().min(1).max(500) }),
    result: z.object({ services: z.array(serviceSnapshotSchema), next: serviceIdSchema.nullable() }),
  },
  placeInvoice: {
    effect: true,
    args: z.object({
      clientId: clientIdSchema,
      serviceId: serviceIdSchema,
      reference: changeReferenceSchema,
      currency: currencyCodeSchema,
      dueDate: civilDateSchema,
      lines: z.array(z.object({ text: z.string(), amount: signedAmountSchema })).min(1),
    }),
    result: z.object({ invoiceId: invoiceIdSchema }),
  },
  publishInvoice: {
    effect: true,
    args: z.object({ invoiceId: invoiceIdSchema }),
    result: z.object({ invoice: invoiceSnapshotSchema }),
  },
  findInvoices: {
    effect: false,
    args: z.object({ reference: changeReferenceSchema }),
    result: z.object({ invoices: z.array(invoiceSnapshotSchema) }),
  },
  readInvoice: {
    effect: false,
    args: z.object({ invoiceId: invoiceIdSchema }),
    result: z.object({ invoice: invoiceSnapshotSchema.nullable() }),
  },
  cancelInvoice: {
    effect: true,
    args: z.object({ invoiceId: invoiceIdSchema }),
    result: z.object({ outcome: z.enum(['cancelled', 'not-cancellable']), invoice: invoiceSnapshotSchema }),
  },
  updateService: {
    effect: true,
    args: z.object({
      serviceId: serviceIdSchema,
      expected: serviceFieldsSchema,
      fields: serviceFieldsSchema,
    }),
    result: z.object({ outcome: z.enum(['updated', 'conflict']), service: serviceSnapshotSchema }),
  },
  applyPlan: {
    effect: true,
    args: z.object({ serviceId: serviceIdSchema, planId: planIdSchema }),
    result: z.object({ outcome: z.enum(['applied', 'rejected']), message: z.string() }),
  },
  addCredit: {
    effect: true,
    args: z.object({
      clientId: clientIdSchema,
      amount: amountSchema,
      currency: currencyCodeSchema,
      text: z.string(),
    }),
    result: z.object({ creditId: z.string() }),
  },
  openTicket: {
    effect: true,
    args: z.object({
      department: z.string(),
      subject: z.string(),
      text: z.string(),
      serviceId: serviceIdSchema,
      /** null: an internal ticket, which the client never sees. */
      clientId: clientIdSchema.nullable(),
    }),
    result: z.object({ ticketId: z.string() }),
  },
  sendMessage: {
    effect: true,
    args: z.object({
      clientId: clientIdSchema,
      serviceId: serviceIdSchema,
      subject: z.string(),
      text: z.string(),
      html: z.string(),
    }),
    result: z.object({ messageId: z.string() }),
  },
} as const;

export type Verb = keyof typeof verbs;

/** The envelope of a verb; its `args` are parsed by the verb's own schema afterwards. */
export const verbRequestSchema = z.object({
  protocol: z.number().int(),
  verb: z.string(),
  key: effectKeySchema.nullable(),
  args: z.unknown(),
});

/** What a connector answers, with HTTP 200; other statuses mean that the connector itself did not get to answer. */
export const verbAnswerSchema = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
]);
