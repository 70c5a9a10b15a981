/** What servers without packages have in common: they are given limits, each of which they must know. */
import type { Metric } from '../catalogue/metric.ts';
import { entriesOf } from './answers.ts';
import type { TargetPlan } from './port.ts';

/**
 * Why a server of kind `server`, which knows the limits `known` and no packages, cannot be given `target`; null where
 * it can. A limit that would be left out in silence was sold and never given.
 */
export function refusedAsRawLimits(
  server: string,
  { packageName, limits }: TargetPlan,
  known: readonly Metric[],
): string | null {
  if (packageName !== null)
    return `${server} has no packages: the plan needs \`package: none\` and its limits.`;
  const entries = entriesOf(limits);
  if (entries.length === 0) return `The plan sets no limit that ${server} could be given.`;
  const strange = entries.find(([metric]) => !known.includes(metric));
  return strange === undefined ? null : `${server} cannot limit ${strange[0]}.`;
}
