/** The one price: what every card, page, invoice, message and command shows (L1, design section 5). */
import type { Policy } from '../catalogue/policy.ts';
import { checkRequest, isRefusal, type CheckedRequest } from './check-request.ts';
import { forgoExcess, inFull, totalsOf } from './lines.ts';
import { atRenewal } from './policies/at-renewal.ts';
import { fullDifference } from './policies/full-difference.ts';
import { anyUnpaid, anyUnpaidAbove } from './policies/later-periods.ts';
import { proratedDifference } from './policies/prorated-difference.ts';
import { restartTerm } from './policies/restart-term.ts';
import { startTerm } from './policies/start-term.ts';
import type { NewTerms, PolicyRule, Priced, PricedLine } from './priced.ts';
import type { QuoteLine, QuoteRefusal, QuoteRequest, QuoteResult } from './quote.ts';

/** Each policy's rule; the law tests put a wrong one in its place and must turn red. */
export const policyRules: Readonly<Record<Policy, PolicyRule>> = {
  'full-difference': fullDifference,
  'prorated-difference': proratedDifference,
  'restart-term': restartTerm,
  'at-renewal': atRenewal,
};

/**
 * Prices a change of plan.
 *
 * @param request amounts as decimal texts, dates as civil dates of the panel's time zone; dates are taken as real
 * @returns the quote, its amounts at the currency's precision; or why there is none, with the field to blame
 */
export function quote(
  request: QuoteRequest,
  rules: Readonly<Record<Policy, PolicyRule>> = policyRules,
): QuoteResult {
  const checked = checkRequest(request);
  if (isRefusal(checked)) return { ok: false, refusal: checked };
  const policyApplied = policyFor(checked);
  const refusal = openInvoiceRefusal(checked, policyApplied);
  if (refusal !== null) return { ok: false, refusal };
  const priced = checked.from === 'free' ? startTerm(checked.terms) : rules[policyApplied](checked.terms);
  return finish(checked.terms, policyApplied, priced);
}

/**
 * The policy that really prices this change: a free service starts a term; another cycle does not fit into the old
 * dates; and where no day is left, a policy that keeps the date has nothing to price (issue 4, fixed points).
 */
function policyFor(checked: CheckedRequest): Policy {
  if (checked.from === 'free') return 'restart-term';
  const { request, current, later } = checked.terms;
  if (request.policy === 'at-renewal' || request.policy === 'restart-term') return request.policy;
  if (request.newCycle !== request.oldCycle) return 'restart-term';
  return current.daysLeft === 0 && later.length === 0 ? 'at-renewal' : request.policy;
}

function openInvoiceRefusal(checked: CheckedRequest, policy: Policy): QuoteRefusal | null {
  if (checked.from === 'free' || policy === 'at-renewal') return null;
  const isInTheWay = policy === 'restart-term' ? anyUnpaid : anyUnpaidAbove;
  return isInTheWay(checked.terms)
    ? {
        code: 'renewal-invoice-open',
        message: 'The invoice of a later period is not paid yet.',
        field: 'laterPeriods',
      }
    : null;
}

function finish(terms: NewTerms, policyApplied: Policy, priced: Priced): QuoteResult {
  const { request, currency } = terms;
  let lines = withSetupFee(terms, priced);
  let totals = totalsOf(lines, currency);
  if (totals.total.isNegative() && request.negativeTotal === 'forbid') {
    const message = `The total would be ${totals.total.toSigned()} ${currency.code}.`;
    return { ok: false, refusal: { code: 'negative-total', message } };
  }
  if (totals.total.isNegative() && request.negativeTotal === 'forgo') {
    lines = forgoExcess(lines, totals);
    totals = totalsOf(lines, currency);
  }
  return {
    ok: true,
    quote: {
      currency: currency.code,
      policy: request.policy,
      policyApplied,
      lines: lines.map(asText),
      charge: totals.charge.toAmount(),
      credit: totals.credit.toAmount(),
      total: totals.total.toSigned(),
      changeDate: request.changeDate,
      newCycle: request.newCycle,
      nextDueDate: priced.nextDueDate,
      renewalAmount: terms.newPrice.toAmount(),
      periodsAfter: priced.periodsAfter(lines),
    },
  };
}

/** The fee stands behind the charge it belongs to, before any credit that `forgo` could take from. */
function withSetupFee({ setupFee, request }: NewTerms, { lines }: Priced): readonly PricedLine[] {
  const [first, ...others] = lines;
  if (setupFee === null || setupFee.isZero() || first === undefined) return lines;
  return [first, inFull('charge', 'setup-fee', setupFee, request.changeDate, first.to), ...others];
}

const asText = (line: PricedLine): QuoteLine => ({
  kind: line.kind,
  subject: line.subject,
  amount: line.amount.toAmount(),
  ...(line.forgone === undefined ? {} : { forgone: line.forgone.toAmount() }),
  price: line.price.toAmount(),
  days: line.days,
  ofDays: line.ofDays,
  from: line.from,
  to: line.to,
});
