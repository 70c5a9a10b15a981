/** The part of cPanel's own API that WHM lets a billing system call: what lies in an account. */
import type { WhmLimit } from './seed-type.ts';
import { mebibyte } from './rows.ts';
import type { WhmAccount } from './state.ts';

/** `status` 0 with texts is a failure, although WHM around it says `result` 1. */
export interface UapiAnswer {
  readonly status: 0 | 1;
  readonly data: unknown;
  readonly errors: readonly string[] | null;
  readonly messages: null;
  readonly warnings: null;
  readonly metadata: Record<string, never>;
}

const done = (data: unknown): UapiAnswer => ({
  status: 1,
  data,
  errors: null,
  messages: null,
  warnings: null,
  metadata: {},
});
const failed = (error: string): UapiAnswer => ({ ...done(null), status: 0, errors: [error] });

/** Everything countable of an account: its name in `get_stats`, its id in `get_usages`, use and limit. */
const counted = ({ usage, limits }: WhmAccount) =>
  [
    ['addondomains', 'addon_domains', usage.addonDomains, limits.MAXADDON],
    ['parkeddomains', 'aliases', usage.parkedDomains, limits.MAXPARK],
    ['subdomains', 'subdomains', usage.subdomains, limits.MAXSUB],
    ['emailaccounts', 'email_accounts', usage.mailboxes, limits.MAXPOP],
    ['mailinglists', 'mailing_lists', usage.mailingLists, limits.MAXLST],
    ['mysqldatabases', 'mysql_databases', usage.databases, limits.MAXSQL],
    ['ftpaccounts', 'ftp_accounts', usage.ftpAccounts, limits.MAXFTP],
  ] as const;

const statRow = (name: string, count: string, max: string, units: string, zeroIsUnlimited: boolean) => ({
  _count: count,
  _max: max,
  _maxed: 0,
  count: units === '' ? count : `${count} ${units}`,
  id: name,
  is_maxed: 0,
  max: units === '' || max === 'unlimited' ? max : `${max} ${units}`,
  name,
  normalized: 1,
  percent: 0,
  units,
  zeroisunlimited: zeroIsUnlimited ? 1 : 0,
});

function getStats(account: WhmAccount, parameters: URLSearchParams): UapiAnswer {
  const megabytes = (limit: WhmLimit) => (limit === 'unlimited' ? 'unlimited' : limit.toFixed(2));
  const { usage, limits } = account;
  const rows = [
    ...counted(account).map(([name, , use, limit]) => statRow(name, String(use), String(limit), '', false)),
    statRow('diskusage', usage.diskMb.toFixed(2), megabytes(limits.QUOTA), 'MB', true),
    statRow(
      'bandwidthusage',
      (usage.bandwidthBytes / mebibyte).toFixed(2),
      megabytes(limits.BWLIMIT),
      'MB',
      true,
    ),
    statRow('fileusage', String(usage.inodes), String(account.inodesLimit), '', true),
    { id: 'hostingpackage', name: 'hostingpackage', item: 'Hosting package', value: account.plan },
  ];
  const wanted = new Set((parameters.get('display') ?? '').split('|'));
  return wanted.has('')
    ? failed('You must provide the “display” argument.')
    : done(rows.filter(({ name }) => wanted.has(name)));
}

function getQuotaInfo({ usage, limits, inodesLimit }: WhmAccount): UapiAnswer {
  const megabyteLimit = limits.QUOTA === 'unlimited' ? 0 : limits.QUOTA;
  const files = inodesLimit === 'unlimited' ? 0 : inodesLimit;
  const underMegabytes = megabyteLimit === 0 || usage.diskMb < megabyteLimit ? 1 : 0;
  const underFiles = files === 0 || usage.inodes < files ? 1 : 0;
  return done({
    inode_limit: files,
    inodes_remain: Math.max(0, files - usage.inodes),
    inodes_used: usage.inodes,
    megabyte_limit: megabyteLimit.toFixed(2),
    megabytes_remain: Math.max(0, megabyteLimit - usage.diskMb).toFixed(2),
    megabytes_used: usage.diskMb.toFixed(2),
    under_inode_limit: underFiles,
    under_megabyte_limit: underMegabytes,
    under_quota_overall: underFiles * underMegabytes,
  });
}

function getUsages(account: WhmAccount): UapiAnswer {
  const { usage, limits } = account;
  const maximum = (limit: WhmLimit, unit = 1) => (limit === 'unlimited' ? null : limit * unit);
  const row = (id: string, use: number, most: number | null, formatter: string | null) => ({
    id,
    description: id,
    usage: use,
    maximum: most,
    formatter,
    error: null,
    url: null,
  });
  return done([
    row('disk_usage', Math.round(usage.diskMb * mebibyte), maximum(limits.QUOTA, mebibyte), 'format_bytes'),
    row('bandwidth', usage.bandwidthBytes, maximum(limits.BWLIMIT, mebibyte), 'format_bytes'),
    ...counted(account).map(([, id, use, limit]) => row(id, use, maximum(limit), null)),
  ]);
}

/** Calls `module::name` as the account. */
export function uapi(account: WhmAccount, parameters: URLSearchParams): UapiAnswer {
  const module = parameters.get('cpanel.module') ?? '';
  const name = parameters.get('cpanel.function') ?? '';
  switch (`${module}::${name}`) {
    case 'StatsBar::get_stats':
      return getStats(account, parameters);
    case 'Quota::get_quota_info':
      return getQuotaInfo(account);
    case 'ResourceUsage::get_usages':
      return getUsages(account);
    default:
      return failed(`The system could not find the function “${name}” in the module “${module}”.`);
  }
}
