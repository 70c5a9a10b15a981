/** What `decide` answers: one of five things, as data. `act.ts` carries effects out, `run.ts` records. */
import type { Amount } from '../catalogue/amount.ts';
import type { EffectKey, InvoiceId, PlanId } from '../catalogue/identifiers.ts';
import type { Instant } from '../catalogue/time.ts';
import type { AttentionReason, Change, ChangeState, WaitReason } from './states.ts';

export type Effect =
  | { readonly kind: 'place-invoice' }
  | { readonly kind: 'publish-invoice'; readonly invoiceId: InvoiceId }
  | { readonly kind: 'cancel-invoice'; readonly invoiceId: InvoiceId }
  | { readonly kind: 'change-plan' }
  /** `planId` is what the record was just seen with: the pinned one, or our own switch of it (L5). */
  | { readonly kind: 'update-service'; readonly planId: PlanId }
  | { readonly kind: 'add-credit'; readonly amount: Amount };

/** The fields that a move may set beside the state. */
export type MoveFields = Partial<
  Pick<Change, 'invoiceId' | 'invoiceUrl' | 'grade' | 'verifiedAt' | 'holdsService'>
>;

export type Decision =
  | { readonly do: 'wait'; readonly until: Instant; readonly why: WaitReason }
  | { readonly do: 'effect'; readonly effect: Effect; readonly set: MoveFields }
  | {
      readonly do: 'move';
      readonly to: Exclude<ChangeState, 'needs-attention'>;
      readonly because: string;
      readonly set: MoveFields;
    }
  | {
      readonly do: 'attention';
      readonly reason: AttentionReason;
      readonly detail: string;
      readonly set: MoveFields;
    }
  /** Staff asked for something that what is seen does not allow. */
  | { readonly do: 'refuse-wish'; readonly why: string };

/**
 * The key under which the panel keeps an effect's result. One invoice and one credit per change, ever: their keys
 * never vary. The others may be needed again after a definite answer, also after staff asked to try again, so they
 * carry the row's version, which never comes back; an effect in doubt is repeated under the key it was sent with.
 */
export function effectKey(
  change: Pick<Change, 'id' | 'version' | 'inFlight'>,
  kind: Effect['kind'],
): EffectKey {
  if (change.inFlight?.effect === kind) return change.inFlight.key;
  const once = kind === 'place-invoice' || kind === 'add-credit';
  return `${change.id}:${kind}${once ? '' : `:${change.version}`}` as EffectKey;
}
