import { describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { amountText, bytesText, growthText, quantityText } from '../../../src/notices/quantity.ts';
import { findTemplates } from '../../../src/notices/templates-folder.ts';
import { createTranslate, localeFor } from '../../../src/notices/translate.ts';

const { translate } = createTranslate(join(findTemplates(), 'locales'));
const es = localeFor('es-AR', 'es');
const en = localeFor('en', 'es');
const gb = 1024 ** 3;

describe('bytes, in 1024-based units', () => {
  test.each([
    [0, '0 B'],
    [1023, '1.023 B'],
    [1024, '1 KB'],
    [Math.round(7.4 * gb), '7,4 GB'],
    [10 * gb, '10 GB'],
    [1024 * gb - 1, '1 TB'],
    [1536 * gb, '1,5 TB'],
  ])('%d → %s', (bytes, text) => {
    expect(bytesText(bytes, es)).toBe(text);
  });

  test('what has to be freed is never rounded below the truth', () => {
    expect(bytesText(2.21 * gb, es, 'up')).toBe('2,3 GB');
    expect(bytesText(2.21 * gb, es)).toBe('2,2 GB');
  });

  test('2.2 GB kept as whole bytes is not 2.3 GB', () => {
    expect(bytesText(Math.ceil(12.2 * gb) - 10 * gb, es, 'up')).toBe('2,2 GB');
  });

  test('rounding up past 1023.9 moves to the next unit', () => {
    expect(bytesText(Math.round(1023.92 * 1024 ** 2), es, 'up')).toBe('1 GB');
  });
});

test('quantities without a noun', () => {
  expect(quantityText(translate, es, 'bitrate', 128)).toBe('128 kbit/s');
  expect(quantityText(translate, es, 'listeners', 1500)).toBe('1.500');
  expect(quantityText(translate, es, 'disk', 'unlimited')).toBe('ilimitado');
  expect(quantityText(translate, es, 'autodj', 1)).toBe('sí');
  expect(quantityText(translate, en, 'autodj', 0)).toBe('no');
});

test('amounts with their noun agree in number and gender', () => {
  expect(amountText(translate, es, 'mailboxes', 1)).toBe('1 casilla de correo');
  expect(amountText(translate, es, 'mailboxes', 0)).toBe('0 casillas de correo');
  expect(amountText(translate, es, 'databases', 'unlimited')).toBe('bases de datos ilimitadas');
  expect(amountText(translate, es, 'autodj', 0)).toBe('sin AutoDJ');
  expect(amountText(translate, en, 'listeners', 150)).toBe('150 listeners');
});

test('growth: how much more, or what it becomes where more cannot be counted', () => {
  expect(growthText(translate, es, 'disk', 10 * gb, 25 * gb)).toBe('+15 GB de disco');
  expect(growthText(translate, es, 'listeners', 150, 50)).toBe('−100 oyentes');
  expect(growthText(translate, es, 'mailboxes', 10, 'unlimited')).toBe('casillas de correo ilimitadas');
  expect(growthText(translate, es, 'mailboxes', 'unlimited', 10)).toBe('10 casillas de correo');
  expect(growthText(translate, es, 'mounts', null, 3)).toBe('3 puntos de montaje');
  expect(growthText(translate, es, 'autodj', 0, 1)).toBe('AutoDJ');
});
