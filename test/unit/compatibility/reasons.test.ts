/** Reasons as data: their order, who can lift them, and what the money adds. */
import { describe, expect, test } from 'vitest';
import { judgeService } from '../../../src/compatibility/judge.ts';
import { withCycles, withMoneyReason, withServiceReason } from '../../../src/compatibility/money-reason.ts';
import { makeReason, reasonTraits, verdictFrom } from '../../../src/compatibility/reason.ts';
import { severityOrder, sortBySeverity } from '../../../src/compatibility/severity.ts';
import { reasonCodes } from '../../../src/compatibility/verdict.ts';
import { moneyRefusalOf } from '../../../src/billing/refusal.ts';
import { aRule, aService, aSituation, planVerdict } from '../../support/situations.ts';

describe('the order', () => {
  test('every code has one place in it', () => {
    expect([...severityOrder].sort()).toEqual([...reasonCodes].sort());
  });

  test('what nobody can lift comes before what somebody can', () => {
    const last = Math.max(
      ...severityOrder.map((code, place) => (reasonTraits[code].who === 'nobody' ? place : 0)),
    );
    const firstOfClient = severityOrder.findIndex((code) => reasonTraits[code].who === 'client');
    expect(last).toBeLessThan(firstOfClient);
  });

  test('reasons of one code keep their order', () => {
    const reasons = ['disk', 'mailboxes'].map((subject) => makeReason('usage-unknown', { subject }));
    const sorted = sortBySeverity([...reasons, makeReason('overdue')]);
    expect(sorted.map(({ code, subject }) => subject ?? code)).toEqual(['overdue', 'disk', 'mailboxes']);
  });
});

describe('what reasons come to', () => {
  test('none: allow; all of them by hand: the account executive; else refuse', () => {
    const byHand = [makeReason('special-price'), makeReason('ask-executive')];
    expect(verdictFrom([])).toBe('allow');
    expect(verdictFrom(byHand)).toBe('ask-executive');
    expect(verdictFrom([...byHand, makeReason('negative-total')])).toBe('refuse');
  });

  test('a suspended client is told to pay only where the debt is the cause', () => {
    const suspended = (cause: 'overdue' | 'other') =>
      judgeService(
        aSituation({ service: aService('basico', { status: 'suspended', suspension: { cause, text: '' } }) }),
      ).serviceReasons[0];
    expect(suspended('overdue')).toMatchObject({ who: 'client', remedy: { kind: 'pay-invoice' } });
    expect(suspended('other')).toMatchObject({ who: 'staff', remedy: { kind: 'ask-staff' } });
  });

  test("the host's words travel with the reason", () => {
    const text = { es: 'Sólo por contrato.', en: 'By contract only.' };
    const rules = [
      aRule({ name: 'contrato', match: { toPlan: ['corporativo'] }, verdict: 'refuse', text }),
      aRule(),
    ];
    const [reason] = planVerdict(judgeService(aSituation({ rules })), 'corporativo').reasons;
    expect(reason).toEqual({
      code: 'blocked-by-rule',
      subject: 'contrato',
      text,
      who: 'staff',
      remedy: { kind: 'choose-another-plan' },
    });
  });

  test('a cycle says which rule spoke and how it prices the change', () => {
    const rules = [
      aRule({ name: 'anual', match: { toCycle: ['annually'] }, policy: 'full-difference' }),
      aRule({ name: 'lo demás', verdict: 'refuse' }),
    ];
    const { cycles } = planVerdict(judgeService(aSituation({ rules })), 'profesional');
    expect(cycles.map(({ cycle, rule, policy }) => [cycle, rule, policy])).toEqual([
      ['monthly', 'lo demás', null],
      ['annually', 'anual', 'full-difference'],
    ]);
  });
});

describe('what the money adds', () => {
  const plan = planVerdict(judgeService(aSituation()), 'profesional');
  const [monthly, annually] = plan.cycles;
  if (!monthly || !annually) throw new Error('Profesional is sold by the month and by the year');

  test('one cycle refused: the plan is still offered in the other', () => {
    const refused = withMoneyReason(monthly, makeReason('negative-total'));
    expect(refused).toMatchObject({ verdict: 'refuse', reasons: [{ code: 'negative-total' }] });
    expect(withCycles(plan, [refused, annually])).toMatchObject({ verdict: 'allow', reasons: [] });
  });

  test('every cycle refused for one reason: so is the plan, for that reason', () => {
    const cycles = plan.cycles.map((cycle) =>
      withMoneyReason({ ...cycle, quote: null }, makeReason('renewal-invoice-open', { subject: 'A-0812' })),
    );
    expect(withCycles(plan, cycles)).toMatchObject({
      verdict: 'refuse',
      direction: 'upgrade',
      moves: plan.moves,
      cycles: [{ quote: null }, { quote: null }],
      reasons: [{ code: 'renewal-invoice-open', subject: 'A-0812', who: 'client' }],
    });
  });

  test('a special price goes to the account executive', () => {
    expect(withMoneyReason(monthly, makeReason('special-price')).verdict).toBe('ask-executive');
  });

  test('a reason takes its place by severity among those that were there', () => {
    const executive = withMoneyReason(monthly, makeReason('ask-executive'));
    const both = withMoneyReason(executive, makeReason('renew-first'));
    expect(both.reasons.map(({ code }) => code)).toEqual(['renew-first', 'ask-executive']);
  });

  test('a reason about the whole service is on every plan, priced or not', () => {
    const situation = aSituation({ service: aService('basico', { currency: 'CLP' }) });
    for (const verdict of [judgeService(aSituation()), judgeService(situation)]) {
      const judged = withServiceReason(verdict, makeReason('paid-amount-unknown'));
      expect(judged.serviceReasons.map(({ code }) => code)).toEqual(['paid-amount-unknown']);
      for (const each of judged.plans) {
        expect(each.reasons.map(({ code }) => code)).toContain('paid-amount-unknown');
        expect(each.verdict).not.toBe('allow');
      }
    }
  });

  test('every reason that billing gives has its traits here', () => {
    const refusals = (
      ['request-invalid', 'currency-unknown', 'cycle-not-supported', 'negative-total'] as const
    ).map((code) => moneyRefusalOf({ ok: false, refusal: { code, message: '' } })?.code);
    for (const code of refusals) expect(reasonTraits).toHaveProperty(code ?? 'none');
  });
});
