/** What `upshelf check` finds before a single client is judged, as data. */
export const findingCodes = [
  // rules
  'rule-covered',
  'catch-all-missing',
  'catch-all-not-last',
  'rule-matches-nothing',
  'rule-names-unknown',
  'chain',
  // plans
  'plan-without-limits',
  'plan-not-in-panel',
  'limit-not-stated',
  'plan-unreachable',
  'plan-without-way-out',
  'cheaper-but-bigger',
  'price-missing',
  // packages
  'package-missing',
  'package-not-named',
  'server-unknown',
] as const;
export type FindingCode = (typeof findingCodes)[number];

export interface Finding {
  readonly code: FindingCode;
  /** An error goes wrong for some client as it stands; a warning may be meant so. */
  readonly level: 'error' | 'warning';
  /** The place in the settings, from which the command finds line and column. */
  readonly path: readonly (string | number)[];
  /** What was found, in one plain sentence. */
  readonly message: string;
  /** What to do about it, in one plain sentence. */
  readonly next: string;
}

/** `a`, `a and b`, `a, b and 3 more`: the first two of a list that may be long. */
export function someOf(names: readonly string[]): string {
  const [first = 'none', second] = names;
  if (second === undefined) return first;
  return names.length === 2 ? `${first} and ${second}` : `${first}, ${second} and ${names.length - 2} more`;
}
