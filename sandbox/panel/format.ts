/** Dates, money and statuses as this panel's clients read them. */
import type { BillingCycle } from '../../src/catalogue/billing-cycle.ts';
import type { InvoiceStatus } from '../../src/catalogue/invoice-snapshot.ts';
import type { CivilDate, Instant } from '../../src/catalogue/time.ts';
import { toText } from './cents.ts';
import type { ServiceRow, TicketRow } from './rows.ts';

const moneyFormats = new Map<string, Intl.NumberFormat>();

/** 10000 cents of USD → `USD 100,00`. */
export function showMoney(cents: number, currency: string): string {
  let format = moneyFormats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat('es-AR', { style: 'currency', currency, currencyDisplay: 'code' });
    moneyFormats.set(currency, format);
  }
  return format.format(toText(cents) as unknown as number);
}

/** `2026-03-09` → `09/03/2026`. */
export const showDate = (date: CivilDate): string => date.split('-').reverse().join('/');

export const showMoment = (at: Instant, timeZone: string): string =>
  new Intl.DateTimeFormat('es-AR', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(at);

export const cycleNames: Readonly<Record<BillingCycle, string>> = {
  monthly: 'Mensual',
  quarterly: 'Trimestral',
  semiannually: 'Semestral',
  annually: 'Anual',
  biennially: 'Bienal',
  triennially: 'Trienal',
  'one-time': 'Pago único',
  free: 'Gratis',
};

/** The price's unit: `USD 100,00 al año`. */
export const perCycle: Readonly<Record<BillingCycle, string>> = {
  monthly: 'al mes',
  quarterly: 'por trimestre',
  semiannually: 'por semestre',
  annually: 'al año',
  biennially: 'cada dos años',
  triennially: 'cada tres años',
  'one-time': 'pago único',
  free: '',
};

/** A word and the colour of its badge. */
export interface Badge {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'wait' | 'still';
}

export const invoiceBadges: Readonly<Record<InvoiceStatus, Badge>> = {
  draft: { text: 'Borrador', tone: 'still' },
  unpaid: { text: 'No pagada', tone: 'bad' },
  'payment-pending': { text: 'Pago en proceso', tone: 'wait' },
  paid: { text: 'Pagada', tone: 'good' },
  cancelled: { text: 'Cancelada', tone: 'still' },
  refunded: { text: 'Reembolsada', tone: 'still' },
  collections: { text: 'En cobranza', tone: 'bad' },
};

export const serviceBadges: Readonly<Record<ServiceRow['status'], Badge>> = {
  pending: { text: 'Pendiente', tone: 'wait' },
  active: { text: 'Activo', tone: 'good' },
  suspended: { text: 'Suspendido', tone: 'bad' },
  cancelled: { text: 'Cancelado', tone: 'still' },
  terminated: { text: 'Terminado', tone: 'still' },
};

export const ticketBadges: Readonly<Record<TicketRow['status'], Badge>> = {
  open: { text: 'Abierto', tone: 'wait' },
  answered: { text: 'Respondido', tone: 'good' },
  closed: { text: 'Cerrado', tone: 'still' },
};
