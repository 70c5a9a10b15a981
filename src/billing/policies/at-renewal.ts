import type { PolicyRule } from '../priced.ts';

/** Nothing now: the change waits for the renewal, which then bills the new price. */
export const atRenewal: PolicyRule = ({ request, current, later }) => ({
  lines: [],
  nextDueDate: request.nextDueDate,
  periodsAfter: () => [current, ...later].map((span) => span.period),
});
