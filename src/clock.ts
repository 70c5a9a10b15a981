/** Time comes in as an argument: everything that needs "now" takes a clock. */
import type { Instant } from './catalogue/time.ts';

export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() as Instant };
