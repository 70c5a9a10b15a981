/** The review: every line explained, the total, what comes after; nothing is bought until its button is pressed. */
import { isNegative, isPositive, magnitude } from '../../billing/compare.ts';
import { describeLine, formatAmount, formatDate } from '../../billing/format.ts';
import type { Quote, QuoteLine } from '../../billing/quote.ts';
import type { SignedAmount } from '../../catalogue/amount.ts';
import type { ServiceSnapshot } from '../../catalogue/service-snapshot.ts';
import { sayIn } from '../root.ts';
import type { PageRoot, Say, Texts } from '../root.ts';
import type { Page } from '../page.ts';
import { familyOf } from './family.ts';
import { possibleCycle, possiblePlan } from './offer-lookups.ts';
import { trail } from './trail.ts';

/** A line's amount as it counts: credits stand with their minus, as `itemised` invoice lines do. */
const signed = ({ kind, amount }: QuoteLine): SignedAmount =>
  (kind === 'credit' ? `-${amount}` : amount) as SignedAmount;

function linesView(quote: Quote, root: PageRoot) {
  const style = {
    currency: quote.currency,
    locale: root.locale.tag,
    dateFormat: root.conventions.dateFormat,
  };
  return quote.lines.map((line) => ({
    text: describeLine(line, style),
    amount: signed(line),
    isCredit: line.kind === 'credit',
  }));
}

function taxNote(say: Say, tax: Extract<Page, { kind: 'review' }>['tax'], isExempt: boolean): string | null {
  if (isExempt) return say('review.tax-exempt');
  if (tax.taxes.length === 0) return null;
  return tax.included ? say('review.tax-included') : say('review.estimate-note');
}

function renewalText(say: Say, root: PageRoot, quote: Quote): string {
  const amount = formatAmount(quote.renewalAmount, quote.currency, root.locale.tag);
  const per = say(`cycles.${quote.newCycle}.per`);
  if (quote.nextDueDate === null) return say('review.renewal-undated', { amount, per });
  return say('review.renewal-text', {
    date: formatDate(quote.nextDueDate, root.conventions.dateFormat),
    amount,
    per,
  });
}

function renewalNote(say: Say, root: PageRoot, quote: Quote, { nextDueDate }: ServiceSnapshot): string {
  if (nextDueDate === null || quote.nextDueDate === null) return '';
  if (nextDueDate === quote.nextDueDate) return say('review.renewal-kept');
  return say('review.renewal-moved', { date: formatDate(nextDueDate, root.conventions.dateFormat) });
}

/** What stands in place of a price where nothing is to be paid. */
function nothingToPay(say: Say, root: PageRoot, quote: Quote): string | null {
  if (isPositive(quote.total)) return null;
  if (!isNegative(quote.total)) return say('review.nothing');
  return say('review.credit', {
    amount: formatAmount(magnitude(quote.total), quote.currency, root.locale.tag),
  });
}

export function reviewView(texts: Texts, root: PageRoot, page: Extract<Page, { kind: 'review' }>) {
  const { offer, tax } = page;
  const { service } = offer;
  const say = sayIn(texts, root.locale);
  const plan = possiblePlan(offer, page.planId);
  const { cycle, quote, price, priceValidUntil } = possibleCycle(plan, page.cycle);
  const hasTaxLines = !tax.included && tax.taxes.length > 0 && isPositive(quote.total);
  return {
    ...root,
    trail: trail(root, say, 'review', { category: plan.category.id, plan: plan.plan.id }),
    serviceLabel: service.label,
    currency: quote.currency,
    from: {
      planName: service.planName,
      amount: service.recurringAmount,
      per: say(`cycles.${service.cycle}.per`),
    },
    to: { planName: plan.plan.name, amount: price.recurring, per: say(`cycles.${cycle}.per`) },
    lines: linesView(quote, root),
    total: quote.total,
    hasTaxLines,
    taxes: tax.taxes,
    toPay: isPositive(quote.total) ? tax.toPay : quote.total,
    taxNote: isPositive(quote.total) ? taxNote(say, tax, service.tax.exempt) : null,
    paysNothing: nothingToPay(say, root, quote),
    renewal: renewalText(say, root, quote),
    renewalNote: renewalNote(say, root, quote, service),
    interruption: say(`interruption.${offer.interruption}`),
    unchanged: say(`unchanged.${familyOf(offer)}`),
    priceValidUntil,
    consent: say(isPositive(quote.total) ? 'review.consent' : 'review.consent-nothing'),
    planId: plan.plan.id,
    cycle,
    intent: page.intent,
    quoteHash: page.quoteHash,
  };
}
