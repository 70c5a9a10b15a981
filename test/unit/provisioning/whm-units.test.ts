/** WHM's units at their edges; what a driver may never do is take nonsense for a number. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  byteLimit,
  countLimit,
  flag,
  inodeLimit,
  mebibyteLimit,
  mebibytesUsed,
  used,
} from '../../../src/provisioning/whm-units.ts';

const limits = { byteLimit, countLimit, inodeLimit, mebibyteLimit };

describe('failure mode 54: unlimited, 0 and null', () => {
  it.each(Object.entries(limits))('%s: the word and null are no limit', (_, schema) => {
    expect(schema.parse('unlimited')).toBe('unlimited');
    expect(schema.parse(null)).toBe('unlimited');
  });

  it.each(Object.entries(limits))('%s: only a count of 0 is zero', (name, schema) => {
    const expected = name === 'countLimit' ? 0 : 'unlimited';
    expect(schema.parse(0)).toBe(expected);
    expect(schema.parse('0')).toBe(expected);
  });

  it.each(Object.entries(limits))('%s: anything else is not understood', (_, schema) => {
    for (const odd of [
      '',
      ' ',
      '-1',
      -1,
      '1e3',
      '0x10',
      '10 MB',
      'none',
      'Unlimited',
      true,
      [],
      {},
      undefined,
      Number.NaN,
    ]) {
      expect(schema.safeParse(odd).success).toBe(false);
    }
  });
});

describe('units', () => {
  it('a mebibyte of WHM is 1,048,576 bytes, with and without its M, for limits and uses alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), (size) => {
        const bytes = size * 1_048_576;
        for (const written of [size, String(size), `${size}M`]) {
          expect(mebibyteLimit.parse(written)).toBe(bytes);
          expect(mebibytesUsed.parse(written)).toBe(bytes);
        }
        expect(byteLimit.parse(size)).toBe(size);
        expect(countLimit.parse(String(size))).toBe(size);
        expect(used.parse(String(size))).toBe(size);
      }),
    );
  });

  it('a part of a mebibyte is rounded to whole bytes', () => {
    expect(mebibytesUsed.parse('1.75M')).toBe(1_835_008);
    expect(mebibytesUsed.parse('0.0000001')).toBe(0);
  });

  it('a limit of nines is as large as a number can be, and still a whole one', () => {
    expect(mebibyteLimit.parse('999999999999999')).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('a use of 0 is 0', () => {
    expect(mebibytesUsed.parse('0M')).toBe(0);
    expect(used.parse(0)).toBe(0);
  });

  it('switches are 0 and 1, and nothing else', () => {
    expect([0, '0', 1, '1'].map((value) => flag.parse(value))).toEqual([false, false, true, true]);
    for (const odd of [2, '', 'y', true, null]) expect(flag.safeParse(odd).success).toBe(false);
  });
});
