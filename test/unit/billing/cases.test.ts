/**
 * Worked cases, each a row: what was paid for which period, what is wanted when, and every line to the unit. They go
 * through the command `quote`, so that a case can be pasted into a terminal.
 */
import { expect, test } from 'vitest';
import { quoteCommand } from '../../../src/cli/quote.ts';

interface Case {
  readonly name: string;
  /** Policy, then the policy that is applied where it is another one: `F`, `P`, `R`, `N` as in `policies`. */
  readonly policy: 'F' | 'P' | 'R' | 'N' | 'F→R' | 'P→R' | 'F→N' | 'P→N' | 'N→R';
  readonly currency?: string;
  /** `paid`, or `paid/rate`. */
  readonly paid?: string;
  readonly price: string;
  /** `old`, or `old→new` cycle. */
  readonly cycle: string;
  readonly period?: string;
  readonly on: string;
  /** Later periods: `end billed`, with `unpaid` behind it where it is. */
  readonly later?: readonly string[];
  readonly negative?: string;
  readonly lines: string;
  readonly total: string;
  readonly due: string;
}

const policies = {
  F: 'full-difference',
  P: 'prorated-difference',
  R: 'restart-term',
  N: 'at-renewal',
} as const;
const year = '2026-01-01 2027-01-01';

