/** What the app asks of a billing panel: a few verbs (design section 8). One adapter speaks them to every connector. */
import type { Amount, CurrencyCode, SignedAmount } from '../catalogue/amount.ts';
import type { BillingCycle } from '../catalogue/billing-cycle.ts';
import type {
  ChangeReference,
  ClientId,
  EffectKey,
  InvoiceId,
  PlanId,
  ServiceId,
} from '../catalogue/identifiers.ts';
import type { InvoiceSnapshot } from '../catalogue/invoice-snapshot.ts';
import type { PanelConventions, PlansOnSale } from '../catalogue/plans-on-sale.ts';
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import type { CivilDate, Instant } from '../catalogue/time.ts';

/**
 * What became of a call. `refused` is the panel's own no, with its code; `unreachable` means that the call did
 * not arrive; `unknown` that it may have arrived: look, or repeat under the same effect key.
 */
export type PanelAnswer<T> =
  | { readonly outcome: 'answered'; readonly value: T }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  | { readonly outcome: 'unreachable'; readonly message: string }
  | { readonly outcome: 'unknown'; readonly message: string };

export interface PanelIdentity {
  readonly protocol: number;
  readonly connector: { readonly name: string; readonly version: string };
  readonly panel: { readonly name: string; readonly version: string };
  readonly time: Instant;
  readonly conventions: PanelConventions;
}

/** A draft: not payable until it is published, so a lost answer can never leave two payable invoices. */
export interface InvoiceDraft {
  readonly clientId: ClientId;
  readonly serviceId: ServiceId;
  /** Stands in each line's text and in the notes; how the invoice is found again. */
  readonly reference: ChangeReference;
  readonly currency: CurrencyCode;
  readonly dueDate: CivilDate;
  readonly lines: readonly { readonly text: string; readonly amount: SignedAmount }[];
}

/** The fields of a service that a change may touch; what is left out stays as it is. */
export interface ServiceFields {
  readonly planId?: PlanId;
  readonly cycle?: BillingCycle;
  readonly recurringAmount?: Amount;
  readonly nextDueDate?: CivilDate;
  readonly customFields?: Readonly<Record<string, string>>;
}

export interface Panel {
  /** Milliseconds after which a call that was cut off can no longer land. */
  readonly landingWindow: number;
  ping(): Promise<PanelAnswer<PanelIdentity>>;
  readCatalogue(): Promise<PanelAnswer<PlansOnSale>>;
  readService(serviceId: ServiceId): Promise<PanelAnswer<ServiceSnapshot | null>>;
  listServices(
    after: ServiceId | null,
    limit: number,
  ): Promise<PanelAnswer<{ services: readonly ServiceSnapshot[]; next: ServiceId | null }>>;
  placeInvoice(key: EffectKey, draft: InvoiceDraft): Promise<PanelAnswer<{ invoiceId: InvoiceId }>>;
  publishInvoice(key: EffectKey, invoiceId: InvoiceId): Promise<PanelAnswer<{ invoice: InvoiceSnapshot }>>;
  /** Every invoice that holds a line with our reference, whatever its status. */
  findInvoices(reference: ChangeReference): Promise<PanelAnswer<readonly InvoiceSnapshot[]>>;
  readInvoice(invoiceId: InvoiceId): Promise<PanelAnswer<InvoiceSnapshot | null>>;
  /** Cancels a draft or an unpaid invoice; one that is paid meanwhile is left alone. */
  cancelInvoice(
    key: EffectKey,
    invoiceId: InvoiceId,
  ): Promise<PanelAnswer<{ outcome: 'cancelled' | 'not-cancellable'; invoice: InvoiceSnapshot }>>;
  /** Compare-and-set: changes the fields only while `expected` still holds; answers with the record read back. */
  updateService(
    key: EffectKey,
    serviceId: ServiceId,
    expected: ServiceFields,
    fields: ServiceFields,
  ): Promise<PanelAnswer<{ outcome: 'updated' | 'conflict'; service: ServiceSnapshot }>>;
  /** Lets the panel's own server module apply `planId`; the panel's plan id is switched first, and back on refusal (L5). */
  applyPlan(
    key: EffectKey,
    serviceId: ServiceId,
    planId: PlanId,
  ): Promise<PanelAnswer<{ outcome: 'applied' | 'rejected'; message: string }>>;
  addCredit(
    key: EffectKey,
    credit: { clientId: ClientId; amount: Amount; currency: CurrencyCode; text: string },
  ): Promise<PanelAnswer<{ creditId: string }>>;
  openTicket(
    key: EffectKey,
    ticket: {
      department: string;
      subject: string;
      text: string;
      serviceId: ServiceId;
      clientId: ClientId | null;
    },
  ): Promise<PanelAnswer<{ ticketId: string }>>;
  sendMessage(
    key: EffectKey,
    message: { clientId: ClientId; serviceId: ServiceId; subject: string; text: string; html: string },
  ): Promise<PanelAnswer<{ messageId: string }>>;
}
