/** What staff, gateways and crons do inside the panel, and what staff ask of the loop. */
import type { SignedAmount } from '../../src/catalogue/amount.ts';
import type { ClientId, PlanId, ServerId } from '../../src/catalogue/identifiers.ts';
import type { InvoiceSnapshot } from '../../src/catalogue/invoice-snapshot.ts';
import type { ServiceSnapshot } from '../../src/catalogue/service-snapshot.ts';
import type { CivilDate } from '../../src/catalogue/time.ts';
import type { Amount } from '../../src/catalogue/amount.ts';
import type { StaffWish } from '../../src/change/states.ts';
import { newest, ourInvoices } from './acts-client.ts';
import { amountOf, cents, moneyWith } from './panel-world.ts';
import type { World } from './world.ts';

type Does = (world: World) => void;

/** Does something to the invoice that people would look at, then rings. */
const toInvoice =
  (change: (invoice: InvoiceSnapshot, world: World) => InvoiceSnapshot | null): Does =>
  (world) => {
    const [invoice] = ourInvoices(world);
    const changed = invoice && change(invoice, world);
    if (!changed) return;
    const now = world.panel.put(changed);
    world.tell(() => `  invoice ${now.number} is ${now.status}`);
    world.bellFor(now);
  };

const toService =
  (change: (service: ServiceSnapshot) => Partial<ServiceSnapshot>): Does =>
  (world) => {
    const { service } = world.panel;
    if (!service) return;
    world.panel.rewrite(change(service));
    world.bell({ invoiceId: null, reference: null, serviceId: service.id });
  };

const isOurs = (text: string): boolean => text.includes('CP-');
const foreignLine = { text: 'Dominio radiosur.example', amount: '12.00' as SignedAmount };
const refundAll = (invoice: InvoiceSnapshot): InvoiceSnapshot['payments'] =>
  invoice.payments.map((payment) => ({ ...payment, refunded: true }));

const invoiceActs = {
  'staff edit our line': toInvoice((invoice) => ({
    ...invoice,
    lines: invoice.lines.map((line) =>
      isOurs(line.text) ? { ...line, amount: amountOf(cents(line.amount) - 100) } : line,
    ),
  })),
  'staff rewrite our line without its reference': toInvoice((invoice) => ({
    ...invoice,
    lines: invoice.lines.map((line) => (isOurs(line.text) ? { ...line, text: 'Cambio de plan' } : line)),
  })),
  'staff delete the invoice': (world) => {
    const [invoice] = ourInvoices(world);
    // money that nobody has looked at yet would be gone from every verb's sight: that is the panel's own loss
    const change = newest(world);
    if (!invoice || !change || (moneyWith(invoice) > 0 && change.state !== 'paid')) return;
    if (moneyWith(invoice) > 0) world.panel.deletedWithMoney.add(change.reference);
    world.panel.invoices.delete(invoice.id);
    world.bellFor(invoice);
  },
  'staff cancel the invoice': toInvoice((invoice) => ({ ...invoice, status: 'cancelled' })),
  'staff open the invoice again': toInvoice((invoice) =>
    invoice.status === 'cancelled' ? { ...invoice, status: 'unpaid' } : null,
  ),
  'staff merge the invoice with another': (world) => {
    const [invoice] = ourInvoices(world);
    if (invoice?.status !== 'unpaid' || invoice.payments.length > 0) return;
    const { panel } = world;
    panel.invoices.delete(invoice.id);
    const placedFor = panel.placedFor.get(invoice.id) ?? null;
    const merged = panel.create([...invoice.lines, foreignLine], { status: 'unpaid' }, placedFor);
    world.bellFor(merged);
  },
  'staff split the invoice': (world) => {
    const [invoice] = ourInvoices(world);
    if (invoice?.status !== 'unpaid' || invoice.lines.every(({ text }) => isOurs(text))) return;
    const { panel } = world;
    const placedFor = panel.placedFor.get(invoice.id) ?? null;
    panel.placedFor.delete(invoice.id);
    panel.put({ ...invoice, lines: invoice.lines.filter(({ text }) => !isOurs(text)) });
    const lines = invoice.lines.filter(({ text }) => isOurs(text));
    world.bellFor(panel.create(lines, { status: 'unpaid' }, placedFor));
  },
  'staff copy the invoice': (world) => {
    const [invoice] = ourInvoices(world);
    if (invoice) world.bellFor(world.panel.create(invoice.lines, { status: 'unpaid' }, null));
  },
  'staff refund the invoice': toInvoice((invoice) =>
    moneyWith(invoice) > 0 ? { ...invoice, status: 'refunded', payments: refundAll(invoice) } : null,
  ),
  'the payment is charged back': toInvoice((invoice) =>
    invoice.status === 'paid'
      ? { ...invoice, status: 'unpaid', paidAt: null, payments: refundAll(invoice) }
      : null,
  ),
  'staff mark the invoice paid': toInvoice((invoice, world) =>
    invoice.status === 'draft' ? null : { ...invoice, status: 'paid', paidAt: world.now() },
  ),
  'a late fee is added': toInvoice((invoice) =>
    invoice.status === 'unpaid'
      ? { ...invoice, lines: [...invoice.lines, { text: 'Recargo', amount: '5.00' as SignedAmount }] }
      : null,
  ),
  'the invoice goes to collections': toInvoice((invoice) =>
    invoice.status === 'unpaid' ? { ...invoice, status: 'collections' } : null,
  ),
} satisfies Record<string, Does>;

