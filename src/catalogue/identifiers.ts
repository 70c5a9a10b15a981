/**
 * The ids that travel through the app, branded so that a plan id can never stand where a service id is meant.
 * All of them are the panel's own ids, as text, except the change's, which are ours.
 */
import { z } from 'zod';

const identifier = z.string().min(1).max(191);

export const clientIdSchema = identifier.brand<'ClientId'>();
export type ClientId = z.infer<typeof clientIdSchema>;

export const serviceIdSchema = identifier.brand<'ServiceId'>();
export type ServiceId = z.infer<typeof serviceIdSchema>;

export const planIdSchema = identifier.brand<'PlanId'>();
export type PlanId = z.infer<typeof planIdSchema>;

export const categoryIdSchema = identifier.brand<'CategoryId'>();
export type CategoryId = z.infer<typeof categoryIdSchema>;

export const invoiceIdSchema = identifier.brand<'InvoiceId'>();
export type InvoiceId = z.infer<typeof invoiceIdSchema>;

export const serverIdSchema = identifier.brand<'ServerId'>();
export type ServerId = z.infer<typeof serverIdSchema>;

export const changeIdSchema = z.uuid().brand<'ChangeId'>();
export type ChangeId = z.infer<typeof changeIdSchema>;

/**
 * What a client and staff call a change, and how its invoice line is found: `CP-7K3F9`.
 * Five characters of Crockford's base 32 (no I, L, O, U), so that it survives a telephone call.
 */
export const changeReferenceSchema = z
  .string()
  .regex(/^CP-[0-9A-HJKMNP-TV-Z]{5,8}$/, 'a change reference such as CP-7K3F9')
  .brand<'ChangeReference'>();
export type ChangeReference = z.infer<typeof changeReferenceSchema>;

/** The key under which a panel keeps the result of one effect, so that a repeat does nothing (design section 8). */
export const effectKeySchema = z.string().min(8).max(120).brand<'EffectKey'>();
export type EffectKey = z.infer<typeof effectKeySchema>;
