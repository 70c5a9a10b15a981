/** One row of the command `quote`: its JSON becomes a request, and `quote()`'s answer becomes JSON again. */
import { z } from 'zod';
import type { Amount, CurrencyCode } from '../catalogue/amount.ts';
import { billingCycleSchema, isRecurring } from '../catalogue/billing-cycle.ts';
import { negativeTotalSchema, policySchema } from '../catalogue/policy.ts';
import { civilDateSchema, type CivilDate } from '../catalogue/time.ts';
import { quote } from '../billing/price.ts';
import type { BilledPeriod, Quote, QuoteRefusalCode, QuoteRequest } from '../billing/quote.ts';

export type RowId = string | number | null;

export type QuotedRow =
  | { readonly id: RowId; readonly ok: true; readonly quote: Quote }
  | { readonly id: RowId; readonly ok: false; readonly code: QuoteRefusalCode; readonly message: string };

/** Only text is an amount: a JSON number is a float already. `quote()` judges sign and decimals by the currency. */
const amount = z.string('an amount as text, such as "150.00"').transform((text) => text as Amount);
const currency = z.string().transform((text) => text as CurrencyCode);
const date = civilDateSchema;
/** A key without a value is as good as no key. */
const optional = <T extends z.ZodType>(schema: T) => schema.nullish();

const changeSchema = z.object({
  policy: policySchema,
  currency,
  oldCycle: billingCycleSchema,
  newCycle: billingCycleSchema,
  newPrice: amount,
  changeDate: date,
  negativeTotal: optional(negativeTotalSchema),
});

const billedSchema = z.object({
  paid: amount,
  rate: optional(amount),
  periodStart: date,
  periodEnd: date,
  nextDueDate: optional(date),
  laterPeriods: optional(z.array(z.object({ end: date, billed: amount, paid: z.boolean().default(true) }))),
});

const idOf = (row: unknown): RowId => {
  const id: unknown = typeof row === 'object' && row !== null && 'id' in row ? row.id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
};

/** Prices one row; whatever is wrong with it stays its own. */
export function quoteRow(row: unknown): QuotedRow {
  const id = idOf(row);
  const request = requestOf(row, id);
  if ('message' in request) return { id, ok: false, ...request };
  const result = quote(request);
  if (result.ok) return { id, ok: true, quote: result.quote };
  const { code, message, field } = result.refusal;
  return {
    id,
    ok: false,
    code,
    message: field === undefined ? message : `${fieldNames[field] ?? field}: ${message}`,
  };
}

/** The row's own names, where a refusal names a field of the request. */
const fieldNames: Readonly<Record<string, string>> = {
  'period.billed': 'paid',
  'period.rate': 'rate',
  period: 'periodEnd',
};

interface RowRefusal {
  readonly code: QuoteRefusalCode;
  readonly message: string;
}

function requestOf(row: unknown, id: RowId): QuoteRequest | RowRefusal {
  const change = changeSchema.safeParse(row);
  if (!change.success) return invalid(change.error);
  if (id === null) return { code: 'request-invalid', message: 'id: expected text or a number' };
  const { negativeTotal, ...asked } = change.data;
  const common = {
    ...asked,
    setupFee: { rule: 'none', old: '0' as Amount, new: '0' as Amount },
    negativeTotal: negativeTotal ?? 'forbid',
    dueDate: { rule: 'keep' },
  } as const;
  // free starts a term, and every other cycle that does not recur is refused by quote(): no period is read for them
  if (!isRecurring(asked.oldCycle) || !isRecurring(asked.newCycle))
    return { ...common, period: null, laterPeriods: [], nextDueDate: null };
  const billed = billedSchema.safeParse(row);
  if (!billed.success) return invalid(billed.error);
  const { paid, rate, periodStart, periodEnd, nextDueDate, laterPeriods } = billed.data;
  return {
    ...common,
    period: { start: periodStart, end: periodEnd, billed: paid, rate: rate ?? paid, paid: true },
    laterPeriods: follow(periodEnd, laterPeriods ?? []),
    nextDueDate: nextDueDate ?? periodEnd,
  };
}

/** Each later period starts where the one before it ends. */
const follow = (
  end: CivilDate,
  later: readonly { readonly end: CivilDate; readonly billed: Amount; readonly paid: boolean }[],
): BilledPeriod[] =>
  later.map((next, index) => ({
    start: later[index - 1]?.end ?? end,
    end: next.end,
    billed: next.billed,
    rate: next.billed,
    paid: next.paid,
  }));

function invalid(error: z.ZodError): RowRefusal {
  const [issue] = error.issues;
  const path = issue?.path.join('.') ?? '';
  return {
    code: 'request-invalid',
    message: `${path === '' ? 'row' : path}: ${issue?.message ?? 'not understood'}`,
  };
}
