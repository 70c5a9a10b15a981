/**
 * The command's contract written a second time, with whole numbers alone: minor units as bigint, days by counting.
 * Only for valid recurring rows; it knows nothing of the code it judges.
 */
export interface OracleRow {
  readonly policy: string;
  readonly paid: bigint;
  readonly rate: bigint;
  readonly newPrice: bigint;
  readonly sameCycle: boolean;
  /** r and t of the current period. */
  readonly daysLeft: number;
  readonly days: number;
  readonly later: readonly { readonly billed: bigint; readonly paid: boolean }[];
  readonly negativeTotal: string;
}

export type OracleAnswer =
  | { readonly code: 'renewal-invoice-open' | 'negative-total' }
  | { readonly charges: readonly bigint[]; readonly credits: readonly bigint[]; readonly applied: string };

const share = (price: bigint, r: number, t: number): bigint =>
  (2n * price * BigInt(r) + BigInt(t)) / (2n * BigInt(t));

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

export function oracle(row: OracleRow): OracleAnswer {
  const { paid, rate, newPrice, daysLeft, days, later } = row;
  let applied = row.policy;
  if (applied !== 'at-renewal' && !row.sameCycle) applied = 'restart-term';
  const keeps = applied === 'full-difference' || applied === 'prorated-difference';
  if (keeps && daysLeft === 0 && later.length === 0) applied = 'at-renewal';
  if (applied === 'at-renewal') return { charges: [], credits: [], applied };
  const isInTheWay = (period: OracleRow['later'][number]) =>
    !period.paid && (!keeps || period.billed > newPrice);
  if (later.some(isInTheWay)) return { code: 'renewal-invoice-open' };

  const some = (amount: bigint) => (daysLeft === 0 ? [] : [amount]);
  const whole = later.map((period) => period.billed);
  const full = applied === 'full-difference';
  const charges = keeps
    ? [...some(full ? newPrice : share(newPrice, daysLeft, days)), ...later.map(() => newPrice)]
    : [newPrice];
  const credits = [...some(full ? paid : share(rate, daysLeft, days)), ...whole];
  if (sum(credits) <= sum(charges) || row.negativeTotal === 'credit-balance')
    return { charges, credits, applied };
  if (row.negativeTotal === 'forbid') return { code: 'negative-total' };
  let room = sum(charges);
  const capped = credits.map((credit) => {
    const given = credit < room ? credit : room;
    room -= given;
    return given;
  });
  return { charges, credits: capped, applied };
}
