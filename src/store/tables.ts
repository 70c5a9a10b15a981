/** The tables as Kysely sees them: text and 64-bit whole numbers only, the same on both databases. */
import type { Kysely } from 'kysely';

export interface ChangeTable {
  id: string;
  reference: string;
  service_id: string;
  client_id: string;
  state: string;
  /** 0 or 1; at most one row per service has 1 (partial unique index). */
  holds_service: number;
  invoice_id: string | null;
  /** JSON: the promise, never written again. */
  pinned: string;
  /** JSON: everything else that a step may change. */
  progress: string;
  end_wish: string | null;
  /** JSON. */
  staff_wish: string | null;
  rings: number;
  due_at: number;
  lease_owner: string | null;
  lease_until: number | null;
  /** Grows with every claim and every record. */
  version: number;
  created_at: number;
  updated_at: number;
}

/** Only ever added to (L10). */
export interface HistoryTable {
  change_id: string;
  /** 1, 2, 3 … within its change. */
  number: number;
  at: number;
  who: string;
  kind: string;
  what: string;
  /** JSON. */
  detail: string;
}

export interface OutboxTable {
  key: string;
  change_id: string | null;
  kind: string;
  notice: string;
  /** JSON. */
  data: string;
  attempts: number;
  due_at: number;
  lease_owner: string | null;
  lease_until: number | null;
  delivered_at: number | null;
  panel_id: string | null;
}

export interface PeriodTable {
  service_id: string;
  starts_on: string;
  ends_on: string;
  billed: string;
  rate: string;
  paid: number;
}

export interface ServerHealthTable {
  server_id: string;
  blocked_until: number | null;
  reason: string | null;
  paused: number;
  failures: number;
}

export interface ReadingCacheTable {
  server_id: string;
  username: string;
  /** JSON. */
  reading: string;
}

export interface Tables {
  change: ChangeTable;
  history: HistoryTable;
  outbox: OutboxTable;
  period: PeriodTable;
  server_health: ServerHealthTable;
  reading_cache: ReadingCacheTable;
}

/** An open database, its migrations run. */
export interface Database {
  readonly tables: Kysely<Tables>;
  /** Whether rows can be locked one by one, so that workers pass over rows that another is about to take. */
  readonly locksRows: boolean;
}
