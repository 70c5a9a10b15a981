/** What every part of the panel works with. */
import type { Clock } from '../../src/clock.ts';
import type { CivilDate } from '../../src/catalogue/time.ts';
import { civilDateAt } from './calendar.ts';
import type { Database } from './database.ts';

export interface PanelContext {
  readonly db: Database;
  readonly clock: Clock;
  /** IANA name of the zone in which this panel's days begin. */
  readonly timeZone: string;
  /** The panel's own address, without a slash at its end. */
  baseUrl(): string;
  /** Doorbells were written: ring them once the transaction is through. */
  wake(): void;
}

export const today = (panel: PanelContext): CivilDate => civilDateAt(panel.clock.now(), panel.timeZone);
