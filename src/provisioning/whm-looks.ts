/** Everything that is read from a WHM server: one account, one package, the server as a whole. */
import type { AccountReading } from '../catalogue/account-reading.ts';
import type { Limits } from '../catalogue/limit.ts';
import type { Clock } from '../clock.ts';
import {
  lookAt as lookAtAnswer,
  total,
  usageAt,
  type Answer,
  type Remaining,
  type Understood,
} from './answers.ts';
import type { AccountName, ServerDriver, ServerLook, ServerReading } from './port.ts';
import { callUapi, callWhm, type WhmLogin } from './whm-answer.ts';
import {
  accountCountOf,
  accountOf,
  bandwidthOf,
  countsOf,
  packageOf,
  packagesOf,
  versionOf,
  type WhmAccount,
  type WhmBandwidth,
} from './whm-reading.ts';

/** A package under the spelling that this login must use. */
export interface FoundPackage {
  readonly spelling: string;
  readonly limits: Limits;
}

export interface WhmLooks {
  readonly canonicalPackage: ServerDriver['canonicalPackage'];
  /** `accountsummary`: everything but bandwidth and counts. */
  readonly summary: (account: AccountName, remaining: Remaining) => Promise<ServerLook<WhmAccount>>;
  readonly bandwidth: (whmUser: string, remaining: Remaining) => Promise<ServerLook<WhmBandwidth>>;
  readonly readAccount: ServerDriver['readAccount'];
  /** `missing` says why: it is there under neither spelling, with and without the reseller's prefix. */
  readonly findPackage: (
    name: string,
    remaining: Remaining,
  ) => Promise<ServerLook<FoundPackage | { readonly missing: string }>>;
  readonly readServer: ServerDriver['readServer'];
}

export function createWhmLooks(login: WhmLogin, clock: Clock): WhmLooks {
  const prefix = `${login.user}_`;
  const call = (command: string, parameters: Readonly<Record<string, string>>, remaining: Remaining) =>
    callWhm(login, command, parameters, remaining());
  // A reseller's packages are called `reseller_name`: provisioning.md §1 Pitfalls.
  const canonicalPackage = (name: string): string =>
    name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;

  async function summary(account: AccountName, remaining: Remaining): Promise<ServerLook<WhmAccount>> {
    // cPanel's own usernames have no dot: with one it is the main domain (`accountReference: domain`).
    const byDomain = account.username.includes('.');
    const parameters = { [byDomain ? 'domain' : 'user']: account.username };
    const answer = await call('accountsummary', parameters, remaining);
    if (answer.kind === 'failed' && /does not exist/i.test(answer.reason)) {
      return { outcome: 'no-such-account', message: answer.reason };
    }
    const look = lookAt(answer, accountOf);
    if (look.outcome !== 'seen') return look;
    if (look.value === null) {
      return { outcome: 'no-such-account', message: 'WHM lists no such account.' };
    }
    if (!byDomain && look.value.user !== account.username) {
      return { outcome: 'unreachable', message: 'WHM answered for another account.' };
    }
    return { outcome: 'seen', value: look.value };
  }

  async function bandwidth(whmUser: string, remaining: Remaining): Promise<ServerLook<WhmBandwidth>> {
    // `search` is a regular expression: unanchored, "bob" finds "bobby" too (provisioning.md §1 Pitfalls).
    const search = `^${whmUser.replace(/[^A-Za-z0-9_]/g, '\\$&')}$`;
    return lookAt(await call('showbw', { searchtype: 'user', search }, remaining), (data) =>
      bandwidthOf(data, whmUser),
    );
  }

  async function readAccount(account: AccountName, deadline: number): Promise<ServerLook<AccountReading>> {
    const remaining = total(clock, deadline);
    const readAt = clock.now();
    // First alone: a wrong key is then counted once by the server's brute-force protection, not three times.
    const found = await summary(account, remaining);
    if (found.outcome !== 'seen') return found;
    const { user: whmUser, plan, suspended, limits, used } = found.value;
    const [traffic, counts] = await Promise.all([
      bandwidth(whmUser, remaining),
      callUapi(login, whmUser, 'ResourceUsage', 'get_usages', remaining()),
    ]);
    if (traffic.outcome !== 'seen') return traffic;
    // Without the counts the limits still stand: such usage is unknown, which only a smaller plan minds.
    const counted = lookAt(counts, countsOf);
    const measured = {
      ...used,
      ...(traffic.value.totalbytes === undefined ? {} : { bandwidth: traffic.value.totalbytes }),
      ...(counted.outcome === 'seen' ? counted.value : {}),
    };
    return {
      outcome: 'seen',
      value: {
        packageName: canonicalPackage(plan),
        suspended,
        limits: { ...limits, bandwidth: traffic.value.limit },
        usage: usageAt(measured, readAt),
        readAt,
      },
    };
  }

  const findPackage: WhmLooks['findPackage'] = async (name, remaining) => {
    const other = canonicalPackage(name) === name ? prefix + name : canonicalPackage(name);
    let missing = '';
    for (const spelling of [name, other]) {
      const answer = await call('getpkginfo', { pkg: spelling }, remaining);
      if (answer.kind !== 'failed') {
        const look = lookAt(answer, packageOf);
        return look.outcome === 'seen' ? { outcome: 'seen', value: { spelling, limits: look.value } } : look;
      }
      missing ||= answer.reason;
    }
    return { outcome: 'seen', value: { missing } };
  };

  async function readServer(deadline: number): Promise<ServerLook<ServerReading>> {
    const remaining = total(clock, deadline);
    const version = lookAt(await call('version', {}, remaining), versionOf);
    if (version.outcome !== 'seen') return version;
    const [packages, accounts] = await Promise.all([
      // `creatable`: those that this login may put accounts on.
      call('listpkgs', { want: 'creatable' }, remaining).then((answer) => lookAt(answer, packagesOf)),
      call('listaccts', { want: 'user' }, remaining).then((answer) => lookAt(answer, accountCountOf)),
    ]);
    if (packages.outcome !== 'seen') return packages;
    const byName = new Map<string, Limits>();
    for (const { name, limits } of packages.value) {
      const canonical = canonicalPackage(name);
      // Where both spellings exist, `changePlan` takes the plain one first.
      if (canonical === name || !byName.has(canonical)) byName.set(canonical, limits);
    }
    return {
      outcome: 'seen',
      value: {
        version: version.value,
        packages: [...byName].map(([name, limits]) => ({ name, limits })),
        accounts: accounts.outcome === 'seen' ? accounts.value : null,
      },
    };
  }

  return { canonicalPackage, summary, bandwidth, readAccount, findPackage, readServer };
}

const lookAt = <T>(answer: Answer, parse: (data: unknown) => Understood<T>): ServerLook<T> =>
  lookAtAnswer(answer, parse, 'WHM');
