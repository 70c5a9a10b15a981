/** Takes due changes and outbox items, a few at a time, until it is stopped; woken at once when something is due. */
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { deliver, type DeliveryPorts } from '../change/deliver.ts';
import { takeTurn, type RunPorts } from '../change/run.ts';
import type { Metrics } from './metrics.ts';

export interface WorkerOptions {
  readonly run: RunPorts;
  readonly delivery: DeliveryPorts;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Names this process in the leases it takes. */
  readonly name: string;
  /** Milliseconds that a row stays ours; longer than any single turn. */
  readonly lease: number;
  /** How many changes are worked on side by side: a slow server holds one of these, not the others. */
  readonly width: number;
  /** Milliseconds between two glances at the table when nobody wakes us (other processes may have written). */
  readonly glance: number;
}

export interface Worker {
  /** Something is due now. */
  wake(): void;
  /** Finishes the turns in hand, takes no new ones. */
  stop(): Promise<void>;
}

/** Starts working. Errors of a turn are logged; its row comes back when the lease ends. */
export function startWorker(options: WorkerOptions): Worker {
  let stopping = false;
  let bell = Promise.withResolvers<undefined>();
  const lanes = [
    ...Array.from({ length: options.width }, (_, index) => lane(() => turn(`${options.name}/${index}`))),
    lane(() => deliverOne()),
  ];

  async function turn(worker: string): Promise<boolean> {
    const claim = await options.run.store.claim(worker, options.clock.now(), options.lease);
    if (!claim) return false;
    const result = await takeTurn(claim, options.run);
    options.metrics.turn(result);
    // the next step of this change is due at once, and another lane may take it
    if (result !== 'waits') wake();
    return true;
  }

  async function deliverOne(): Promise<boolean> {
    const outcome = await deliver(options.delivery);
    if (outcome === null) return false;
    options.metrics.delivery(outcome.kind, outcome.outcome);
    return true;
  }

  async function lane(step: () => Promise<boolean>): Promise<void> {
    while (!stopping) {
      const rung = bell.promise;
      try {
        if (await step()) continue;
      } catch (error) {
        options.logger.error(
          { err: error },
          'a turn failed; its change is taken up again when the lease ends',
        );
      }
      await pause(rung);
    }
  }

  /** Until the bell rings, or the next glance. */
  async function pause(rung: Promise<undefined>): Promise<void> {
    const due = await options.run.store.nextDue().catch(() => null);
    const untilDue = due === null ? options.glance : Math.max(due - options.clock.now(), 5);
    const timer = Promise.withResolvers<undefined>();
    const handle = setTimeout(timer.resolve, Math.min(untilDue, options.glance), undefined);
    await Promise.race([rung, timer.promise]);
    clearTimeout(handle);
  }

  function wake(): void {
    bell.resolve(undefined);
    bell = Promise.withResolvers<undefined>();
  }

  return {
    wake,
    stop: async () => {
      stopping = true;
      wake();
      await Promise.all(lanes);
    },
  };
}
