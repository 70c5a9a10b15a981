import { afterPaymentAnswerSchema, afterPaymentRequestSchema } from '../src/panel/connector-protocol.ts';
import { defineHook } from './hook.ts';

/** A doorbell: something happened to an invoice or a service, look now. One durable write, then the answer. */
export const afterPayment = defineHook({
  name: 'after-payment',
  path: '/hooks/after-payment',
  summary: 'Look at the changes that hold this invoice, reference or service now',
  request: afterPaymentRequestSchema,
  answer: afterPaymentAnswerSchema,
  handle: async (upshelf, request) => ({ acknowledged: true as const, changes: await upshelf.ring(request) }),
});
