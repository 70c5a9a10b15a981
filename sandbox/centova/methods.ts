/** The methods of Centova's API that Upshelf may meet, as provisioning.md §2 says that they behave. */
import type { Effect } from '../pretend/faults.ts';
import type { CentovaLimit } from './seed-type.ts';
import type { CentovaAccount, CentovaState } from './state.ts';

export interface CentovaCall {
  readonly state: CentovaState;
  readonly given: ReadonlyMap<string, string>;
  readonly effect: Effect;
}

/** `error` comes with HTTP 200 and type "error". The texts are ours where the reference quotes none. */
export type CentovaAnswer =
  { readonly message: string; readonly data?: unknown } | { readonly error: string };

interface Method {
  readonly isWrite: boolean;
  readonly act: (call: CentovaCall) => CentovaAnswer;
}

const onAccount =
  (act: (account: CentovaAccount, call: CentovaCall) => CentovaAnswer) =>
  (call: CentovaCall): CentovaAnswer => {
    const username = call.given.get('username') ?? '';
    const account = call.state.account(username);
    return account === null
      ? { error: `Unable to authorize call: Unable to access account for ${username}` }
      : act(account, call);
  };

const asText = (value: number | string): string => String(value);

/** Centova prints no limit as the word, and everything as text. */
const accountRow = (account: CentovaAccount): Record<string, string> => ({
  username: account.username,
  hostname: 'radio.example',
  port: asText(account.port),
  servertype: account.servertype,
  maxclients: asText(account.maxclients),
  maxbitrate: asText(account.maxbitrate),
  transferlimit: asText(account.transferlimit),
  diskquota: asText(account.diskquota),
  usesource: asText(account.usesource),
  cachedtransfer: asText(account.cachedtransfer),
  cacheddiskusage: asText(account.cacheddiskusage),
});

const limitFields = ['maxclients', 'maxbitrate', 'transferlimit', 'diskquota'] as const;

/** Absolute values; a name that it does not know is passed over. 0 is kept as 0, which is not no limit. */
function reconfigure(account: CentovaAccount, { state, given, effect }: CentovaCall): CentovaAnswer {
  let changed = account;
  for (const field of limitFields) {
    const value = given.get(field);
    if (value === undefined) continue;
    const limit = limitIn(value);
    if (limit === null) return { error: `Invalid value specified for ${field}` };
    if (effect === 'half' && field === 'maxclients') continue;
    changed = { ...changed, [field]: limit };
  }
  const source = given.get('usesource');
  if (source !== undefined) changed = { ...changed, usesource: Number(source) as 0 | 1 | 2 };
  if (typeof effect === 'object') changed = { ...changed, [effect.field]: effect.value };
  if (effect !== 'none') state.save(changed);
  return { message: 'Account updated' };
}

function limitIn(value: string): CentovaLimit | null {
  if (value === 'unlimited') return value;
  return /^\d+$/.test(value) ? Number(value) : null;
}

const again =
  (kind: 'reloads' | 'restarts') =>
  (account: CentovaAccount, { state, effect }: CentovaCall): CentovaAnswer => {
    if (!account.up) return { error: 'The server is not running' };
    if (effect === 'none') return { message: 'Server reloaded' };
    const { maxclients, maxbitrate } = account;
    state.save({
      ...account,
      listeners: kind === 'restarts' ? 0 : account.listeners,
      stream: { ...account.stream, maxclients, maxbitrate, [kind]: account.stream[kind] + 1 },
    });
    return { message: kind === 'reloads' ? 'Server reloaded' : 'Server restarted' };
  };

export const methods: Readonly<Record<string, Method>> = {
  'server.getaccount': {
    isWrite: false,
    act: onAccount((account) => ({
      message: 'Account retrieved',
      data: { account: accountRow(account) },
    })),
  },
  'server.reconfigure': { isWrite: true, act: onAccount(reconfigure) },
  'server.reload': { isWrite: true, act: onAccount(again('reloads')) },
  'server.restart': { isWrite: true, act: onAccount(again('restarts')) },
  'system.sanitycheck': { isWrite: false, act: () => ({ message: 'OK' }) },
  'system.listaccounts': {
    isWrite: false,
    act: ({ state }) => ({
      message: 'Accounts listed',
      data: state.accounts().map(({ username }) => ({ username })),
    }),
  },
  'system.setstatus': {
    isWrite: true,
    act: onAccount((account, { state, given, effect }) => {
      const disabled = given.get('status') === 'disabled';
      if (account.disabled === disabled) return { error: 'Account is already in specified state' };
      if (effect !== 'none') state.save({ ...account, disabled, up: account.up && !disabled });
      return { message: 'Account status updated' };
    }),
  },
};
