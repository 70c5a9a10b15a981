import { describe, expect, test } from 'vitest';
import {
  describeLine,
  explainLine,
  formatAmount,
  formatDate,
  formatRange,
  type TextStyle,
} from '../../../src/billing/format.ts';
import { invoiceLines, type InvoiceTexts } from '../../../src/billing/invoice-lines.ts';
import type { QuoteLine, QuoteRequest } from '../../../src/billing/quote.ts';
import type { SignedAmount } from '../../../src/catalogue/amount.ts';
import type { ChangeReference } from '../../../src/catalogue/identifiers.ts';
import { amount, aPeriod, aRequest, currency, day, quoted } from '../../support/quote-requests.ts';

describe('an amount is written in the client locale, with the currency by its code', () => {
  test.each([
    ['150.00', 'USD', 'es', '150,00 USD'],
    ['150.00', 'USD', 'en', 'USD 150.00'],
    ['150.00', 'USD', 'es-AR', 'USD 150,00'],
    ['1234567.89', 'ARS', 'es-AR', 'ARS 1.234.567,89'],
    ['1234567.89', 'BRL', 'pt-BR', 'BRL 1.234.567,89'],
    ['25900', 'CLP', 'es-CL', 'CLP 25.900'],
    ['9.125', 'KWD', 'en', 'KWD 9.125'],
    // Intl alone would print no decimals: CLDR says so for the Colombian peso
    ['150.50', 'COP', 'es', '150,50 COP'],
    ['0.00', 'USD', 'es', '0,00 USD'],
    ['-45.16', 'USD', 'es', '-45,16 USD'],
    // more digits than a float holds
    ['9007199254740993.01', 'USD', 'en', 'USD 9,007,199,254,740,993.01'],
    ['1234567.00', 'EUR', 'fr', '1 234 567,00 EUR'],
  ])('%s %s in %s is %s', (text, code, locale, written) => {
    expect(formatAmount(text as SignedAmount, currency(code), locale)).toBe(written);
  });
});

describe('a date is written as the panel writes it', () => {
  test.each([
    ['DD/MM/YYYY', '05/12/2026'],
    ['MM/DD/YYYY', '12/05/2026'],
    ['YYYY-MM-DD', '2026-12-05'],
    ['DD.MM.YYYY', '05.12.2026'],
    ['DD-MM-YYYY', '05-12-2026'],
  ] as const)('%s', (dateFormat, written) => {
    expect(formatDate(day('2026-12-05'), dateFormat)).toBe(written);
  });

  test('a span shows the last day that belongs to it', () => {
    expect(formatRange(day('2026-07-02'), day('2027-01-01'), 'DD/MM/YYYY')).toBe('02/07/2026 – 31/12/2026');
    expect(formatRange(day('2028-02-29'), day('2028-03-01'), 'YYYY-MM-DD')).toBe('2028-02-29 – 2028-02-29');
  });
});

const style = (locale = 'es'): TextStyle => ({ currency: currency('USD'), locale, dateFormat: 'DD/MM/YYYY' });
const lineOf = (changes: Partial<QuoteRequest>, index = 0): QuoteLine => {
  const line = quoted(aRequest(changes)).lines[index];
  if (line === undefined) throw new Error('no such line');
  return line;
};
const prorated = { policy: 'prorated-difference' } as const;

