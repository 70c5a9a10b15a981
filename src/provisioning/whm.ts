/** cPanel & WHM by WHM API 1: what it declares, and how an account's package is changed (provisioning.md §1). */
import type { Limit, Limits } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { Clock } from '../clock.ts';
import { nothingWritten, outcomeOfWrite, total } from './answers.ts';
import type { AccountName, ChangePlanOutcome, ServerDriver, TargetPlan } from './port.ts';
import { callWhm, type WhmLogin } from './whm-answer.ts';
import { createWhmLooks } from './whm-looks.ts';

export interface WhmDriverOptions extends WhmLogin {
  readonly clock: Clock;
  /**
   * Milliseconds: `checks` for all that is read before a write, `write` for the write itself, which may take long
   * (Upmind allows 60 s; provisioning.md §1 Timeouts).
   */
  readonly deadlines: { readonly checks: number; readonly write: number };
  readonly landingWindow: number;
}

const countedMetrics = [
  'addon-domains',
  'parked-domains',
  'subdomains',
  'mailboxes',
  'mailing-lists',
  'databases',
  'ftp-accounts',
] as const;

const needsPackage = 'WHM changes plans by package, and none is set for this server.';

/**
 * The driver for one WHM login, root or reseller. Reading needs the token rights for `accountsummary`, `showbw`,
 * `uapi_cpanel`, `listpkgs`, `getpkginfo` and `listaccts`; writing the one for `changepackage`.
 */
export function createWhmDriver(options: WhmDriverOptions): ServerDriver {
  const { clock, deadlines, landingWindow } = options;
  const looks = createWhmLooks(options, clock);
  const { canonicalPackage, readAccount, readServer } = looks;

  async function changePlan(account: AccountName, target: TargetPlan): Promise<ChangePlanOutcome> {
    const { packageName } = target;
    if (packageName === null) return { outcome: 'unsupported', message: needsPackage };
    const remaining = total(clock, deadlines.checks);
    const found = await looks.summary(account, remaining);
    if (found.outcome !== 'seen') return nothingWritten(found);
    const { user: whmUser, plan, limits } = found.value;
    if (canonicalPackage(plan) === canonicalPackage(packageName)) {
      const traffic = await looks.bandwidth(whmUser, remaining);
      if (traffic.outcome !== 'seen') return nothingWritten(traffic);
      if (differing({ ...limits, bandwidth: traffic.value.limit }, target.limits).length === 0) {
        return { outcome: 'already-applied', message: `The account already has package ${plan}.` };
      }
    }
    // Immediately before writing: a package may have been renamed or edited since (provisioning.md §11, point 6).
    const sold = await looks.findPackage(packageName, remaining);
    if (sold.outcome !== 'seen') return nothingWritten(sold);
    if ('missing' in sold.value) {
      return {
        outcome: 'rejected',
        message: `There is no package ${packageName} on this server: ${sold.value.missing}`,
      };
    }
    const wrong = differing(sold.value.limits, target.limits);
    if (wrong.length > 0) {
      return {
        outcome: 'rejected',
        message: `Package ${sold.value.spelling} on this server is not what was sold: ${wrong.join('; ')}.`,
      };
    }
    const parameters = { user: whmUser, pkg: sold.value.spelling };
    const answer = await callWhm(options, 'changepackage', parameters, deadlines.write);
    return outcomeOfWrite(answer, `WHM changed the package to ${sold.value.spelling}.`);
  }

  return {
    kind: 'whm',
    interruption: 'none',
    verification: 'full',
    readableLimits: ['disk', 'inodes', 'bandwidth', ...countedMetrics, 'emails-per-hour'],
    readableUsage: ['disk', 'inodes', 'bandwidth', ...countedMetrics],
    landingWindow,
    refuses: ({ packageName }) => (packageName === null ? needsPackage : null),
    readAccount,
    changePlan,
    readServer,
    canonicalPackage,
  };
}

/** Where `actual` states another limit than `promised`; what `actual` does not state is not compared. */
function differing(actual: Limits, promised: Limits): string[] {
  return (Object.entries(promised) as [Metric, Limit][]).flatMap(([metric, limit]) => {
    const now = actual[metric];
    return now === undefined || now === limit ? [] : [`${metric} ${now} instead of ${limit}`];
  });
}
