/**
 * A store in memory that keeps the promises of src/store/port.ts: leases and versions, a ring counter, one holder
 * per service, each outbox key once, and no move that states.ts does not know. Everything handed out is frozen.
 * Every method does its work before it returns, as one transaction would.
 */
import type { AccountReading } from '../../src/catalogue/account-reading.ts';
import type { ChangeId, EffectKey, ServerId, ServiceId } from '../../src/catalogue/identifiers.ts';
import type { Instant } from '../../src/catalogue/time.ts';
import { never } from '../../src/change/patience.ts';
import { moves, type Change, type StaffWish } from '../../src/change/states.ts';
import type { Claim, HistoryEntry, OutboxItem, ServerHealth, Step, Store } from '../../src/store/port.ts';
import { freeze } from './freeze.ts';
import { MemoryOutbox } from './memory-outbox.ts';

interface Row {
  change: Change;
  worker: string | null;
  leaseUntil: number;
  readonly history: HistoryEntry[];
}

export class MemoryStore implements Store {
  readonly #rows = new Map<ChangeId, Row>();
  readonly #outbox = new MemoryOutbox();
  readonly #periods = new Map<ServiceId, NonNullable<Step['periods']>>();
  readonly #health = new Map<ServerId, ServerHealth>();
  readonly #readings = new Map<string, AccountReading>();

