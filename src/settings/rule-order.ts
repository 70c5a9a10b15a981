/** Finds rules that can never decide, because one earlier rule takes everything they match. */
import { billingCycleSchema } from '../catalogue/billing-cycle.ts';
import type { Rule } from '../compatibility/rules.ts';

type Match = Rule['match'];

/** Keys whose values are few and known: a list of all of them matches as much as no list. */
const domains: { readonly [Key in keyof Match]?: readonly string[] } = {
  fromCycle: billingCycleSchema.options,
  toCycle: billingCycleSchema.options,
  direction: ['upgrade', 'downgrade', 'mixed', 'equal', 'unknown'],
};

/** Whether a rule matches everything. */
export const takesAll = (match: Match): boolean =>
  Object.keys(match).every((key) => valuesOf(match, key as keyof Match) === null);

/** Whether every change that `narrow` matches is matched by `wide`. */
export function takes(wide: Match, narrow: Match): boolean {
  return Object.keys(wide).every((name) => {
    const key = name as keyof Match;
    const wanted = valuesOf(wide, key);
    if (wanted === null) return true;
    const given = valuesOf(narrow, key);
    return given !== null && given.every((value) => wanted.includes(value));
  });
}

/** For each rule that can never decide: its index, and that of the earlier rule that takes it. */
export function shadowedRules(matches: readonly (Match | null)[]): { index: number; by: number }[] {
  return matches.flatMap((narrow, index) => {
    if (narrow === null) return [];
    const by = matches.slice(0, index).findIndex((wide) => wide !== null && takes(wide, narrow));
    return by < 0 ? [] : [{ index, by }];
  });
}

function valuesOf(match: Match, key: keyof Match): readonly string[] | null {
  const values: readonly string[] | undefined = match[key];
  if (values === undefined) return null;
  const domain = domains[key];
  return domain?.every((value) => values.includes(value)) ? null : values;
}
