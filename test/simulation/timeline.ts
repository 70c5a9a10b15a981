import type { Instant } from '../../src/catalogue/time.ts';

interface Appointment {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Simulated time: what happens when, in order; equal moments in the order in which they were arranged. */
export class Timeline {
  #now: number;
  #arranged = 0;
  /** A binary heap, the earliest first. */
  readonly #heap: Appointment[] = [];

  constructor(start: Instant) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now as Instant;
  }

  /** Arranges `run` for `milliseconds` from now. */
  in(milliseconds: number, run: () => void): void {
    this.at(this.#now + milliseconds, run);
  }

  at(moment: number, run: () => void): void {
    const heap = this.#heap;
    const added = { at: Math.max(moment, this.#now), order: (this.#arranged += 1), run };
    let hole = heap.length;
    heap.push(added);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !earlier(added, above)) break;
      heap[hole] = above;
      hole = parent;
    }
    heap[hole] = added;
  }

  /** Lets the next thing happen; false when nothing is arranged any more. */
  step(): boolean {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return false;
    if (heap.length > 0) sink(heap, last);
    this.#now = first.at;
    first.run();
    return true;
  }
}

function sink(heap: Appointment[], moved: Appointment): void {
  let hole = 0;
  for (;;) {
    const left = heap[2 * hole + 1];
    const right = heap[2 * hole + 2];
    if (left === undefined) break;
    const rightFirst = right !== undefined && earlier(right, left);
    const child = rightFirst ? right : left;
    if (!earlier(child, moved)) break;
    heap[hole] = child;
    hole = 2 * hole + (rightFirst ? 2 : 1);
  }
  heap[hole] = moved;
}

const earlier = (left: Appointment, right: Appointment): boolean =>
  left.at < right.at || (left.at === right.at && left.order < right.order);
