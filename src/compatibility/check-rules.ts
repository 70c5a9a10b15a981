/**
 * What can be said of settings, rules and catalogue before any client is judged: what never speaks, is never
 * reached, cannot be compared, or can be gone round. Pure; `upshelf check` reads the panel and the servers for it.
 */
import { checkChains } from './check/chains.ts';
import { checkDescriptions } from './check/descriptions.ts';
import type { Finding } from './check/finding.ts';
import { modelOf, type CheckInput } from './check/model.ts';
import { moveGraphOf } from './check/move-graph.ts';
import { checkPackages } from './check/packages.ts';
import { pairsOf } from './check/pairs.ts';
import { checkCheaperButBigger, checkMissingPrices } from './check/prices.ts';
import { checkReach } from './check/reach.ts';
import { checkRuleOrder } from './check/rule-order.ts';
import { checkRuleTargets } from './check/rule-targets.ts';

export type { CheckedServer, CheckInput } from './check/model.ts';
export type { Finding, FindingCode } from './check/finding.ts';

/** Every finding: of the rules first, then of the plans, then of the packages. */
export function checkRules(input: CheckInput): Finding[] {
  const model = modelOf(input);
  const pairs = pairsOf(model.plans);
  const graph = moveGraphOf(model, pairs);
  return [
    ...checkRuleOrder(model),
    ...checkRuleTargets(model, pairs),
    ...checkChains(model, pairs, graph),
    ...checkDescriptions(model, pairs),
    ...checkReach(model, pairs, graph),
    ...checkCheaperButBigger(model, pairs),
    ...checkMissingPrices(model),
    ...checkPackages(model),
  ];
}
