/** What every store holds to, whichever database is behind it: one suite, run over each of them. */
import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../../src/store/port.ts';
import { acceptanceContract } from './acceptance-contract.ts';
import { bellContract } from './bell-contract.ts';
import { claimContract } from './claim-contract.ts';
import { databaseContract } from './database-contract.ts';
import { outboxContract } from './outbox-contract.ts';
import { readingContract } from './reading-contract.ts';
import { recordContract } from './record-contract.ts';
import type { StoreUnderTest } from './store-under-test.ts';
import { togetherContract } from './together-contract.ts';

/** Two connections to one fresh database, made anew for each test. */
export interface Pair {
  readonly store: () => Store;
  readonly other: () => Store;
  readonly under: () => StoreUnderTest;
}

export function storeContract(name: string, create: () => Promise<StoreUnderTest>): void {
  describe(`the store on ${name}`, () => {
    let under: StoreUnderTest | null = null;
    let stores: Store[] = [];
    beforeEach(async () => {
      under = await create();
      stores = [await under.open(), await under.open()];
    });
    afterEach(async () => {
      await under?.discard();
      under = null;
    });
    const present = <Value>(value: Value | null | undefined): Value => {
      if (value == null) throw new Error('no database is open');
      return value;
    };
    const pair: Pair = {
      store: () => present(stores[0]),
      other: () => present(stores[1]),
      under: () => present(under),
    };
    acceptanceContract(pair);
    claimContract(pair);
    recordContract(pair);
    bellContract(pair);
    databaseContract(pair);
    outboxContract(pair);
    readingContract(pair);
    togetherContract(pair);
  });
}
