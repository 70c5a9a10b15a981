/** The command `quote`: prices an array of changes from standard input, without any panel (docs/money.md). */
import { describeLine, formatAmount, formatDate, type TextStyle } from '../billing/format.ts';
import type { Quote } from '../billing/quote.ts';
import { quoteRow, type QuotedRow } from './quote-row.ts';

export interface CommandResult {
  readonly exitCode: 0 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

export interface QuoteOptions {
  /** Lines for people instead of JSON. */
  readonly explain: boolean;
  /** BCP 47, for `explain`; Spanish by default, the first user's language. */
  readonly locale?: string;
}

/**
 * @param stdin a JSON array of rows
 * @returns exit 0 with an answer per row in the same order, however many are not ok; exit 2 and nothing on standard
 *   output where no array was read, or where the locale is none
 */
export function quoteCommand(stdin: string, { explain, locale = 'es' }: QuoteOptions): CommandResult {
  const rows = arrayIn(stdin);
  if (rows === null) return wrongCall('quote reads a JSON array of rows from standard input.');
  if (!isLocale(locale)) return wrongCall(`"${locale}" is no locale such as es or es-AR.`);
  const answers = rows.map(quoteRow);
  const stdout = explain
    ? answers.map((answer, index) => `${explained(answer, index, locale)}\n`).join('')
    : `${JSON.stringify(answers.map(asJson))}\n`;
  return { exitCode: 0, stdout, stderr: '' };
}

const wrongCall = (message: string): CommandResult => ({ exitCode: 2, stdout: '', stderr: `${message}\n` });

function arrayIn(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function isLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length > 0;
  } catch {
    return false;
  }
}

/** Exactly the fields of the command's contract (issue 4, section 3). */
function asJson(answer: QuotedRow): object {
  if (!answer.ok) return answer;
  const { lines, charge, credit, total, currency, nextDueDate, policyApplied } = answer.quote;
  return { id: answer.id, ok: true, lines, charge, credit, total, currency, nextDueDate, policyApplied };
}

function explained(answer: QuotedRow, index: number, locale: string): string {
  const name = answer.id ?? `#${index + 1}`;
  if (!answer.ok) return `${name}: ${answer.code}: ${answer.message}`;
  const { quote } = answer;
  const style: TextStyle = { currency: quote.currency, locale, dateFormat: 'DD/MM/YYYY' };
  const lines = quote.lines.map(
    (line) => `  ${line.kind === 'charge' ? '+' : '−'} ${describeLine(line, style)}`,
  );
  return [`${name}: ${summary(quote, style)}`, ...lines].join('\n');
}

const summary = (quote: Quote, { locale, dateFormat }: TextStyle): string =>
  [
    `${quote.policyApplied} = ${formatAmount(quote.total, quote.currency, locale)}`,
    ...(quote.nextDueDate === null ? [] : [`→ ${formatDate(quote.nextDueDate, dateFormat)}`]),
  ].join(' ');
