/**
 * Every call of a worker passes here: it takes a while, and it can go wrong in each way that a script knows.
 * A call acts the moment it arrives and is answered a little later, so that the world moves on in between.
 */
import type { ChangeId } from '../../src/catalogue/identifiers.ts';
import type { Arrival } from './panel-verbs.ts';
import type { Fate, Verb } from './script.ts';
import { fateWords, verbWords } from './words.ts';
import type { World } from './world.ts';

/** Milliseconds: when a caller gives up, and after which nothing that it sent can land any more. */
export const deadline = 10_000;
export const landingWindow = 120_000;
export const lease = 30_000;

/** One worker's place: the process in it may die and be started again under another name. */
export class Seat {
  readonly name: string;
  dead = false;
  turning = false;
  /** Calls that are not answered yet. */
  pending = 0;
  idleUntil = 0;
  /** What the worker is looking at in this turn. */
  change: ChangeId | null = null;
  readonly looks: { account: boolean | null; service: boolean | null } = { account: null, service: null };

  constructor(name: string) {
    this.name = name;
  }

  /** Whether it is between two calls, thinking. */
  get thinks(): boolean {
    return this.turning && !this.dead && this.pending === 0;
  }
}

/** How a kind of call answers when it does not act, or when its answer is lost; null: that cannot happen to it. */
export interface Answers<T> {
  readonly unreachable: T | null;
  readonly unknown: T | null;
  readonly refused: T | null;
  readonly notAuthorised: T | null;
}

const plainly: Arrival = { keyLost: false, overtaking: false };

export class Wire {
  readonly #world: World;
  /** Effects that have not landed yet, though their caller may have given up on them. */
  readonly #inTheAir = new Set<{ readonly change: ChangeId; readonly verb: Verb }>();

  constructor(world: World) {
    this.#world = world;
  }

  /** A call to the store: at once, unless the worker dies or stands still. */
  toStore<T>(seat: Seat, verb: Verb, act: () => Promise<T>): Promise<T> {
    if (seat.dead) return forever();
    const fate = this.#world.meets(verb);
    if (fate !== null) this.#tellFate(seat, verb, fate);
    switch (fate) {
      case null:
        return act();
      case 'kill-before':
        return this.#kill(seat, verb);
      case 'stall-before':
        return this.#answer(seat, this.#world.chance.between(20_000, 60_000), act);
      case 'stall-after': {
        const done = act();
        return this.#answer(seat, this.#world.chance.between(40_000, 100_000), () => done);
      }
      default: {
        // a dead worker hears of no mistake either
        act().catch(() => undefined);
        return this.#kill(seat, verb);
      }
    }
  }

  /** A call over the network that only asks. */
  ask<T>(seat: Seat, verb: Verb, act: () => T, answers: Answers<T>): Promise<T> {
    return this.#send(seat, verb, act, answers, false);
  }

  /** A call over the network that changes something. */
  effect<T>(seat: Seat, verb: Verb, act: (arrival: Arrival) => T, answers: Answers<T>): Promise<T> {
    if (!seat.dead) {
      if (this.#isInTheAir(seat.change)) this.#world.watch.sentBlindly(seat.change, verb);
      this.#world.watch.effectSent(seat.change, verb);
    }
    return this.#send(seat, verb, act, answers, true);
  }

  #send<T>(
    seat: Seat,
    verb: Verb,
    act: (arrival: Arrival) => T,
    answers: Answers<T>,
    isEffect: boolean,
  ): Promise<T> {
    if (seat.dead) return forever();
    const { chance, script } = this.#world;
    const fate = this.#world.meets(verb);
    const lost = (value: T | null): Promise<T> =>
      value === null
        ? this.#answer(seat, this.#latency(), constantly(act(plainly)))
        : this.#answer(seat, deadline, constantly(value));
    this.#tellFate(seat, verb, fate);
    if (seat.change !== null && fate === 'refused') this.#world.watch.refused.add(seat.change);
    switch (fate) {
      case 'kill-before':
        return this.#kill(seat, verb);
      case 'kill-after':
        act(plainly);
        return this.#kill(seat, verb);
      case 'kill-late':
        if (isEffect) this.#landLater(seat, verb, act);
        return this.#kill(seat, verb);
      case 'stall-before': {
        const wait = chance.between(20_000, 60_000);
        const landed = isEffect ? this.#takeOff(seat, verb) : null;
        return this.#answer(seat, wait, () => {
          landed?.();
          return act(plainly);
        });
      }
      case 'stall-after':
        return this.#answer(seat, chance.between(40_000, 100_000), constantly(act(plainly)));
      case 'not-arrived':
        return answers.unreachable === null
          ? lost(null)
          : this.#answer(seat, 1_000, constantly(answers.unreachable));
      case 'swallowed':
        return lost(answers.unknown ?? answers.unreachable);
      case 'answer-lost':
        act(plainly);
        return lost(answers.unknown ?? answers.unreachable);
      case 'late':
        if (isEffect) this.#landLater(seat, verb, act);
        return lost(answers.unknown ?? answers.unreachable);
      case 'doubled': {
        const first = act(plainly);
        act({ keyLost: false, overtaking: !script.transactional });
        return this.#answer(seat, 500, constantly(first));
      }
      case 'key-lost':
        // where effect and key are one transaction, both are lost
        if (!script.transactional) act({ keyLost: true, overtaking: false });
        return lost(answers.unknown);
      case 'refused':
        return lost(answers.refused);
      case 'not-authorised':
        return lost(answers.notAuthorised);
      default:
        return this.#answer(seat, this.#latency(), constantly(act(plainly)));
    }
  }

  #latency(): number {
    const { chance, script } = this.#world;
    return script.slow ? chance.between(1_000, 7_000) : chance.between(50, 400);
  }

  #answer<T>(seat: Seat, wait: number, value: () => T | Promise<T>): Promise<T> {
    seat.pending += 1;
    return new Promise((resolve) => {
      this.#world.timeline.in(wait, () => {
        if (seat.dead) return;
        seat.pending -= 1;
        resolve(value());
      });
    });
  }

  #kill(seat: Seat, verb: Verb): Promise<never> {
    seat.dead = true;
    this.#world.tell(() => `${seat.name} is killed when it ${verbWords[verb]}`);
    this.#world.workers.replace(seat);
    return forever();
  }

  #takeOff(seat: Seat, verb: Verb): () => void {
    if (seat.change === null) return () => undefined;
    const flight = { change: seat.change, verb };
    this.#inTheAir.add(flight);
    return () => this.#inTheAir.delete(flight);
  }

  #landLater(seat: Seat, verb: Verb, act: (arrival: Arrival) => unknown): void {
    const landed = this.#takeOff(seat, verb);
    this.#world.timeline.in(this.#world.chance.between(deadline + 1_000, 80_000), () => {
      landed();
      this.#world.tell(() => `only now lands what ${seat.name} sent when it ${verbWords[verb]}`);
      act(plainly);
    });
  }

  #isInTheAir(change: ChangeId | null): boolean {
    for (const flight of this.#inTheAir) if (flight.change === change) return true;
    return false;
  }

  #tellFate(seat: Seat, verb: Verb, fate: Fate | null): void {
    this.#world.tell(
      () => `${seat.name} ${verbWords[verb]}${fate === null ? '' : `, but ${fateWords[fate]}`}`,
    );
  }
}

const forever = (): Promise<never> => new Promise(() => undefined);
const constantly =
  <T>(value: T): (() => T) =>
  () =>
    value;
