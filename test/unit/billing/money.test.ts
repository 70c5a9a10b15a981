import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { currencyOf, type Currency } from '../../../src/billing/currency.ts';
import { Money } from '../../../src/billing/money.ts';
import type { Amount } from '../../../src/catalogue/amount.ts';

function known<C extends string>(code: C): Currency<C> {
  const currency = currencyOf(code);
  if (currency === null) throw new Error(code);
  return currency;
}

function money<C extends string>(text: string, code: C): Money<C> {
  const parsed = Money.parse(text, known(code));
  if (typeof parsed === 'string') throw new Error(`${text}: ${parsed}`);
  return parsed;
}

describe('an amount is a decimal text at the precision of its currency', () => {
  test.each([
    ['150.00', 'USD', '150.00'],
    ['150', 'USD', '150.00'],
    ['150.5', 'USD', '150.50'],
    ['00150.00', 'USD', '150.00'],
    ['0', 'USD', '0.00'],
    ['25900', 'CLP', '25900'],
    ['9.125', 'KWD', '9.125'],
    ['39000.1234', 'CLF', '39000.1234'],
    ['9007199254740993.00', 'USD', '9007199254740993.00'],
    ['999999999999999999999999.99', 'USD', '999999999999999999999999.99'],
  ])('%s %s is %s', (text, code, printed) => {
    expect(money(text, code).toAmount()).toBe(printed);
    expect(money(text, code).toSigned()).toBe(printed);
  });

  test.each([
    ['-5.00', 'USD', 'negative'],
    ['-0', 'USD', 'negative'],
    ['1.005', 'USD', 'too-many-decimals'],
    ['1.000', 'USD', 'too-many-decimals'],
    ['100.0', 'CLP', 'too-many-decimals'],
    ['1.2345', 'KWD', 'too-many-decimals'],
    ['', 'USD', 'not-a-decimal'],
    [' 1', 'USD', 'not-a-decimal'],
    ['1 ', 'USD', 'not-a-decimal'],
    ['1,50', 'USD', 'not-a-decimal'],
    ['1e3', 'USD', 'not-a-decimal'],
    ['+1', 'USD', 'not-a-decimal'],
    ['.5', 'USD', 'not-a-decimal'],
    ['5.', 'USD', 'not-a-decimal'],
    ['0x10', 'USD', 'not-a-decimal'],
    ['Infinity', 'USD', 'not-a-decimal'],
    ['NaN', 'USD', 'not-a-decimal'],
    ['1000000000000000000000000', 'USD', 'not-a-decimal'],
  ])('"%s" %s is %s', (text, code, mistake) => {
    expect(Money.parse(text, known(code))).toBe(mistake);
  });
});

