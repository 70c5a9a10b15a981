import type { Logger } from 'pino';
import type { ChangeId } from '../catalogue/identifiers.ts';
import type { Clock } from '../clock.ts';
import type { Notices } from '../notices/notices.ts';
import type { ServerDriver } from '../provisioning/port.ts';
import type { ServerLooks } from '../provisioning/server-looks.ts';
import type { Random } from '../random.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/port.ts';

/** What the page steps need from outside. */
export interface PagePorts {
  readonly settings: Settings;
  readonly store: Store;
  readonly looks: ServerLooks;
  readonly notices: Notices;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  driverOf(serverId: string): ServerDriver | null;
  /** Something is due now. */
  wake(): void;
  /** Resolves when the change has left its first state, or after `milliseconds`: the client then sees the invoice. */
  untilMoved(id: ChangeId, milliseconds: number): Promise<void>;
}
