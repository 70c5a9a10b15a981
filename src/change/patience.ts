/** How long the loop waits, looks again and gives up; one place, so that tests and hosts can set it. */
import { after, type Instant } from '../catalogue/time.ts';

/** All in milliseconds but `writes`, a count. */
export interface Patience {
  /** Between two looks at an unpaid invoice when no doorbell rings. */
  readonly poll: number;
  /** First and longest pause of the back-off. */
  readonly firstRetry: number;
  readonly longestRetry: number;
  /** How long a paid change waits for an unreachable server before staff are asked. */
  readonly server: number;
  /** How often a plan is written to a server that says yes but stays as it was. */
  readonly writes: number;
}

export const defaultPatience: Patience = {
  poll: 15 * 60_000,
  firstRetry: 5_000,
  longestRetry: 15 * 60_000,
  server: 6 * 3_600_000,
  writes: 3,
};

/** A date that no worker reaches: only a doorbell or a person makes the row due again. */
export const never = 253_402_300_799_000 as Instant;

/** When to look again after `failures` failed looks in a row: doubling from `firstRetry` up to `longestRetry`. */
export function backOff(now: Instant, failures: number, patience: Patience): Instant {
  return after(
    now,
    Math.min(patience.firstRetry * 2 ** Math.min(Math.max(failures, 1) - 1, 30), patience.longestRetry),
  );
}
