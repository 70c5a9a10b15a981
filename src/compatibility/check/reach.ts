/** Plans that no one can reach and plans that no one can leave, although something smaller or bigger lies beside them. */
import { placesIn } from '../limit-row.ts';
import { someOf, type Finding } from './finding.ts';
import type { CheckModel } from './model.ts';
import { placesOf, type MoveGraph } from './move-graph.ts';
import { namesOf, type Pairs } from './pairs.ts';

interface Reach {
  readonly model: CheckModel;
  readonly pairs: Pairs;
  readonly graph: MoveGraph;
}

/**
 * The smallest plan is never reached and the largest never left: that is no finding. One is, where limits would let
 * somebody grow into it or out of it, or nearly: within its own category more grows than shrinks.
 */
export function checkReach(model: CheckModel, pairs: Pairs, graph: MoveGraph): Finding[] {
  const reach: Reach = { model, pairs, graph };
  const { plans } = model;
  const { isReached, isLeft } = reachOf(reach);
  return plans.flatMap((entry, place) => {
    const findings: Finding[] = [];
    const { name } = entry.plan;
    // A plan without any price is not reached for that reason, which prices.ts tells.
    if (entry.isOnSale && entry.cycles.size > 0 && !isReached.has(place)) {
      const from = plans.flatMap((_, other) => (isNear(reach, other, place) ? [other] : []));
      if (from.length > 0) {
        findings.push({
          code: 'plan-unreachable',
          level: 'warning',
          path: entry.path,
          message: `No one can reach ${name}, not even from ${namesIn(reach, from)}: ${holdingBack(reach, from, [place])}.`,
          next: 'Let a rule allow it, or correct its limits; hide it in the panel if it is not meant to be chosen.',
        });
      }
    }
    if (entry.cycles.size > 0 && !isLeft.has(place)) {
      const to = plans.flatMap((other, at) => (other.isOnSale && isNear(reach, place, at) ? [at] : []));
      if (to.length > 0) {
        findings.push({
          code: 'plan-without-way-out',
          level: 'warning',
          path: entry.path,
          message: `No one can leave ${name}, not even for ${namesIn(reach, to)}: ${holdingBack(reach, [place], to)}.`,
          next: 'Let a rule allow it, or correct the limits; otherwise its clients are sent to the account executive.',
        });
      }
    }
    return findings;
  });
}

function reachOf({ graph: { nodes, circumstances, allowedFrom } }: Reach): {
  isReached: Set<number>;
  isLeft: Set<number>;
} {
  const isReached = new Set<number>();
  const isLeft = new Set<number>();
  circumstances.forEach((_, circumstance) => {
    allowedFrom(circumstance).forEach((bits, from) => {
      const source = nodes[from];
      for (const to of placesOf(bits)) {
        const target = nodes[to];
        if (!source || !target || source.plan === target.plan) continue;
        isLeft.add(source.plan);
        isReached.add(target.plan);
      }
    });
  });
  return { isReached, isLeft };
}

function isNear({ model: { plans }, pairs }: Reach, from: number, to: number): boolean {
  if (!pairs.areFamily(from, to)) return false;
  const { direction, grows, shrinks } = pairs.at(from, to);
  if (direction === 'upgrade') return true;
  const isOneCategory = plans[from]?.plan.categoryId === plans[to]?.plan.categoryId;
  return isOneCategory && placesIn(grows).length > placesIn(shrinks).length;
}

const namesIn = ({ model }: Reach, places: readonly number[]): string =>
  someOf(places.map((place) => model.plans[place]?.plan.name ?? ''));

/** What stands in the way of the moves: a metric that shrinks, one that is not stated, no server, or a rule. */
function holdingBack(reach: Reach, from: readonly number[], to: readonly number[]): string {
  const { pairs, graph, model } = reach;
  const moves = from.flatMap((source) =>
    to.map((target) => ({ source, target, ...pairs.at(source, target) })),
  );
  const free = moves.find(({ shrinks, unstated }) => shrinks === 0 && unstated === 0);
  if (!free) {
    const shrinks = moves.reduce((set, each) => set | each.shrinks, 0);
    const unstated = moves.reduce((set, each) => set | each.unstated, 0);
    return shrinks === 0
      ? `its limit of ${namesOf(unstated).join(', ')} is not stated`
      : `${namesOf(shrinks).join(', ')} would shrink`;
  }
  const circumstance = graph.circumstances.findIndex((_, place) => graph.canHold(place, free.source));
  if (circumstance < 0) return 'no server in the settings can hold its technology';
  const nodeOf = (plan: number) => graph.nodes.findIndex((node) => node.plan === plan);
  const rule = model.rules[graph.ruleFor(circumstance, nodeOf(free.source), nodeOf(free.target))];
  return rule ? `rule "${rule.name}" does not allow it` : 'no rule allows it';
}
