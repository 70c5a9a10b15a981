/** Watches a history while it happens: whatever must never be so, not even for a moment. */
import type { ChangeId } from '../../src/catalogue/identifiers.ts';
import { isOpen, type AttentionReason, type Change, type EffectKind } from '../../src/change/states.ts';
import type { Step } from '../../src/store/port.ts';
import { carriesTerms, isPayable } from './panel-world.ts';
import type { Verb } from './script.ts';
import { isLike } from './server-world.ts';
import type { Seat } from './wire.ts';
import { verbWords } from './words.ts';
import type { World } from './world.ts';

export const laws = ['L2', 'L3', 'L4', 'L5', 'L6', 'L10'] as const;
export type Law = (typeof laws)[number];

const effectOf: Readonly<Partial<Record<Verb, EffectKind>>> = {
  'panel.placeInvoice': 'place-invoice',
  'panel.publishInvoice': 'publish-invoice',
  'panel.cancelInvoice': 'cancel-invoice',
  'panel.updateService': 'update-service',
  'panel.applyPlan': 'change-plan',
  'panel.addCredit': 'add-credit',
  'driver.changePlan': 'change-plan',
};

export class Watch {
  readonly #world: World;
  /** How often our own writes brought the account to a change's target, and how often others took it away. */
  readonly #applied = new Map<ChangeId, number>();
  #meddled = 0;
  /** The changes whose target was read on the server. */
  readonly #readAtTarget = new Set<ChangeId>();
  /** How many lines each history had when it was last added to. */
  readonly #lines = new Map<ChangeId, number>();
  /** Every reason for which a person was asked. */
  readonly asked = new Map<ChangeId, Set<AttentionReason>>();
  /** The changes to which the other side said a definite no since they were last paid. */
  readonly refused = new Set<ChangeId>();
  /** Every end that was reached, be it left again. */
  readonly ends = new Map<ChangeId, Set<Change['state']>>();

  constructor(world: World) {
    this.#world = world;
  }

  invoicesChanged(): void {
    const { panel } = this.#world;
    if (panel.placedFor.size < 2) return;
    const payable = new Set<ChangeId>();
    for (const [id, change] of panel.placedFor) {
      const invoice = panel.invoices.get(id);
      if (!invoice || !isPayable(invoice)) continue;
      if (payable.has(change)) this.#world.breaks('L2', `two payable invoices for one change`);
      payable.add(change);
    }
  }

