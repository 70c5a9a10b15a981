/**
 * A service lived through by the day, with a ledger beside it that knows what was billed for which days and what the
 * days used were worth. It reads the lines of each quote and nothing of how they came about.
 */
import { addCycle, addDays, daysBetween } from '../../src/billing/calendar.ts';
import type { BilledPeriod, Quote, QuoteRequest, QuoteResult } from '../../src/billing/quote.ts';
import type { RecurringCycle } from '../../src/catalogue/billing-cycle.ts';
import type { NegativeTotal, Policy } from '../../src/catalogue/policy.ts';
import type { CivilDate } from '../../src/catalogue/time.ts';
import { fraction, over, plus, times, zero, type Fraction } from './fraction.ts';
import { decimalText, unitsOf } from './money-arbitraries.ts';
import { amount, aRequest, currency, day } from './quote-requests.ts';

export interface Step {
  /** How far the calendar moves before it. */
  readonly days: number;
  readonly event: 'change' | 'renew-early' | 'invoice-renewal';
  readonly policy: Policy;
  /** Minor units. */
  readonly newPrice: bigint;
  readonly newCycle: RecurringCycle;
  readonly negativeTotal: NegativeTotal;
}

export interface Life {
  readonly code: string;
  readonly start: CivilDate;
  readonly cycle: RecurringCycle;
  readonly billed: bigint;
  readonly steps: readonly Step[];
}

/** What the ledger knows of one period. */
interface Entry {
  readonly start: CivilDate;
  readonly end: CivilDate;
  readonly days: number;
  /** Billed for the whole of it, and for each of the days that were left at the last change. */
  billed: bigint;
  perDay: Fraction;
  /** The full price of the plan in force. */
  price: bigint;
  used: Fraction;
  usedDays: number;
  dearest: bigint;
  lines: number;
}

export interface Judge {
  /** Called for each credit line: what it gives, what was billed for its span, and its allowance for rounding. */
  readonly credit: (given: Fraction, billed: Fraction, allowance: Fraction) => void;
  /** Called whenever days were used: everything paid so far, and what all days used so far were worth. */
  readonly use: (paid: Fraction, used: Fraction, allowance: Fraction) => void;
}

/**
 * `retroactive`: full-difference sells the whole period again, days used included, as its formula says.
 * `by-the-day`: every day is worth the plan it was used on; then full-difference must not go below a plan that the
 * period was already used on (steps that do are left out).
 */
export type Reading = 'retroactive' | 'by-the-day';

const half = fraction(1n, 2n);

