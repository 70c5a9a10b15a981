/** One call of a function: who asks, for what, and what that login may see. */
import type { WhmLimit, WhmLogin, WhmPackage } from './seed-type.ts';
import type { WhmAccount, WhmLimits, WhmState } from './state.ts';

/** How much of itself a write does. */
export type WriteEffect =
  'whole' | 'none' | 'half' | { readonly field: keyof WhmLimits; readonly value: WhmLimit };

export interface WhmCall {
  readonly login: WhmLogin;
  readonly parameters: URLSearchParams;
  readonly state: WhmState;
  readonly version: string;
  readonly now: Date;
  /** What a write does; everything, unless a fault says otherwise. */
  readonly effect: WriteEffect;
}

/** `refusal` comes with HTTP 200 and `result` 0. The texts are ours where the reference quotes none. */
export type FunctionAnswer =
  | { readonly data?: Readonly<Record<string, unknown>>; readonly output?: string }
  | { readonly refusal: string };

export type WhmFunction = (call: WhmCall) => FunctionAnswer;

/** A reseller sees the accounts it owns, root sees all. */
export const seenBy = (login: WhmLogin, accounts: readonly WhmAccount[]): readonly WhmAccount[] =>
  login.reseller ? accounts.filter(({ owner }) => owner === login.user) : accounts;

/** A reseller may use the packages that carry its prefix, root all (provisioning.md §1 Pitfalls). */
export const mayUse = (login: WhmLogin, { name }: WhmPackage): boolean =>
  !login.reseller || name.startsWith(`${login.user}_`);

/** The live account, or why the login does not get it. */
export function accountFor(call: WhmCall, user: string): WhmAccount | string {
  const account = call.state.account(user);
  if (!account || account.deleted) return 'Account does not exist';
  return seenBy(call.login, [account]).length === 1
    ? account
    : `You do not have access to the account “${user}”.`;
}
