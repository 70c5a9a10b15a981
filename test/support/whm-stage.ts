/** The stage of the driver contract for WHM: the driver over real HTTP to the pretend server. */
import { startSandboxWhm } from '../../sandbox/whm/server.ts';
import type { WhmLimit, WhmPackage } from '../../sandbox/whm/seed-type.ts';
import type { Fault } from '../../sandbox/whm/faults.ts';
import type { WhmAccount } from '../../sandbox/whm/state.ts';
import { systemClock } from '../../src/clock.ts';
import type { Limit, Limits } from '../../src/catalogue/limit.ts';
import { createHttp } from '../../src/http.ts';
import type { AccountName, TargetPlan } from '../../src/provisioning/port.ts';
import { createWhmDriver } from '../../src/provisioning/whm.ts';
import type { Stage, WriteFault } from '../contract/driver/driver-contract.ts';
import { logins, mebibyte, packages, usage, whmSeed } from './whm-seed.ts';

/** Milliseconds: time enough for a server that answers, and none to waste on one that will not. */
const patient = 10_000;
const impatient = 250;

const faults: Readonly<Record<WriteFault, { kind: Fault['kind'] } & Record<string, unknown>>> = {
  'cut-before': { kind: 'dead' },
  'cut-after': { kind: 'lost-answer' },
  'silent-after': { kind: 'no-answer' },
  late: { kind: 'held' },
  'no-effect': { kind: 'no-effect' },
  'one-limit-wrong': { kind: 'wrong-limit', field: 'MAXPOP', value: 3 },
  half: { kind: 'half-applied' },
  'web-page': { kind: 'html' },
  'proxy-error-after': { kind: 'status', status: 524, acted: true },
};

const mebibytes = (limit: WhmLimit): Limit => (limit === 'unlimited' ? limit : limit * mebibyte);

/** The limits of WHM's own record in our units; written apart from the driver's conversion, to check it. */
export const limitsOfPackage = (sold: Omit<WhmPackage, 'name'>): Limits => ({
  disk: mebibytes(sold.QUOTA),
  bandwidth: mebibytes(sold.BWLIMIT),
  'addon-domains': sold.MAXADDON,
  'parked-domains': sold.MAXPARK,
  subdomains: sold.MAXSUB,
  mailboxes: sold.MAXPOP,
  'mailing-lists': sold.MAXLST,
  databases: sold.MAXSQL,
  'ftp-accounts': sold.MAXFTP,
  'emails-per-hour': sold.MAX_EMAIL_PER_HOUR ?? 'unlimited',
});

const planOf = (sold: WhmPackage): TargetPlan => ({ packageName: sold.name, limits: limitsOfPackage(sold) });
const named = (username: string): AccountName => ({ username, domain: `${username}.example` });
const truthOf = ({ plan, limits, inodesLimit }: WhmAccount) => ({
  packageName: plan,
  limits: { ...limitsOfPackage(limits), inodes: inodesLimit },
});

export async function openWhmStage(): Promise<Stage> {
  const whm = await startSandboxWhm({ port: 0, dataDir: null, seed: whmSeed });
  const http = createHttp({ version: 'test', connectDeadline: 1_000 });
  const deadlines = { checks: patient, write: patient };
  const driverWith = (token: string) =>
    createWhmDriver({
      baseUrl: whm.url,
      user: logins.root.user,
      token,
      http,
      clock: systemClock,
      deadlines,
      landingWindow: 1_000,
    });
  const strangersKey = 'STRANGER7S3CRET';
  return {
    driver: driverWith(logins.root.token),
    strangerDriver: driverWith(strangersKey),
    secrets: [logins.root.token, strangersKey],
    accounts: {
      ordinary: named('bob'),
      suspended: named('closed'),
      unlimited: named('endless'),
      unknown: named('nobody'),
      bystanders: ['abobo', 'bobby', 'closed', 'endless', 'clara'].map(named),
    },
    plans: {
      before: planOf(packages.basic),
      larger: planOf(packages.plus),
      smaller: planOf(packages.tiny),
      unlimited: planOf(packages.endless),
      unknown: { packageName: 'Oro', limits: {} },
    },
    used: {
      disk: usage.diskMb * mebibyte,
      inodes: usage.inodes,
      bandwidth: usage.bandwidthBytes,
      'addon-domains': usage.addonDomains,
      'parked-domains': usage.parkedDomains,
      subdomains: usage.subdomains,
      mailboxes: usage.mailboxes,
      'mailing-lists': usage.mailingLists,
      databases: usage.databases,
      'ftp-accounts': usage.ftpAccounts,
    },
    disagreement: { metric: 'mailboxes', limit: 3 },
    truth({ username }) {
      const account = whm.state.account(username);
      if (!account) throw new Error(`The sandbox has no account ${username}.`);
      return truthOf(account);
    },
    writes: () => whm.requests().filter((request) => request.function === 'changepackage').length,
    requests: () => whm.requests().length,
    spoil(fault) {
      deadlines.write = fault === 'silent-after' || fault === 'late' ? impatient : patient;
      whm.faults.add({ function: 'changepackage', times: 1, ...faults[fault] } as Fault);
    },
    offline: () => whm.offline(),
    online: () => whm.online(),
    land() {
      whm.faults.release();
    },
    silence() {
      deadlines.checks = impatient;
      whm.faults.add({ kind: 'no-answer' });
    },
    async close() {
      http.close();
      await whm.close();
    },
  };
}
