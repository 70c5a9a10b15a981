/** What Prometheus reads: requests, turns of the loop, effects, waiting changes. No label holds an id. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Store } from '../store/port.ts';

export interface Metrics {
  request(route: string, status: number, milliseconds: number): void;
  turn(result: string): void;
  delivery(kind: string, outcome: 'delivered' | 'postponed'): void;
  /** The registry's text, with the changes counted by state at this moment. */
  text(): Promise<string>;
}

export function createMetrics(store: Pick<Store, 'countByState'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'upshelf_process_' });
  const requests = new Histogram({
    name: 'upshelf_request_seconds',
    help: 'Time to answer a request, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 2, 3, 10],
    registers: [registry],
  });
  const turns = new Counter({
    name: 'upshelf_turns_total',
    help: 'Turns of the loop, by result',
    labelNames: ['result'],
    registers: [registry],
  });
  const deliveries = new Counter({
    name: 'upshelf_deliveries_total',
    help: 'Messages and tickets, by kind and outcome',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  });
  const changes = new Gauge({
    name: 'upshelf_changes',
    help: 'Changes, by state',
    labelNames: ['state'],
    registers: [registry],
  });
  return {
    request: (route, status, milliseconds) => {
      requests.observe({ route, status: String(status) }, milliseconds / 1000);
    },
    turn: (result) => {
      turns.inc({ result });
    },
    delivery: (kind, outcome) => {
      deliveries.inc({ kind, outcome });
    },
    text: async () => {
      changes.reset();
      for (const [state, count] of Object.entries(await store.countByState())) changes.set({ state }, count);
      return registry.metrics();
    },
  };
}
