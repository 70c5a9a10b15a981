/** Rules that ask for what the panel or the settings do not have. */
import { matchesMove, matchesService, matchesTarget } from '../match-rule.ts';
import type { Rule } from '../rules.ts';
import { circumstancesOf } from './circumstances.ts';
import { someOf, type Finding } from './finding.ts';
import type { CheckModel } from './model.ts';
import type { Pairs } from './pairs.ts';

/** Ids that nothing has, and rules that match no move at all. Client groups are the panel's, which does not list them. */
export function checkRuleTargets(model: CheckModel, pairs: Pairs): Finding[] {
  return model.rules.flatMap((rule, place) => {
    const unknown = unknownNames(rule, model);
    if (!matchesAnything(rule, model, pairs)) {
      const because = unknown.length === 0 ? '' : ` (there is no ${someOf(unknown.map(({ name }) => name))})`;
      return [
        {
          code: 'rule-matches-nothing',
          level: 'warning',
          path: ['rules', place, 'match'],
          message: `Rule "${rule.name}" matches no change between the panel's plans${because}.`,
          next: 'Correct its ids, or remove it.',
        } as const,
      ];
    }
    return unknown.map(({ key, item, name }): Finding => ({
      code: 'rule-names-unknown',
      level: 'warning',
      path: ['rules', place, 'match', key, item],
      message: `Rule "${rule.name}" names ${name}, which there is not.`,
      next: 'Correct the id, or remove it.',
    }));
  });
}

interface UnknownName {
  readonly key: string;
  readonly item: number;
  readonly name: string;
}

function unknownNames({ match }: Rule, { catalogue, servers }: CheckModel): UnknownName[] {
  const categories = new Set<string>(catalogue.categories.map(({ id }) => id));
  const plans = new Set<string>(catalogue.plans.map(({ id }) => id));
  const drivers = new Set(servers.map(({ driver }) => driver));
  const groups = new Set(servers.flatMap(({ group }) => group ?? []));
  const lists = [
    ['fromCategory', 'category', categories],
    ['toCategory', 'category', categories],
    ['fromPlan', 'plan', plans],
    ['toPlan', 'plan', plans],
    ...(servers.length === 0
      ? []
      : ([
          ['driver', 'server with driver', drivers],
          ['serverGroup', 'server group', groups],
        ] as const)),
  ] as const;
  return lists.flatMap(([key, what, known]) =>
    (match[key] ?? []).flatMap((id, item) => (known.has(id) ? [] : [{ key, item, name: `${what} ${id}` }])),
  );
}

/** Whether there are two plans, or one and another cycle, between which the rule would speak if it were the only one. */
function matchesAnything({ match }: Rule, model: CheckModel, pairs: Pairs): boolean {
  const { plans } = model;
  const targets = plans.flatMap(({ plan, cycles }, place) =>
    matchesTarget(match, { toPlan: plan.id, toCategory: plan.categoryId })
      ? [{ place, cycles: [...cycles] }]
      : [],
  );
  return circumstancesOf(model).some(({ technologies, ...circumstance }) =>
    plans.some(({ plan, technical, cycles }, from) => {
      const { technology } = technical;
      if (technologies !== null && !technologies.includes(technology)) return false;
      const speaks = [...cycles].some((fromCycle) =>
        matchesService(match, {
          fromPlan: plan.id,
          fromCategory: plan.categoryId,
          fromCycle,
          technology,
          ...circumstance,
        }),
      );
      return (
        speaks &&
        targets.some(({ place, cycles: toCycles }) =>
          toCycles.some((cycle) => matchesMove(match, pairs.at(from, place).direction, cycle)),
        )
      );
    }),
  );
}
