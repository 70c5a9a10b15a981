/** L7 Money laws, each as a property, and each with wrong rules that turn it red. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPositive } from '../../src/billing/compare.ts';
import { invoiceLines } from '../../src/billing/invoice-lines.ts';
import { policyRules, quote } from '../../src/billing/price.ts';
import type { Quote, QuoteRequest } from '../../src/billing/quote.ts';
import type { ChangeReference } from '../../src/catalogue/identifiers.ts';
import { isAtMost, plus, zero } from '../support/fraction.ts';
import { expectLawBroken, expectLawHolds, law } from '../support/law.ts';
import { anyLife } from '../support/lives.ts';
import { anyPrice, anyRequest, decimalText, unitsOf } from '../support/money-arbitraries.ts';
import { live, type Judge, type Reading } from '../support/money-ledger.ts';
import { amount, aPeriod, aRequest, day, quoted } from '../support/quote-requests.ts';
import { wrongRules, type Rules } from '../support/wrong-money-rules.ts';

describe('L7a on one day, one policy, no negative total: A→B→C and A→C cost the same and leave the same', () => {
  const anyTwo = fc.record({
    request: anyRequest,
    policy: fc.constantFrom('full-difference', 'prorated-difference', 'restart-term' as const),
    more: fc.tuple(anyPrice, anyPrice),
  });

  /** The same service after a change, asked for another plan on the same day. */
  const then = (
    request: QuoteRequest,
    { periodsAfter, nextDueDate }: Quote,
    newPrice: QuoteRequest['newPrice'],
  ): QuoteRequest => {
    const [period = null, ...laterPeriods] = periodsAfter;
    return { ...request, oldCycle: request.newCycle, period, laterPeriods, nextDueDate, newPrice };
  };

  function pathsAgree(rules: Rules) {
    let judged = 0;
    const property = fc.property(anyTwo, ({ request, policy, more: [more, evenMore] }) => {
      const text = (units: bigint) => amount(decimalText(units, request.currency));
      const priceOfB = unitsOf(request.newPrice) + more;
      const toB: QuoteRequest = {
        ...request,
        policy,
        negativeTotal: 'credit-balance',
        newPrice: text(priceOfB),
      };
      const toC: QuoteRequest = { ...toB, newPrice: text(priceOfB + evenMore) };
      const ab = quote(toB, rules);
      const ac = quote(toC, rules);
      if (!ab.ok || !ac.ok) return;
      const bc = quote(then(toB, ab.quote, toC.newPrice), rules);
      law(bc.ok, 'what is priced directly is priced over B too');
      if (!bc.ok) return;
      const steps = [ab.quote, bc.quote, ac.quote];
      if (new Set(steps.map((step) => step.policyApplied)).size > 1) return;
      if (steps.some((step) => unitsOf(step.total) < 0n)) return;
      judged += 1;
      law(
        unitsOf(ab.quote.total) + unitsOf(bc.quote.total) === unitsOf(ac.quote.total),
        'the same cost to the unit',
      );
      law(bc.quote.nextDueDate === ac.quote.nextDueDate, 'the same due date');
      law(JSON.stringify(bc.quote.periodsAfter) === JSON.stringify(ac.quote.periodsAfter), 'the same base');
    });
    return { details: fc.check(property, { numRuns: 10_000 }), judged };
  }

  test('L7a over all policies, cycles, month ends, leap years, time zones and currencies', () => {
    expectLawHolds(pathsAgree(policyRules), 4000);
  });

  test('L7a the source page in two steps: 100 → 120 → 150 costs 50 as well', () => {
    const first = quoted(aRequest({ newPrice: amount('120.00') }));
    const second = quoted(then(aRequest(), first, amount('150.00')));
    expect([first.total, second.total]).toEqual(['20.00', '30.00']);
  });

  test.each(Object.entries(wrongRules.paths))('L7a mutant turns it red: %s', (_, rules) => {
    expectLawBroken(pathsAgree(rules));
  });
});

/** Every life is lived to its end; each change counts as judged. */
function everyLife(rules: Rules, judge: Judge, reading: Reading) {
  let judged = 0;
  const property = fc.property(anyLife, (life) => {
    judged += live(life, (request) => quote(request, rules), judge, reading);
  });
  return { details: fc.check(property, { numRuns: 4000 }), judged };
}

const nothing = (): void => undefined;

