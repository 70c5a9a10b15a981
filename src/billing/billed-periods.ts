/** Which periods of a service are billed, and at which two numbers: the panel's record and ours together. */
import type { CivilDate } from '../catalogue/time.ts';
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import type { BilledPeriod } from './quote.ts';

export interface KnownPeriods {
  readonly current: BilledPeriod;
  readonly later: readonly BilledPeriod[];
}

/**
 * The periods as of `changeDate`, or null where the panel cannot tell what was paid, or where its due date belongs
 * to none of them (somebody moved it by hand): never a guess.
 *
 * @param stored the two numbers that earlier changes left, by the period's end. They stand above the panel's sum of
 *   invoices: a term that was started with a credit carries the whole price, not the little that was invoiced for
 *   it (reference proration 4.0, "Base of credit"). No row: rate = billed.
 */
export function knownPeriods(
  { billed, laterPeriods, nextDueDate }: ServiceSnapshot,
  stored: readonly BilledPeriod[],
  changeDate: CivilDate,
): KnownPeriods | null {
  const storedByEnd = new Map(stored.map((period) => [period.end, period]));
  const ownTerm = nextDueDate === null ? undefined : storedByEnd.get(nextDueDate);
  const fromPanel: BilledPeriod | null = billed && {
    start: billed.from,
    end: billed.to,
    billed: billed.amount,
    rate: billed.amount,
    paid: true,
  };
  const current =
    ownTerm !== undefined && ownTerm.start <= changeDate
      ? ownTerm
      : fromPanel && (storedByEnd.get(fromPanel.end) ?? fromPanel);
  if (current === null) return null;
  const later: BilledPeriod[] = [];
  let start = current.end;
  for (const next of laterPeriods.filter((period) => period.end > current.end)) {
    const numbers = storedByEnd.get(next.end) ?? { billed: next.billed, rate: next.billed };
    later.push({ start, end: next.end, billed: numbers.billed, rate: numbers.rate, paid: next.paid });
    start = next.end;
  }
  return [current, ...later].some((period) => period.end === nextDueDate) ? { current, later } : null;
}
