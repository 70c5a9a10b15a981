import { describe, expect, test } from 'vitest';
import { good, mistakesIn } from './good-settings.ts';

describe('what is no YAML, or not what it looks like', () => {
  test.each([
    ['an empty file', '', '1:1: the file: found nothing, expected a mapping'],
    ['a list', '- 1', '1:1: the file: found a list of 1, expected a mapping'],
    ['a key twice', 'language: es\nlanguage: en', '2:1: Map keys must be unique'],
    ['a tab', 'panel:\n\turl: x', '2:1: Tabs are not allowed as indentation'],
    ['an open bracket', 'rules: [1\n', '2:1: Flow sequence'],
    ['an unknown tag', 'language: !!js es', '1:11: Unresolved tag'],
    ['two documents', 'language: es\n---\nlanguage: en', '2:1: Source contains multiple documents'],
    ['an alias of nothing', 'language: *nope', '1:11: Unresolved alias'],
    [
      'a number that is read as another one',
      'app: { port: 010 }',
      '1:14: found 010, which YAML reads as 10, expected it in quotes, or written as 10',
    ],
    [
      'a number that loses digits',
      'app: { port: 12345678901234567890 }',
      '1:14: app.port: found the number 12345678901234567000',
    ],
    ['a hexadecimal number', 'app: { port: 0x10 }', '1:14: found 0x10, which YAML reads as 16'],
  ])('%s', (_name, text, expected) => {
    expect(
      mistakesIn(text).some((line) => line.startsWith(`upshelf.yaml:${expected}`)) || mistakesIn(text),
    ).toBe(true);
  });

  test('settings whose only mistake is a number that is read as another one', () => {
    expect(mistakesIn(good.replace('plan: 10', 'plan: 010'))).toEqual([
      'upshelf.yaml:18:11: found 010, which YAML reads as 10, expected it in quotes, or written as 10',
    ]);
  });

  test('keys are text as they stand: a server 010 is not the server 10', () => {
    const text = good
      .replace('id: 3', 'id: "010"')
      .replace('package: basico', 'package: { servers: { 010: p } }');
    expect(mistakesIn(text)).toEqual([]);
    expect(mistakesIn(text.replace('"010"', '"10"'))).toHaveLength(1);
  });

  test('an alias bomb', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [before, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg'].map((pair) => pair.split(''))) {
      bomb.push(
        `${name ?? ''}: &${name ?? ''} [${Array.from({ length: 9 }, () => `*${before ?? ''}`).join(', ')}]`,
      );
    }
    expect(mistakesIn(bomb.join('\n'))).toEqual([
      expect.stringMatching(/^upshelf\.yaml:7:\d+: Excessive alias count/),
    ]);
  });

  test('an alias that is no bomb may be used, and its mistakes are found', () => {
    const text = good.replace('most: { accounts: 300 }', 'most: &most { accounts: many }');
    expect(mistakesIn(text)).toEqual([
      'upshelf.yaml:14:29: servers[0].most.accounts: found the text "many", expected a whole number, 0 to 1000000',
    ]);
  });
});
