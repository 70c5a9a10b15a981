/** The outbox of the store in memory: each key once, claimed for a while, gone once it is delivered. */
import type { EffectKey } from '../../src/catalogue/identifiers.ts';
import type { Instant } from '../../src/catalogue/time.ts';
import type { OutboxItem, Step, Store } from '../../src/store/port.ts';
import { freeze } from './freeze.ts';

export interface Posted {
  item: OutboxItem;
  worker: string | null;
  leaseUntil: number;
}

export class MemoryOutbox {
  readonly #known = new Set<EffectKey>();
  readonly #undelivered = new Map<EffectKey, Posted>();

  post(item: Step['outbox'][number], now: Instant): void {
    if (this.#known.has(item.key)) return;
    this.#known.add(item.key);
    const posted = freeze<OutboxItem>({ ...item, attempts: 0, dueAt: now });
    this.#undelivered.set(item.key, { item: posted, worker: null, leaseUntil: 0 });
  }

  claim(worker: string, now: Instant, lease: number): OutboxItem | null {
    for (const posted of this.#undelivered.values()) {
      if (posted.item.dueAt > now || posted.leaseUntil > now) continue;
      posted.worker = worker;
      posted.leaseUntil = now + lease;
      posted.item = freeze({ ...posted.item, attempts: posted.item.attempts + 1 });
      return posted.item;
    }
    return null;
  }

  settle(key: EffectKey, outcome: Parameters<Store['settleOutbox']>[1]): void {
    const posted = this.#undelivered.get(key);
    if (!posted) return;
    posted.worker = null;
    posted.leaseUntil = 0;
    if (outcome.delivered) this.#undelivered.delete(key);
    else posted.item = freeze({ ...posted.item, dueAt: outcome.dueAt });
  }

  undelivered(): Iterable<Posted> {
    return this.#undelivered.values();
  }
}