/** Lives through all steps and then to the end of all that is paid. */
export function live(
  life: Life,
  quote: (request: QuoteRequest) => QuoteResult,
  judge: Judge,
  reading: Reading,
): number {
  const text = (units: bigint) => amount(decimalText(units, life.code));
  let cycle = life.cycle;
  let renewalPrice = life.billed;
  let today = life.start;
  let paid = life.billed;
  let usedBefore = zero;
  let lines = 0;
  let changes = 0;
  let periods: BilledPeriod[] = [];
  let entries: Entry[] = [];

  const open = (start: CivilDate, end: CivilDate, billed: bigint, isPaid: boolean): void => {
    periods.push({ start, end, billed: text(billed), rate: text(billed), paid: isPaid });
    entries.push(entryOf(start, end, billed));
  };
  open(life.start, addCycle(life.start, cycle), life.billed, true);

  const current = (): Entry => entries[0] ?? entryOf(today, today, 0n);
  const judgeUse = (): void => {
    judge.use(fraction(paid), plus(usedBefore, current().used), times(half, lines));
  };
  const use = (until: CivilDate): void => {
    const entry = current();
    const count = daysBetween(today, until);
    entry.used = plus(entry.used, over(times(fraction(entry.price), count), entry.days));
    entry.usedDays += count;
    if (count > 0 && entry.price > entry.dearest) entry.dearest = entry.price;
    today = until;
    judgeUse();
  };
  const advance = (until: CivilDate): void => {
    while (until > current().end) {
      const { end } = current();
      use(end);
      usedBefore = plus(usedBefore, current().used);
      if (entries.length === 1) {
        open(end, addCycle(end, cycle), renewalPrice, true);
        paid += renewalPrice;
      }
      periods = periods.slice(1);
      entries = entries.slice(1);
      payOpenInvoice();
    }
    use(until);
  };
  /** Nobody uses a period whose invoice is open: it is paid by the day it begins. */
  const payOpenInvoice = (): void => {
    const [first, ...rest] = periods;
    if (first !== undefined && !first.paid) periods = [{ ...first, paid: true }, ...rest];
  };
  const renew = (isPaid: boolean): void => {
    const start = (entries.at(-1) ?? current()).end;
    if (entries.length > 2) return;
    // an open invoice is a debt that will be paid: it counts from the day on which it is made
    open(start, addCycle(start, cycle), renewalPrice, isPaid);
    paid += renewalPrice;
  };

  const change = (step: Step): void => {
    const [period = null, ...laterPeriods] = periods;
    const result = quote(
      aRequest({
        policy: step.policy,
        currency: currency(life.code),
        oldCycle: cycle,
        period,
        laterPeriods,
        nextDueDate: period?.end ?? null,
        newPrice: text(step.newPrice),
        newCycle: step.newCycle,
        changeDate: today,
        negativeTotal: step.negativeTotal,
      }),
    );
    if (!result.ok) return;
    const applied = result.quote.policyApplied;
    if (applied === 'at-renewal') {
      if (step.newCycle === cycle) renewalPrice = step.newPrice;
      return;
    }
    if (applied === 'full-difference' && reading === 'by-the-day' && step.newPrice < current().dearest)
      return;
    changes += 1;
    lines += result.quote.lines.length;
    book(result.quote, step.newPrice);
    paid += unitsOf(result.quote.total);
    periods = [...result.quote.periodsAfter];
    cycle = step.newCycle;
    renewalPrice = step.newPrice;
    judgeUse();
  };

  /** Credits first: what a line gives back is measured against what was billed before this change. */
  const book = (quoted: Quote, newPrice: bigint): void => {
    const restarts = quoted.policyApplied === 'restart-term';
    const ordered = quoted.lines.toSorted((left, right) => right.kind.localeCompare(left.kind));
    for (const line of ordered) {
      const entry = entries.find(({ start, end }) => line.to === end && line.from >= start);
      if (entry === undefined || (restarts && line.kind === 'charge')) continue;
      const units = unitsOf(line.amount);
      const left = daysBetween(line.from, line.to);
      entry.lines += 1;
      if (line.kind === 'credit') {
        const billed = line.days === null ? fraction(entry.billed) : times(entry.perDay, left);
        judge.credit(fraction(units), billed, times(half, entry.lines));
      }
      const signed = line.kind === 'charge' ? units : -units;
      entry.billed += signed;
      entry.perDay = plus(entry.perDay, over(fraction(signed), left));
    }
    if (restarts) {
      usedBefore = plus(usedBefore, current().used);
      const end = quoted.nextDueDate ?? day('9999-12-31');
      entries = [entryOf(today, end, newPrice)];
      return;
    }
    for (const entry of entries) {
      if (entry === current() && daysBetween(today, entry.end) === 0) continue;
      const isSoldAgain = quoted.policyApplied === 'full-difference' || entry !== current();
      if (isSoldAgain) entry.perDay = over(fraction(entry.billed), entry.days);
      if (quoted.policyApplied === 'full-difference' && reading === 'retroactive') {
        entry.used = over(times(fraction(newPrice), entry.usedDays), entry.days);
      }
      entry.price = newPrice;
    }
  };

  for (const step of life.steps) {
    advance(addDays(today, step.days));
    if (step.event === 'change') change(step);
    else renew(step.event === 'renew-early');
  }
  advance((entries.at(-1) ?? current()).end);
  return changes;
}

const entryOf = (start: CivilDate, end: CivilDate, billed: bigint): Entry => {
  const days = daysBetween(start, end);
  return {
    start,
    end,
    days,
    billed,
    perDay: days === 0 ? zero : over(fraction(billed), days),
    price: billed,
    used: zero,
    usedDays: 0,
    dearest: 0n,
    lines: 0,
  };
};
