/** What one look at panel and server showed; the whole input of `decide` beside the change and the time. */
import type { AccountReading } from '../catalogue/account-reading.ts';
import type { InvoiceSnapshot } from '../catalogue/invoice-snapshot.ts';
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import type { Instant } from '../catalogue/time.ts';
import type { ServerLook } from '../provisioning/port.ts';

export type PanelLook<T> =
  | { readonly outcome: 'seen'; readonly value: T }
  | { readonly outcome: 'unreachable'; readonly message: string };

export interface Seen {
  /** Every invoice with our reference, in any status; null where this state does not look at invoices. */
  readonly invoices: PanelLook<readonly InvoiceSnapshot[]> | null;
  /** The service, or null inside when the panel has it no more. */
  readonly service: PanelLook<ServiceSnapshot | null> | null;
  /** null where the server was not asked: another state, paused, or blocked. */
  readonly account: ServerLook<AccountReading> | null;
  readonly server: { readonly paused: boolean; readonly blockedUntil: Instant | null };
  /** Whether the driver can read the account back at all (L4). */
  readonly verification: 'full' | 'none';
  /** Whether another change holds the service now. */
  readonly heldByOther: boolean;
}

/** A look at nothing: what states that wait for a person see. */
export const nothingSeen: Seen = {
  invoices: null,
  service: null,
  account: null,
  server: { paused: false, blockedUntil: null },
  verification: 'full',
  heldByOther: false,
};
