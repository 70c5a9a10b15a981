/** One believable example of every page, for the preview pictures, the accessibility check and the text tests. */
import { estimateTax } from '../../src/billing/tax-estimate.ts';
import type { SignedAmount } from '../../src/catalogue/amount.ts';
import type { CategoryId, InvoiceId, PlanId } from '../../src/catalogue/identifiers.ts';
import type { Instant } from '../../src/catalogue/time.ts';
import { after } from '../../src/catalogue/time.ts';
import type { Offer } from '../../src/change/offer.ts';
import type { Change } from '../../src/change/states.ts';
import type { Page, PageContext } from '../../src/notices/page.ts';
import type { HistoryEntry } from '../../src/store/port.ts';
import { aChange, aPinned, aQuote, confirmedAt } from './changes.ts';
import { aHostingOffer, aRadioOfferWithoutOption, aService, gb, offeredAt } from './offers.ts';

export const conventions: PageContext['conventions'] = {
  timeZone: 'America/Argentina/Buenos_Aires',
  dateFormat: 'DD/MM/YYYY',
  pricesIncludeTax: false,
  renewalInvoiceDaysAhead: 14,
  amountDecimals: 2,
};

/** A panel whose own addresses have a query already, as WHMCS has. */
export function aPageContext(overrides: Partial<PageContext> = {}): PageContext {
  return {
    language: 'es-AR',
    conventions,
    urls: {
      page: 'https://panel.example/clientarea.php?action=productdetails&id=812&upshelf=1',
      service: 'https://panel.example/clientarea.php?action=productdetails&id=812',
      cancellation: 'https://panel.example/clientarea.php?action=cancel&id=812',
      invoices: 'https://panel.example/clientarea.php?action=invoices',
    },
    hiddenFields: [{ name: 'token', value: '4f1d2c' }],
    actor: { kind: 'client', id: '41', mayOrder: true, maySeeInvoices: true },
    now: offeredAt,
    ...overrides,
  };
}

const minute = 60_000;
const at = (minutes: number): Instant => after(confirmedAt, minutes * minute);
const entry = (
  minutes: number,
  kind: HistoryEntry['kind'],
  what: string,
  who = 'loop',
  detail: unknown = null,
): HistoryEntry => ({
  at: at(minutes),
  who,
  kind,
  what,
  detail,
});

/** From the button to the end, with a server that did not answer at first. */
export const wholeHistory: readonly HistoryEntry[] = [
  entry(0, 'accepted', 'Básico → Profesional, 50.00 USD', 'client:41'),
  entry(0, 'effect', 'place-invoice', 'loop', { key: '0190a1b2:place-invoice' }),
  entry(0.1, 'outcome', 'place-invoice: done'),
  entry(0.2, 'move', 'accepted → invoiced: invoice 20431 is payable'),
  entry(0.2, 'wait', 'for-payment'),
  entry(12, 'doorbell', 'InvoicePaid', 'panel'),
  entry(12, 'look', 'looked', 'loop', { invoices: [{ number: '20431', status: 'paid' }] }),
  entry(12, 'move', 'invoiced → paid: the panel says that invoice 20431 is paid'),
  entry(12.1, 'wait', 'server-unreachable'),
  entry(14, 'effect', 'change-plan', 'loop', { serverId: 'web-1', target: { packageName: 'profesional' } }),
  entry(14.1, 'outcome', 'change-plan: done'),
  entry(14.2, 'move', 'paid → applied: the server was read back and is as promised'),
  entry(14.3, 'effect', 'update-service'),
  entry(14.4, 'move', 'applied → completed: panel and server carry the new plan'),
  entry(14.4, 'message', 'change-completed'),
];

const until = (state: string): readonly HistoryEntry[] => {
  const end = wholeHistory.findIndex(({ what }) => what.includes(`→ ${state}`));
  return end < 0 ? wholeHistory.slice(0, 2) : wholeHistory.slice(0, end + 1);
};

const invoiced = {
  invoiceId: '20431' as InvoiceId,
  invoiceUrl: 'https://panel.example/viewinvoice.php?id=20431',
};

const status = (overrides: Partial<Change>, history = until(overrides.state ?? 'accepted')): Page => ({
  kind: 'status',
  change: aChange({ ...invoiced, ...overrides }),
  history,
  alert: null,
});

