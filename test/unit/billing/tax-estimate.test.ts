import { describe, expect, test } from 'vitest';
import { estimateTax } from '../../../src/billing/tax-estimate.ts';
import type { SignedAmount } from '../../../src/catalogue/amount.ts';
import { currency } from '../../support/quote-requests.ts';

const rate = (percent: string, name = 'IVA') => ({ name, percent });
const estimate = (
  total: string,
  rates: ReturnType<typeof rate>[],
  { exempt = false, pricesIncludeTax = false, code = 'USD' } = {},
) => estimateTax(total as SignedAmount, currency(code), { exempt, rates }, { pricesIncludeTax });

describe('failure mode 42: the tax is estimated once, in the panel convention', () => {
  test('exclusive: it comes on top', () => {
    expect(estimate('50.00', [rate('21')])).toEqual({
      included: false,
      taxes: [{ name: 'IVA', percent: '21', amount: '10.50' }],
      tax: '10.50',
      toPay: '60.50',
    });
  });

  test('inclusive: it is in the total already', () => {
    expect(estimate('50.00', [rate('21')], { pricesIncludeTax: true })).toEqual({
      included: true,
      taxes: [{ name: 'IVA', percent: '21', amount: '8.68' }],
      tax: '8.68',
      toPay: '50.00',
    });
  });

  test('two taxes, each on the net amount', () => {
    const rates = [rate('21'), rate('3.5', 'Percepción')];
    expect(estimate('25.07', rates)).toMatchObject({
      taxes: [{ amount: '5.26' }, { name: 'Percepción', percent: '3.5', amount: '0.88' }],
      tax: '6.14',
      toPay: '31.21',
    });
    expect(estimate('124.50', rates, { pricesIncludeTax: true })).toMatchObject({
      taxes: [{ amount: '21.00' }, { amount: '3.50' }],
      toPay: '124.50',
    });
  });

  test('in a currency without decimals', () => {
    expect(estimate('12033', [rate('19')], { code: 'CLP' })).toMatchObject({ tax: '2286', toPay: '14319' });
  });

  test('rounded half-up', () => {
    expect(estimate('0.50', [rate('21')])).toMatchObject({ tax: '0.11' });
  });

  test.each([
    ['an exempt client', '50.00', [rate('21')], true],
    ['a client without rates', '50.00', [], false],
  ])('%s pays none', (_, total, rates, exempt) => {
    expect(estimate(total, rates, { exempt })).toEqual({
      included: false,
      taxes: [],
      tax: '0.00',
      toPay: '50.00',
    });
  });

  test('a total of zero or less is not invoiced, so nothing is taxed', () => {
    expect(estimate('-45.16', [rate('21')])).toMatchObject({ tax: '0.00', toPay: '0.00' });
    expect(estimate('0.00', [rate('21')])).toMatchObject({ tax: '0.00', toPay: '0.00' });
  });
});
