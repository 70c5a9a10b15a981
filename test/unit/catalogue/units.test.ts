/** Quantities as hosts write them and pages show them: 5 GB is 5 × 2^30, exactly, both ways. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metricNames, metrics } from '../../../src/catalogue/metric.ts';
import { inOwnUnit, quantityIn, readLimit, type WrittenLimit } from '../../../src/catalogue/units.ts';

const gibibyte = 2 ** 30;
const read = (metric: (typeof metricNames)[number], written: WrittenLimit) => {
  const reading = readLimit(metric, written);
  return reading.ok ? reading.limit : reading.expected;
};

describe('what a host writes', () => {
  test.each([
    ['5 GB', 5 * gibibyte],
    ['5GB', 5 * gibibyte],
    ['5 GiB', 5 * gibibyte],
    ['5120 MB', 5 * gibibyte],
    ['5120 MiB', 5 * gibibyte],
    [' 500 mb ', 500 * 2 ** 20],
    ['1.5 GB', 1.5 * gibibyte],
    ['1,5 GB', 1.5 * gibibyte],
    ['0,25 TB', 256 * gibibyte],
    ['14M', 14 * 2 ** 20],
    ['100 KiB', 102_400],
    ['123 bytes', 123],
    ['1 byte', 1],
    [0, 0],
    ['0', 0],
    ['unlimited', 'unlimited'],
    ['Unlimited', 'unlimited'],
  ])('a size: %s', (written, limit) => {
    expect(read('disk', written)).toBe(limit);
  });

  test('WHM counts MB by 1024: a package of 5120 "MB" is what a host calls 5 GB', () => {
    expect(read('disk', '5 GB')).toBe(inOwnUnit(5120, 'MB'));
  });

  test.each([
    [5120, 'a size with its unit'],
    ['5120', 'a size with its unit'],
    ['5 XB', 'a size with its unit'],
    ['1.500 MB', 'a size with its unit'],
    ['1,500 MB', 'a size with its unit'],
    ['-5 GB', 'a size with its unit'],
    ['5 GB extra', 'a size with its unit'],
    ['', 'a size with its unit'],
    [true, 'a size with its unit'],
    ['0.1 GB', 'is no whole number of bytes'],
    ['9999999 TB', 'a smaller number'],
  ])('no size: %s', (written, expected) => {
    expect(read('disk', written)).toContain(expected);
  });

  test.each([
    ['listeners', 250, 250],
    ['listeners', '250', 250],
    ['mailboxes', 0, 0],
    ['mailboxes', 'unlimited', 'unlimited'],
    ['bitrate', 128, 128],
    ['bitrate', '128 kbit/s', 128],
    ['bitrate', '128kbps', 128],
    ['bitrate', '128k', 128],
    ['bitrate', '1.5 Mbit/s', 1500],
    ['bitrate', '64000 bit/s', 64],
    ['autodj', true, 1],
    ['autodj', 'no', 0],
    ['autodj', 1, 1],
  ] as const)('%s: %s', (metric, written, limit) => {
    expect(read(metric, written)).toBe(limit);
  });

  test.each([
    ['listeners', '2.5', 'no whole number'],
    ['listeners', '250 oyentes', 'a whole number'],
    ['listeners', '5 GB', 'a whole number'],
    ['bitrate', '128 KB', 'a bitrate'],
    // A capital B would be bytes: eight times as much.
    ['bitrate', '128 kB/s', 'a bitrate'],
    ['bitrate', '128 KBps', 'a bitrate'],
    ['bitrate', '100 bit/s', 'no whole number'],
    ['autodj', 2, 'yes or no'],
    ['autodj', 'unlimited', 'yes or no'],
  ] as const)('no %s: %s', (metric, written, expected) => {
    expect(read(metric, written)).toContain(expected);
  });
});

describe("a server's numbers in our units", () => {
  test.each([
    [5120, 'MB', 5 * gibibyte],
    [1, 'KB', 1024],
    [0.5, 'MB', 524_288],
    [7.3, 'B', 8],
    [128_000, 'bit/s', 128],
    [128_001, 'bit/s', 129],
    [2, 'Mbit/s', 2000],
    [192, 'kbit/s', 192],
  ] as const)('%s %s', (quantity, unit, own) => {
    expect(inOwnUnit(quantity, unit)).toBe(own);
  });
});

describe('what a page shows', () => {
  const shown = (...given: Parameters<typeof quantityIn>): string => {
    const quantity = quantityIn(...given);
    if (quantity.kind !== 'number') return quantity.kind === 'unlimited' ? 'unlimited' : String(quantity.yes);
    const number = [quantity.value, quantity.unit].filter((part) => part !== null).join(' ');
    return quantity.exact ? number : `about ${number}`;
  };

  test('limits exactly, in the largest unit that says them in two decimals', () => {
    expect(shown('disk', 5 * gibibyte)).toBe('5 GB');
    expect(shown('disk', 1.25 * gibibyte)).toBe('1.25 GB');
    expect(shown('disk', 5130 * 2 ** 20)).toBe('5130 MB');
    expect(shown('disk', 0)).toBe('0 B');
    expect(shown('disk', 1023)).toBe('1023 B');
    expect(shown('disk', 'unlimited')).toBe('unlimited');
    expect(shown('listeners', 250)).toBe('250');
    expect(shown('bitrate', 1500)).toBe('1500 kbit/s');
    expect(shown('autodj', 0)).toBe('false');
  });

  test('use to one decimal, and what must be freed never below the truth', () => {
    expect(shown('disk', 7_945_689_498, 'nearest')).toBe('about 7.4 GB');
    expect(shown('disk', 2 * gibibyte + 1, 'nearest')).toBe('about 2 GB');
    expect(shown('disk', 2 * gibibyte + 1, 'up')).toBe('about 2.1 GB');
    expect(shown('disk', 2 * gibibyte, 'up')).toBe('2 GB');
    expect(shown('disk', gibibyte - 1, 'nearest')).toBe('about 1 GB');
    expect(shown('disk', 1023, 'up')).toBe('1023 B');
  });

  test('what is shown exactly reads back as the same number, in every metric', () => {
    const anyMetric = fc.constantFrom(...metricNames.filter((metric) => metrics[metric].unit !== 'yes-no'));
    fc.assert(
      fc.property(anyMetric, fc.oneof(fc.maxSafeNat(), fc.nat(10_000)), (metric, limit) => {
        const quantity = quantityIn(metric, limit);
        if (quantity.kind !== 'number') throw new Error('a number was given');
        expect(quantity.exact).toBe(true);
        expect(readLimit(metric, `${quantity.value} ${quantity.unit ?? ''}`)).toEqual({ ok: true, limit });
      }),
      { numRuns: 3000 },
    );
  });

  test('rounded up is enough and not more than a tenth of its unit too much', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1024, max: 2 ** 45 }), (bytes) => {
        const quantity = quantityIn('disk', bytes, 'up');
        if (quantity.kind !== 'number' || quantity.unit === null || quantity.unit === 'kbit/s')
          throw new Error();
        const shownBytes = inOwnUnit(quantity.value, quantity.unit);
        expect(shownBytes).toBeGreaterThanOrEqual(bytes);
        expect(shownBytes - bytes).toBeLessThanOrEqual(inOwnUnit(0.1, quantity.unit));
      }),
      { numRuns: 3000 },
    );
  });
});
