/** The lines of the invoice that a change is paid by. */
import type { SignedAmount } from '../catalogue/amount.ts';
import type { ChangeReference } from '../catalogue/identifiers.ts';
import { isPositive } from './compare.ts';
import { describeLine, type TextStyle } from './format.ts';
import type { Quote, QuoteLine } from './quote.ts';

export interface InvoiceTexts extends Omit<TextStyle, 'currency'> {
  /** Stands in every line: how the invoice is found again. */
  readonly reference: ChangeReference;
  /** What is bought, in the client's language: `Cambio de plan: Básico → Pro (radio.example)`. */
  readonly title: string;
}

export interface InvoiceLine {
  readonly text: string;
  readonly amount: SignedAmount;
}

const signs = { charge: '+', credit: '−' } as const;

/**
 * @param mode `net`: one positive line whose text holds the breakdown, because negative lines break electronic
 *   invoices in several countries; `itemised`: a line each, credits negative
 * @returns lines that add up to the quote's total, each text ending with a date range as the panel's own do; none
 *   where nothing is to be paid: there is no invoice of zero and no negative one (L7d)
 */
export function invoiceLines(
  quote: Quote,
  texts: InvoiceTexts,
  mode: 'net' | 'itemised',
): readonly InvoiceLine[] {
  if (!isPositive(quote.total)) return [];
  const style: TextStyle = { ...texts, currency: quote.currency };
  const heading = `${texts.reference} ${texts.title}`;
  const shown = quote.lines.filter((line) => isPositive(line.amount));
  if (mode === 'net') {
    const breakdown = shown.map((line) => `${signs[line.kind]} ${describeLine(line, style)}`).join(' ');
    return [{ text: `${heading}: ${breakdown}`, amount: quote.total }];
  }
  return shown.map((line) => ({ text: `${heading}: ${describeLine(line, style)}`, amount: signed(line) }));
}

const signed = ({ kind, amount }: QuoteLine): SignedAmount =>
  (kind === 'credit' ? `-${amount}` : amount) as SignedAmount;
