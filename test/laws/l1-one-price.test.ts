/** L1 One price: whatever shows a quote shows what `quote()` returned, and nobody else calculates. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeLine, formatAmount, formatDate, type TextStyle } from '../../src/billing/format.ts';
import type { Quote } from '../../src/billing/quote.ts';
import { estimateTax } from '../../src/billing/tax-estimate.ts';
import type { SignedAmount } from '../../src/catalogue/amount.ts';
import type { BillingCycle } from '../../src/catalogue/billing-cycle.ts';
import type { ChangeReference } from '../../src/catalogue/identifiers.ts';
import type { Policy } from '../../src/catalogue/policy.ts';
import { quoteCommand } from '../../src/cli/quote.ts';
import { createNotices } from '../../src/notices/notices.ts';
import { aChange, aPinned } from '../support/changes.ts';
import { aCategory, aHostingOffer, aPlanOffer } from '../support/offers.ts';
import { aPageContext, conventions } from '../support/preview-data.ts';

const notices = createNotices({ defaultLanguage: 'es' });

/** Text as a reader sees it: entities read, tags gone, spaces single. */
const seen = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

interface Shown {
  readonly card: string;
  readonly review: string;
  readonly invoice: string;
  readonly email: string;
  readonly command: string;
}

/** One quote, rendered five ways by what really renders it. */
function shown(
  policy: Policy,
  price: string,
  cycle: BillingCycle,
  language: string,
): { quote: Quote; shown: Shown } {
  const base = aHostingOffer();
  const service = { ...base.service, language };
  const plan = aPlanOffer(service, base.today.limits, {
    id: 'pro-25',
    name: 'Profesional 25',
    category: aCategory('pro', 'Hosting profesional'),
    limits: base.today.limits,
    prices: { [cycle]: price },
    policy,
  });
  const offer = { ...base, service, plans: [plan] };
  const quote = plan.cycles[0]?.quote ?? null;
  if (quote === null || service.billed === null) throw new Error('the example has a price');
  const context = aPageContext({ language });
  const reference = 'CP-7K3F9' as ChangeReference;
  const planId = plan.plan.id;
  const tax = estimateTax(quote.total, quote.currency, service.tax, conventions);
  const change = aChange({ pinned: aPinned({ quote, language }), state: 'completed' });
  const row = {
    id: 'x',
    policy,
    currency: quote.currency,
    paid: service.billed.amount,
    oldCycle: service.cycle,
    newPrice: price,
    newCycle: cycle,
    periodStart: service.billed.from,
    periodEnd: service.billed.to,
    changeDate: quote.changeDate,
    negativeTotal: 'credit-balance',
  };
  return {
    quote,
    shown: {
      card: seen(notices.page({ kind: 'period', offer, planId, alert: null }, context).html),
      review: seen(
        notices.page(
          { kind: 'review', offer, planId, cycle, tax, intent: 'i', quoteHash: 'h', alert: null },
          context,
        ).html,
      ),
      invoice: notices
        .invoiceLines({
          reference,
          quote,
          fromPlan: 'Inicial',
          toPlan: 'Profesional 25',
          serviceLabel: service.label,
          language,
          conventions,
          mode: 'net',
        })
        .map((line) => `${line.text} ${formatAmount(line.amount, quote.currency, language)}`)
        .join('\n'),
      email: notices.clientMessage('change-completed', change, { conventions }).text,
      command: quoteCommand(JSON.stringify([row]), { explain: true, locale: language }).stdout,
    },
  };
}

