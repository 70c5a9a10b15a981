/** What clients do with their invoices, and what becomes of their money on its way. */
import type { InvoiceSnapshot } from '../../src/catalogue/invoice-snapshot.ts';
import type { Instant } from '../../src/catalogue/time.ts';
import type { Change } from '../../src/change/states.ts';
import { confirm } from './confirm.ts';
import { amountOf, cents, isPayable, moneyWith } from './panel-world.ts';
import type { World } from './world.ts';

const hour = 3_600_000;

/** The change that people talk about: the newest one. */
export const newest = (world: World): Change | null => world.store.changes().at(-1) ?? null;

/** The invoices of the newest change, those that can be paid first. */
export function ourInvoices(world: World): InvoiceSnapshot[] {
  const change = newest(world);
  if (!change) return [];
  const found = world.panel.withReference(change.reference);
  return [...found.filter(isPayable), ...found.filter((invoice) => !isPayable(invoice))];
}

/** Books a payment for the invoice as the panel's gateway would, dated `at`. */
export function pay(world: World, invoice: InvoiceSnapshot, amount: number, at: Instant): void {
  const { panel } = world;
  const now = panel.invoices.get(invoice.id);
  if (!now) return;
  if (amount <= 0) {
    // credit covers it already
    world.bellFor(panel.settle(now));
    return;
  }
  const payment = {
    id: `payment-${now.payments.length + 1}`,
    amount: amountOf(amount),
    at,
    gateway: 'transfer',
    refunded: false,
  };
  const paid = panel.settle(panel.put({ ...now, payments: [...now.payments, payment] }));
  world.tell(
    () => `  invoice ${paid.number} has ${amountOf(moneyWith(paid))} of ${paid.total}: ${paid.status}`,
  );
  world.bellFor(paid);
}

const payShare = (share: number) => (world: World) => {
  const [invoice] = ourInvoices(world);
  if (!invoice || invoice.status === 'draft' || invoice.status === 'refunded') return;
  pay(world, invoice, Math.ceil(cents(invoice.total) * share), world.now());
};

export const clientActs = {
  'the client confirms': confirm,
  'the client pays': (world: World): void => {
    const [invoice] = ourInvoices(world);
    if (!invoice || !isPayable(invoice)) return;
    pay(world, invoice, cents(invoice.total) - moneyWith(invoice), world.now());
  },
  'the client pays a part': payShare(0.4),
  'the client pays the whole once more': payShare(1),
  'the client pays a little too much': payShare(1.1),
  'the client starts a slow payment': (world: World): void => {
    const [invoice] = ourInvoices(world);
    if (invoice?.status !== 'unpaid') return;
    const { panel, timeline, chance } = world;
    const at = world.now();
    panel.put({ ...invoice, status: 'payment-pending' });
    world.bellFor(invoice);
    const comes = chance.percent(70);
    timeline.in(chance.between(1, 120) * hour, () => {
      const now = panel.invoices.get(invoice.id);
      if (now?.status !== 'payment-pending') return;
      world.tell(() => (comes ? 'the slow payment is booked' : 'the slow payment fails'));
      if (comes) pay(world, now, cents(now.total) - moneyWith(now), at);
      else world.bellFor(panel.put({ ...now, status: 'unpaid' }));
    });
  },
  'the client transfers money that is booked days later': (world: World): void => {
    const [invoice] = ourInvoices(world);
    if (!invoice || invoice.status === 'draft') return;
    const { panel, timeline, chance } = world;
    const at = world.now();
    timeline.in(chance.between(24, 150) * hour, () => {
      const now = panel.invoices.get(invoice.id);
      if (!now || now.status === 'refunded' || now.status === 'paid') return;
      world.tell(() => `staff book the transfer for invoice ${now.number} under its own date`);
      const open = panel.put({ ...now, status: 'unpaid' });
      pay(world, open, cents(now.total) - moneyWith(open), at);
    });
  },
  'the client cancels': (world: World): void => {
    const change = newest(world);
    if (!change) return;
    const now = world.now();
    const note = { at: now, who: 'client:41', kind: 'wish', what: 'cancel', detail: null } as const;
    void world.store.wish(change.id, ['accepted', 'invoiced'], { endWish: 'client' }, now, note);
  },
  'the client presses confirm many times': (world: World): void => {
    for (let times = 0; times < 5; times += 1) confirm(world);
  },
};