  async accept(
    change: Change,
    entry: HistoryEntry,
  ): Promise<'accepted' | 'service-taken' | 'reference-taken'> {
    if (this.#rows.has(change.id)) throw new RangeError(`there is a change ${change.id} already`);
    for (const { change: other } of this.#rows.values()) {
      if (other.reference === change.reference) return 'reference-taken';
      if (other.holdsService && change.holdsService && other.serviceId === change.serviceId)
        return 'service-taken';
    }
    this.#rows.set(change.id, {
      change: freeze({ ...change }),
      worker: null,
      leaseUntil: 0,
      history: [freeze(entry)],
    });
    return 'accepted';
  }

  async claim(worker: string, now: Instant, lease: number): Promise<Claim | null> {
    let oldest: Row | null = null;
    for (const row of this.#rows.values()) {
      const free = row.change.dueAt <= now && row.leaseUntil <= now;
      if (free && (oldest === null || row.change.dueAt < oldest.change.dueAt)) oldest = row;
    }
    if (!oldest) return null;
    oldest.change = freeze({ ...oldest.change, version: oldest.change.version + 1 });
    oldest.worker = worker;
    oldest.leaseUntil = now + lease;
    return freeze({ change: oldest.change, worker, leaseUntil: oldest.leaseUntil as Instant });
  }

  async record(claim: Claim, step: Step): Promise<'recorded' | 'lease-lost' | 'service-taken'> {
    if (step.change.id !== claim.change.id)
      throw new RangeError(`a step of ${step.change.id} under the claim of ${claim.change.id}`);
    const row = this.#row(claim.change.id);
    const before = row.change;
    if (before.version !== claim.change.version || row.worker !== claim.worker) return 'lease-lost';
    const { change } = step;
    if (change.state !== before.state && !moves[before.state].includes(change.state)) {
      throw new RangeError(`a change cannot move from ${before.state} to ${change.state}`);
    }
    if (change.holdsService && this.#holderOf(change.serviceId, change.id)) return 'service-taken';
    const rung = before.rings > claim.change.rings;
    row.change = freeze({
      ...change,
      // a wish written since the claim was not seen by this step and outlives it
      endWish: before.endWish === claim.change.endWish ? change.endWish : before.endWish,
      staffWish: sameWish(before.staffWish, claim.change.staffWish) ? change.staffWish : before.staffWish,
      rings: before.rings,
      dueAt: !step.release || (rung && before.dueAt < change.dueAt) ? before.dueAt : change.dueAt,
      version: before.version + 1,
    });
    for (const entry of step.history) row.history.push(freeze(entry));
    for (const item of step.outbox) this.#outbox.post(item, change.updatedAt);
    if (step.periods) this.#writePeriods(change.serviceId, step.periods);
    if (step.release) {
      row.worker = null;
      row.leaseUntil = 0;
    }
    return 'recorded';
  }

  async ring(bell: Parameters<Store['ring']>[0], now: Instant, note: HistoryEntry): Promise<number> {
    let rung = 0;
    for (const row of this.#rows.values()) {
      const { change } = row;
      const meant =
        (bell.invoiceId !== null && bell.invoiceId === change.invoiceId) ||
        bell.reference === change.reference ||
        (bell.serviceId === change.serviceId && change.holdsService);
      if (!meant) continue;
      this.#makeDue(row, {}, now, note);
      rung += 1;
    }
    return rung;
  }

  async wish(
    id: ChangeId,
    states: readonly Change['state'][],
    wish: Pick<Change, 'endWish'> | Pick<Change, 'staffWish'>,
    now: Instant,
    note: HistoryEntry,
  ): Promise<boolean> {
    const row = this.#row(id);
    if (!states.includes(row.change.state)) return false;
    this.#makeDue(row, wish, now, note);
    return true;
  }

  async read(id: ChangeId): Promise<Change | null> {
    return this.#rows.get(id)?.change ?? null;
  }

  async findByReference(reference: Change['reference']): Promise<Change | null> {
    return this.changes().find((change) => change.reference === reference) ?? null;
  }

  async findHolding(serviceId: ServiceId): Promise<Change | null> {
    return this.#holderOf(serviceId, null);
  }

  async listByService(serviceId: ServiceId, limit: number): Promise<readonly Change[]> {
    return this.#newestFirst()
      .filter((change) => change.serviceId === serviceId)
      .slice(0, limit);
  }

  async listLatest(limit: number): Promise<readonly Change[]> {
    return this.#newestFirst().slice(0, limit);
  }

  async history(id: ChangeId): Promise<readonly HistoryEntry[]> {
    return this.#rows.get(id)?.history.slice() ?? [];
  }

  async leaseOwners(): Promise<readonly string[]> {
    const held = [...this.#rows.values(), ...this.#outbox.undelivered()];
    return [...new Set(held.flatMap(({ worker }) => worker ?? []))];
  }

  async releaseLeases(worker: string): Promise<void> {
    for (const held of [...this.#rows.values(), ...this.#outbox.undelivered()]) {
      if (held.worker !== worker) continue;
      held.worker = null;
      held.leaseUntil = 0;
    }
  }

  async nextDue(): Promise<Instant | null> {
    let next: number = never;
    for (const { change, leaseUntil } of this.#rows.values())
      next = Math.min(next, Math.max(change.dueAt, leaseUntil));
    for (const { item, leaseUntil } of this.#outbox.undelivered())
      next = Math.min(next, Math.max(item.dueAt, leaseUntil));
    return next === never ? null : (next as Instant);
  }

  async countByState(): Promise<Readonly<Partial<Record<Change['state'], number>>>> {
    const counts: Partial<Record<Change['state'], number>> = {};
    for (const { state } of this.changes()) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  async enqueue(item: Step['outbox'][number], now: Instant): Promise<void> {
    this.#outbox.post(item, now);
  }

  async claimOutbox(worker: string, now: Instant, lease: number): Promise<OutboxItem | null> {
    return this.#outbox.claim(worker, now, lease);
  }

  async settleOutbox(key: EffectKey, outcome: Parameters<Store['settleOutbox']>[1]): Promise<void> {
    this.#outbox.settle(key, outcome);
  }

  async periods(serviceId: ServiceId): Promise<NonNullable<Step['periods']>> {
    return this.#periods.get(serviceId) ?? [];
  }

  async health(serverId: ServerId): Promise<ServerHealth> {
    return this.healthOf(serverId);
  }

  async setHealth(health: Omit<ServerHealth, 'paused'>): Promise<void> {
    const { paused } = this.healthOf(health.serverId);
    this.#health.set(health.serverId, freeze({ ...health, paused }));
  }

  async setPaused(serverId: ServerId, paused: boolean): Promise<void> {
    this.#health.set(serverId, freeze({ ...this.healthOf(serverId), paused }));
  }

  async cachedReading(serverId: ServerId, username: string): Promise<AccountReading | null> {
    return this.#readings.get(`${serverId}/${username}`) ?? null;
  }

  async cacheReading(serverId: ServerId, username: string, reading: AccountReading): Promise<void> {
    this.#readings.set(`${serverId}/${username}`, freeze({ ...reading }));
  }

  async close(): Promise<void> {
    this.#rows.clear();
  }

  /** For the world around the loop, which may look at once. */
  changes(): Change[] {
    return [...this.#rows.values()].map(({ change }) => change);
  }

  changeOf(id: ChangeId): Change {
    return this.#row(id).change;
  }

  historyOf(id: ChangeId): readonly HistoryEntry[] {
    return this.#row(id).history;
  }

  healthOf(serverId: ServerId): ServerHealth {
    return (
      this.#health.get(serverId) ?? { serverId, blockedUntil: null, reason: null, paused: false, failures: 0 }
    );
  }

  /** When a row or outbox item is due next, leased or not; `never` when all rest. */
  dueNext(): Instant {
    let next: number = never;
    for (const { change } of this.#rows.values()) next = Math.min(next, change.dueAt);
    for (const { item } of this.#outbox.undelivered()) next = Math.min(next, item.dueAt);
    return next as Instant;
  }

  #newestFirst(): Change[] {
    return this.changes().sort((left, right) => right.createdAt - left.createdAt);
  }

  /** Each period under its own dates; one that is known is replaced. */
  #writePeriods(serviceId: ServiceId, periods: NonNullable<Step['periods']>): void {
    const known = new Map(
      (this.#periods.get(serviceId) ?? []).map((period) => [period.start + period.end, period]),
    );
    for (const period of periods) known.set(period.start + period.end, period);
    const inOrder = [...known].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, period]) => period);
    this.#periods.set(serviceId, freeze(inOrder));
  }

  #row(id: ChangeId): Row {
    const row = this.#rows.get(id);
    if (!row) throw new RangeError(`there is no change ${id}`);
    return row;
  }

  #holderOf(serviceId: ServiceId, except: ChangeId | null): Change | null {
    for (const { change } of this.#rows.values())
      if (change.holdsService && change.serviceId === serviceId && change.id !== except) return change;
    return null;
  }

  #makeDue(row: Row, wish: Partial<Change>, now: Instant, note: HistoryEntry): void {
    const dueAt = row.change.dueAt > now ? now : row.change.dueAt;
    row.change = freeze({ ...row.change, ...wish, rings: row.change.rings + 1, dueAt, updatedAt: now });
    row.history.push(freeze(note));
  }
}

const sameWish = (left: StaffWish | null, right: StaffWish | null): boolean =>
  left === right || (left?.kind === right?.kind && left?.by === right?.by && left?.why === right?.why);