/** What each of the five must hold, letter by letter; empty when it does. */
function missing({ quote, shown: places }: ReturnType<typeof shown>, language: string): string[] {
  const style: TextStyle = { currency: quote.currency, locale: language, dateFormat: conventions.dateFormat };
  const amount = (value: Quote['total']) => formatAmount(value, quote.currency, language);
  const total = amount(quote.total);
  const lines = quote.lines.map((line) => describeLine(line, style));
  const renewal = amount(quote.renewalAmount as string as SignedAmount);
  const due = quote.nextDueDate === null ? '' : formatDate(quote.nextDueDate, conventions.dateFormat);
  const needed: Record<keyof Shown, readonly string[]> = {
    card: [total, renewal, due],
    review: [total, renewal, due, ...lines],
    invoice: [total, ...lines],
    email: [total, renewal, due],
    command: [total, due, ...lines],
  };
  return Object.entries(needed).flatMap(([place, texts]) =>
    texts
      .filter((text) => !places[place as keyof Shown].includes(text))
      .map((text) => `${place} lacks ${text}`),
  );
}

describe('L1 one quote rendered five ways: card, review, invoice, e-mail, command', () => {
  const policies = ['full-difference', 'prorated-difference', 'restart-term'] as const;
  const languages = ['es', 'es-AR', 'en', 'pt-BR'];

  test.each(policies.flatMap((policy) => languages.map((language) => ({ policy, language }))))(
    'L1 equal strings: $policy in $language',
    ({ policy, language }) => {
      expect(missing(shown(policy, '150.00', 'annually', language), language)).toEqual([]);
    },
  );

  test('L1 equal strings: another cycle, thousands', () => {
    expect(missing(shown('prorated-difference', '123456.78', 'biennially', 'es-AR'), 'es-AR')).toEqual([]);
  });

  test('L1 failure mode 47 mutant turns it red: a total that was calculated again', () => {
    const good = shown('prorated-difference', '150.00', 'annually', 'es');
    const again = { ...good, quote: { ...good.quote, total: '25.06' as SignedAmount } };
    expect(missing(again, 'es')).toHaveLength(5);
  });

  test('L1 the command answers with the very lines of the quote', () => {
    const { quote } = shown('prorated-difference', '150.00', 'annually', 'es');
    const row = {
      id: 1,
      policy: quote.policy,
      currency: 'USD',
      paid: '100.00',
      oldCycle: 'annually',
      newPrice: '150.00',
      newCycle: 'annually',
      periodStart: '2026-01-01',
      periodEnd: '2027-01-01',
      changeDate: '2026-07-02',
    };
    const [answer] = JSON.parse(quoteCommand(JSON.stringify([row]), { explain: false }).stdout) as unknown[];
    const { lines, charge, credit, total, currency, nextDueDate, policyApplied } = quote;
    expect(answer).toEqual({
      id: 1,
      ok: true,
      lines,
      charge,
      credit,
      total,
      currency,
      nextDueDate,
      policyApplied,
    });
  });
});

describe('L1 nothing outside billing/ does arithmetic on money', () => {
  const folders = ['../../src/', '../../hooks/'].map((path) => new URL(path, import.meta.url));
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('billing/'))
      .map((name): [string, string] => [name, readFileSync(new URL(name, folder), 'utf8')]),
  );
  /** The only ways from an amount's text to a number that can be added. */
  const calculates =
    /from 'decimal\.js'|billing\/money\.ts|\bparseFloat|\b(Number|BigInt)(\.parse\w+)?\([^)]*([aA]mount|[pP]rice|[tT]otal|[cC]harge|[cC]redit|[bB]illed|\brate|[rR]ecurring)\b/;

  test('L1 no file out there turns an amount into a number', () => {
    expect(sources.length).toBeGreaterThan(30);
    expect(sources.filter(([, text]) => calculates.test(text)).map(([name]) => name)).toEqual([]);
  });

  test.each([
    "import { Decimal } from 'decimal.js';",
    'const sum = Number(line.amount) + 1;',
    'const sum = parseFloat(quote.total);',
    'const cents = BigInt(invoice.total);',
  ])('L1 mutant turns it red: %s', (text) => {
    expect(calculates.test(text)).toBe(true);
  });
});