// prettier-ignore
const cases: readonly Case[] = [
  // the source page's example under each policy: 100.00 a year, at half year to a plan of 150.00
  { name: "the source page's case", policy: 'F', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-07-02', lines: '+150.00 -100.00', total: '50.00', due: '2027-01-01' },
  { name: "the source page's case, prorated", policy: 'P', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-07-02', lines: '+75.21 -50.14', total: '25.07', due: '2027-01-01' },
  { name: "the source page's case, new term", policy: 'R', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-07-02', lines: '+150.00 -50.14', total: '99.86', due: '2027-07-02' },
  { name: "the source page's case, at the renewal", policy: 'N', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-07-02', lines: '', total: '0.00', due: '2027-01-01' },
  // the ends of a period
  { name: 'full difference on the first day', policy: 'F', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-01-01', lines: '+150.00 -100.00', total: '50.00', due: '2027-01-01' },
  { name: 'prorated on the first day is the full difference', policy: 'P', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-01-01', lines: '+150.00 -100.00', total: '50.00', due: '2027-01-01' },
  { name: 'full difference on the last day', policy: 'F', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-12-31', lines: '+150.00 -100.00', total: '50.00', due: '2027-01-01' },
  { name: 'prorated on the last day: one day of 365', policy: 'P', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-12-31', lines: '+0.41 -0.27', total: '0.14', due: '2027-01-01' },
  { name: 'failure mode 30: 10 to 100 a month on the last day', policy: 'P', paid: '10.00', price: '100.00', cycle: 'monthly', period: '2026-04-01 2026-05-01', on: '2026-04-30', lines: '+3.33 -0.33', total: '3.00', due: '2026-05-01' },
  { name: 'new term on the last day', policy: 'R', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-12-31', lines: '+150.00 -0.27', total: '149.73', due: '2027-12-31' },
  { name: 'renewal day: nothing is left to price', policy: 'P→N', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2027-01-01', lines: '', total: '0.00', due: '2027-01-01' },
  { name: 'renewal day under full difference', policy: 'F→N', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2027-01-01', lines: '', total: '0.00', due: '2027-01-01' },
  { name: 'renewal day, new term: no credit', policy: 'R', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2027-01-01', lines: '+150.00', total: '150.00', due: '2028-01-01' },
  { name: 'renewal day with another cycle starts a term', policy: 'P→R', paid: '100.00', price: '15.00', cycle: 'annually→monthly', period: year, on: '2027-01-01', lines: '+15.00', total: '15.00', due: '2027-02-01' },
  // currencies
  { name: 'CLP has no decimals', policy: 'P', currency: 'CLP', paid: '25900', price: '49900', cycle: 'annually', period: year, on: '2026-07-02', lines: '+25018 -12985', total: '12033', due: '2027-01-01' },
  { name: 'PYG has no decimals', policy: 'P', currency: 'PYG', paid: '350000', price: '500000', cycle: 'monthly', period: '2026-02-01 2026-03-01', on: '2026-02-15', lines: '+250000 -175000', total: '75000', due: '2026-03-01' },
  { name: 'JPY by full difference', policy: 'F', currency: 'JPY', paid: '10000', price: '15000', cycle: 'annually', period: year, on: '2026-11-24', lines: '+15000 -10000', total: '5000', due: '2027-01-01' },
  { name: 'KWD has three decimals', policy: 'P', currency: 'KWD', paid: '10.000', price: '15.500', cycle: 'annually', period: year, on: '2026-07-02', lines: '+7.771 -5.014', total: '2.757', due: '2027-01-01' },
  { name: 'ARS in the millions', policy: 'P', currency: 'ARS', paid: '1250000.00', price: '1999999.99', cycle: 'monthly', period: '2026-03-01 2026-04-01', on: '2026-03-11', lines: '+1354838.70 -846774.19', total: '508064.51', due: '2026-04-01' },
  // month ends and leap years
  { name: '31 January, monthly: new term ends on 28 February', policy: 'R', paid: '10.00', price: '20.00', cycle: 'monthly', period: '2026-01-15 2026-02-15', on: '2026-01-31', lines: '+20.00 -4.84', total: '15.16', due: '2026-02-28' },
  { name: '31 January of a leap year: 29 February', policy: 'R', paid: '10.00', price: '20.00', cycle: 'monthly', period: '2028-01-15 2028-02-15', on: '2028-01-31', lines: '+20.00 -4.84', total: '15.16', due: '2028-02-29' },
  { name: '31 August, six months on: 28 February', policy: 'P→R', paid: '10.00', price: '60.00', cycle: 'monthly→semiannually', period: '2026-08-31 2026-09-30', on: '2026-08-31', lines: '+60.00 -10.00', total: '50.00', due: '2027-02-28' },
  { name: '29 February, a year on: 28 February', policy: 'R', paid: '12.00', price: '24.00', cycle: 'annually', period: '2027-03-01 2028-03-01', on: '2028-02-29', lines: '+24.00 -0.03', total: '23.97', due: '2029-02-28' },
  { name: 'a leap year has 366 days', policy: 'P', paid: '366.00', price: '732.00', cycle: 'annually', period: '2028-01-01 2029-01-01', on: '2028-07-02', lines: '+366.00 -183.00', total: '183.00', due: '2029-01-01' },
  { name: 'failure mode 37: February has 28 days', policy: 'P', paid: '28.00', price: '56.00', cycle: 'monthly', period: '2026-02-01 2026-03-01', on: '2026-02-15', lines: '+28.00 -14.00', total: '14.00', due: '2026-03-01' },
  { name: 'failure mode 37: July has 31 days', policy: 'P', paid: '31.00', price: '62.00', cycle: 'monthly', period: '2026-07-01 2026-08-01', on: '2026-07-15', lines: '+34.00 -17.00', total: '17.00', due: '2026-08-01' },
  // the renewal is already invoiced
  { name: 'renewal paid early, prorated', policy: 'P', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-12-20', later: ['2028-01-01 100.00'], lines: '+4.93 -3.29 +150.00 -100.00', total: '51.64', due: '2027-01-01' },
  { name: 'renewal paid early, full difference', policy: 'F', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-12-20', later: ['2028-01-01 100.00'], lines: '+150.00 -100.00 +150.00 -100.00', total: '100.00', due: '2027-01-01' },
  { name: 'renewal paid early, on the renewal day: the next period alone', policy: 'P', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2027-01-01', later: ['2028-01-01 100.00'], lines: '+150.00 -100.00', total: '50.00', due: '2027-01-01' },
  { name: 'renewal paid early, new term: credited in full', policy: 'R', paid: '100.00', price: '300.00', cycle: 'annually', period: year, on: '2026-12-20', later: ['2028-01-01 100.00'], lines: '+300.00 -3.29 -100.00', total: '196.71', due: '2027-12-20' },
  { name: 'renewal invoice open: an upgrade bills the difference, the invoice is left alone', policy: 'P', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-12-20', later: ['2028-01-01 100.00 unpaid'], lines: '+4.93 -3.29 +150.00 -100.00', total: '51.64', due: '2027-01-01' },
  { name: 'renewal invoice open at just the new price', policy: 'F', paid: '100.00', price: '150.00', cycle: 'annually', period: year, on: '2026-12-20', later: ['2028-01-01 150.00 unpaid'], lines: '+150.00 -100.00 +150.00 -150.00', total: '50.00', due: '2027-01-01' },
  { name: 'renewal invoice open does not matter at the renewal', policy: 'N', paid: '100.00', price: '50.00', cycle: 'annually', period: year, on: '2026-12-20', later: ['2028-01-01 100.00 unpaid'], lines: '', total: '0.00', due: '2027-01-01' },
  { name: 'two later periods, one paid', policy: 'P', paid: '10.00', price: '20.00', cycle: 'monthly', period: '2026-04-01 2026-05-01', on: '2026-04-16', later: ['2026-06-01 10.00', '2026-07-01 12.00 unpaid'], lines: '+10.00 -5.00 +20.00 -10.00 +20.00 -12.00', total: '23.00', due: '2026-05-01' },
  // several changes in one period: billed and rate part ways
  { name: 'second change of a period, full difference: 150 to 200', policy: 'F', paid: '150.00', price: '200.00', cycle: 'annually', period: year, on: '2026-09-01', lines: '+200.00 -150.00', total: '50.00', due: '2027-01-01' },
  { name: 'failure mode 33: second change, prorated: the credit is the full rate, not what the first change cost', policy: 'P', paid: '125.07/150.00', price: '200.00', cycle: 'annually', period: year, on: '2026-10-01', lines: '+50.41 -37.81', total: '12.60', due: '2027-01-01' },
  { name: 'third change, prorated', policy: 'P', paid: '137.67/200.00', price: '250.00', cycle: 'annually', period: year, on: '2026-12-01', lines: '+21.23 -16.99', total: '4.24', due: '2027-01-01' },
  { name: 'full difference after a prorated change credits what was billed', policy: 'F', paid: '125.07/150.00', price: '200.00', cycle: 'annually', period: year, on: '2026-10-01', lines: '+200.00 -125.07', total: '74.93', due: '2027-01-01' },
  { name: 'new term after a prorated change credits the rate', policy: 'R', paid: '125.07/150.00', price: '200.00', cycle: 'annually', period: year, on: '2026-10-01', lines: '+200.00 -37.81', total: '162.19', due: '2027-10-01' },
  // another cycle
  { name: 'annual to biennial', policy: 'F→R', paid: '100.00', price: '270.00', cycle: 'annually→biennially', period: year, on: '2026-07-02', lines: '+270.00 -50.14', total: '219.86', due: '2028-07-02' },
  { name: 'annual to triennial, prorated', policy: 'P→R', paid: '100.00', price: '400.00', cycle: 'annually→triennially', period: year, on: '2026-07-02', lines: '+400.00 -50.14', total: '349.86', due: '2029-07-02' },
  { name: 'failure mode 29: 0.00 a year to 150 per three years is 150, not 50', policy: 'P→R', paid: '0.00', price: '150.00', cycle: 'annually→triennially', period: year, on: '2026-01-01', lines: '+150.00 -0.00', total: '150.00', due: '2029-01-01' },
  { name: 'failure mode 29: 65 a year to 55 a quarter is one quarter, not four', policy: 'P→R', paid: '65.00', price: '55.00', cycle: 'annually→quarterly', period: year, on: '2026-12-01', lines: '+55.00 -5.52', total: '49.48', due: '2027-03-01' },
  { name: 'monthly to annual', policy: 'P→R', paid: '10.00', price: '100.00', cycle: 'monthly→annually', period: '2026-04-01 2026-05-01', on: '2026-04-16', lines: '+100.00 -5.00', total: '95.00', due: '2027-04-16' },
  { name: 'annual to monthly at mid-year leaves a balance', policy: 'P→R', paid: '120.00', price: '15.00', cycle: 'annually→monthly', period: year, on: '2026-07-02', negative: 'credit-balance', lines: '+15.00 -60.16', total: '-45.16', due: '2026-08-02' },
  { name: 'annual to monthly at mid-year, forgone', policy: 'P→R', paid: '120.00', price: '15.00', cycle: 'annually→monthly', period: year, on: '2026-07-02', negative: 'forgo', lines: '+15.00 -15.00', total: '0.00', due: '2026-08-02' },
  { name: 'another cycle at the renewal keeps its own rule', policy: 'N', paid: '100.00', price: '15.00', cycle: 'annually→monthly', period: year, on: '2026-07-02', lines: '', total: '0.00', due: '2027-01-01' },
  // what was really paid
  { name: 'failure mode 31: a promotion is credited as paid, not at list price', policy: 'P', paid: '50.00', price: '150.00', cycle: 'annually', period: year, on: '2026-07-02', lines: '+75.21 -25.07', total: '50.14', due: '2027-01-01' },
  { name: 'failure mode 31: a promotion under full difference', policy: 'F', paid: '50.00', price: '150.00', cycle: 'annually', period: year, on: '2026-07-02', lines: '+150.00 -50.00', total: '100.00', due: '2027-01-01' },
  { name: 'failure mode 31: a comped period credits nothing', policy: 'P', paid: '0.00', price: '150.00', cycle: 'annually', period: year, on: '2026-07-02', lines: '+75.21 -0.00', total: '75.21', due: '2027-01-01' },
  // free
  { name: 'free to paid starts a term', policy: 'P→R', price: '10.00', cycle: 'free→monthly', on: '2026-01-31', lines: '+10.00', total: '10.00', due: '2026-02-28' },
  { name: 'free to paid whatever the policy', policy: 'N→R', price: '100.00', cycle: 'free→annually', on: '2028-02-29', lines: '+100.00', total: '100.00', due: '2029-02-28' },
  // downgrades
  { name: 'a cheaper plan, credited', policy: 'P', paid: '150.00', price: '100.00', cycle: 'annually', period: year, on: '2026-07-02', negative: 'credit-balance', lines: '+50.14 -75.21', total: '-25.07', due: '2027-01-01' },
  { name: 'a cheaper plan, forgone', policy: 'P', paid: '150.00', price: '100.00', cycle: 'annually', period: year, on: '2026-07-02', negative: 'forgo', lines: '+50.14 -50.14', total: '0.00', due: '2027-01-01' },
  { name: 'forgone from the last credit first', policy: 'P', paid: '150.00', price: '100.00', cycle: 'annually', period: year, on: '2026-07-02', later: ['2028-01-01 150.00'], negative: 'forgo', lines: '+50.14 -75.21 +100.00 -74.93', total: '0.00', due: '2027-01-01' },
  { name: 'forgone through several credits', policy: 'R', paid: '100.00', price: '30.00', cycle: 'annually', period: year, on: '2026-07-02', later: ['2028-01-01 100.00', '2029-01-01 100.00'], negative: 'forgo', lines: '+30.00 -30.00 -0.00 -0.00', total: '0.00', due: '2027-07-02' },
  { name: 'to a plan of nothing', policy: 'F', paid: '100.00', price: '0.00', cycle: 'annually', period: year, on: '2026-07-02', negative: 'credit-balance', lines: '+0.00 -100.00', total: '-100.00', due: '2027-01-01' },
  { name: 'the same price costs nothing, and is allowed', policy: 'P', paid: '100.00', price: '100.00', cycle: 'annually', period: year, on: '2026-07-02', lines: '+50.14 -50.14', total: '0.00', due: '2027-01-01' },
  // rounding
  { name: 'failure mode 40: 24.19 by lines would be 24.15 by a rounded daily rate', policy: 'P', paid: '49.00', price: '99.00', cycle: 'monthly', period: '2026-07-01 2026-08-01', on: '2026-07-17', lines: '+47.90 -23.71', total: '24.19', due: '2026-08-01' },
  { name: 'each line is rounded half-up on its own', policy: 'P', paid: '0.01', price: '0.03', cycle: 'monthly', period: '2026-04-01 2026-05-01', on: '2026-04-16', lines: '+0.02 -0.01', total: '0.01', due: '2026-05-01' },
];

const rowOf = (
  { policy, currency = 'USD', paid, price, cycle, period, on, later = [], negative }: Case,
  id: number,
) => {
  const [asked = 'F'] = policy.split('→') as (keyof typeof policies)[];
  const [oldCycle, newCycle = oldCycle] = cycle.split('→');
  const [billed, rate] = paid?.split('/') ?? [];
  const [periodStart, periodEnd] = period?.split(' ') ?? [];
  return {
    id,
    policy: policies[asked],
    currency,
    paid: billed,
    rate,
    oldCycle,
    newPrice: price,
    newCycle,
    periodStart,
    periodEnd,
    changeDate: on,
    negativeTotal: negative,
    laterPeriods: later.map((text) => {
      const [end, amount, unpaid] = text.split(' ');
      return { end, billed: amount, ...(unpaid === undefined ? {} : { paid: false }) };
    }),
  };
};

interface Answer {
  readonly ok: boolean;
  readonly lines: readonly { readonly kind: 'charge' | 'credit'; readonly amount: string }[];
  readonly total: string;
  readonly nextDueDate: string;
  readonly policyApplied: string;
}

const answers = JSON.parse(
  quoteCommand(JSON.stringify(cases.map(rowOf)), { explain: false }).stdout,
) as Answer[];

test.each(cases.map((row, index) => ({ ...row, answer: answers[index] })))('$name', ({ answer, ...row }) => {
  const applied = row.policy.split('→').at(-1) as keyof typeof policies;
  expect(answer).toMatchObject({
    ok: true,
    total: row.total,
    nextDueDate: row.due,
    policyApplied: policies[applied],
  });
  expect(answer?.lines.map((line) => `${line.kind === 'charge' ? '+' : '-'}${line.amount}`).join(' ')).toBe(
    row.lines,
  );
});
