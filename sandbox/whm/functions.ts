/** The functions of WHM API 1 that Upshelf may meet, as provisioning.md §1 says that they behave. */
import { accountRow, bandwidthRow, diskRow, packageRecord, packageRow } from './rows.ts';
import { accountFor, mayUse, seenBy, type WhmFunction } from './call.ts';
import { changePackage } from './change-package.ts';
import type { WhmAccount } from './state.ts';
import { uapi } from './uapi.ts';

const accountsummary: WhmFunction = (call) => {
  const domain = call.parameters.get('domain');
  const user =
    call.parameters.get('user') ??
    call.state.accounts().find((account) => account.domain === domain && !account.deleted)?.user;
  if (user === undefined) {
    return {
      refusal: domain === null ? 'You must specify a “user” or a “domain”.' : 'Account does not exist',
    };
  }
  const account = accountFor(call, user);
  return typeof account === 'string' ? { refusal: account } : { data: { acct: [accountRow(account)] } };
};

const listaccts: WhmFunction = (call) => {
  const live = seenBy(call.login, call.state.accounts()).filter(({ deleted }) => !deleted);
  const wanted = call.parameters.get('want')?.split(',');
  const rows = search(call.parameters, live).map((account) => {
    const row = accountRow(account);
    return wanted ? Object.fromEntries(Object.entries(row).filter(([field]) => wanted.includes(field))) : row;
  });
  return { data: { acct: rows } };
};

const showbw: WhmFunction = (call) => {
  const month = Number(call.parameters.get('month') ?? call.now.getUTCMonth() + 1);
  const year = Number(call.parameters.get('year') ?? call.now.getUTCFullYear());
  // Deleted accounts are listed too: provisioning.md §1 Pitfalls.
  const rows = search(call.parameters, seenBy(call.login, call.state.accounts())).map(bandwidthRow);
  const totalused = rows.reduce((sum, row) => sum + Number(row['totalbytes']), 0);
  return { data: { acct: rows, month, year, reseller: call.login.user, totalused } };
};

/** `search` is a Perl regular expression that matches anywhere, unless `searchmethod` is `exact`. */
function search(parameters: URLSearchParams, accounts: readonly WhmAccount[]): readonly WhmAccount[] {
  const text = parameters.get('search');
  const type = parameters.get('searchtype');
  if (text === null || type === null) return accounts;
  const matches =
    parameters.get('searchmethod') === 'exact'
      ? (value: string) => value === text
      : (value: string) => expressionOf(text).test(value);
  return accounts.filter((account) => {
    const value = { user: account.user, domain: account.domain, owner: account.owner, package: account.plan }[
      type
    ];
    return value !== undefined && matches(value);
  });
}

function expressionOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    // A malformed expression finds nothing.
    return /(?!)/;
  }
}

const getpkginfo: WhmFunction = (call) => {
  const sold = call.state.package(call.parameters.get('pkg') ?? '');
  return sold && mayUse(call.login, sold)
    ? { data: { pkg: packageRecord(sold) } }
    : { refusal: 'The package you specified does not exist.' };
};

const listpkgs: WhmFunction = (call) => ({
  data: {
    pkg: call.state
      .packages()
      .filter((sold) => mayUse(call.login, sold))
      .map(packageRow),
  },
});

const acctcounts: WhmFunction = (call) => {
  const own = call.state.accounts().filter(({ owner, deleted }) => owner === call.login.user && !deleted);
  const suspended = own.filter((account) => account.suspended).length;
  return {
    data: { reseller: { active: own.length - suspended, limit: null, suspended, user: call.login.user } },
  };
};

const myprivs: WhmFunction = ({ login }) => {
  const all = login.reseller ? 0 : 1;
  return {
    data: {
      privileges: [
        {
          all,
          'acct-summary': 1,
          'basic-whm-functions': 1,
          'cpanel-api': 1,
          'edit-account': all,
          'list-accts': 1,
          'list-pkgs': 1,
          'show-bandwidth': 1,
          'upgrade-account': 1,
          viewglobalpackages: all,
        },
      ],
    },
  };
};

const uapiCpanel: WhmFunction = (call) => {
  const account = accountFor(call, call.parameters.get('cpanel.user') ?? '');
  return typeof account === 'string'
    ? { refusal: account }
    : { data: { uapi: uapi(account, call.parameters) } };
};

export const functions: Readonly<Record<string, WhmFunction>> = {
  accountsummary,
  acctcounts,
  changepackage: changePackage,
  get_disk_usage: (call) => ({
    data: {
      accounts: seenBy(call.login, call.state.accounts())
        .filter(({ deleted }) => !deleted)
        .map(diskRow),
    },
  }),
  getpkginfo,
  listaccts,
  listpkgs,
  myprivs,
  showbw,
  uapi_cpanel: uapiCpanel,
  version: ({ version }) => ({ data: { version } }),
};
