/** What is true in the panel: invoices and what was paid for them, the service's record, credit, tickets, messages. */
import type { Amount, CurrencyCode, SignedAmount } from '../../src/catalogue/amount.ts';
import type { ChangeId, ClientId, EffectKey, InvoiceId, ServerId } from '../../src/catalogue/identifiers.ts';
import type { InvoiceSnapshot } from '../../src/catalogue/invoice-snapshot.ts';
import type { ServiceSnapshot } from '../../src/catalogue/service-snapshot.ts';
import type { CivilDate, Instant } from '../../src/catalogue/time.ts';
import type { ServiceTerms } from '../../src/change/states.ts';
import { freeze } from './freeze.ts';
import { category, type PlanTerms } from './scenarios.ts';
import type { World } from './world.ts';

/** Amounts in the simulation have two decimals, so that cents are whole numbers. */
export const cents = (amount: string): number => Math.round(Number(amount) * 100);
export const amountOf = (whole: number): Amount & SignedAmount =>
  `${whole < 0 ? '-' : ''}${Math.trunc(Math.abs(whole) / 100)}.${String(Math.abs(whole) % 100).padStart(2, '0')}` as Amount &
    SignedAmount;

export const client = '41' as ClientId;
export const currency = 'USD' as CurrencyCode;

/** Whether a client can pay it or has paid it. */
export const isPayable = ({ status }: InvoiceSnapshot): boolean =>
  status !== 'draft' && status !== 'cancelled' && status !== 'refunded';

/** What is with the host for this invoice, in cents; "paid" by staff's word counts as the whole. */
export function moneyWith(invoice: InvoiceSnapshot): number {
  if (invoice.status === 'refunded') return 0;
  const received = invoice.payments
    .filter((payment) => !payment.refunded)
    .reduce((sum, payment) => sum + cents(payment.amount), cents(invoice.creditApplied));
  return received === 0 && invoice.status === 'paid' ? cents(invoice.total) : received;
}

/** Whether the record carries these terms, in the panel's own eyes. */
export const carriesTerms = (service: ServiceSnapshot, terms: ServiceTerms): boolean =>
  service.planId === terms.planId &&
  service.cycle === terms.cycle &&
  cents(service.recurringAmount) === cents(terms.recurringAmount) &&
  service.nextDueDate === terms.nextDueDate;

export class PanelWorld {
  readonly #world: World;
  readonly invoices = new Map<InvoiceId, InvoiceSnapshot>();
  /** For which change an invoice was placed through the verbs; it stays with our line when staff merge or split. */
  readonly placedFor = new Map<InvoiceId, ChangeId>();
  /** The changes of which the panel ever said that they are paid. */
  readonly everPaid = new Set<string>();
  /** The changes whose invoice staff deleted with the money in it. */
  readonly deletedWithMoney = new Set<string>();
  readonly keys = new Map<EffectKey, unknown>();
  /** The changes for which credit was booked, one entry each time. */
  readonly credited: ChangeId[] = [];
  readonly tickets: EffectKey[] = [];
  readonly messages: EffectKey[] = [];
  service: ServiceSnapshot | null;
  creditBalance: number;
  downUntil = 0;
  #numbers = 811;

  constructor(world: World, start: PlanTerms, creditBalance: number) {
    this.#world = world;
    this.creditBalance = creditBalance;
    this.service = serviceAtFirst(start, world.now());
  }

  /** Adds an invoice of these lines. */
  create(
    lines: InvoiceSnapshot['lines'],
    rest: Partial<InvoiceSnapshot>,
    placedFor: ChangeId | null,
  ): InvoiceSnapshot {
    const number = String((this.#numbers += 1));
    const invoice: InvoiceSnapshot = {
      id: number as InvoiceId,
      number,
      clientId: client,
      status: 'draft',
      currency,
      lines,
      tax: amountOf(0),
      total: amountOf(0),
      dueDate: '2026-07-09' as CivilDate,
      paidAt: null,
      payments: [],
      creditApplied: amountOf(0),
      url: `https://panel.example/invoice/${number}`,
      ...rest,
    };
    if (placedFor) this.placedFor.set(invoice.id, placedFor);
    return this.put(invoice);
  }

  /** Puts an invoice in its new shape in the place of the old one. */
  put(changed: InvoiceSnapshot): InvoiceSnapshot {
    const net = changed.lines.reduce((sum, line) => sum + cents(line.amount), 0);
    const tax = this.#world.script.taxed ? Math.round((net * 21) / 100) : 0;
    const invoice = freeze({ ...changed, tax: amountOf(tax), total: amountOf(Math.max(net + tax, 0)) });
    const before = this.invoices.get(invoice.id);
    const ended = before !== undefined && before.status !== 'draft' && !isPayable(before);
    if (ended && isPayable(invoice)) this.#world.reopened = true;
    this.invoices.set(invoice.id, invoice);
    if (invoice.status === 'paid') this.#rememberPaid(invoice);
    this.#world.watch.invoicesChanged();
    return invoice;
  }

  /** An unpaid invoice that is paid in full is booked as paid, at once. */
  settle(invoice: InvoiceSnapshot): InvoiceSnapshot {
    const open = ['unpaid', 'payment-pending', 'collections'].includes(invoice.status);
    return open && moneyWith(invoice) >= cents(invoice.total)
      ? this.put({ ...invoice, status: 'paid', paidAt: this.#world.now() })
      : invoice;
  }

  withReference(reference: string): InvoiceSnapshot[] {
    const found: InvoiceSnapshot[] = [];
    for (const invoice of this.invoices.values())
      if (invoice.lines.some((line) => line.text.includes(reference))) found.push(invoice);
    return found;
  }

  /** The record's terms become these. */
  rewrite(fields: Partial<ServiceSnapshot>): void {
    if (this.service) this.service = freeze({ ...this.service, ...fields });
  }

  #rememberPaid(invoice: InvoiceSnapshot): void {
    for (const { text } of invoice.lines) {
      const reference = referenceIn(text);
      if (reference) this.everPaid.add(reference);
    }
  }
}

export const referenceIn = (text: string): string | null => /CP-\d+/.exec(text)?.[0] ?? null;

const serviceAtFirst = (plan: PlanTerms, takenAt: Instant): ServiceSnapshot =>
  freeze<ServiceSnapshot>({
    id: '7' as ServiceSnapshot['id'],
    ownerId: client,
    clientGroup: null,
    label: 'radiosur.example',
    status: 'active',
    suspension: null,
    planId: plan.planId,
    planName: plan.planName,
    categoryId: category.id,
    categoryName: category.name,
    options: [],
    addons: [],
    quantity: 1,
    promotion: null,
    customFields: {},
    currency,
    cycle: plan.cycle,
    recurringAmount: plan.recurringAmount,
    nextDueDate: plan.nextDueDate,
    registeredOn: '2026-01-01' as CivilDate,
    billed: null,
    laterPeriods: [],
    openInvoices: [],
    pendingNativeUpgrade: false,
    pendingCancellation: false,
    gatewaySubscription: false,
    server: { id: 'server-1' as ServerId, name: 'server-1', group: null },
    account: { username: 'radiosur', domain: 'radiosur.example' },
    tax: { exempt: false, rates: [] },
    accountExecutive: null,
    language: 'es',
    takenAt,
  });
