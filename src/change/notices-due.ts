/** Which messages and tickets a move owes; they go into the outbox in the same transaction as the move. */
import type { EffectKey } from '../catalogue/identifiers.ts';
import type { Step } from '../store/port.ts';
import type { Change, ChangeState } from './states.ts';

/** The notices there are; each has its texts in templates/. */
export type Notice =
  | 'change-completed'
  | 'change-needs-attention'
  | 'change-cancelled'
  | 'change-returned'
  | 'staff-needs-attention';

/** What a notice needs to be rendered later, with nothing that identifies the client. */
export interface NoticeData {
  readonly change: Change;
}

const toClient: Readonly<Partial<Record<ChangeState, Notice>>> = {
  completed: 'change-completed',
  'needs-attention': 'change-needs-attention',
  cancelled: 'change-cancelled',
  returned: 'change-returned',
};

/**
 * What `before` → `next` owes. A client is told each end once; staff get one ticket per reason, not one per try
 * (issue 7): the key says so, and the outbox takes each key once.
 */
export function noticesOf(before: Change, next: Change): Step['outbox'] {
  const owed: Step['outbox'][number][] = [];
  const data: NoticeData = { change: next };
  const notice = toClient[next.state];
  if (notice) {
    owed.push({
      kind: 'client-message',
      notice,
      key: `${next.id}:client:${next.state}` as EffectKey,
      changeId: next.id,
      data,
    });
  }
  if (next.attention && next.attention !== before.attention) {
    const key = `${next.id}:staff:${next.attention.reason}` as EffectKey;
    owed.push({ kind: 'staff-ticket', notice: 'staff-needs-attention', key, changeId: next.id, data });
  }
  return owed;
}
