import { describe, expect, test } from 'vitest';
import { currencyDecimals, currencyOf, panelCannotHold } from '../../../src/billing/currency.ts';
import { minorUnits } from '../../../src/billing/iso-4217.ts';
import { UpshelfError } from '../../../src/errors.ts';
import { currency } from '../../support/quote-requests.ts';

describe('failure mode 39: minor units by ISO 4217', () => {
  test.each([
    ['USD', 2],
    ['ARS', 2],
    ['EUR', 2],
    ['MGA', 2],
    ['HUF', 2],
    ['CLP', 0],
    ['PYG', 0],
    ['JPY', 0],
    ['KRW', 0],
    ['VND', 0],
    ['ISK', 0],
    ['UGX', 0],
    ['XAF', 0],
    ['KWD', 3],
    ['BHD', 3],
    ['JOD', 3],
    ['OMR', 3],
    ['TND', 3],
    ['LYD', 3],
    ['IQD', 3],
    ['CLF', 4],
    ['UYW', 4],
    // new since 2024
    ['ZWG', 2],
    ['XCG', 2],
    ['XAD', 2],
  ])('%s has %i decimals', (code, decimals) => {
    expect(currencyOf(code)).toEqual({ code, minorUnits: decimals });
    expect(currencyDecimals(currency(code))).toBe(decimals);
  });

  test('where this table and Intl differ, ISO 4217 is right and CLDR is not a standard for money', () => {
    const digits = (code: string): number =>
      new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
        .maximumFractionDigits ?? -1;
    const different = [...minorUnits]
      .filter(([code, decimals]) => digits(code) !== decimals)
      .map(([code]) => code);
    expect(different).toEqual(expect.arrayContaining(['COP', 'HUF', 'IQD']));
    expect(minorUnits.size).toBe(171);
  });

  test.each(['XXX', 'XTS', 'XAU', 'XDR', 'ZZZ', 'usd', '', 'US', 'DEM', 'constructor', '__proto__'])(
    'an unknown code is an error, never two decimals: "%s"',
    (code) => {
      expect(currencyOf(code)).toBeNull();
      expect(() => currencyDecimals(currency(code))).toThrow(
        new UpshelfError('request-invalid', `${code} is no ISO 4217 currency.`, { field: 'currency' }),
      );
    },
  );
});

test('the error names the field', () => {
  try {
    currencyDecimals(currency('ZZZ'));
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({
      code: 'request-invalid',
      field: 'currency',
      message: 'ZZZ is no ISO 4217 currency.',
    });
  }
});

describe('a currency that the panel cannot hold is refused by name', () => {
  test('KWD in a panel of two decimals', () => {
    expect(panelCannotHold(currency('KWD'), { amountDecimals: 2 })).toEqual({
      code: 'currency-not-supported',
      message: 'KWD has 3 decimals; the panel stores 2.',
    });
  });

  test('a panel of three decimals holds it, and every panel holds CLP', () => {
    expect(panelCannotHold(currency('KWD'), { amountDecimals: 3 })).toBeNull();
    expect(panelCannotHold(currency('CLP'), { amountDecimals: 0 })).toBeNull();
    expect(panelCannotHold(currency('USD'), { amountDecimals: 2 })).toBeNull();
  });

  test('an unknown code is refused by name too', () => {
    expect(panelCannotHold(currency('ZZZ'), { amountDecimals: 4 })).toEqual({
      code: 'currency-not-supported',
      message: 'ZZZ is no ISO 4217 currency.',
    });
  });
});
