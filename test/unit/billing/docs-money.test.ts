/** docs/money.md: every worked table is recomputed. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addCycle, daysBetween } from '../../../src/billing/calendar.ts';
import type { Quote, QuoteLine, QuoteRefusalCode, QuoteRequest } from '../../../src/billing/quote.ts';
import { policySchema } from '../../../src/catalogue/policy.ts';
import { amount, aPeriod, aRequest, day, quoted, refused } from '../../support/quote-requests.ts';
import { quoteCommand } from '../../../src/cli/quote.ts';

const page = readFileSync(new URL('../../../docs/money.md', import.meta.url), 'utf8');

/** The rows of the first table after `heading`, without its head, cells trimmed and bold marks gone. */
function tableAfter(heading: string): string[][] {
  const start = page.indexOf(heading);
  if (start < 0) throw new Error(`docs/money.md has no "${heading}"`);
  const lines = page.slice(start).split('\n');
  const first = lines.findIndex((line) => line.startsWith('|'));
  const end = lines.findIndex((line, index) => index > first && !line.startsWith('|'));
  return lines.slice(first + 2, end).map((line) =>
    line
      .replaceAll(/\*\*|`/g, '')
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const subjects: Partial<Record<QuoteLine['subject'], string>> = {
  'new-plan': 'new plan',
  'current-plan': 'current plan',
};

const tableOf = ({ lines, total, nextDueDate }: Quote): string[][] => [
  ...lines.map(({ kind, subject, price, days, ofDays, amount: result }) => [
    subjects[subject] ?? subject,
    days === null ? price : `${price} × ${days}/${String(ofDays)}`,
    kind === 'credit' ? `−${result}` : result,
  ]),
  [`total, next due date ${String(nextDueDate)}`, '', total],
];

describe('docs/money.md', () => {
  test.each(policySchema.options)('the worked table of %s', (policy) => {
    expect(tableAfter(`### \`${policy}\``)).toEqual(tableOf(quoted(aRequest({ policy }))));
  });

  test('what each reading of the due date costs', () => {
    const kept = (changeDate: string): QuoteRequest => aRequest({ changeDate: day(changeDate) });
    const rows = ['2026-01-01', '2026-07-02', '2026-12-31'].map((on) => {
      const keep = quoted(kept(on));
      const restart = quoted({ ...kept(on), dueDate: { rule: 'restart', floor: amount('0.00') } });
      if (keep.nextDueDate === null || restart.nextDueDate === null) throw new Error('both renew');
      const given = daysBetween(keep.nextDueDate, restart.nextDueDate);
      // what those days of the new plan cost: the unused part of a term of 365 days
      const term = aPeriod('2026-01-01', '2027-01-01', '150.00');
      const worth = quoted(
        aRequest({
          policy: 'restart-term',
          period: term,
          changeDate: day(new Date(Date.parse('2027-01-01') - given * 86_400_000).toISOString().slice(0, 10)),
        }),
      ).lines.find((line) => line.kind === 'credit')?.amount;
      return [on, restart.total, keep.nextDueDate, restart.nextDueDate, String(given), worth ?? '0.00'];
    });
    expect(tableAfter('two readings')).toEqual(rows);
    expect(addCycle(day('2026-07-02'), 'annually')).toBe('2027-07-02');
  });

  test('the two numbers after a change', () => {
    const rows = (['full-difference', 'prorated-difference', 'restart-term'] as const).map((policy) => {
      const [after] = quoted(aRequest({ policy })).periodsAfter;
      return [policy, after?.billed, after?.rate];
    });
    expect(tableAfter('Two numbers per period')).toEqual(rows);
  });

  test('negative totals', () => {
    const cheaper = (negativeTotal: QuoteRequest['negativeTotal']): QuoteRequest =>
      aRequest({
        policy: 'prorated-difference',
        period: aPeriod('2026-01-01', '2027-01-01', '150.00'),
        newPrice: amount('100.00'),
        negativeTotal,
      });
    expect(refused(cheaper('forbid')).code).toBe('negative-total');
    const row = (setting: 'forgo' | 'credit-balance'): string[] => {
      const { charge, credit, total } = quoted(cheaper(setting));
      return [setting, charge, credit, total];
    };
    expect(tableAfter('Negative totals')).toEqual([
      ['forbid', '–', '–', 'refused'],
      row('forgo'),
      row('credit-balance'),
    ]);
  });

  test('the command prints what stands there', () => {
    const [, input = '', output = ''] = /\$ echo '(\[.*?\])' \|[^\n]*\n(.*?)```/s.exec(page) ?? [];
    expect(quoteCommand(input, { explain: true }).stdout).toBe(output);
  });

  test('every code that the command can answer with is named', () => {
    const codes = {
      'request-invalid': true,
      'currency-unknown': true,
      'cycle-not-supported': true,
      'date-outside-period': true,
      'period-empty': true,
      'renewal-invoice-open': true,
      'negative-total': true,
      // the command always has a period
      'paid-amount-unknown': false,
    } satisfies Record<QuoteRefusalCode, boolean>;
    const named = page.slice(page.indexOf('the codes are'), page.indexOf('## How it is shown'));
    for (const [code, isNamed] of Object.entries(codes))
      expect(named.includes(`\`${code}\``), code).toBe(isNamed);
  });
});
