/** Questions about the price of a service as a panel shows it, for tests of `quoteRequestOf()`. */
import { quote } from '../../src/billing/price.ts';
import { quoteRequestOf, type MoneyRules, type PriceMove } from '../../src/billing/request.ts';
import type { BilledPeriod, QuoteRequest } from '../../src/billing/quote.ts';
import type { InvoiceId } from '../../src/catalogue/identifiers.ts';
import type { Policy } from '../../src/catalogue/policy.ts';
import type { ServiceSnapshot } from '../../src/catalogue/service-snapshot.ts';
import { aPrice, aService } from './billed-services.ts';
import { amount, day } from './quote-requests.ts';

/** What is asked; left out: the source page's own service, asked for 150.00 on 2 July. */
export interface Question {
  readonly service?: Partial<ServiceSnapshot>;
  readonly stored?: readonly BilledPeriod[];
  readonly prices?: Partial<PriceMove>;
  readonly policy?: Policy;
  readonly rules?: Partial<MoneyRules>;
  readonly on?: string;
}

export const ask = ({
  service,
  stored = [],
  prices,
  policy = 'full-difference',
  rules,
  on = '2026-07-02',
}: Question = {}) =>
  quoteRequestOf(
    aService(service),
    stored,
    { current: aPrice('100.00'), target: aPrice('150.00'), ...prices },
    policy,
    { negativeTotal: 'forbid', setupFee: 'none', dueDate: { rule: 'keep' }, ...rules },
    day(on),
  );

export function requestOf(question: Question = {}): QuoteRequest {
  const result = ask(question);
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`);
  return result.request;
}

export const totalOf = (question: Question): string => {
  const result = quote(requestOf(question));
  return result.ok ? result.quote.total : result.refusal.code;
};

export const refusalOf = (question: Question): string | null => {
  const result = ask(question);
  return result.ok ? null : result.refusal.code;
};

export const option = (recurring: string) => ({
  id: '3',
  name: 'IP',
  value: '1',
  recurring: amount(recurring),
});
export const renewal = (end: string, billed: string, paid: boolean) => ({
  end: day(end),
  billed: amount(billed),
  paid,
  invoiceId: '900' as InvoiceId,
});
