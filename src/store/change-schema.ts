/** A change's JSON columns, decoded explicitly: what the database holds is an edge like any other. */
import { z } from 'zod';
import { panelConventionsSchema } from '../catalogue/plans-on-sale.ts';
import { amountSchema, currencyCodeSchema, signedAmountSchema } from '../catalogue/amount.ts';
import { billingCycleSchema } from '../catalogue/billing-cycle.ts';
import {
  categoryIdSchema,
  clientIdSchema,
  effectKeySchema,
  planIdSchema,
  serverIdSchema,
} from '../catalogue/identifiers.ts';
import { limitsSchema } from '../catalogue/limit.ts';
import { metricSchema } from '../catalogue/metric.ts';
import { policySchema } from '../catalogue/policy.ts';
import { civilDateSchema, instantSchema } from '../catalogue/time.ts';
import type { BilledPeriod, Quote } from '../billing/quote.ts';
import {
  changeStates,
  type AttentionReason,
  type Change,
  type ChangeState,
  type EffectKind,
  type Grade,
  type Pinned,
  type StaffWish,
  type WaitReason,
} from '../change/states.ts';

/** An enum of a type's names; the compiler sees to it that none is missing. */
const names = <Name extends string>(all: Readonly<Record<Name, true>>) =>
  z.enum(Object.keys(all) as [Name, ...Name[]]);

export const changeStateSchema = z.enum(Object.keys(changeStates) as [ChangeState, ...ChangeState[]]);

export const periodSchema: z.ZodType<BilledPeriod> = z.object({
  start: civilDateSchema,
  end: civilDateSchema,
  billed: amountSchema,
  rate: amountSchema,
  paid: z.boolean(),
});

const quoteSchema: z.ZodType<Quote> = z.object({
  currency: currencyCodeSchema,
  policy: policySchema,
  policyApplied: policySchema,
  lines: z.array(
    z.object({
      kind: z.enum(['charge', 'credit']),
      subject: z.enum(['new-plan', 'current-plan', 'later-period', 'setup-fee']),
      amount: amountSchema,
      forgone: amountSchema.exactOptional(),
      price: amountSchema,
      days: z.number().int().nullable(),
      ofDays: z.number().int().nullable(),
      from: civilDateSchema,
      to: civilDateSchema,
    }),
  ),
  charge: amountSchema,
  credit: amountSchema,
  total: signedAmountSchema,
  changeDate: civilDateSchema,
  newCycle: billingCycleSchema,
  nextDueDate: civilDateSchema.nullable(),
  renewalAmount: amountSchema,
  periodsAfter: z.array(periodSchema),
});

const serviceTerms = {
  planId: planIdSchema,
  cycle: billingCycleSchema,
  recurringAmount: amountSchema,
  nextDueDate: civilDateSchema.nullable(),
  planName: z.string(),
  account: z.object({ packageName: z.string().nullable(), limits: limitsSchema }),
};

export const pinnedSchema: z.ZodType<Pinned> = z.object({
  quote: quoteSchema,
  ownerId: clientIdSchema,
  serverId: serverIdSchema,
  account: z.object({ username: z.string(), domain: z.string() }),
  panelUsername: z.string(),
  applyBy: z.enum(['driver', 'panel']),
  from: z.object(serviceTerms),
  to: z.object({ ...serviceTerms, categoryId: categoryIdSchema, categoryName: z.string() }),
  customFields: z.record(z.string(), z.string()),
  shrinks: z.array(metricSchema),
  invoiceLines: z.array(z.object({ text: z.string(), amount: signedAmountSchema })),
  invoiceDueDate: civilDateSchema,
  priceValidUntil: instantSchema,
  cancelAfter: instantSchema,
  serviceLabel: z.string(),
  conventions: panelConventionsSchema,
  language: z.string(),
  accepted: z.object({
    at: instantSchema,
    actor: z.string(),
    intent: z.string(),
    textVersion: z.string(),
  }),
});

const effectKindSchema = names<EffectKind>({
  'place-invoice': true,
  'publish-invoice': true,
  'cancel-invoice': true,
  'change-plan': true,
  'update-service': true,
  'add-credit': true,
});

const attentionReasonSchema = names<AttentionReason>({
  'money-but-not-as-pinned': true,
  'money-after-end': true,
  'our-line-edited': true,
  'invoice-gone-after-payment': true,
  'part-paid-at-end': true,
  'more-than-one-invoice': true,
  'refunded-after-write': true,
  'refunded-after-completion': true,
  'paid-twice': true,
  'no-longer-paid': true,
  'service-not-as-pinned': true,
  'usage-no-longer-fits': true,
  'account-unlike-both-plans': true,
  'account-gone': true,
  'server-rejected': true,
  'server-did-nothing': true,
  'server-not-authorised': true,
  'server-unreachable': true,
  'server-cannot-do-it': true,
  'panel-refused': true,
  'record-unlike-both-plans': true,
  'credit-in-doubt': true,
});

const waitReasonSchema = names<WaitReason>({
  'for-payment': true,
  'effect-could-still-land': true,
  'panel-unreachable': true,
  'server-unreachable': true,
  'server-blocked': true,
  'server-paused': true,
  'for-staff': true,
  ended: true,
});

const gradeSchema = names<Grade>({
  verified: true,
  'accepted-by-module': true,
  'confirmed-by-staff': true,
});

export const staffWishSchema: z.ZodType<StaffWish> = z.object({
  kind: z.enum(['retry', 'give-back', 'close']),
  by: z.string(),
  why: z.string(),
});

/** What a step may change and nobody searches by. */
export type Progress = Pick<
  Change,
  | 'invoiceUrl'
  | 'inFlight'
  | 'attempts'
  | 'failedLooks'
  | 'serverWritten'
  | 'planSwitched'
  | 'creditGiven'
  | 'refusal'
  | 'writeConfirmed'
  | 'grade'
  | 'verifiedAt'
  | 'attention'
  | 'waiting'
  | 'waitingSince'
>;

export const progressSchema: z.ZodType<Progress> = z.object({
  invoiceUrl: z.string().nullable(),
  inFlight: z
    .object({
      effect: effectKindSchema,
      key: effectKeySchema,
      startedAt: instantSchema,
      couldLandUntil: instantSchema,
    })
    .nullable(),
  attempts: z.partialRecord(effectKindSchema, z.number().int().nonnegative()),
  failedLooks: z.number().int().nonnegative(),
  serverWritten: z.boolean(),
  planSwitched: z.boolean(),
  creditGiven: z.boolean(),
  refusal: z.object({ effect: effectKindSchema, message: z.string() }).nullable(),
  writeConfirmed: gradeSchema.exclude(['verified']).nullable(),
  grade: gradeSchema.nullable(),
  verifiedAt: instantSchema.nullable(),
  attention: z.object({ reason: attentionReasonSchema, detail: z.string(), since: instantSchema }).nullable(),
  waiting: waitReasonSchema.nullable(),
  waitingSince: instantSchema.nullable(),
});
