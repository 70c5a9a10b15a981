/** Everything that a panel may call; module.json lists the same, and a test holds the two together. */
import { afterPayment } from './after-payment.ts';
import { changePackage } from './change-package.ts';
import type { Hook } from './hook.ts';
import { preInvoice } from './pre-invoice.ts';

export const hooks: readonly Hook[] = [changePackage, preInvoice, afterPayment];
