/** The five verbs of a change as a client sees them: what is done, what is being done, what waits and why. */
import { changeStates } from '../../change/states.ts';
import type { Change, ChangeState } from '../../change/states.ts';
import { isPositive } from '../../billing/compare.ts';
import type { Instant } from '../../catalogue/time.ts';
import type { HistoryEntry } from '../../store/port.ts';

export const verbs = ['quote', 'invoice', 'apply', 'verify', 'update'] as const;
export type TimelineVerb = (typeof verbs)[number];

/** `now` is being done; `waits` needs the client, the server or a time; `stopped` will not happen. */
export const stepStatuses = ['done', 'not-needed', 'now', 'waits', 'attention', 'stopped', 'ahead'] as const;
export type StepStatus = (typeof stepStatuses)[number];

export interface TimelineStep {
  readonly verb: TimelineVerb;
  readonly status: StepStatus;
  readonly at: Instant | null;
}

const isState = (text: string): text is ChangeState => Object.hasOwn(changeStates, text);

/** When each state was last entered. A move's entry reads `paid → applied: why` (change/run.ts). */
export function stateTimes(history: readonly HistoryEntry[]): ReadonlyMap<ChangeState, Instant> {
  const times = new Map<ChangeState, Instant>();
  for (const { kind, what, at } of history) {
    const to = kind === 'move' ? /→ ([a-z-]+)/.exec(what)?.[1] : undefined;
    if (to !== undefined && isState(to)) times.set(to, at);
  }
  return times;
}

/** How many of the five verbs lie behind: from the state, and for the endings from what was reached before. */
function verbsDone(change: Change, times: ReadonlyMap<ChangeState, Instant>): number {
  switch (change.state) {
    case 'accepted':
    case 'invoiced':
      return 1;
    case 'paid':
      return 2;
    case 'applied':
      return 4;
    case 'completed':
      return 5;
    case 'cancelling':
    case 'cancelled':
    case 'needs-attention':
    case 'returning':
    case 'returned':
    case 'closed':
      if (times.has('completed')) return 5;
      if (times.has('applied') || change.verifiedAt !== null) return 4;
      return times.has('paid') || change.serverWritten ? 2 : 1;
  }
}

function statusOfNext(change: Change): StepStatus {
  switch (change.state) {
    case 'needs-attention':
      return 'attention';
    case 'cancelling':
    case 'cancelled':
    case 'returning':
    case 'returned':
    case 'closed':
      return 'stopped';
    case 'accepted':
    case 'invoiced':
    case 'paid':
    case 'applied':
    case 'completed':
      return change.state === 'invoiced' || change.waiting !== null ? 'waits' : 'now';
  }
}

export function timeline(change: Change, history: readonly HistoryEntry[]): TimelineStep[] {
  const times = stateTimes(history);
  const done = verbsDone(change, times);
  const next = statusOfNext(change);
  const withoutInvoice = !isPositive(change.pinned.quote.total);
  const at: Readonly<Record<TimelineVerb, Instant | null>> = {
    quote: change.pinned.accepted.at,
    invoice: withoutInvoice ? null : (times.get('paid') ?? null),
    apply: times.get('applied') ?? null,
    verify: change.verifiedAt,
    update: times.get('completed') ?? null,
  };
  return verbs.map((verb, index): TimelineStep => {
    if (index < done)
      return { verb, status: verb === 'invoice' && withoutInvoice ? 'not-needed' : 'done', at: at[verb] };
    if (index === done) return { verb, status: next, at: null };
    return { verb, status: next === 'stopped' ? 'stopped' : 'ahead', at: null };
  });
}