const serviceActs = {
  'the service is renewed': toService(({ nextDueDate }) => ({
    nextDueDate: nextDueDate === null ? null : (nextDueDate.replace(/^\d+/, '2028') as CivilDate),
  })),
  'staff upgrade the service natively': toService(() => ({
    planId: 'plan-native' as PlanId,
    recurringAmount: '175.00' as Amount,
  })),
  'staff change the record by hand as promised': (world) => {
    const to = newest(world)?.pinned.to;
    if (!to) return;
    const { planId, cycle, recurringAmount, nextDueDate } = to;
    toService(() => ({ planId, cycle, recurringAmount, nextDueDate }))(world);
  },
  'staff put the record back': (world) => {
    const from = newest(world)?.pinned.from;
    if (!from) return;
    const { planId, cycle, recurringAmount, nextDueDate } = from;
    toService(() => ({ planId, cycle, recurringAmount, nextDueDate, status: 'active' }))(world);
  },
  'the service is suspended for over-use': toService(() => ({
    status: 'suspended',
    suspension: { cause: 'overuse', text: '' },
  })),
  'the service is suspended as overdue': toService(() => ({
    status: 'suspended',
    suspension: { cause: 'overdue', text: '' },
  })),
  'the service is active again': toService(() => ({ status: 'active', suspension: null })),
  'the service is terminated': toService(() => ({ status: 'terminated' })),
  'the service moves to another server': toService(() => ({
    server: { id: 'server-2' as ServerId, name: 'server-2', group: null },
  })),
  'the service moves to another client': toService(() => ({ ownerId: '42' as ClientId })),
  'the service is deleted': (world) => {
    world.panel.service = null;
  },
  'the panel is down for a while': (world) => {
    world.panel.downUntil = world.now() + world.chance.between(60_000, 5 * 3_600_000);
  },
} satisfies Record<string, Does>;

const wish =
  (kind: StaffWish['kind']): Does =>
  (world) => {
    const change = newest(world);
    if (!change) return;
    const now = world.now();
    const note = { at: now, who: 'staff:3', kind: 'wish', what: kind, detail: null } as const;
    const staffWish = { kind, by: 'staff:3', why: `because, at ${now}` };
    void world.store.wish(change.id, ['needs-attention'], { staffWish }, now, note);
  };

const wishActs = {
  'staff ask to try again': wish('retry'),
  'staff ask to give the money back': wish('give-back'),
  'staff ask to close the change': wish('close'),
  'staff cancel the change': (world) => {
    const change = newest(world);
    if (!change) return;
    const now = world.now();
    const note = { at: now, who: 'staff:3', kind: 'wish', what: 'cancel', detail: null } as const;
    void world.store.wish(change.id, ['accepted', 'invoiced'], { endWish: 'staff' }, now, note);
  },
} satisfies Record<string, Does>;

export const panelActs = { ...invoiceActs, ...serviceActs, ...wishActs };
