import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../../src/store/open-sqlite.ts';
import type { Store } from '../../../src/store/port.ts';
import { createStore } from '../../../src/store/store.ts';
import { storeContract } from './store-contract.ts';

storeContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'upshelf-store-'));
  const location = join(folder, 'upshelf.sqlite');
  const opened: Store[] = [];
  return {
    location,
    async open() {
      const store = createStore(await openSqlite(location));
      opened.push(store);
      return store;
    },
    async discard() {
      await Promise.all(opened.map((store) => store.close()));
      rmSync(folder, { recursive: true });
    },
  };
});
