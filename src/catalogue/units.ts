/**
 * Quantities as people and machines write them, in the metric's own unit, and back.
 *
 * Bytes are counted by 1024, whatever the letters: `5 GB` and `5 GiB` are both 5 × 2^30. Every panel we speak to
 * counts so: a cPanel package of "5120 MB" holds 5120 MiB, AzuraCast's "50 GB" is 1024-based (provisioning.md §1, §3),
 * so a host's `5 GB` must be exactly that package. Bits count by 1000, as streaming encoders do: `1.5 Mbit/s` is 1500 kbit/s.
 */
import type { Limit } from './limit.ts';
import { metrics, type Metric } from './metric.ts';

const bytesPer = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 } as const;
export type ByteUnit = keyof typeof bytesPer;

const bitsPerSecondPer = { 'bit/s': 1, 'kbit/s': 1000, 'Mbit/s': 1_000_000 } as const;
export type RateUnit = keyof typeof bitsPerSecondPer;

/** What a limit looks like in a settings file. */
export type WrittenLimit = string | number | boolean;

export type LimitReading =
  | { readonly ok: true; readonly limit: Limit }
  /** `expected` completes "expected …" in a message to the host. */
  | { readonly ok: false; readonly expected: string };

const expectations = {
  bytes: 'a size with its unit, such as "5 GB" or "500 MB", or unlimited',
  count: 'a whole number, such as 50, or unlimited',
  'kbit/s': 'a bitrate, such as "128 kbit/s" or 128, or unlimited',
  'yes-no': 'yes or no',
} as const;

/**
 * Reads what a host wrote for one metric: `"5 GB"`, `"1,5 GB"`, `50`, `"128 kbit/s"`, `yes`, `"unlimited"`.
 * A size without its unit is refused (5120 of what?), and so is a mark before three digits: 1.500 is 1500 to some readers
 * and 1.5 to others.
 */
export function readLimit(metric: Metric, written: WrittenLimit): LimitReading {
  const { unit } = metrics[metric];
  const text = String(written).trim();
  if (text.toLowerCase() === 'unlimited' && unit !== 'yes-no') return { ok: true, limit: 'unlimited' };
  if (unit === 'yes-no') return readYesNo(text);
  const parts = /^(\d{1,16})(?:[.,](\d{1,2}))?\s*([a-z/]*)$/i.exec(text);
  if (!parts) return { ok: false, expected: expectations[unit] };
  const [, whole = '', fraction = '', letters = ''] = parts;
  const factor = factorOf(unit, letters, Number(whole) === 0 && fraction === '');
  if (factor === null) return { ok: false, expected: expectations[unit] };
  const hundredths = BigInt(whole + fraction.padEnd(2, '0')) * BigInt(factor.times);
  const divisor = 100n * BigInt(factor.by);
  if (hundredths % divisor !== 0n) {
    return { ok: false, expected: `${expectations[unit]}; ${text} is no whole number of ${unit}` };
  }
  const limit = Number(hundredths / divisor);
  return Number.isSafeInteger(limit) ? { ok: true, limit } : { ok: false, expected: 'a smaller number' };
}

function readYesNo(text: string): LimitReading {
  if (/^(yes|true|1)$/i.test(text)) return { ok: true, limit: 1 };
  if (/^(no|false|0)$/i.test(text)) return { ok: true, limit: 0 };
  return { ok: false, expected: expectations['yes-no'] };
}

function factorOf(unit: 'bytes' | 'count' | 'kbit/s', letters: string, zero: boolean) {
  switch (unit) {
    case 'count':
      return letters === '' ? { times: 1, by: 1 } : null;
    case 'bytes': {
      if (letters === '') return zero ? { times: 1, by: 1 } : null;
      if (/^bytes?$/i.test(letters)) return { times: 1, by: 1 };
      const name = /^([kmgt]?)i?b?$/i.exec(letters)?.[1];
      return name === undefined ? null : { times: bytesPer[`${name.toUpperCase()}B` as ByteUnit], by: 1 };
    }
    case 'kbit/s': {
      // A capital B would be bytes: only the first letter may be written either way.
      const name = letters.charAt(0).toLowerCase() + letters.slice(1);
      if (name === '' || /^k(bit|bit\/s|bps)?$/.test(name)) return { times: 1, by: 1 };
      if (/^m(bit|bit\/s|bps)$/.test(name)) return { times: 1000, by: 1 };
      return /^b(it\/s|ps)$/.test(name) ? { times: 1, by: 1000 } : null;
    }
  }
}

