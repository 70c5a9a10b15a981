/** What the policies work with: a request whose texts became money and whose dates were found to make sense. */
import type { RecurringCycle } from '../catalogue/billing-cycle.ts';
import type { CivilDate } from '../catalogue/time.ts';
import type { Currency } from './currency.ts';
import type { Money } from './money.ts';
import type { BilledPeriod, QuoteLine, QuoteRequest } from './quote.ts';

/** A billed span [start, end) with the days that are left of it. */
export interface Span {
  readonly period: BilledPeriod;
  readonly billed: Money;
  readonly rate: Money;
  /** r: days from the change to the end of the period. */
  readonly daysLeft: number;
  /** t: days of the whole period. */
  readonly days: number;
}

/** What every change has, also that of a free service, which has no period and nothing to credit. */
export interface NewTerms {
  readonly request: QuoteRequest;
  readonly currency: Currency;
  readonly newPrice: Money;
  readonly newCycle: RecurringCycle;
  /** null where no setup fee is billed. */
  readonly setupFee: Money | null;
}

export interface Terms extends NewTerms {
  readonly current: Span;
  readonly later: readonly Span[];
  /** From which difference on `full-difference` starts a new term; null: it keeps the date. */
  readonly restartFloor: Money | null;
}

/** A line whose amounts are still money. */
export interface PricedLine extends Omit<QuoteLine, 'amount' | 'price' | 'forgone'> {
  readonly amount: Money;
  readonly price: Money;
  readonly forgone?: Money;
}

export interface Priced {
  readonly lines: readonly PricedLine[];
  readonly nextDueDate: CivilDate | null;
  /** The periods once the change is applied, by the lines as they stand after `forgo`. */
  readonly periodsAfter: (lines: readonly PricedLine[]) => readonly BilledPeriod[];
}

/** One policy of design section 5. */
export type PolicyRule = (terms: Terms) => Priced;
