/** Which plans lead to which under the rules, as far as limits and rules decide; the use of each client is left aside. */
import type { BillingCycle } from '../../catalogue/billing-cycle.ts';
import { placesIn } from '../limit-row.ts';
import { matchesMove, matchesService, matchesTarget } from '../match-rule.ts';
import type { Rule } from '../rules.ts';
import { circumstancesOf, cycleClasses, type Circumstance } from './circumstances.ts';
import type { CheckModel } from './model.ts';
import type { Pairs } from './pairs.ts';

/** A plan in one of the cycles that rules tell apart. */
export interface Node {
  /** Its place in `CheckModel.plans`. */
  readonly plan: number;
  readonly cycle: BillingCycle;
}

export interface MoveGraph {
  readonly nodes: readonly Node[];
  readonly circumstances: readonly Circumstance[];
  /** The place of the rule that speaks about the move; -1: none does. */
  readonly ruleFor: (circumstance: number, from: number, to: number) => number;
  /** Per node, the nodes to which its services may move: one bit each. */
  readonly allowedFrom: (circumstance: number) => readonly Uint32Array[];
  /** Whether a service on the plan can live in the circumstance at all. */
  readonly canHold: (circumstance: number, plan: number) => boolean;
}

export function moveGraphOf(model: CheckModel, pairs: Pairs): MoveGraph {
  const { plans, rules } = model;
  const circumstances = circumstancesOf(model);
  const classes = cycleClasses(model);
  const nodes = plans.flatMap(({ cycles }, plan) =>
    classes.flatMap((ofClass): Node[] => {
      const cycle = ofClass.find((each) => cycles.has(each));
      return cycle === undefined ? [] : [{ plan, cycle }];
    }),
  );
  const speaking = circumstances.map((circumstance) =>
    nodes.map((node) => rulesFor(node, circumstance, model)),
  );
  const reaching = rules.map(({ match }) =>
    nodes.map(({ plan }) => {
      const target = plans[plan]?.plan;
      return (
        target !== undefined && matchesTarget(match, { toPlan: target.id, toCategory: target.categoryId })
      );
    }),
  );

  const ruleFor = (circumstance: number, from: number, to: number): number => {
    const source = nodes[from];
    const target = nodes[to];
    if (!source || !target) return -1;
    const { direction } = pairs.at(source.plan, target.plan);
    for (const place of speaking[circumstance]?.[from] ?? []) {
      const rule = rules[place];
      if (rule && reaching[place]?.[to] && matchesMove(rule.match, direction, target.cycle)) return place;
    }
    return -1;
  };

  const canHold = (circumstance: number, plan: number): boolean => {
    const technology = plans[plan]?.technical.technology;
    const technologies = circumstances[circumstance]?.technologies ?? null;
    return technology !== undefined && (technologies === null || technologies.includes(technology));
  };

  const isAllowed = (circumstance: number, from: number, to: number): boolean => {
    const source = nodes[from];
    const target = nodes[to];
    if (!source || !target || !plans[target.plan]?.isOnSale) return false;
    if (!pairs.areFamily(source.plan, target.plan) || !canHold(circumstance, source.plan)) return false;
    return allows(rules[ruleFor(circumstance, from, to)], pairs.at(source.plan, target.plan));
  };
  const allowed = circumstances.map((_, circumstance) =>
    nodes.map((_node, from) => bitsOf(nodes.length, (to) => isAllowed(circumstance, from, to))),
  );

  return {
    nodes,
    circumstances,
    ruleFor,
    canHold,
    allowedFrom: (circumstance) => allowed[circumstance] ?? [],
  };
}

function bitsOf(count: number, holds: (place: number) => boolean): Uint32Array {
  const bits = new Uint32Array(Math.ceil(count / 32));
  for (let place = 0; place < count; place += 1) {
    if (holds(place)) bits[place >> 5] = (bits[place >> 5] ?? 0) | (1 << (place & 31));
  }
  return bits;
}

/** The places of the nodes in a row of {@link MoveGraph.allowedFrom}. */
export function placesOf(bits: Uint32Array): number[] {
  const places: number[] = [];
  bits.forEach((word, at) => {
    if (word !== 0) places.push(...placesIn(word).map((place) => at * 32 + place));
  });
  return places;
}

const allows = (
  rule: Rule | undefined,
  { shrinks, unstated }: { shrinks: number; unstated: number },
): boolean =>
  rule?.verdict === 'allow' && unstated === 0 && (shrinks === 0 || rule.downgrades === 'when-usage-fits');

function rulesFor({ plan, cycle }: Node, circumstance: Circumstance, { plans, rules }: CheckModel): number[] {
  const source = plans[plan];
  if (!source) return [];
  const facts = {
    fromPlan: source.plan.id,
    fromCategory: source.plan.categoryId,
    fromCycle: cycle,
    technology: source.technical.technology,
    ...circumstance,
  };
  return rules.flatMap(({ match }, place) => (matchesService(match, facts) ? [place] : []));
}
