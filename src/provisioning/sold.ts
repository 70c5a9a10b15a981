/** What all accounts of a server were sold together, from the limits of each. */
import { addLimits, type Limit, type Limits } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';

/**
 * Sums per metric, and `stream-rate`: listeners × bitrate in kbit/s, which is what a full radio server runs out of. A
 * metric that one account does not tell is left out, since its sum would be too small.
 */
export function soldIn(accounts: readonly Limits[]): Partial<Record<Metric | 'stream-rate', Limit>> {
  const measured = accounts.map((limits) => ({ ...limits, ...rateOf(limits) }));
  const names = new Set(measured.flatMap((limits) => Object.keys(limits)) as (Metric | 'stream-rate')[]);
  const sums = [...names].flatMap((name) => {
    const each = measured.map((limits) => limits[name]);
    return each.includes(undefined)
      ? []
      : [[name, each.reduce((sum: Limit, limit) => addLimits(sum, limit ?? 0), 0)] as const];
  });
  return Object.fromEntries(sums);
}

function rateOf({ listeners, bitrate }: Limits): { 'stream-rate'?: Limit } {
  if (listeners === undefined || bitrate === undefined) return {};
  if (listeners === 0 || bitrate === 0) return { 'stream-rate': 0 };
  return {
    'stream-rate': listeners === 'unlimited' || bitrate === 'unlimited' ? 'unlimited' : listeners * bitrate,
  };
}
