import { describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { findTemplates } from '../../../src/notices/templates-folder.ts';
import {
  createTranslate,
  flatten,
  languages,
  localeFor,
  parametersOf,
} from '../../../src/notices/translate.ts';

const { translate, messages } = createTranslate(join(findTemplates(), 'locales'));
const spanish = localeFor('es-AR', 'es');

describe('translate', () => {
  test('a key that does not exist throws instead of showing itself to a client', () => {
    expect(() => translate(spanish, 'plan.titel')).toThrow('No text for "plan.titel" in es.');
  });

  test('a parameter that was not given throws instead of leaving a gap', () => {
    expect(() => translate(spanish, 'plan.choose')).toThrow('"plan.choose" needs the parameter "plan"');
  });

  test('a parameter that only exists on the prototype was not given', () => {
    const odd = flatten({ key: '{constructor}' });
    expect(odd.get('key')).toBe('{constructor}');
    expect(() =>
      translate(spanish, 'plan.choose', Object.create({ plan: 'x' }) as Record<string, string>),
    ).toThrow();
  });

  test('plural forms follow the language: one, other, and other for the millions that Spanish calls many', () => {
    const count = (number: number): string => translate(spanish, 'category.count', { count: number });
    expect(count(1)).toBe('1 plan posible');
    expect(count(2)).toBe('2 planes posibles');
    expect(count(1_000_000)).toBe('1000000 planes posibles');
  });

  test('plural forms without a number throw', () => {
    expect(() => translate(spanish, 'category.count', { count: 'dos' })).toThrow('needs a number');
  });

  test('what a parameter brings is not read as another parameter', () => {
    expect(translate(spanish, 'plan.choose', { plan: '{category}' })).toBe('Elegir {category}');
  });
});

describe('locales', () => {
  test.each(languages.filter((language) => language !== 'es'))(
    '%s has the same keys as Spanish',
    (language) => {
      expect([...messages[language].keys()].sort()).toEqual([...messages.es.keys()].sort());
    },
  );

  test.each(languages.filter((language) => language !== 'es'))(
    '%s uses the same parameters as Spanish',
    (language) => {
      const parameters = (of: typeof language | 'es') =>
        [...messages[of]].map(([key, message]) => [key, parametersOf(message)]).sort();
      expect(parameters(language)).toEqual(parameters('es'));
    },
  );

  test.each(languages)('%s has no empty text and both plural forms', (language) => {
    const wrong = [...messages[language]].filter(([, message]) =>
      typeof message === 'string' ? message.trim() === '' : !message.get('one') || !message.get('other'),
    );
    expect(wrong).toEqual([]);
  });

  test('the client is addressed as usted', () => {
    const texts = [...messages.es.values()].flatMap((message) =>
      typeof message === 'string' ? [message] : [...message.values()],
    );
    const familiar = /\b(tú|tu|tus|te|tienes|puedes|pagas|elige|pulsa|haz|vos|tenés|podés)\b/i;
    expect(texts.filter((text) => familiar.test(text))).toEqual([]);
  });
});

describe('localeFor', () => {
  test.each([
    ['es-AR', { language: 'es', tag: 'es-AR' }],
    ['pt_BR', { language: 'pt', tag: 'pt-BR' }],
    ['EN', { language: 'en', tag: 'en' }],
    ['de-AT', { language: 'es', tag: 'es' }],
    ['', { language: 'es', tag: 'es' }],
    ['es-', { language: 'es', tag: 'es' }],
    ['es"><script>', { language: 'es', tag: 'es' }],
  ])('%s', (tag, locale) => {
    expect(localeFor(tag, 'es')).toEqual(locale);
  });
});