describe('a line explains itself', () => {
  test('what was multiplied by what', () => {
    expect(explainLine(lineOf(prorated), style())).toBe(
      '150,00 USD × 183/365 días (02/07/2026 – 31/12/2026)',
    );
    expect(explainLine(lineOf(prorated), style('en-GB'))).toBe(
      'USD 150.00 × 183/365 days (02/07/2026 – 31/12/2026)',
    );
    expect(explainLine(lineOf(prorated), style('pt-BR'))).toBe(
      'USD 150,00 × 183/365 dias (02/07/2026 – 31/12/2026)',
    );
    expect(explainLine(lineOf(prorated), style('qu'))).toContain('días');
  });

  test('a whole price stands alone', () => {
    expect(explainLine(lineOf({}), style())).toBe('150,00 USD (01/01/2026 – 31/12/2026)');
    expect(describeLine(lineOf({}), style())).toBe('Plan nuevo: 150,00 USD (01/01/2026 – 31/12/2026)');
  });

  test('with its result and what it is for', () => {
    expect(describeLine(lineOf(prorated, 1), style())).toBe(
      'Plan actual: 50,14 USD = 100,00 USD × 183/365 días (02/07/2026 – 31/12/2026)',
    );
    expect(describeLine(lineOf(prorated, 1), style('en'))).toMatch(/^Current plan: USD 50.14 = /);
    expect(describeLine(lineOf(prorated, 1), style('pt'))).toMatch(/^Plano atual: /);
  });

  test('what forgo took off is taken off in the explanation too', () => {
    const cheaper = { negativeTotal: 'forgo', newPrice: amount('60.00') } as const;
    expect(describeLine(lineOf(cheaper, 1), style())).toBe(
      'Plan actual: 60,00 USD = 100,00 USD − 40,00 USD (01/01/2026 – 31/12/2026)',
    );
    expect(explainLine(lineOf({ ...cheaper, ...prorated }, 1), style())).toBe(
      '100,00 USD × 183/365 días − 20,06 USD (02/07/2026 – 31/12/2026)',
    );
  });

  test.each([
    ['es', ['Plan nuevo', 'Instalación', 'Plan actual', 'Período siguiente', 'Período siguiente']],
    ['en', ['New plan', 'Setup', 'Current plan', 'Following period', 'Following period']],
    ['pt', ['Plano novo', 'Instalação', 'Plano atual', 'Período seguinte', 'Período seguinte']],
  ])('every subject has its word in %s', (locale, subjects) => {
    const { lines } = quoted(
      aRequest({
        laterPeriods: [aPeriod('2027-01-01', '2028-01-01', '100.00')],
        setupFee: { rule: 'charge', old: amount('0'), new: amount('5') },
      }),
    );
    expect(lines.map((line) => describeLine(line, style(locale)).split(':')[0])).toEqual(subjects);
  });
});

describe('invoice lines', () => {
  const texts: InvoiceTexts = {
    reference: 'CP-7K3F9' as ChangeReference,
    title: 'Cambio de plan: Básico → Pro (radiosur.example)',
    locale: 'es',
    dateFormat: 'DD/MM/YYYY',
  };

  test('net: one positive line, the breakdown in its text, the dates at its end', () => {
    expect(invoiceLines(quoted(aRequest(prorated)), texts, 'net')).toEqual([
      {
        amount: '25.07',
        text:
          'CP-7K3F9 Cambio de plan: Básico → Pro (radiosur.example): ' +
          '+ Plan nuevo: 75,21 USD = 150,00 USD × 183/365 días (02/07/2026 – 31/12/2026) ' +
          '− Plan actual: 50,14 USD = 100,00 USD × 183/365 días (02/07/2026 – 31/12/2026)',
      },
    ]);
  });

  test('itemised: a line each, credits negative, the reference in every one', () => {
    expect(invoiceLines(quoted(aRequest()), texts, 'itemised')).toEqual([
      {
        amount: '150.00',
        text: 'CP-7K3F9 Cambio de plan: Básico → Pro (radiosur.example): Plan nuevo: 150,00 USD (01/01/2026 – 31/12/2026)',
      },
      {
        amount: '-100.00',
        text: 'CP-7K3F9 Cambio de plan: Básico → Pro (radiosur.example): Plan actual: 100,00 USD (01/01/2026 – 31/12/2026)',
      },
    ]);
  });

  test('a line of nothing is left out', () => {
    const period = aPeriod('2026-01-01', '2027-01-01', '0.00');
    expect(invoiceLines(quoted(aRequest({ period })), texts, 'itemised')).toHaveLength(1);
    expect(invoiceLines(quoted(aRequest({ period })), texts, 'net')[0]?.text).not.toContain('Plan actual');
  });

  test.each(['forgo', 'credit-balance'] as const)('nothing to pay, no invoice: %s', (negativeTotal) => {
    const cheaper = quoted(aRequest({ negativeTotal, newPrice: amount('60.00') }));
    expect(invoiceLines(cheaper, texts, 'net')).toEqual([]);
    expect(invoiceLines(cheaper, texts, 'itemised')).toEqual([]);
  });
});
