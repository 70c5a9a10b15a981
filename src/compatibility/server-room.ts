/** Whether the server still has room for what a move would add ("server full", design section 6). */
import { metricNames, type Metric } from '../catalogue/metric.ts';
import { asLimit, metricIndex, numberAt, type LimitRow } from './limit-row.ts';
import { makeReason } from './reason.ts';
import type { RoomMeasure, ServerRoom } from './situation.ts';
import type { Reason } from './verdict.ts';

interface Bound {
  readonly measure: Exclude<RoomMeasure, 'accounts'>;
  readonly left: number;
}

/**
 * What is left of every measure that the host bounds and of which it is known how much is sold. `accounts` is not
 * among them: a change of plan makes no new account.
 */
export function boundsOf(room: ServerRoom | null): Bound[] {
  return (Object.entries(room?.most ?? {}) as [RoomMeasure, number][]).flatMap(([measure, most]) => {
    const sold = room?.sold[measure];
    if (measure === 'accounts' || sold === undefined) return [];
    return [{ measure, left: sold === 'unlimited' ? 0 : Math.max(0, most - sold) }];
  });
}

/** One reason per measure in which the move grows by more than is left; a full server still lets a plan shrink or stay. */
export function roomReasons(bounds: readonly Bound[], today: LimitRow, target: LimitRow): Reason[] {
  return bounds.flatMap(({ measure, left }) => {
    const growth = amountOf(measure, target) - amountOf(measure, today);
    // Unlimited before and after is NaN: it takes nothing more.
    if (Number.isNaN(growth) || growth <= 0 || growth <= left) return [];
    const about = isMetric(measure) ? { metric: measure } : { subject: measure };
    return [makeReason('server-full', { ...about, have: left, need: asLimit(growth) })];
  });
}

const isMetric = (measure: RoomMeasure): measure is Metric =>
  (metricNames as readonly string[]).includes(measure);

/** What one account takes of a measure; a limit that is not stated takes nothing that could be counted. */
function amountOf(measure: Bound['measure'], row: LimitRow): number {
  const amount =
    measure === 'stream-rate'
      ? numberAt(row, metricIndex.listeners) * numberAt(row, metricIndex.bitrate)
      : numberAt(row, metricIndex[measure]);
  return Number.isNaN(amount) ? 0 : amount;
}
