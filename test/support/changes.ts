/** Changes for tests: the source page's own case (100.00 → 150.00, 50.00 to pay), with what a test cares about set. */
import type { Quote } from '../../src/billing/quote.ts';
import type { AccountTerms, Change, Pinned, ServiceTerms } from '../../src/change/states.ts';
import type { Amount, CurrencyCode, SignedAmount } from '../../src/catalogue/amount.ts';
import type {
  CategoryId,
  ChangeId,
  ChangeReference,
  ClientId,
  PlanId,
  ServerId,
  ServiceId,
} from '../../src/catalogue/identifiers.ts';
import { after, type CivilDate, type Instant } from '../../src/catalogue/time.ts';

/** The moment at which the client of `aChange()` confirmed. */
export const confirmedAt = Date.parse('2026-07-02T12:00:00Z') as Instant;

const hour = 3_600_000;
const gigabyte = 1024 ** 3;

export const smallAccount: AccountTerms = {
  packageName: 'basico',
  limits: { disk: 5 * gigabyte, mailboxes: 10, databases: 2 },
};
export const bigAccount: AccountTerms = {
  packageName: 'profesional',
  limits: { disk: 20 * gigabyte, mailboxes: 50, databases: 'unlimited' },
};

const yearly = (planId: string, recurringAmount: string): ServiceTerms => ({
  planId: planId as PlanId,
  cycle: 'annually',
  recurringAmount: recurringAmount as Amount,
  nextDueDate: '2027-01-01' as CivilDate,
});

/** A quote whose totals agree with each other: `charge` − `credit` = `total`. */
export function aQuote(overrides: Partial<Quote> = {}): Quote {
  return {
    currency: 'USD' as CurrencyCode,
    policy: 'full-difference',
    policyApplied: 'full-difference',
    lines: [],
    charge: '150.00' as Amount,
    credit: '100.00' as Amount,
    total: '50.00' as SignedAmount,
    changeDate: '2026-07-02' as CivilDate,
    newCycle: 'annually',
    nextDueDate: '2027-01-01' as CivilDate,
    renewalAmount: '150.00' as Amount,
    periodsAfter: [
      {
        start: '2026-01-01' as CivilDate,
        end: '2027-01-01' as CivilDate,
        billed: '150.00' as Amount,
        rate: '150.00' as Amount,
        paid: true,
      },
    ],
    ...overrides,
  };
}

/** What was promised: `basico` at 100.00 a year becomes `profesional` at 150.00, for one line of 50.00. */
export function aPinned(overrides: Partial<Pinned> = {}): Pinned {
  return {
    quote: aQuote(),
    ownerId: '41' as ClientId,
    serverId: 'web-1' as ServerId,
    panelUsername: 'radiosur',
    account: { username: 'radiosur', domain: 'radiosur.example' },
    applyBy: 'driver',
    from: { ...yearly('plan-small', '100.00'), planName: 'Básico', account: smallAccount },
    to: {
      ...yearly('plan-big', '150.00'),
      planName: 'Profesional',
      account: bigAccount,
      categoryId: 'category-web' as CategoryId,
      categoryName: 'Alojamiento web',
    },
    customFields: {},
    shrinks: [],
    invoiceLines: [
      { text: 'CP-7K3F9 Básico → Profesional (02/07/2026 - 31/12/2026)', amount: '50.00' as SignedAmount },
    ],
    invoiceDueDate: '2026-07-09' as CivilDate,
    priceValidUntil: after(confirmedAt, 7 * 24 * hour),
    cancelAfter: after(confirmedAt, 8 * 24 * hour),
    serviceLabel: 'radiosur.example',
    conventions: {
      timeZone: 'America/Argentina/Buenos_Aires',
      dateFormat: 'DD/MM/YYYY',
      pricesIncludeTax: false,
      renewalInvoiceDaysAhead: 14,
      amountDecimals: 2,
    },
    language: 'es',
    accepted: { at: confirmedAt, actor: 'client:41', intent: 'intent-1', textVersion: '1' },
    ...overrides,
  };
}

/** A change just accepted, or in whatever situation `overrides` say. */
export function aChange(overrides: Partial<Change> = {}): Change {
  return {
    id: '0190a1b2-0000-7000-8000-000000000001' as ChangeId,
    reference: 'CP-7K3F9' as ChangeReference,
    serviceId: '812' as ServiceId,
    clientId: '41' as ClientId,
    state: 'accepted',
    pinned: aPinned(),
    invoiceId: null,
    invoiceUrl: null,
    inFlight: null,
    attempts: {},
    failedLooks: 0,
    serverWritten: false,
    planSwitched: false,
    creditGiven: false,
    refusal: null,
    writeConfirmed: null,
    grade: null,
    verifiedAt: null,
    endWish: null,
    staffWish: null,
    attention: null,
    holdsService: true,
    waiting: null,
    waitingSince: null,
    rings: 0,
    dueAt: confirmedAt,
    version: 1,
    createdAt: confirmedAt,
    updatedAt: confirmedAt,
    ...overrides,
  };
}
