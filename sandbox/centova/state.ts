/** The pretend Centova's accounts, and what their streams run with. */
import { openRecords } from '../pretend/records.ts';
import type { CentovaAccountSeed, CentovaLimit, CentovaSeed } from './seed-type.ts';

export interface CentovaAccount extends Required<CentovaAccountSeed> {
  readonly stream: {
    /** What the running stream enforces; limits that were saved later wait for a reload or restart. */
    readonly maxclients: CentovaLimit;
    readonly maxbitrate: CentovaLimit;
    readonly reloads: number;
    readonly restarts: number;
  };
}

export interface CentovaState {
  accounts(): readonly CentovaAccount[];
  account(username: string): CentovaAccount | null;
  save(account: CentovaAccount): void;
  close(): void;
}

/** Opens the state in `dataDir` (`centova.sqlite`), or in memory for null; the seed fills an empty one. */
export function openCentovaState(seed: CentovaSeed, dataDir: string | null): CentovaState {
  const file = openRecords('centova', dataDir);
  const accounts = file.kind<CentovaAccount>('account');
  if (accounts.all().length === 0) {
    file.together(() => {
      for (const account of seed.accounts) {
        const { maxclients, maxbitrate } = account;
        const stream = { maxclients, maxbitrate, reloads: 0, restarts: 0 };
        accounts.save(account.username, { disabled: false, ...account, stream });
      }
    });
  }
  return {
    accounts: () => accounts.all(),
    account: (username) => accounts.get(username),
    save(account) {
      accounts.save(account.username, account);
    },
    close() {
      file.close();
    },
  };
}