/**
 * A server's number in the metric's own unit (bytes, kbit/s): `inOwnUnit(5120, 'MB')` is 5 GB in bytes.
 * Fractions of a byte or of a kbit/s are rounded up, so that use is never understated.
 */
export function inOwnUnit(quantity: number, unit: ByteUnit | RateUnit): number {
  return unit in bytesPer
    ? Math.ceil(quantity * bytesPer[unit as ByteUnit])
    : Math.ceil((quantity * bitsPerSecondPer[unit as RateUnit]) / bitsPerSecondPer['kbit/s']);
}

/** A quantity ready to be written in any language; `unit` null: a plain count. */
export type Quantity =
  | { readonly kind: 'unlimited' }
  | { readonly kind: 'yes-no'; readonly yes: boolean }
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly unit: ByteUnit | 'kbit/s' | null;
      /** Whether `value` is the quantity itself and not a rounding of it. */
      readonly exact: boolean;
    };

/**
 * The reverse of {@link readLimit}, as data for rendering. `exact` (for limits) takes the largest unit in which at most
 * two decimals say it all, and reads back as the same number; `nearest` (for measured use) and `up` (for what must be
 * freed: never less than the truth) keep one decimal of the largest unit.
 */
export function quantityIn(
  metric: Metric,
  limit: Limit,
  rounding: 'exact' | 'nearest' | 'up' = 'exact',
): Quantity {
  if (limit === 'unlimited') return { kind: 'unlimited' };
  const { unit } = metrics[metric];
  if (unit === 'yes-no') return { kind: 'yes-no', yes: limit > 0 };
  if (unit !== 'bytes') {
    return { kind: 'number', value: limit, unit: unit === 'count' ? null : unit, exact: true };
  }
  return rounding === 'exact' ? exactly(limit) : rounded(limit, rounding);
}

const largestFirst = ['TB', 'GB', 'MB', 'KB', 'B'] as const satisfies readonly ByteUnit[];

function exactly(bytes: number): Quantity {
  const whole = BigInt(bytes) * 100n;
  const fits = (unit: ByteUnit) => bytes >= bytesPer[unit] && whole % BigInt(bytesPer[unit]) === 0n;
  const unit = largestFirst.find(fits) ?? 'B';
  const hundredths = whole / BigInt(bytesPer[unit]);
  // Divided in two parts: all of it as a number of hundredths would not be exact beyond 2^53.
  const value = Number(hundredths / 100n) + Number(hundredths % 100n) / 100;
  return { kind: 'number', value, unit, exact: true };
}

function rounded(bytes: number, rounding: 'nearest' | 'up'): Quantity {
  const start = largestFirst.findIndex((unit) => bytes >= bytesPer[unit] || unit === 'B');
  const tenthsOf = (unit: ByteUnit): number => {
    const divisor = BigInt(bytesPer[unit]);
    const add = rounding === 'up' ? divisor - 1n : divisor / 2n;
    return Number((BigInt(bytes) * 10n + add) / divisor);
  };
  // 1023.97 MB would be written 1024 MB: it is 1 GB already.
  const step = start > 0 && tenthsOf(largestFirst[start] ?? 'B') >= 10240 ? start - 1 : start;
  const unit = largestFirst[step] ?? 'B';
  const tenths = tenthsOf(unit);
  const exact = BigInt(tenths) * BigInt(bytesPer[unit]) === BigInt(bytes) * 10n;
  return { kind: 'number', value: tenths / 10, unit, exact };
}