describe('L7b over any sequence that starts from what was billed, no credit exceeds what was billed for its span', () => {
  const credits: Judge = {
    credit: (given, billed, allowance) => {
      law(
        isAtMost(given, plus(billed, allowance)),
        'no credit above what was billed, to the rounding of the lines',
      );
    },
    use: nothing,
  };

  test('L7b long sequences over all policies, cycles, negative totals and renewals', () => {
    expectLawHolds(everyLife(policyRules, credits, 'retroactive'), 10_000);
  });

  test('L7b failure mode 32: no sequence mints credit, more never comes out than went in', () => {
    const balance: Judge = {
      credit: nothing,
      use: (paid, _, allowance) => {
        law(isAtMost(zero, plus(paid, allowance)), 'paid is never below nothing');
      },
    };
    expectLawHolds(everyLife(policyRules, balance, 'retroactive'), 10_000);
    expectLawBroken(
      everyLife(wrongRules.credits['the whole rate credited for a part of the days'], balance, 'retroactive'),
    );
  });

  test.each(Object.entries(wrongRules.credits))('L7b mutant turns it red: %s', (_, rules) => {
    expectLawBroken(everyLife(rules, credits, 'retroactive'));
  });
});

describe('L7c over any such sequence, paid ≥ value used − half a unit per line', () => {
  const uses: Judge = {
    credit: nothing,
    use: (paid, used, allowance) => {
      law(isAtMost(used, plus(paid, allowance)), 'nothing is used that was not paid for');
    },
  };

  test('L7c as each policy counts: full-difference sells the whole period again', () => {
    expectLawHolds(everyLife(policyRules, uses, 'retroactive'), 10_000);
  });

  test('L7c by the day, where no full-difference goes below a plan that its period was used on', () => {
    expectLawHolds(everyLife(policyRules, uses, 'by-the-day'), 10_000);
  });

  test('L7c needs that condition: such a step gives back the difference of days that were used', () => {
    const lastDay = aRequest({
      period: aPeriod('2026-01-01', '2027-01-01', '150.00'),
      newPrice: amount('100.00'),
      changeDate: day('2026-12-31'),
      negativeTotal: 'credit-balance',
    });
    expect(quoted(lastDay).total).toBe('-50.00');
    expect(quoted({ ...lastDay, policy: 'prorated-difference' }).total).toBe('-0.14');
  });

  test.each(Object.entries(wrongRules.uses))('L7c mutant turns it red: %s', (_, rules) => {
    expectLawBroken(everyLife(rules, uses, 'by-the-day'));
  });
});

describe('L7d no negative invoice, and no float anywhere', () => {
  const texts = {
    reference: 'CP-7K3F9' as ChangeReference,
    title: 'Cambio de plan',
    locale: 'es',
    dateFormat: 'DD/MM/YYYY',
  } as const;

  function invoicesArePositive(linesOf: typeof invoiceLines) {
    let judged = 0;
    const property = fc.property(anyRequest, fc.constantFrom('net', 'itemised'), (request, mode) => {
      const result = quote(request);
      if (!result.ok) return;
      judged += 1;
      const lines = linesOf(result.quote, texts, mode);
      const sum = lines.reduce((all, line) => all + unitsOf(line.amount), 0n);
      law(lines.length === 0 || sum > 0n, 'no invoice of zero or less');
      law(
        sum === (isPositive(result.quote.total) ? unitsOf(result.quote.total) : 0n),
        'it adds up to the total',
      );
      law(mode === 'itemised' || lines.every((line) => isPositive(line.amount)), 'net has no negative line');
    });
    return { details: fc.check(property, { numRuns: 5000 }), judged };
  }

  test('L7d an invoice adds up to the total, above nothing; else there is none', () => {
    expectLawHolds(invoicesArePositive(invoiceLines), 2500);
  });

  test('L7d mutant turns it red: an invoice of whatever the total is', () => {
    expectLawBroken(invoicesArePositive((each, { reference }) => [{ text: reference, amount: each.total }]));
  });

  const sources = (folder: URL): [string, string][] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]);
  const floats = /parseFloat|\.toNumber\(|Number\(|Math\.(round|ceil|trunc)|\.valueOf\(/;

  test('L7d no amount becomes a float on its way through billing/', () => {
    const billing = sources(new URL('../../src/billing/', import.meta.url));
    expect(billing.length).toBeGreaterThan(20);
    // the table of currencies counts decimals, not money
    const offenders = billing
      .filter(([name, text]) => name !== 'iso-4217.ts' && floats.test(text))
      .map(([name]) => name);
    expect(offenders).toEqual([]);
  });

  test('L7d mutant turns it red: an amount through a float', () => {
    expect(floats.test('const total = Number(amount) * 2;')).toBe(true);
  });
});
