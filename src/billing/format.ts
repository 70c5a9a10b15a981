/** How money, dates and priced lines are written, the same everywhere they are shown (L1). */
import type { Amount, CurrencyCode, SignedAmount } from '../catalogue/amount.ts';
import type { PanelConventions } from '../catalogue/plans-on-sale.ts';
import type { CivilDate } from '../catalogue/time.ts';
import { addDays } from './calendar.ts';
import { currencyDecimals } from './currency.ts';
import type { QuoteLine } from './quote.ts';
import { wordsFor } from './words.ts';

/** What decides how a line is written: the quote's currency, the client's locale, the panel's way with dates. */
export interface TextStyle {
  readonly currency: CurrencyCode;
  /** BCP 47: `es-AR`. */
  readonly locale: string;
  readonly dateFormat: PanelConventions['dateFormat'];
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatterFor(currency: CurrencyCode, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    const decimals = currencyDecimals(currency);
    formatter = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      // "$" is four currencies of our first user's clients
      currencyDisplay: 'code',
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formatters.set(key, formatter);
  }
  return formatter;
}

/**
 * An amount in the client's locale: `150,00 USD` in `es`, `USD 150.00` in `en`. Formatted from its text, never
 * through a float; spaces are plain ones, so that a text found on a page is found in an invoice too.
 */
export const formatAmount = (amount: SignedAmount | Amount, currency: CurrencyCode, locale: string): string =>
  formatterFor(currency, locale)
    .format(amount as Intl.StringNumericLiteral)
    .replace(/[\u00a0\u202f]/g, ' ');

/** A civil date as the panel writes it: `31/12/2026`. */
export function formatDate(date: CivilDate, dateFormat: PanelConventions['dateFormat']): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return dateFormat.replace('YYYY', year).replace('MM', month).replace('DD', day);
}

/** A span [from, to) with both days shown that belong to it, as panels print periods: `02/07/2026 – 31/12/2026`. */
export const formatRange = (
  from: CivilDate,
  to: CivilDate,
  dateFormat: PanelConventions['dateFormat'],
): string => `${formatDate(from, dateFormat)} – ${formatDate(addDays(to, -1), dateFormat)}`;

/** What was multiplied by what: `150,00 USD × 183/365 días (02/07/2026 – 31/12/2026)`. */
export function explainLine(line: QuoteLine, style: TextStyle): string {
  const amount = (value: Amount) => formatAmount(value, style.currency, style.locale);
  const days =
    line.days === null ? '' : ` × ${line.days}/${line.ofDays ?? line.days} ${wordsFor(style.locale).days}`;
  const forgone = line.forgone === undefined ? '' : ` − ${amount(line.forgone)}`;
  return `${amount(line.price)}${days}${forgone} (${formatRange(line.from, line.to, style.dateFormat)})`;
}

/**
 * A line in full, ending with its dates: `Plan nuevo: 75,21 USD = 150,00 USD × 183/365 días (02/07/2026 – 31/12/2026)`.
 * A price that was taken whole stands once.
 */
export function describeLine(line: QuoteLine, style: TextStyle): string {
  const subject = wordsFor(style.locale).subjects[line.subject];
  const isWhole = line.days === null && line.forgone === undefined;
  const result = isWhole ? '' : `${formatAmount(line.amount, style.currency, style.locale)} = `;
  return `${subject}: ${result}${explainLine(line, style)}`;
}