describe('failure mode 40: a share is rounded once, half-up, to the minor unit', () => {
  test.each([
    ['0.01', 'USD', 1, 2, '0.01'],
    ['0.03', 'USD', 1, 2, '0.02'],
    ['0.01', 'USD', 1, 3, '0.00'],
    ['0.02', 'USD', 1, 3, '0.01'],
    ['1', 'CLP', 1, 2, '1'],
    ['1', 'CLP', 182, 365, '0'],
    ['0.001', 'KWD', 1, 2, '0.001'],
    ['99.00', 'USD', 15, 31, '47.90'],
    ['150.00', 'USD', 183, 365, '75.21'],
    ['150.00', 'USD', 0, 365, '0.00'],
    ['150.00', 'USD', 365, 365, '150.00'],
    // half a cent that no float can hold: 1.005
    ['2.01', 'USD', 1, 2, '1.01'],
  ])('%s %s × %i/%i = %s', (text, code, days, ofDays, share) => {
    expect(money(text, code).share(days, ofDays).toAmount()).toBe(share);
  });

  test('it is the whole-number formula floor((2pr + t) / 2t), for any price and any days', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 24n - 1n }),
        fc.integer({ min: 1, max: 3_652_059 }),
        fc.nat(),
        fc.constantFrom('CLP', 'USD', 'KWD', 'CLF'),
        (units, ofDays, seed, code) => {
          const days = seed % (ofDays + 1);
          const { minorUnits } = known(code);
          const text = (value: bigint): string => {
            const digits = value.toString().padStart(minorUnits + 1, '0');
            return minorUnits === 0 ? digits : `${digits.slice(0, -minorUnits)}.${digits.slice(-minorUnits)}`;
          };
          const [r, t] = [BigInt(days), BigInt(ofDays)];
          const expected = (2n * units * r + t) / (2n * t);
          expect(money(text(units), code).share(days, ofDays).toAmount()).toBe(text(expected));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('sums and comparisons', () => {
  const usd = (text: string): Money<'USD'> => money(text, 'USD');

  test('0.10 + 0.20 is 0.30', () => {
    expect(usd('0.10').plus(usd('0.20')).toAmount()).toBe('0.30');
  });

  test('a difference below zero prints its sign, and is no amount', () => {
    const difference = usd('1.00').minus(usd('3.50'));
    expect(difference.isNegative()).toBe(true);
    expect(difference.toSigned()).toBe('-2.50');
    expect(() => difference.toAmount()).toThrow(new RangeError('-2.50 USD is no amount without a sign'));
  });

  test('nothing has no sign', () => {
    const nothing = usd('3.50').minus(usd('3.50'));
    expect(nothing.toSigned()).toBe('0.00');
    expect(nothing.isNegative()).toBe(false);
    expect(nothing.isZero()).toBe(true);
    expect(Money.zero(known('CLP')).toAmount()).toBe('0');
  });

  test('order', () => {
    expect(usd('9.99').compare(usd('10.00'))).toBeLessThan(0);
    expect(usd('10').compare(usd('10.00'))).toBe(0);
    expect(usd('100.00').compare(usd('20.00'))).toBeGreaterThan(0);
  });

  test('times a count', () => {
    expect(usd('19.99').times(3).toAmount()).toBe('59.97');
  });
});

describe('what does not enter', () => {
  const dollars = money('10.00', 'USD');
  const pesos = money('10', 'CLP');

  test('USD + CLP does not compile, and throws where its type was cast away', () => {
    // @ts-expect-error two currencies do not add up
    expect(() => dollars.plus(pesos)).toThrow(TypeError);
    // @ts-expect-error two currencies are not subtracted
    expect(() => dollars.minus(pesos)).toThrow('USD and CLP do not add up');
    // @ts-expect-error two currencies are not compared
    expect(() => dollars.compare(pesos)).toThrow(TypeError);
    expectTypeOf(dollars).not.toExtend<Money<'CLP'>>();
    expectTypeOf(dollars).not.toExtend<Money<'USD' | 'CLP'>>();
  });

  test('a float does not enter', () => {
    // @ts-expect-error a number is no amount
    const fromFloat = () => Money.parse(0.1, known('USD'));
    expectTypeOf(fromFloat).returns.toEqualTypeOf<ReturnType<typeof Money.parse<'USD'>>>();
    // @ts-expect-error nor is it added
    expect(() => dollars.plus(0.1)).toThrow();
    expect(() => dollars.times(1.5)).toThrow(new RangeError('1.5 is no whole number'));
    expect(() => dollars.share(0.5, 1)).toThrow(RangeError);
    expect(() => dollars.share(1, 1.5)).toThrow(RangeError);
  });

  test('the number inside cannot be reached', () => {
    expect(Object.keys(dollars)).toEqual(['currency']);
    expectTypeOf<keyof Money<'USD'>>().toEqualTypeOf<
      | 'currency'
      | 'plus'
      | 'minus'
      | 'times'
      | 'share'
      | 'compare'
      | 'isZero'
      | 'isNegative'
      | 'toSigned'
      | 'toAmount'
    >();
    expectTypeOf(dollars.toAmount()).toEqualTypeOf<Amount>();
  });
});
