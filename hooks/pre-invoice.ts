import { pageAnswerSchema, preInvoiceRequestSchema } from '../src/panel/connector-protocol.ts';
import { defineHook } from './hook.ts';

/** The client pressed Upgrade: the difference is priced once more, pinned, and the change begins. */
export const preInvoice = defineHook({
  name: 'pre-invoice',
  path: '/hooks/pre-invoice',
  summary: 'Accept the change that the client confirmed; its invoice follows',
  request: preInvoiceRequestSchema,
  answer: pageAnswerSchema,
  handle: (upshelf, request) => upshelf.confirm(request),
});
