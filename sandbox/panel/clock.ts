/** A clock that can be put forward, so that a whole pretend month passes in a second. */
import type { Clock } from '../../src/clock.ts';
import { after, type Instant } from '../../src/catalogue/time.ts';

export interface MovableClock extends Clock {
  /** Puts the clock forward for everybody who holds it. */
  advance(milliseconds: number): void;
}

/** `base`, put forward by as much as was asked for so far. */
export function movableClock(base: Clock): MovableClock {
  let ahead = 0;
  return {
    now: (): Instant => after(base.now(), ahead),
    advance(milliseconds) {
      ahead += milliseconds;
    },
  };
}

export const isMovable = (clock: Clock): clock is MovableClock => 'advance' in clock;
