/** Rules that can never speak, because an earlier one takes all that they match; and the catch-all. */
import { billingCycleSchema } from '../../catalogue/billing-cycle.ts';
import type { Rule } from '../rules.ts';
import type { Finding } from './finding.ts';
import type { CheckModel } from './model.ts';

type Match = Rule['match'];
type Key = keyof Match;

/** Keys whose values are few and known: a list of all of them asks for nothing. */
const everyValue: Readonly<Partial<Record<Key, readonly string[]>>> = {
  fromCycle: billingCycleSchema.options,
  toCycle: billingCycleSchema.options,
  direction: ['upgrade', 'downgrade', 'mixed', 'equal', 'unknown'],
};

const asked = (match: Match): Key[] =>
  (Object.keys(match) as Key[]).filter((key) => {
    const values: readonly string[] | undefined = match[key];
    return values !== undefined && !everyValue[key]?.every((value) => values.includes(value));
  });

const takesAll = ({ match }: Rule): boolean => asked(match).length === 0;

/** One error per rule that one earlier rule covers, and what is wrong with the catch-all. */
export function checkRuleOrder(model: CheckModel): Finding[] {
  const { rules } = model;
  const findings: Finding[] = [];
  rules.forEach((rule, place) => {
    const by = rules.slice(0, place).findIndex((earlier) => covers(earlier, rule, model));
    const cover = rules[by];
    if (!cover || takesAll(cover)) return;
    findings.push({
      code: 'rule-covered',
      level: 'error',
      path: ['rules', place],
      message: `Rule "${rule.name}" never speaks: "${cover.name}" before it takes everything that it matches.`,
      next: `Move it before "${cover.name}", or remove it.`,
    });
  });
  return [...findings, ...checkCatchAll(rules)];
}

function checkCatchAll(rules: readonly Rule[]): Finding[] {
  const first = rules.findIndex(takesAll);
  if (first < 0) {
    return [
      {
        code: 'catch-all-missing',
        level: 'error',
        path: ['rules'],
        message: 'No rule takes what the others leave: such changes are refused without a word.',
        next: 'Add a last rule without a match.',
      },
    ];
  }
  const after = rules.length - 1 - first;
  if (after === 0) return [];
  return [
    {
      code: 'catch-all-not-last',
      level: 'error',
      path: ['rules', first],
      message: `Rule "${rules[first]?.name ?? ''}" matches everything: ${after === 1 ? 'the rule' : `the ${after} rules`} after it never ${after === 1 ? 'speaks' : 'speak'}.`,
      next: 'Move it to the end.',
    },
  ];
}

/** Whether everything that `rule` matches is matched by `earlier`, as far as the catalogue can tell. */
function covers(earlier: Rule, rule: Rule, model: CheckModel): boolean {
  return asked(earlier.match).every((key) => {
    const wanted: readonly string[] = earlier.match[key] ?? [];
    const given = rule.match[key] ?? impliedBy(rule.match, key, model);
    return given !== null && given.every((value) => wanted.includes(value));
  });
}

/** What a rule asks for without saying it: its plans lie in categories, and are of a technology. */
function impliedBy(
  match: Match,
  key: Key,
  { catalogue, technicalPlans, servers }: CheckModel,
): string[] | null {
  const categoriesOf = (plans: readonly string[] | undefined): string[] | null =>
    all(plans, (id) => catalogue.plans.find((plan) => plan.id === id)?.categoryId);
  switch (key) {
    case 'fromCategory':
      return categoriesOf(match.fromPlan);
    case 'toCategory':
      return categoriesOf(match.toPlan);
    case 'technology':
      return all(match.fromPlan, (id) => technicalPlans.get(id)?.technology);
    case 'driver': {
      const { serverGroup } = match;
      if (!serverGroup) return null;
      const inGroups = servers.filter(({ group }) => group !== null && serverGroup.includes(group));
      return inGroups.length === 0 ? null : inGroups.map(({ driver }) => driver);
    }
    case 'fromPlan':
    case 'toPlan':
    case 'fromCycle':
    case 'toCycle':
    case 'serverGroup':
    case 'direction':
    case 'clientGroup':
      return null;
  }
}

/** What each of the ids stands for; null where there are none, or one stands for nothing that is known. */
function all(ids: readonly string[] | undefined, find: (id: string) => string | undefined): string[] | null {
  if (!ids) return null;
  const found = ids.map(find);
  return found.every((value) => value !== undefined) ? found : null;
}
