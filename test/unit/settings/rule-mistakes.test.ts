import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../src/settings/load.ts';
import { good, mistakesIn, surroundings, withLines } from './good-settings.ts';

describe('ids and rules', () => {
  test('what is given twice', () => {
    const twice = withLines('categories:\n  - { category: 1 }\n  - { category: "1" }').replace(
      'categories: [{ category: 1 }]\n',
      '',
    );
    expect(mistakesIn(twice)).toEqual([
      'upshelf.yaml:25:17: categories[1].category: found 1 again, expected it once: categories[0] has it already',
    ]);
  });

  const rules = (...list: string[]) =>
    good.replace('  - { name: rest, verdict: allow }', list.map((rule) => `  - { ${rule} }`).join('\n'));
  const rest = 'name: rest, verdict: allow';

  test('ids in a rule may stand without quotes', () => {
    const text = rules('name: a, verdict: refuse, match: { fromPlan: [10, "11"] }', rest);
    expect(readSettings('upshelf.yaml', text, surroundings()).rules[0]?.match.fromPlan).toEqual(['10', '11']);
  });

  test.each([
    ['the same match again', 'match: { fromPlan: [1, 2] }', 'match: { fromPlan: [2, 1] }'],
    ['fewer values', 'match: { fromPlan: [1, 2] }', 'match: { fromPlan: [1] }'],
    ['one key more', 'match: { fromPlan: [1] }', 'match: { fromPlan: [1], toCycle: [monthly] }'],
    [
      'every cycle listed is as good as none',
      'match: { toCycle: [monthly, quarterly, semiannually, annually, biennially, triennially, one-time, free] }',
      'match: { fromPlan: [1] }',
    ],
    ['a catch-all before', 'verdict: refuse', 'match: { fromPlan: [1] }'],
  ])('a rule wholly taken by an earlier one: %s', (_name, wide, narrow) => {
    const verdict = (text: string) => (text.startsWith('verdict') ? text : `verdict: allow, ${text}`);
    const lines = mistakesIn(rules(`name: wide, ${verdict(wide)}`, `name: narrow, ${verdict(narrow)}`, rest));
    expect(lines[0]).toBe(
      'upshelf.yaml:24:13: rules[1].name: found a rule that can never decide, expected it before wide, which takes all it matches',
    );
  });

  test.each([
    ['more values', 'match: { fromPlan: [1] }', 'match: { fromPlan: [1, 2] }'],
    ['another key', 'match: { fromPlan: [1] }', 'match: { toPlan: [1] }'],
    ['one key less', 'match: { fromPlan: [1], toPlan: [2] }', 'match: { fromPlan: [1] }'],
    [
      'taken by two earlier ones together is no mistake',
      'match: { toCycle: [monthly] }',
      'match: { toCycle: [monthly, free] }',
    ],
  ])('a rule that still decides something: %s', (_name, first, second) => {
    expect(
      mistakesIn(rules(`name: a, verdict: allow, ${first}`, `name: b, verdict: allow, ${second}`, rest)),
    ).toEqual([]);
  });

  test('of several rules with a mistake in one, the others are still compared', () => {
    const lines = mistakesIn(
      rules(
        'name: a, verdict: maybe',
        'name: b, verdict: allow, match: { fromPlan: [1] }',
        'name: c, verdict: allow, match: { fromPlan: [1] }',
        rest,
      ),
    );
    expect(lines.map((line) => line.split(': found')[0])).toEqual([
      'upshelf.yaml:23:25: rules[0].verdict',
      'upshelf.yaml:25:13: rules[2].name',
    ]);
  });
});
