/** Where a plan lies from today: judged by limits, never by price (failure-modes.md row 58). */
import type { Comparison } from './comparison.ts';
import { asLimit, limitAt, metricAt, numberAt, type LimitRow } from './limit-row.ts';
import type { Direction, MetricMove } from './verdict.ts';

/**
 * `mixed` and `downgrade` both mean that something shrinks. A target that leaves out what today's plan sells, or
 * shares no stated metric with it, has no direction that could be relied on: `unknown`.
 */
export function directionOf(comparison: Comparison): Direction {
  if (comparison.shrinks !== 0) return comparison.grows === 0 ? 'downgrade' : 'mixed';
  if (comparison.unstated !== 0 || comparison.shared === 0) return 'unknown';
  return comparison.grows === 0 ? 'equal' : 'upgrade';
}

/** Every metric that the target states, with today's limit beside it. */
export function movesOf(today: LimitRow, target: LimitRow): MetricMove[] {
  const moves: MetricMove[] = [];
  for (let index = 0; index < target.length; index += 1) {
    const wanted = numberAt(target, index);
    if (Number.isNaN(wanted)) continue;
    moves.push({ metric: metricAt(index), today: limitAt(today, index) ?? null, target: asLimit(wanted) });
  }
  return moves;
}
