/** What an account is, compared limit by limit with the two plans that it may carry. */
import { describe, expect, test } from 'vitest';
import { judgeAccount } from '../../../src/change/read-account.ts';
import type { AccountTerms } from '../../../src/change/states.ts';
import { aPinned, bigAccount, smallAccount } from '../../support/changes.ts';
import { aReading } from '../../support/looks.ts';

function verdict(account: AccountTerms, before: AccountTerms, promised: AccountTerms) {
  const { from, to } = aPinned();
  const pinned = aPinned({ from: { ...from, account: before }, to: { ...to, account: promised } });
  return judgeAccount(aReading(account), pinned);
}

describe('a server with packages', () => {
  test('as before, as promised, or half of each', () => {
    const half = { ...bigAccount, packageName: smallAccount.packageName };
    expect(verdict(smallAccount, smallAccount, bigAccount)).toEqual({ is: 'before' });
    expect(verdict(bigAccount, smallAccount, bigAccount)).toEqual({ is: 'target' });
    expect(verdict(half, smallAccount, bigAccount)).toEqual({ is: 'mixed' });
  });

  test('a third package is said with what it is, was and should become', () => {
    const other = { ...smallAccount, packageName: 'empresa' };
    expect(verdict(other, smallAccount, bigAccount)).toEqual({
      is: 'other',
      detail: 'package is empresa, was basico, should become profesional',
    });
  });
});

describe('a server without packages', () => {
  const station = (listeners: number, bitrate = 128): AccountTerms => ({
    packageName: null,
    limits: { listeners, bitrate },
  });

  test('is compared by its limits alone', () => {
    expect(verdict(station(300), station(100), station(300))).toEqual({ is: 'target' });
    expect(verdict(station(100), station(100), station(300, 192))).toEqual({ is: 'before' });
    expect(verdict(station(300), station(100), station(300, 192))).toEqual({ is: 'mixed' });
    expect(verdict(station(777), station(100), station(300))).toMatchObject({ is: 'other' });
  });

  test('limits that are saved but not in force are half done, so that the driver is called to finish it', () => {
    const { from, to } = aPinned();
    const pinned = aPinned({
      from: { ...from, account: station(100) },
      to: { ...to, account: station(300) },
    });
    const saved = aReading(station(300));
    expect(judgeAccount({ ...saved, inForce: false }, pinned)).toEqual({ is: 'mixed' });
    expect(judgeAccount({ ...saved, inForce: true }, pinned)).toEqual({ is: 'target' });
    expect(judgeAccount({ ...aReading(station(777)), inForce: false }, pinned)).toMatchObject({
      is: 'other',
    });
  });

  test('what a package is called there does not matter', () => {
    expect(verdict({ ...station(300), packageName: 'default' }, station(100), station(300))).toEqual({
      is: 'target',
    });
  });

  test('a limit that was not known before and is not told now is as before', () => {
    const unknown = { packageName: null, limits: { bitrate: 128 } };
    expect(verdict(unknown, unknown, station(300))).toEqual({ is: 'mixed' });
  });
});

test('no limit is not the same as a very large one, and none is not 0', () => {
  const of = (databases: number | 'unlimited'): AccountTerms => ({
    packageName: null,
    limits: { databases },
  });
  expect(verdict(of(Number.MAX_SAFE_INTEGER), of(2), of('unlimited'))).toMatchObject({ is: 'other' });
  expect(verdict(of(0), of(0), of('unlimited'))).toEqual({ is: 'before' });
});
