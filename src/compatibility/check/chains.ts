/** Ways round a refusal: A→B and B→C are allowed where A→C is not (failure-modes.md row 59). */
import { someOf, type Finding } from './finding.ts';
import type { CheckModel } from './model.ts';
import { placesOf, type MoveGraph } from './move-graph.ts';
import type { Pairs } from './pairs.ts';

interface Chain {
  readonly over: string;
  readonly text: string;
}

/** One warning per rule that is gone round, with the first way and how many more there are. */
export function checkChains(model: CheckModel, pairs: Pairs, graph: MoveGraph): Finding[] {
  const byRule = new Map<number, Map<string, Chain>>();
  graph.circumstances.forEach((_, circumstance) => {
    collect(circumstance, model, pairs, graph, byRule);
  });
  return [...byRule].map(([place, chains]) => {
    const rule = model.rules[place];
    const [first] = chains.values();
    const others = chains.size - 1;
    const name = rule ? `Rule "${rule.name}"` : 'No rule';
    const stops = rule ? 'does not allow' : 'allows';
    const more =
      others === 0
        ? ''
        : ` There ${others === 1 ? 'is one more such way' : `are ${others} more such ways`}: ${someOf([...chains.values()].slice(1).map(({ text }) => text))}.`;
    return {
      code: 'chain',
      level: 'warning',
      path: rule ? ['rules', place] : ['rules'],
      message: `${name} ${stops} ${first?.text ?? ''}, yet it can be reached over ${first?.over ?? ''}.${more}`,
      next: 'Refuse one of the two steps as well, or allow the direct change.',
    };
  });
}

function collect(
  circumstance: number,
  model: CheckModel,
  pairs: Pairs,
  graph: MoveGraph,
  byRule: Map<number, Map<string, Chain>>,
): void {
  const { nodes } = graph;
  const rows = graph.allowedFrom(circumstance);
  nodes.forEach((a, from) => {
    const direct = rows[from];
    if (!direct) return;
    nodes.forEach((b, over) => {
      const onwards = rows[over];
      if (a.plan === b.plan || !onwards || !has(direct, over)) return;
      for (const to of missing(onwards, direct)) {
        const c = nodes[to];
        if (!c || c.plan === a.plan || c.plan === b.plan || !pairs.areFamily(a.plan, c.plan)) continue;
        const rule = graph.ruleFor(circumstance, from, to);
        const chains = byRule.get(rule) ?? new Map<string, Chain>();
        const nameOf = (plan: number): string => model.plans[plan]?.plan.name ?? '';
        const text = `${nameOf(a.plan)} → ${nameOf(c.plan)}`;
        if (!chains.has(text)) chains.set(text, { over: nameOf(b.plan), text });
        byRule.set(rule, chains);
      }
    });
  });
}

const has = (bits: Uint32Array, place: number): boolean =>
  ((bits[place >> 5] ?? 0) & (1 << (place & 31))) !== 0;

/** The places that are in `some` and not in `others`. */
const missing = (some: Uint32Array, others: Uint32Array): number[] =>
  placesOf(some.map((word, at) => word & ~(others[at] ?? 0)));
