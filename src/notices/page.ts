/** What can be shown inside the panel's page: one union of pages, the context they share, what a rendering gives. */
import type { TaxEstimate } from '../billing/tax-estimate.ts';
import type { BillingCycle } from '../catalogue/billing-cycle.ts';
import type { CategoryId, PlanId } from '../catalogue/identifiers.ts';
import type { Instant } from '../catalogue/time.ts';
import type { Offer } from '../change/offer.ts';
import type { Change } from '../change/states.ts';
import type { ErrorCode } from '../errors.ts';
import type { ChangePackageRequest } from '../panel/connector-protocol.ts';
import type { HistoryEntry } from '../store/port.ts';

/** What every page needs beside its own data; a {@link ChangePackageRequest} with `language` and `now` is one. */
export interface PageContext extends Pick<
  ChangePackageRequest,
  'conventions' | 'urls' | 'hiddenFields' | 'actor'
> {
  /** BCP 47, as the client chose it in the panel; an unknown language is shown in the default one. */
  readonly language: string;
  readonly now: Instant;
}

/** The value of the `step` field that each link and form sends back; `confirm` is what the pre-invoice hook is for. */
export const steps = [
  'category',
  'plan',
  'period',
  'review',
  'confirm',
  'others',
  'ask-executive',
  'executive',
  'status',
  'cancel',
  'staff',
  'staff-retry',
  'staff-give-back',
  'staff-close',
] as const;
export type StepName = (typeof steps)[number];

/**
 * The pages. `alert` says, above the page, why the client is here (again): an error of the catalogue.
 * Offers come as they are; each page picks what it shows.
 */
export type Page =
  /** Also the no-option notice, when the offer holds no possible plan. */
  | { readonly kind: 'category'; readonly offer: Offer; readonly alert: ErrorCode | null }
  | {
      readonly kind: 'plan';
      readonly offer: Offer;
      readonly categoryId: CategoryId;
      readonly alert: ErrorCode | null;
    }
  | {
      readonly kind: 'period';
      readonly offer: Offer;
      readonly planId: PlanId;
      readonly alert: ErrorCode | null;
    }
  | {
      readonly kind: 'review';
      readonly offer: Offer;
      readonly planId: PlanId;
      readonly cycle: BillingCycle;
      readonly tax: TaxEstimate;
      /** The id of this intent to buy: the same however often the form is sent. */
      readonly intent: string;
      /** What the client saw: compared when the form comes back. */
      readonly quoteHash: string;
      readonly alert: ErrorCode | null;
    }
  | { readonly kind: 'others'; readonly offer: Offer }
  /** The form to the account executive, about one plan or about the service as a whole. */
  | {
      readonly kind: 'ask-executive';
      readonly offer: Offer;
      readonly planId: PlanId | null;
      readonly alert: ErrorCode | null;
    }
  | { readonly kind: 'executive-sent'; readonly offer: Offer }
  | {
      readonly kind: 'status';
      readonly change: Change;
      readonly history: readonly HistoryEntry[];
      readonly alert: ErrorCode | null;
    }
  | {
      readonly kind: 'staff';
      readonly serviceLabel: string;
      /** Newest first. */
      readonly changes: readonly { readonly change: Change; readonly history: readonly HistoryEntry[] }[];
      /** null where none could be made at the moment. */
      readonly offer: Offer | null;
      readonly alert: ErrorCode | null;
    }
  | { readonly kind: 'error'; readonly code: ErrorCode };

/** A page for the panel to embed. */
export interface RenderedPage {
  readonly title: string;
  readonly html: string;
  readonly css: string;
  /** After how many seconds the panel may show the page anew; null: nothing will change by itself. */
  readonly refreshSeconds: number | null;
}
