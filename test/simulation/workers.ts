/** The worker processes: each claims what is due, takes one turn of the real loop, delivers what is owed. */
import { deliver, type Letter } from '../../src/change/deliver.ts';
import { never, type Patience } from '../../src/change/patience.ts';
import { takeTurn, type RunPorts } from '../../src/change/run.ts';
import type { OutboxItem } from '../../src/store/port.ts';
import { lease, Seat } from './wire.ts';
import { driverOf, panelOf, storeOf } from './worker-ports.ts';
import type { World } from './world.ts';

const minute = 60_000;

/** Fewer looks than in real life, so that a history of days is short; nothing else depends on it. */
export const patience: Patience = {
  poll: 12 * 60 * minute,
  firstRetry: 30_000,
  longestRetry: 60 * minute,
  server: 6 * 60 * minute,
  writes: 3,
};

/** How long an idle worker sleeps when it found nothing to claim. */
const pause = 5_000;

/** More turns than any history that comes to rest needs. */
export const mostTurns = 1_500;

export class Workers {
  readonly #world: World;
  readonly #seats: Seat[] = [];
  readonly #ports = new Map<Seat, RunPorts>();
  #started = 0;
  #wakeAt = 0;
  turns = 0;

  constructor(world: World) {
    this.#world = world;
    for (let count = 0; count < world.script.workers; count += 1) this.#start(count);
  }

  /** Whether a worker is between two calls: then it goes on before time does. */
  get think(): boolean {
    return this.#seats.some((seat) => seat.thinks);
  }

  /** Lets idle workers see whether anything is due; arranges to do so again when something is. */
  wake(): void {
    const now = this.#world.now();
    const due = this.#world.store.dueNext();
    if (due > now) {
      this.#wakeLater(due);
      return;
    }
    for (const seat of this.#seats) {
      if (seat.turning || seat.dead) continue;
      if (seat.idleUntil > now) this.#wakeLater(seat.idleUntil);
      else void this.#turn(seat);
    }
  }

  /** Another process starts some time after this one died. */
  replace(dead: Seat): void {
    this.#ports.delete(dead);
    this.#world.timeline.in(this.#world.chance.between(1_000, 40_000), () => {
      this.#start(this.#seats.indexOf(dead));
    });
  }

  #start(place: number): void {
    const world = this.#world;
    const seat = new Seat(`worker-${(this.#started += 1)}`);
    const driver = driverOf(seat, world);
    const ports: RunPorts = {
      panel: panelOf(seat, world),
      store: storeOf(seat, world),
      clock: world,
      patience,
      readDeadline: 10_000,
      driverOf: () => (world.server.outOfSettingsUntil > world.now() ? null : driver),
    };
    this.#seats[place] = seat;
    this.#ports.set(seat, world.mutant.ports?.(ports, world) ?? ports);
  }

  #wakeLater(moment: number): void {
    const now = this.#world.now();
    if (moment >= never || (this.#wakeAt > now && this.#wakeAt <= moment)) return;
    this.#wakeAt = moment;
    this.#world.timeline.at(moment, () => undefined);
  }

  async #turn(seat: Seat): Promise<void> {
    const ports = this.#ports.get(seat);
    if (!ports) return;
    seat.turning = true;
    try {
      const claim = await ports.store.claim(seat.name, this.#world.now(), lease);
      if (claim) {
        this.#count();
        seat.change = claim.change.id;
        seat.looks.account = null;
        seat.looks.service = null;
        await takeTurn(claim, ports);
      } else if (
        (await deliver({ ...ports, worker: seat.name, write: async (item) => letter(item) })) === null
      ) {
        seat.idleUntil = this.#world.now() + pause;
      }
    } catch (error) {
      this.#world.breaks('L6', `the loop threw ${String(error)}`);
    }
    seat.change = null;
    seat.turning = false;
  }

  #count(): void {
    this.turns += 1;
    if (this.turns > mostTurns)
      this.#world.breaks('L6', `the loop does not come to rest: ${mostTurns} turns`);
  }
}

const letter = (item: OutboxItem): Letter =>
  item.kind === 'client-message'
    ? { to: 'client', message: {} as Extract<Letter, { to: 'client' }>['message'] }
    : { to: 'staff', ticket: {} as Extract<Letter, { to: 'staff' }>['ticket'] };