  creditBooked(change: ChangeId): void {
    if (this.#world.panel.credited.filter((credited) => credited === change).length > 1)
      this.#world.breaks('L2', 'the same credit was booked twice');
  }

  /** Our write brought the account to its target, where it was not before. */
  appliedBy(change: ChangeId): void {
    const times = (this.#applied.get(change) ?? 0) + 1;
    this.#applied.set(change, times);
    if (times > 1 + this.#meddled) this.#world.breaks('L2', 'the plan was applied twice');
  }

  accountMeddledWith(): void {
    this.#meddled += 1;
  }

  accountRead(seat: Seat): void {
    if (seat.change === null) return;
    const { store, server } = this.#world;
    seat.looks.account = isLike(server, store.changeOf(seat.change).pinned.to.account);
    if (seat.looks.account) this.#readAtTarget.add(seat.change);
  }

  serviceRead(seat: Seat): void {
    if (seat.change === null) return;
    const { store, panel } = this.#world;
    const { pinned } = store.changeOf(seat.change);
    const { service } = panel;
    seat.looks.service =
      service !== null &&
      (service.status === 'active' ||
        (service.status === 'suspended' && service.suspension?.cause === 'overuse')) &&
      service.ownerId === pinned.ownerId &&
      service.server?.id === pinned.serverId &&
      carriesTerms(service, pinned.to);
  }

  /** The loop changes the panel's record of the service now. */
  recordUpdated(change: ChangeId): void {
    const { scenario, server } = this.#world;
    const told = scenario.verification === 'none' && server.saidYes.has(change);
    if (!told && !this.#readAtTarget.has(change))
      this.#world.breaks('L5', "the panel's record was changed before the server was seen to carry the plan");
  }

  /** An effect leaves while an earlier one of the same change is still on its way. */
  sentBlindly(change: ChangeId | null, verb: Verb): void {
    if (change !== null)
      this.#world.breaks('L4', `a worker ${verbWords[verb]} while an effect in doubt could still land`);
  }

  effectSent(change: ChangeId | null, verb: Verb): void {
    const kind = effectOf[verb];
    if (change === null || kind === undefined) return;
    const history = this.#world.store.historyOf(change);
    for (let place = history.length - 1; place >= 0; place -= 1) {
      const entry = history[place];
      if (entry?.kind === 'effect' && entry.what === kind) return;
      if (entry?.kind === 'outcome') break;
    }
    this.#world.breaks('L10', `a worker ${verbWords[verb]} and the history did not say so before`);
  }

  /** A step was recorded: what it claims must have been seen, and what it waits for must be said. */
  recorded(seat: Seat, before: Change, step: Step): void {
    const { store } = this.#world;
    const { change } = step;
    const row = store.changeOf(change.id);
    this.#onlyAddedTo(change.id, step.history.length);
    if (before.state !== change.state) this.#moved(seat, change);
    const waits = step.release && row.dueAt > this.#world.now();
    if (waits && isOpen(change.state) && change.waiting === null)
      this.#world.breaks('L3', `a change waits in ${change.state} and does not say for what`);
    if (!isOpen(change.state) && change.holdsService)
      this.#world.breaks('L2', `a change that is ${change.state} still keeps the service from others`);
  }

  #moved(seat: Seat, change: Change): void {
    const { state } = change;
    this.#world.tell(
      () => `  the change is ${state}${change.attention ? `: ${change.attention.reason}` : ''}`,
    );
    if (state === 'paid') this.refused.delete(change.id);
    if (change.attention) {
      this.#attentionIsTrue(seat, change.id, change.attention.reason);
      remember(this.asked, change.id, change.attention.reason);
      this.#world.nowAsked();
    }
    if (!isOpen(state)) remember(this.ends, change.id, state);
    if (state === 'applied') this.#appliedIsSeen(seat, change);
    if (state === 'completed' && seat.looks.service !== true)
      this.#world.breaks('L4', "it was completed though the panel's record was not read as promised");
    if (state === 'returned' && !this.#world.panel.credited.includes(change.id))
      this.#world.breaks('L2', 'it was called returned and no credit was booked');
  }

  #appliedIsSeen(seat: Seat, change: Change): void {
    const { scenario, server } = this.#world;
    const seen =
      change.grade === 'verified'
        ? seat.looks.account === true
        : scenario.verification === 'none' && server.saidYes.has(change.id);
    if (!seen)
      this.#world.breaks('L4', `applied as ${String(change.grade)}, and nothing was seen that says so`);
  }

  /** Nobody is asked for a reason that is not so. */
  #attentionIsTrue(seat: Seat, id: ChangeId, reason: AttentionReason): void {
    const isFalse =
      (reason === 'server-rejected' && !this.refused.has(id)) ||
      (reason === 'credit-in-doubt' && !this.#creditIsInDoubt(id)) ||
      (reason === 'service-not-as-pinned' && seat.looks.service !== false);
    if (isFalse) this.#world.breaks('L4', `staff were asked because of ${reason}, which is not so`);
  }

  /** Whether credit was sent and the history does not know what became of it. */
  #creditIsInDoubt(id: ChangeId): boolean {
    const entries = this.#world.store
      .historyOf(id)
      .filter(({ kind, what }) => (kind === 'effect' || kind === 'outcome') && what.startsWith('add-credit'));
    const last = entries.at(-1);
    return last?.kind === 'effect' || (last?.what.endsWith('unknown') ?? false);
  }

  #onlyAddedTo(id: ChangeId, added: number): void {
    const lines = this.#world.store.historyOf(id).length;
    if (lines < (this.#lines.get(id) ?? 1) + added)
      this.#world.breaks('L10', 'lines of the history are missing');
    this.#lines.set(id, lines);
  }
}

function remember<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(value));
}
