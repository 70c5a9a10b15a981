/**
 * The life of a change: its states, the moves between them, and what a change remembers. Together with decide.ts
 * this is the book of the project (design section 4); docs/states.md is compared with it by a test.
 */
import type { Quote } from '../billing/quote.ts';
import type { SignedAmount, Amount } from '../catalogue/amount.ts';
import type { BillingCycle } from '../catalogue/billing-cycle.ts';
import type {
  CategoryId,
  ChangeId,
  ChangeReference,
  ClientId,
  EffectKey,
  InvoiceId,
  PlanId,
  ServerId,
  ServiceId,
} from '../catalogue/identifiers.ts';
import type { Limits } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { PanelConventions } from '../catalogue/plans-on-sale.ts';
import type { CivilDate, Instant } from '../catalogue/time.ts';

/** Each state, in a sentence that staff can be told. */
export const changeStates = {
  accepted: 'The client confirmed; the quote is pinned and no payable invoice exists yet.',
  invoiced: 'Exactly one payable invoice exists and waits for the client.',
  paid: 'The panel says that the invoice is paid; the server is to be changed.',
  applied: 'The server was read back and is as the new plan says; the panel is to be updated.',
  completed: 'Server and panel both carry the new plan.',
  cancelling: 'The change ends without money; its invoice is being withdrawn.',
  cancelled: 'The change ended before any money was kept.',
  'needs-attention': 'A person has to decide; staff have a ticket and the client a message.',
  returning: 'Staff chose to give the money back; it is being credited.',
  returned: 'The money was given back as account credit.',
  closed: 'Staff closed the change and said why.',
} as const;

export type ChangeState = keyof typeof changeStates;

/** The moves there are; anything else is a defect and is refused by the store. */
export const moves: Readonly<Record<ChangeState, readonly ChangeState[]>> = {
  accepted: ['invoiced', 'paid', 'cancelling', 'needs-attention'],
  invoiced: ['paid', 'cancelling', 'cancelled', 'needs-attention'],
  paid: ['applied', 'cancelled', 'needs-attention'],
  applied: ['completed', 'needs-attention'],
  completed: ['needs-attention'],
  cancelling: ['cancelled', 'paid', 'needs-attention'],
  cancelled: ['paid', 'needs-attention'],
  'needs-attention': ['paid', 'returning', 'closed'],
  returning: ['returned', 'needs-attention'],
  returned: [],
  closed: [],
};

/** A change in one of these has ended; only a doorbell makes anyone look at it again. */
export const endStates = [
  'completed',
  'cancelled',
  'returned',
  'closed',
] as const satisfies readonly ChangeState[];

export const isOpen = (state: ChangeState): boolean => !(endStates as readonly ChangeState[]).includes(state);

/** How sure we are that the server carries the new plan (L4). */
export type Grade = 'verified' | 'accepted-by-module' | 'confirmed-by-staff';

/** The fields of the panel's record that a change compares and, at its end, sets. */
export interface ServiceTerms {
  readonly planId: PlanId;
  readonly cycle: BillingCycle;
  readonly recurringAmount: Amount;
  readonly nextDueDate: CivilDate | null;
}

/** What the account must look like: by package name, by limits, or both. */
export interface AccountTerms {
  readonly packageName: string | null;
  readonly limits: Limits;
}

/** Everything that was promised when the client confirmed; it never changes afterwards. */
export interface Pinned {
  readonly quote: Quote;
  readonly ownerId: ClientId;
  readonly serverId: ServerId;
  /** The account as the server knows it: what the settings' `accountReference` yields. */
  readonly account: { readonly username: string; readonly domain: string };
  /** The account as the panel's record names it; another one there means another account. */
  readonly panelUsername: string;
  readonly applyBy: 'driver' | 'panel';
  readonly from: ServiceTerms & { readonly planName: string; readonly account: AccountTerms };
  readonly to: ServiceTerms & {
    readonly planName: string;
    readonly categoryId: CategoryId;
    readonly categoryName: string;
    readonly account: AccountTerms;
  };
  readonly customFields: Readonly<Record<string, string>>;
  /** Metrics that the new plan gives less of: their usage is read again before the server is changed. */
  readonly shrinks: readonly Metric[];
  readonly invoiceLines: readonly { readonly text: string; readonly amount: SignedAmount }[];
  readonly invoiceDueDate: CivilDate;
  /** Shown to the client: until then this price holds. */
  readonly priceValidUntil: Instant;
  /** When an unpaid invoice is withdrawn: `priceValidUntil` and some grace for slow ways to pay. */
  readonly cancelAfter: Instant;
  readonly serviceLabel: string;
  /** The panel's calendar and price convention, in which all of this was promised. */
  readonly conventions: PanelConventions;
  readonly language: string;
  /** Consent: who pressed the button, when, and under which text (failure-modes.md row 74). */
  readonly accepted: {
    readonly at: Instant;
    readonly actor: string;
    readonly intent: string;
    readonly textVersion: string;
  };
}

