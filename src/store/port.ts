/** What the loop and the use cases ask of the store; one Kysely store answers on SQLite and on PostgreSQL. */
import type { BilledPeriod } from '../billing/quote.ts';
import type { AccountReading } from '../catalogue/account-reading.ts';
import type {
  ChangeId,
  ChangeReference,
  EffectKey,
  InvoiceId,
  ServerId,
  ServiceId,
} from '../catalogue/identifiers.ts';
import type { Instant } from '../catalogue/time.ts';
import type { Change } from '../change/states.ts';

/** One line of a change's history (L10): what was looked at, decided, sent or answered; no secrets, no personal data. */
export interface HistoryEntry {
  readonly at: Instant;
  /** `loop`, `client:41`, `staff:3`, `panel` (a doorbell). */
  readonly who: string;
  readonly kind:
    'accepted' | 'look' | 'move' | 'effect' | 'outcome' | 'wait' | 'doorbell' | 'wish' | 'message';
  /** One short English sentence or code, for `show`. */
  readonly what: string;
  /** What was sent or what came back, as JSON; cut when large. */
  readonly detail: unknown;
}

/** A message or ticket that was decided with a move and is delivered on its own, so a dead mailer holds nothing. */
export interface OutboxItem {
  readonly key: EffectKey;
  /** null: it belongs to no change, such as a question to the account executive. */
  readonly changeId: ChangeId | null;
  readonly kind: 'client-message' | 'staff-ticket' | 'executive-ticket';
  /** The notice to render, with its data: see notices/. */
  readonly notice: string;
  readonly data: unknown;
  readonly attempts: number;
  readonly dueAt: Instant;
}

/** A row that one worker holds until `leaseUntil`; `rings` is what it was at the claim. */
export interface Claim {
  readonly change: Change;
  readonly worker: string;
  readonly leaseUntil: Instant;
}

/** What a step writes in one transaction; it succeeds only while the claim's version still stands. */
export interface Step {
  readonly change: Change;
  readonly history: readonly HistoryEntry[];
  readonly outbox: readonly Omit<OutboxItem, 'attempts' | 'dueAt'>[];
  /** The two numbers of the service's periods, written when the change completes. */
  readonly periods: readonly BilledPeriod[] | null;
  /** Give the row back (the next look is at `change.dueAt`, or at once where it was rung meanwhile). */
  readonly release: boolean;
}

export interface ServerHealth {
  readonly serverId: ServerId;
  readonly blockedUntil: Instant | null;
  readonly reason: string | null;
  readonly paused: boolean;
  readonly failures: number;
}

export interface Store {
  /** Takes the service for this change; `service-taken` when another one holds it (unique index), nothing is written then. */
  accept(change: Change, history: HistoryEntry): Promise<'accepted' | 'service-taken' | 'reference-taken'>;
  /** The due row that has waited longest and is not leased, taken for `lease` milliseconds; null when none is due. */
  claim(worker: string, now: Instant, lease: number): Promise<Claim | null>;
  /** False when somebody else took the row meanwhile (lease lost): nothing was written. Throws on a move that states.ts does not know. */
  record(claim: Claim, step: Step): Promise<'recorded' | 'lease-lost' | 'service-taken'>;
  /**
   * One durable write: every change that holds the invoice, the reference or the service is due now.
   * Returns how many; a bell that matches nothing is fine.
   */
  ring(
    bell: { invoiceId: InvoiceId | null; reference: ChangeReference | null; serviceId: ServiceId | null },
    now: Instant,
    note: HistoryEntry,
  ): Promise<number>;
  /** Writes a client's or staff's wish and makes the row due; false when the change is not in one of `states`. */
  wish(
    id: ChangeId,
    states: readonly Change['state'][],
    wish: Pick<Change, 'endWish'> | Pick<Change, 'staffWish'>,
    now: Instant,
    note: HistoryEntry,
  ): Promise<boolean>;
  read(id: ChangeId): Promise<Change | null>;
  findByReference(reference: ChangeReference): Promise<Change | null>;
  /** The change that holds the service now; null when it is free. */
  findHolding(serviceId: ServiceId): Promise<Change | null>;
  /** Newest first. */
  listByService(serviceId: ServiceId, limit: number): Promise<readonly Change[]>;
  listLatest(limit: number): Promise<readonly Change[]>;
  history(id: ChangeId): Promise<readonly HistoryEntry[]>;
  /** The workers that hold a row or an outbox item now, whether or not they still live. */
  leaseOwners(): Promise<readonly string[]>;
  /** Gives back everything that `worker` holds: for one that is known to be dead. */
  releaseLeases(worker: string): Promise<void>;
  /** When the next row or outbox item is due; null when nothing waits. */
  nextDue(): Promise<Instant | null>;
  countByState(): Promise<Readonly<Partial<Record<Change['state'], number>>>>;

  /** Adds an item on its own, outside any move; a repeat of its key is ignored. */
  enqueue(item: Omit<OutboxItem, 'attempts' | 'dueAt'>, now: Instant): Promise<void>;
  claimOutbox(worker: string, now: Instant, lease: number): Promise<OutboxItem | null>;
  settleOutbox(
    key: EffectKey,
    outcome: { delivered: true; at: Instant; panelId: string } | { delivered: false; dueAt: Instant },
  ): Promise<void>;

  /** The two numbers of each known period of a service; empty: rate = billed everywhere. */
  periods(serviceId: ServiceId): Promise<readonly BilledPeriod[]>;

  health(serverId: ServerId): Promise<ServerHealth>;
  /** What the loop found out; leaves alone whether the host paused the server. */
  setHealth(health: Omit<ServerHealth, 'paused'>): Promise<void>;
  /** The host's pause, which no look at the server ends. */
  setPaused(serverId: ServerId, paused: boolean): Promise<void>;

  cachedReading(serverId: ServerId, username: string): Promise<AccountReading | null>;
  cacheReading(serverId: ServerId, username: string, reading: AccountReading): Promise<void>;

  close(): Promise<void>;
}