const attention = {
  reason: 'server-rejected',
  detail: 'The package "profesional" does not exist.',
  since: at(15),
} as const;

const review = (offer: Offer, planId: string, cycle: 'annually' | 'biennially' = 'annually'): Page => {
  const quote = offer.plans
    .find((plan) => plan.plan.id === planId)
    ?.cycles.find((each) => each.cycle === cycle)?.quote;
  if (!quote) throw new Error(`The example offer has no price for ${planId}.`);
  return {
    kind: 'review',
    offer,
    planId: planId as PlanId,
    cycle,
    tax: estimateTax(quote.total, quote.currency, offer.service.tax, conventions),
    intent: 'a1f6b1de-1111-4222-8333-444455556666',
    quoteHash: '9c1185a5c5e9fc54612808977ee8f548',
    alert: null,
  };
};

const taxed = aService({ tax: { exempt: false, rates: [{ name: 'IVA', percent: '21' }] } });

/** Every page by the name of its picture. */
export const examplePages: Readonly<Record<string, Page>> = {
  category: { kind: 'category', offer: aHostingOffer(), alert: null },
  'category-alert': { kind: 'category', offer: aHostingOffer(), alert: 'change-not-possible' },
  plan: { kind: 'plan', offer: aHostingOffer(), categoryId: 'pro' as CategoryId, alert: null },
  period: { kind: 'period', offer: aHostingOffer(), planId: 'pro-25' as PlanId, alert: null },
  review: review(aHostingOffer(), 'pro-25'),
  'review-taxed': review(aHostingOffer({ service: taxed }), 'pro-25', 'biennially'),
  others: { kind: 'others', offer: aHostingOffer() },
  'others-radio': { kind: 'others', offer: aRadioOfferWithoutOption() },
  'no-option': { kind: 'category', offer: aRadioOfferWithoutOption(), alert: null },
  'ask-executive': {
    kind: 'ask-executive',
    offer: aHostingOffer(),
    planId: 'pro-custom' as PlanId,
    alert: null,
  },
  'executive-sent': { kind: 'executive-sent', offer: aHostingOffer() },
  'status-accepted': status({ state: 'accepted' }),
  'status-invoiced': status({ state: 'invoiced', waiting: 'for-payment', waitingSince: at(0.2) }),
  'status-paid-waiting': status({ state: 'paid', waiting: 'server-unreachable', waitingSince: at(12.1) }),
  'status-applied': status({
    state: 'applied',
    serverWritten: true,
    grade: 'verified',
    verifiedAt: at(14.2),
  }),
  'status-completed': status({
    state: 'completed',
    serverWritten: true,
    grade: 'verified',
    verifiedAt: at(14.2),
    waiting: null,
  }),
  'status-cancelling': status({ state: 'cancelling', endWish: 'client' }, until('invoiced')),
  'status-cancelled': status({ state: 'cancelled', endWish: 'client' }, until('invoiced')),
  'status-attention': status(
    { state: 'needs-attention', serverWritten: true, waiting: 'for-staff', attention },
    until('paid'),
  ),
  'status-returned': status({ state: 'returned', creditGiven: true }, until('paid')),
  'status-closed': status({ state: 'closed' }, until('paid')),
  'status-nothing-to-pay': status({
    state: 'completed',
    invoiceId: null,
    invoiceUrl: null,
    grade: 'accepted-by-module',
    verifiedAt: at(3),
    pinned: aPinned({ quote: aQuote({ total: '-12.50' as SignedAmount }) }),
  }),
  staff: {
    kind: 'staff',
    serviceLabel: 'radiosur.example',
    changes: [
      {
        change: aChange({
          ...invoiced,
          state: 'needs-attention',
          serverWritten: true,
          waiting: 'for-staff',
          attention,
        }),
        history: [
          ...until('paid'),
          entry(
            15,
            'move',
            'paid → needs-attention: server-rejected: The package "profesional" does not exist.',
          ),
        ],
      },
      {
        change: aChange({ state: 'cancelled', reference: 'CP-2M8QX' as Change['reference'] }),
        history: wholeHistory.slice(0, 2),
      },
    ],
    offer: aHostingOffer(),
    alert: null,
  },
  error: { kind: 'error', code: 'internal' },
};

/** How much the example station uses: named here because tests compare what pages print. */
export const exampleUse = { disk: gb(7.4) } as const;
