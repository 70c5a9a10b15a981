import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgres } from '../../../src/store/open-postgres.ts';
import type { Store } from '../../../src/store/port.ts';
import { createStore } from '../../../src/store/store.ts';
import { postgresPrograms, startPostgres, type PostgresCluster } from '../../support/postgres-cluster.ts';
import { requireOrSkip } from '../../support/require-or-skip.ts';
import { storeContract } from './store-contract.ts';

const programs = postgresPrograms();

if (
  requireOrSkip('PostgreSQL', programs !== null, 'no initdb under /usr/lib/postgresql') &&
  programs !== null
) {
  describe('a private PostgreSQL', () => {
    let cluster: PostgresCluster | null = null;
    beforeAll(async () => {
      cluster = await startPostgres(programs);
    });
    afterAll(async () => {
      await cluster?.stop();
    });

    storeContract('PostgreSQL', async () => {
      if (!cluster) throw new Error('the cluster did not start');
      const location = await cluster.createDatabase();
      const opened: Store[] = [];
      return {
        location,
        async open() {
          const store = createStore(await openPostgres(location, { connections: 8 }));
          opened.push(store);
          return store;
        },
        async discard() {
          await Promise.all(opened.map((store) => store.close()));
        },
      };
    });
  });
}