/** Why a change waits for a person; each has a text in templates/locales. */
export type AttentionReason =
  | 'money-but-not-as-pinned'
  | 'money-after-end'
  | 'our-line-edited'
  | 'invoice-gone-after-payment'
  | 'part-paid-at-end'
  | 'more-than-one-invoice'
  | 'refunded-after-write'
  | 'refunded-after-completion'
  | 'paid-twice'
  | 'no-longer-paid'
  | 'service-not-as-pinned'
  | 'usage-no-longer-fits'
  | 'account-unlike-both-plans'
  | 'account-gone'
  | 'server-rejected'
  | 'server-did-nothing'
  | 'server-not-authorised'
  | 'server-unreachable'
  | 'server-cannot-do-it'
  | 'panel-refused'
  | 'record-unlike-both-plans'
  | 'credit-in-doubt';

export type EffectKind =
  'place-invoice' | 'publish-invoice' | 'cancel-invoice' | 'change-plan' | 'update-service' | 'add-credit';

/** The last effect that was sent, kept until its outcome is known. */
export interface InFlight {
  readonly effect: EffectKind;
  readonly key: EffectKey;
  readonly startedAt: Instant;
  /** Until then the effect may still land, whatever a look shows now. */
  readonly couldLandUntil: Instant;
}

/** What staff asked for; the next look carries it out or refuses it with a reason. */
export interface StaffWish {
  readonly kind: 'retry' | 'give-back' | 'close';
  readonly by: string;
  readonly why: string;
}

/** One row of the change table. */
export interface Change {
  readonly id: ChangeId;
  readonly reference: ChangeReference;
  readonly serviceId: ServiceId;
  readonly clientId: ClientId;
  readonly state: ChangeState;
  readonly pinned: Pinned;
  /** The adopted invoice: from the moment our reference was found on it. */
  readonly invoiceId: InvoiceId | null;
  readonly invoiceUrl: string | null;
  readonly inFlight: InFlight | null;
  /** How often each effect was sent and not definitely refused, since staff last asked to try again. */
  readonly attempts: Readonly<Partial<Record<EffectKind, number>>>;
  /** Unanswered looks in a row; 0 after an answer. */
  readonly failedLooks: number;
  /** Whether anything was ever written to the server. */
  readonly serverWritten: boolean;
  /** Whether the panel's plan id was switched by us before the write (L5, `applyBy: panel`). */
  readonly planSwitched: boolean;
  readonly creditGiven: boolean;
  /** The last definite no to an effect, until a person looked at it. */
  readonly refusal: { readonly effect: EffectKind; readonly message: string } | null;
  /** For a server that cannot be read back: its own yes, or staff's word. */
  readonly writeConfirmed: Exclude<Grade, 'verified'> | null;
  readonly grade: Grade | null;
  readonly verifiedAt: Instant | null;
  /** The client, or the end of the time allowed, asked to end it. */
  readonly endWish: 'client' | 'staff' | null;
  readonly staffWish: StaffWish | null;
  readonly attention: {
    readonly reason: AttentionReason;
    readonly detail: string;
    readonly since: Instant;
  } | null;
  /** Whether no other change may be accepted for the service; one that had ended before its attention does not. */
  readonly holdsService: boolean;
  /** Why it waits, for client and staff; null while something is being done. */
  readonly waiting: WaitReason | null;
  /** Since when it has waited for that reason. */
  readonly waitingSince: Instant | null;
  /** Grows with every doorbell, so that a ring during a look is never lost. */
  readonly rings: number;
  readonly dueAt: Instant;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export type WaitReason =
  | 'for-payment'
  | 'effect-could-still-land'
  | 'panel-unreachable'
  | 'server-unreachable'
  | 'server-blocked'
  | 'server-paused'
  | 'for-staff'
  | 'ended';
