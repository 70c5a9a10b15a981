/** What the account on the server is, compared limit by limit with the two plans it may carry (L4). */
import type { AccountReading } from '../catalogue/account-reading.ts';
import { fits, type Limit } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { Change, Pinned } from './states.ts';

export type AccountVerdict =
  | { readonly is: 'target' }
  /** As before, or partly changed: a write that was cut off (failure-modes.md row 14). */
  | { readonly is: 'before' | 'mixed' }
  /** Something is neither as before nor as promised: somebody else was there. */
  | { readonly is: 'other'; readonly detail: string };

/**
 * Compares the package's name and every limit that the new plan sets. A limit that the server did not tell counts
 * as different: nothing is assumed.
 */
export function judgeAccount(reading: AccountReading, pinned: Pinned): AccountVerdict {
  const differs: string[] = [];
  const foreign: string[] = [];
  const compare = (
    name: string,
    now: number | string | null | undefined,
    before: number | string | null | undefined,
    target: number | string,
  ) => {
    if (now === target) return;
    differs.push(name);
    if (now !== before)
      foreign.push(
        `${name} is ${String(now ?? 'not told')}, was ${String(before ?? 'not told')}, should become ${String(target)}`,
      );
  };
  const { from, to } = pinned;
  if (to.account.packageName !== null) {
    compare('package', reading.packageName, from.account.packageName, to.account.packageName);
  }
  for (const [metric, limit] of Object.entries(to.account.limits) as [Metric, Limit][]) {
    compare(metric, reading.limits[metric], from.account.limits[metric], limit);
  }
  // Saved but not yet live counts as half done: the driver is called again and finishes it (provisioning.md §3).
  if (differs.length === 0) return { is: reading.inForce === false ? 'mixed' : 'target' };
  if (foreign.length > 0) return { is: 'other', detail: foreign.join('; ') };
  const compared = Object.keys(to.account.limits).length + (to.account.packageName === null ? 0 : 1);
  return { is: differs.length === compared ? 'before' : 'mixed' };
}

/** The metrics that the new plan gives less of and whose measured use does not fit, or is not told. */
export function usageThatDoesNotFit(reading: AccountReading, change: Change): readonly Metric[] {
  return change.pinned.shrinks.filter((metric) => {
    const used = reading.usage[metric];
    const limit = change.pinned.to.account.limits[metric];
    return limit !== undefined && (used === undefined || !fits(used.quantity, limit));
  });
}
