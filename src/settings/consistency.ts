/** What must fit together across the settings file; looks at the raw value, so that it also speaks of a file with other mistakes. */
import { ruleSchema, type Rule } from '../compatibility/rules.ts';
import type { Path } from './document.ts';
import type { Mistake } from './mistakes.ts';
import { shadowedRules, takesAll } from './rule-order.ts';
import { idsAsText, isMapping } from './values.ts';

/** Every contradiction between entries of the file. */
export function contradictions(value: unknown): Mistake[] {
  if (!isMapping(value)) return [];
  return [
    ...repeated(value, 'servers', 'id'),
    ...repeated(value, 'categories', 'category'),
    ...repeated(value, 'plans', 'plan'),
    ...repeated(value, 'rules', 'name'),
    ...unknownServers(value),
    ...wrongOrder(listOf(value, 'rules')),
    ...notForSale(value),
  ];
}

const listOf = (value: Record<string, unknown>, key: string): readonly unknown[] =>
  Array.isArray(value[key]) ? value[key] : [];

const idOf = (item: unknown, key: string): string | null => {
  const id = isMapping(item) ? item[key] : null;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
};

function repeated(value: Record<string, unknown>, list: string, key: string): Mistake[] {
  const ids = listOf(value, list).map((item) => idOf(item, key));
  return ids.flatMap((id, index) => {
    const first = ids.indexOf(id);
    return id === null || first === index
      ? []
      : [
          {
            path: [list, index, key],
            what: `found ${id} again, expected it once: ${list}[${first}] has it already`,
          },
        ];
  });
}

function unknownServers(value: Record<string, unknown>): Mistake[] {
  const servers = new Set(listOf(value, 'servers').map((server) => idOf(server, 'id') ?? 'one with an id'));
  return listOf(value, 'plans').flatMap((plan, index) => {
    const packages = isMapping(plan) && isMapping(plan['package']) ? plan['package']['servers'] : null;
    if (!isMapping(packages)) return [];
    return Object.keys(packages)
      .filter((id) => !servers.has(id))
      .map((id) => ({
        path: ['plans', index, 'package', 'servers', id],
        ofKey: true,
        what: `found a server that is not in servers, expected ${[...servers].join(' or ')}`,
      }));
  });
}

/** `at-renewal` is only known to `quote` so far (design section 5): no change can be ordered under it. */
const notForSale = (value: Record<string, unknown>): Mistake[] =>
  listOf(value, 'rules').flatMap((rule, index) =>
    isMapping(rule) && rule['policy'] === 'at-renewal'
      ? [
          {
            path: ['rules', index, 'policy'],
            what: 'found at-renewal, expected full-difference, prorated-difference or restart-term',
          },
        ]
      : [],
  );

function wrongOrder(rules: readonly unknown[]): Mistake[] {
  if (rules.length === 0) return [];
  const matches = rules.map((rule) => ruleSchema.safeParse(idsAsText(rule)).data?.match ?? null);
  const named = (index: number): string => idOf(rules[index], 'name') ?? `rules[${index}]`;
  const found: Mistake[] = shadowedRules(matches).map(({ index, by }) => ({
    path: ['rules', index, 'name'],
    what: `found a rule that can never decide, expected it before ${named(by)}, which takes all it matches`,
  }));
  const last: Rule['match'] | null | undefined = matches.at(-1);
  if (last && !takesAll(last)) {
    const path: Path = ['rules', rules.length - 1, 'match'];
    found.push({ path, what: 'found a match in the last rule, expected none: the last rule takes the rest' });
  }
  return found;
}
