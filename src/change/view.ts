/** What the per-state rules of decide.ts share: the look laid open, the five answers, and a few plain questions. */
import type { InvoiceSnapshot } from '../catalogue/invoice-snapshot.ts';
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import { after, type Instant } from '../catalogue/time.ts';
import type { Decision, MoveFields } from './decision.ts';
import type { Patience } from './patience.ts';
import { isAsPinned } from './read-service.ts';
import type { Seen } from './seen.ts';
import type { AttentionReason, Change, EffectKind, WaitReason } from './states.ts';

/** One look, with what the invoices and the service in it are; empty where nothing was looked at. */
export interface View {
  readonly change: Change;
  readonly seen: Seen;
  readonly now: Instant;
  readonly patience: Patience;
  readonly invoices: readonly InvoiceSnapshot[];
  readonly live: readonly InvoiceSnapshot[];
  readonly service: ServiceSnapshot | null;
}

/** Why an unpaid change ends now; null while it goes on. */
export function endReason(view: View): string | null {
  const { change, service, now } = view;
  if (change.endWish) return change.endWish === 'client' ? 'the client cancelled it' : 'staff cancelled it';
  if (now > change.pinned.cancelAfter) return 'the time to pay is over';
  if (!service || !isAsPinned(service, change))
    return 'the service is no longer as it was when the price was made';
  return null;
}

/** Whether the last definite no was to one of these effects. */
export const refusedBy = (change: Change, ...kinds: readonly EffectKind[]): boolean =>
  change.refusal !== null && kinds.includes(change.refusal.effect);
/** Invoices by number and status, for staff. */
export const numbersOf = (invoices: readonly InvoiceSnapshot[]): string =>
  `invoices: ${invoices.map((invoice) => `${invoice.number} (${invoice.status})`).join(', ') || 'none'}`;
/** The service's terms in one line, for staff. */
export const describeService = (service: ServiceSnapshot | null): string =>
  service
    ? `plan ${service.planId}, ${service.cycle}, ${service.recurringAmount}, due ${service.nextDueDate ?? 'never'}, ${service.status}, server ${service.server?.id ?? 'none'}`
    : 'the panel has no such service';
/** The poll, or the moment after the time to pay is over where that comes first. */
export const earlier = (poll: Instant, end: Instant, now: Instant): Instant =>
  end >= now && end < poll ? after(end, 1) : poll;
/** The fields by which a change remembers its invoice. */
export const adopt = (invoice: InvoiceSnapshot): MoveFields => ({
  invoiceId: invoice.id,
  invoiceUrl: invoice.url,
});

export const wait = (until: Instant, why: WaitReason): Decision => ({ do: 'wait', until, why });
export const effect = (
  what: Extract<Decision, { do: 'effect' }>['effect'],
  set: MoveFields = {},
): Decision => ({ do: 'effect', effect: what, set });
export const move = (
  to: Extract<Decision, { do: 'move' }>['to'],
  because: string,
  set: MoveFields = {},
): Decision => ({ do: 'move', to, because, set });
export const attention = (reason: AttentionReason, detail: string, set: MoveFields = {}): Decision => ({
  do: 'attention',
  reason,
  detail,
  set,
});
