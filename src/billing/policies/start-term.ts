import { addCycle } from '../calendar.ts';
import { inFull } from '../lines.ts';
import type { NewTerms, Priced } from '../priced.ts';

/** A whole new term from the day of the change: the full price of the new cycle, the due date one cycle on. */
export function startTerm({ request, newPrice, newCycle }: NewTerms): Priced {
  const start = request.changeDate;
  const end = addCycle(start, newCycle);
  const price = newPrice.toAmount();
  return {
    lines: [inFull('charge', 'new-plan', newPrice, start, end)],
    nextDueDate: end,
    periodsAfter: () => [{ start, end, billed: price, rate: price, paid: true }],
  };
}
