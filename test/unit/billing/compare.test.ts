import { expect, test } from 'vitest';
import { isNegative, isPositive, magnitude, sameAmount } from '../../../src/billing/compare.ts';
import type { SignedAmount } from '../../../src/catalogue/amount.ts';

const signed = (text: string): SignedAmount => text as SignedAmount;

test.each([
  ['50', '50.00', true],
  ['50.0', '50.00', true],
  ['-1.50', '-1.5', true],
  ['0', '-0.00', true],
  ['50.00', '50.01', false],
  ['1', '-1', false],
  ['9007199254740992', '9007199254740993', false],
])('%s and %s name the same amount: %s', (left, right, same) => {
  expect(sameAmount(signed(left), signed(right))).toBe(same);
});

test.each([
  ['0.01', true, false],
  ['0.00', false, false],
  ['-0.00', false, false],
  ['-0.01', false, true],
])('%s is positive: %s, negative: %s', (text, positive, negative) => {
  expect(isPositive(signed(text))).toBe(positive);
  expect(isNegative(signed(text))).toBe(negative);
});

test('the magnitude has no sign and keeps its decimals', () => {
  expect(magnitude(signed('-12.50'))).toBe('12.50');
  expect(magnitude(signed('12.50'))).toBe('12.50');
});
