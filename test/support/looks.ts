/** What one look showed, for tests of the loop: invoices, record and account that belong to `aChange()`. */
import type { AccountReading } from '../../src/catalogue/account-reading.ts';
import type { SignedAmount } from '../../src/catalogue/amount.ts';
import type { InvoiceSnapshot, InvoiceStatus } from '../../src/catalogue/invoice-snapshot.ts';
import type { ServiceSnapshot } from '../../src/catalogue/service-snapshot.ts';
import type { Instant } from '../../src/catalogue/time.ts';
import { nothingSeen, type Seen } from '../../src/change/seen.ts';
import type { AccountTerms, Pinned } from '../../src/change/states.ts';
import { aChange, bigAccount, confirmedAt, smallAccount } from './changes.ts';

const { pinned, reference, serviceId } = aChange();

/** The invoice of `aChange()`: one line of 50.00, published on 2 July. */
export function anInvoice(status: InvoiceStatus, overrides: Partial<InvoiceSnapshot> = {}): InvoiceSnapshot {
  return {
    id: '812' as InvoiceSnapshot['id'],
    number: 'F-812',
    clientId: pinned.ownerId,
    status,
    currency: pinned.quote.currency,
    lines: pinned.invoiceLines.map((line) => ({ ...line })),
    tax: '0.00' as InvoiceSnapshot['tax'],
    total: '50.00' as InvoiceSnapshot['total'],
    dueDate: pinned.invoiceDueDate,
    paidAt: status === 'paid' ? confirmedAt : null,
    payments: status === 'paid' ? [aPayment('50.00')] : [],
    creditApplied: '0.00' as InvoiceSnapshot['creditApplied'],
    url: 'https://panel.example/invoice/812',
    ...overrides,
  };
}

export const aPayment = (amount: string, at: Instant = confirmedAt): InvoiceSnapshot['payments'][number] => ({
  id: `payment-${amount}`,
  amount: amount as InvoiceSnapshot['total'],
  at,
  gateway: 'transfer',
  refunded: false,
});

/** Our line with another amount than the pinned one. */
export const editedLine = [{ text: `${reference} Cambio de plan`, amount: '49.00' as SignedAmount }];

/** The panel's record as it was pinned, or with these terms. */
export function aRecord(overrides: Partial<ServiceSnapshot> = {}): ServiceSnapshot {
  const { planId, planName, cycle, recurringAmount, nextDueDate } = pinned.from;
  return {
    id: serviceId,
    ownerId: pinned.ownerId,
    clientGroup: null,
    label: pinned.serviceLabel,
    status: 'active',
    suspension: null,
    planId,
    planName,
    categoryId: pinned.to.categoryId,
    categoryName: pinned.to.categoryName,
    options: [],
    addons: [],
    quantity: 1,
    promotion: null,
    customFields: {},
    currency: pinned.quote.currency,
    cycle,
    recurringAmount,
    nextDueDate,
    registeredOn: '2026-01-01' as ServiceSnapshot['registeredOn'],
    billed: null,
    laterPeriods: [],
    openInvoices: [],
    pendingNativeUpgrade: false,
    pendingCancellation: false,
    gatewaySubscription: false,
    server: { id: pinned.serverId, name: pinned.serverId, group: null },
    account: { username: pinned.panelUsername, domain: pinned.account.domain },
    tax: { exempt: true, rates: [] },
    accountExecutive: null,
    language: 'es',
    takenAt: confirmedAt,
    ...overrides,
  };
}

const termsOf = ({
  planId,
  cycle,
  recurringAmount,
  nextDueDate,
}: Pinned['to']): Partial<ServiceSnapshot> => ({
  planId,
  cycle,
  recurringAmount,
  nextDueDate,
});

/** The panel's record as it was promised. */
export const thePromisedRecord = aRecord(termsOf(pinned.to));

/** The account as the server shows it; its use fits both plans. */
export function aReading(account: AccountTerms, overrides: Partial<AccountReading> = {}): AccountReading {
  return {
    packageName: account.packageName,
    suspended: false,
    limits: account.limits,
    usage: { mailboxes: { quantity: 3, measuredAt: confirmedAt } },
    readAt: confirmedAt,
    ...overrides,
  };
}

export const theAccountBefore = aReading(smallAccount);
export const theAccountAsPromised = aReading(bigAccount);

export const unreachable = { outcome: 'unreachable', message: 'connect ETIMEDOUT' } as const;

/** A look that showed these things; what is left out was fine and as pinned. */
export function aLook(
  shown: {
    invoices?: readonly InvoiceSnapshot[];
    record?: ServiceSnapshot | null;
    account?: AccountReading;
  } = {},
  overrides: Partial<Seen> = {},
): Seen {
  return {
    ...nothingSeen,
    invoices: { outcome: 'seen', value: shown.invoices ?? [] },
    service: { outcome: 'seen', value: shown.record === undefined ? aRecord() : shown.record },
    account: shown.account ? { outcome: 'seen', value: shown.account } : null,
    ...overrides,
  };
}
