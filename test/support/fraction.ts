/** Exact fractions for tests that judge money: slow, plain, and nothing of the code under test. */
export interface Fraction {
  readonly top: bigint;
  /** Always above zero. */
  readonly bottom: bigint;
}

const divisor = (left: bigint, right: bigint): bigint => (right === 0n ? left : divisor(right, left % right));

export function fraction(top: bigint, bottom = 1n): Fraction {
  const common = divisor(top < 0n ? -top : top, bottom);
  return { top: top / common, bottom: bottom / common };
}

export const zero = fraction(0n);

export const plus = (left: Fraction, right: Fraction): Fraction =>
  fraction(left.top * right.bottom + right.top * left.bottom, left.bottom * right.bottom);

export const times = ({ top, bottom }: Fraction, count: number): Fraction =>
  fraction(top * BigInt(count), bottom);

export const over = ({ top, bottom }: Fraction, count: number): Fraction =>
  fraction(top, bottom * BigInt(count));

export const isAtMost = (left: Fraction, right: Fraction): boolean =>
  left.top * right.bottom <= right.top * left.bottom;
