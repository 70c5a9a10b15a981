/** The command `quote`: an array in, an array out, and lines for people (issue 4, section 3). */
import { describe, expect, test } from 'vitest';
import { quoteCommand } from '../../../src/cli/quote.ts';
import { answersTo, answerTo, row, run } from '../../support/quote-rows.ts';

describe('a JSON array in, an array in the same order and nothing else out', () => {
  test('the source page case, whole: exactly these fields', () => {
    expect(answersTo(row())).toEqual([
      {
        id: 'a',
        ok: true,
        lines: [
          {
            kind: 'charge',
            subject: 'new-plan',
            amount: '150.00',
            price: '150.00',
            days: null,
            ofDays: null,
            from: '2026-01-01',
            to: '2027-01-01',
          },
          {
            kind: 'credit',
            subject: 'current-plan',
            amount: '100.00',
            price: '100.00',
            days: null,
            ofDays: null,
            from: '2026-01-01',
            to: '2027-01-01',
          },
        ],
        charge: '150.00',
        credit: '100.00',
        total: '50.00',
        currency: 'USD',
        nextDueDate: '2027-01-01',
        policyApplied: 'full-difference',
      },
    ]);
  });

  test('each line carries what was multiplied by what', () => {
    expect(answerTo({ policy: 'prorated-difference' }).lines).toEqual([
      {
        kind: 'charge',
        subject: 'new-plan',
        amount: '75.21',
        price: '150.00',
        days: 183,
        ofDays: 365,
        from: '2026-07-02',
        to: '2027-01-01',
      },
      {
        kind: 'credit',
        subject: 'current-plan',
        amount: '50.14',
        price: '100.00',
        days: 183,
        ofDays: 365,
        from: '2026-07-02',
        to: '2027-01-01',
      },
    ]);
  });

  test('exit 0 whenever an array was read, however many rows are not ok', () => {
    expect(run([])).toEqual({ exitCode: 0, stdout: '[]\n', stderr: '' });
    expect(run([null, 1, 'x'])).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test.each(['', ' ', '{}', '"[]"', 'null', '42', '[', '[{]', 'id,policy'])(
    'input that is no JSON array, exit 2 and nothing on standard output: %s',
    (input) => {
      const result = quoteCommand(input, { explain: false });
      expect(result).toMatchObject({ exitCode: 2, stdout: '' });
      expect(result.stderr).toContain('JSON array');
    },
  );

  test('a byte order mark before the array is no mistake', () => {
    expect(quoteCommand('\ufeff[]', { explain: false }).exitCode).toBe(0);
  });

  test('one bad row never spoils the others', () => {
    const rows = [row({ id: 1 }), { id: 2 }, null, row({ id: 3, paid: '1,00' }), row({ id: 4 })];
    expect(answersTo(...rows).map(({ id, ok }) => [id, ok])).toEqual([
      [1, true],
      [2, false],
      [null, false],
      [3, false],
      [4, true],
    ]);
  });

  test('100,000 rows in one call', { timeout: 60_000 }, () => {
    const rows = Array.from({ length: 100_000 }, (_, id) => row({ id, policy: 'prorated-difference' }));
    const answers = answersTo(...rows);
    expect(answers).toHaveLength(100_000);
    expect(answers.every(({ id, total }, index) => id === index && total === '25.07')).toBe(true);
  });
});

describe('--explain prints lines for people instead', () => {
  const explain = (rows: unknown, locale?: string) =>
    quoteCommand(JSON.stringify(rows), { explain: true, ...(locale === undefined ? {} : { locale }) });

  test('what was multiplied by what, with the dates', () => {
    expect(explain([row({ policy: 'prorated-difference' })])).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: [
        'a: prorated-difference = 25,07 USD → 01/01/2027',
        '  + Plan nuevo: 75,21 USD = 150,00 USD × 183/365 días (02/07/2026 – 31/12/2026)',
        '  − Plan actual: 50,14 USD = 100,00 USD × 183/365 días (02/07/2026 – 31/12/2026)',
        '',
      ].join('\n'),
    });
  });

  test('a row that is not ok says why; one without id has its number', () => {
    const { stdout, exitCode } = explain([row({ newPrice: '1.00' }), null]);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      [
        'a: negative-total: The total would be -99.00 USD.',
        '#2: request-invalid: row: Invalid input: expected object, received null',
        '',
      ].join('\n'),
    );
  });

  test('in the language that was asked for', () => {
    expect(explain([row({ policy: 'prorated-difference' })], 'en').stdout).toContain(
      'New plan: USD 75.21 = USD 150.00 × 183/365 days (02/07/2026 – 31/12/2026)',
    );
    expect(explain([row({ newPrice: '1.00' })], 'no locale')).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test('no array is a wrong call here too', () => {
    expect(quoteCommand('{}', { explain: true })).toMatchObject({ exitCode: 2, stdout: '' });
  });
});
