/** The store on which the simulation plays keeps the promises of the real one: the same contract, but for processes. */
import { beforeEach, describe } from 'vitest';
import { MemoryStore } from '../../simulation/memory-store.ts';
import { acceptanceContract } from './acceptance-contract.ts';
import { bellContract } from './bell-contract.ts';
import { claimContract } from './claim-contract.ts';
import { outboxContract } from './outbox-contract.ts';
import { readingContract } from './reading-contract.ts';
import { recordContract } from './record-contract.ts';
import type { Pair } from './store-contract.ts';

describe('the store in memory', () => {
  let store = new MemoryStore();
  beforeEach(() => {
    store = new MemoryStore();
  });
  const pair: Pair = {
    store: () => store,
    other: () => store,
    under: () => ({
      location: 'memory',
      open: () => Promise.resolve(store),
      discard: () => store.close(),
    }),
  };
  acceptanceContract(pair);
  claimContract(pair);
  recordContract(pair);
  bellContract(pair);
  outboxContract(pair);
  readingContract(pair);
});
