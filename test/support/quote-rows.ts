/** Rows for the command `quote` in tests: the source page's own case with some fields changed. */
import { quoteCommand } from '../../src/cli/quote.ts';

const base = {
  id: 'a',
  policy: 'full-difference',
  currency: 'USD',
  paid: '100.00',
  oldCycle: 'annually',
  newPrice: '150.00',
  newCycle: 'annually',
  periodStart: '2026-01-01',
  periodEnd: '2027-01-01',
  changeDate: '2026-07-02',
};

/** The source page's row with some fields changed; `undefined` leaves one out. */
export const row = (changes: object = {}): object => ({ ...base, ...changes });

/** One period after that of {@link row}. */
export const later = (billed: string, paid?: boolean) => [
  { end: '2028-01-01', billed, ...(paid === undefined ? {} : { paid }) },
];

export interface Answer {
  readonly id: unknown;
  readonly ok: boolean;
  readonly code?: string;
  readonly message?: string;
  readonly lines?: readonly { readonly kind: string; readonly amount: string }[];
  readonly total?: string;
  readonly [field: string]: unknown;
}

export const run = (input: unknown) => quoteCommand(JSON.stringify(input), { explain: false });

export const answersTo = (...rows: readonly unknown[]): Answer[] => JSON.parse(run(rows).stdout) as Answer[];

export function answerTo(changes: object): Answer {
  const [answer] = answersTo(row(changes));
  if (answer === undefined) throw new Error('no answer');
  return answer;
}
