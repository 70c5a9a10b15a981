import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  ChangeReference,
  ClientId,
  InvoiceId,
  ServiceId,
} from '../../../../src/catalogue/identifiers.ts';
import type { InvoiceSnapshot } from '../../../../src/catalogue/invoice-snapshot.ts';
import type { CivilDate } from '../../../../src/catalogue/time.ts';
import {
  bookTransfer,
  deleteInvoice,
  editLine,
  markPaid,
  markUnpaid,
  mergeInvoices,
  openMassPayment,
  refundInvoice,
} from '../../../../sandbox/panel/bookkeeping.ts';
import { payInvoice } from '../../../../sandbox/panel/checkout.ts';
import { linesOf } from '../../../../sandbox/panel/invoice-records.ts';
import { writeSwitch } from '../../../../sandbox/panel/switches.ts';
import {
  answered,
  draft,
  key,
  panelUnderTest,
  reference,
  type PanelUnderTest,
} from '../../../support/sandbox-panel.ts';

let under: PanelUnderTest;
beforeEach(async () => {
  under = await panelUnderTest();
});
afterEach(() => under.close());

const place = async (name = 'place', changes = {}): Promise<InvoiceId> =>
  answered(await under.panel.placeInvoice(key(name), draft(changes))).invoiceId;
const publish = async (id: InvoiceId): Promise<InvoiceSnapshot> =>
  answered(await under.panel.publishInvoice(key(`publish-${id}`), id)).invoice;
const read = async (id: InvoiceId): Promise<InvoiceSnapshot> => {
  const invoice = answered(await under.panel.readInvoice(id));
  if (!invoice) throw new Error(`invoice ${id} is gone`);
  return invoice;
};
const service = async (id = '1001') => {
  const found = answered(await under.panel.readService(id as ServiceId));
  if (!found) throw new Error('no such service');
  return found;
};
const panel = () => under.sandbox.context;

describe('a draft', () => {
  test('is found by its reference, and is on no list of open invoices', async () => {
    const id = await place();
    expect(answered(await under.panel.findInvoices(reference)).map((invoice) => invoice.status)).toEqual([
      'draft',
    ]);
    expect((await service()).openInvoices).toEqual([]);
    expect(() => {
      payInvoice(panel(), Number(id), 'card');
    }).toThrow('not open');
  });

  test('can be published once', async () => {
    const id = await place();
    expect(await publish(id)).toMatchObject({ status: 'unpaid', total: '50.00', tax: '0.00' });
    expect((await service()).openInvoices).toMatchObject([{ id, total: '50.00', renewsThisService: false }]);
    const again = await under.panel.publishInvoice(key('another-key'), id);
    expect(again).toMatchObject({ outcome: 'refused', code: 'not-a-draft' });
  });

  test('without the reference in a line, or below zero, it is not made', async () => {
    const nameless = await under.panel.placeInvoice(
      key('a1'),
      draft({ lines: [{ text: 'x', amount: '1.00' as never }] }),
    );
    expect(nameless).toMatchObject({ outcome: 'refused', code: 'reference-missing' });
    const negative = await under.panel.placeInvoice(
      key('a2'),
      draft({ lines: [{ text: reference, amount: '-1.00' as never }] }),
    );
    expect(negative).toMatchObject({ outcome: 'refused', code: 'total-negative' });
    expect(answered(await under.panel.findInvoices(reference))).toEqual([]);
  });
});

describe("tax is the panel's", () => {
  const taxed = { clientId: '5' as ClientId, serviceId: '1005' as ServiceId };

  test('on top of the line', async () => {
    expect(await publish(await place('t1', taxed))).toMatchObject({ tax: '10.50', total: '60.50' });
  });

  test('inside the line, where prices include it', async () => {
    writeSwitch(panel().db, 'prices-include-tax', 'yes');
    expect(await publish(await place('t2', taxed))).toMatchObject({ tax: '8.68', total: '50.00' });
    expect(answered(await under.panel.ping()).conventions.pricesIncludeTax).toBe(true);
  });

  test('never for an exempt client', async () => {
    writeSwitch(panel().db, 'prices-include-tax', 'yes');
    expect(await publish(await place('t3'))).toMatchObject({ tax: '0.00', total: '50.00' });
  });
});

describe('account credit inside publication', () => {
  const saver = { clientId: '11' as ClientId, serviceId: '1011' as ServiceId };

  test('the invoice is paid before the answer', async () => {
    const invoice = await publish(await place('c1', saver));
    expect(invoice).toMatchObject({ status: 'paid', creditApplied: '50.00', payments: [] });
    expect(invoice.paidAt).not.toBeNull();
  });

  test('less credit than the total leaves the rest to pay', async () => {
    const lines = [{ text: reference, amount: '120.00' as never }];
    const invoice = await publish(await place('c2', { ...saver, lines }));
    expect(invoice).toMatchObject({ status: 'unpaid', creditApplied: '80.00', total: '120.00' });
    // money is on it, so it is not withdrawn
    const cancelled = answered(await under.panel.cancelInvoice(key('c3'), invoice.id));
    expect(cancelled).toMatchObject({ outcome: 'not-cancellable', invoice: { status: 'unpaid' } });
  });
});

describe('payment', () => {
  test('by card it is paid at once, and the fee of the gateway is a line of its own', async () => {
    writeSwitch(panel().db, 'card-fee-percent', '3');
    const id = await place();
    await publish(id);
    payInvoice(panel(), Number(id), 'card');
    const invoice = await read(id);
    expect(invoice).toMatchObject({ status: 'paid', total: '51.50', payments: [{ amount: '51.50' }] });
    expect(invoice.lines.map((line) => line.amount)).toEqual(['50.00', '1.50']);
  });

  test('a transfer waits for staff, and is dated when it was made', async () => {
    const id = await place();
    await publish(id);
    payInvoice(panel(), Number(id), 'transfer');
    expect((await read(id)).status).toBe('payment-pending');
    under.sandbox.advanceTo('2026-07-06' as CivilDate);
    bookTransfer(panel(), Number(id), 5000, '2026-07-03' as CivilDate);
    const invoice = await read(id);
    expect(invoice.status).toBe('paid');
    expect(invoice.payments.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2026-07-03T15:00:00.000Z',
    ]);
    expect(new Date(invoice.paidAt ?? 0).toISOString()).toBe('2026-07-06T15:00:00.000Z');
  });

  test('a part leaves it unpaid; too much becomes credit', async () => {
    const id = await place();
    await publish(id);
    bookTransfer(panel(), Number(id), 2000, '2026-07-02' as CivilDate);
    expect((await read(id)).status).toBe('unpaid');
    bookTransfer(panel(), Number(id), 4000, '2026-07-02' as CivilDate);
    expect((await read(id)).status).toBe('paid');
    const next = await place('next', {
      reference: 'CP-NEXT1' as ChangeReference,
      lines: [{ text: 'CP-NEXT1', amount: '10.00' as never }],
    });
    await publish(next);
    payInvoice(panel(), Number(next), 'credit');
    expect(await read(next)).toMatchObject({ status: 'paid', creditApplied: '10.00' });
  });

  test('staff mark it paid with nothing behind it, also after it was cancelled', async () => {
    const id = await place();
    await publish(id);
    answered(await under.panel.cancelInvoice(key('cancel'), id));
    expect(() => {
      bookTransfer(panel(), Number(id), 5000, '2026-07-02' as CivilDate);
    }).toThrow('cancelled');
    markPaid(panel(), Number(id), '2026-07-02' as CivilDate, { withoutPayment: true });
    expect(await read(id)).toMatchObject({ status: 'paid', payments: [] });
    expect(answered(await under.panel.cancelInvoice(key('cancel-2'), id)).outcome).toBe('not-cancellable');
  });

  test('a refund gives back payments and credit, and says so', async () => {
    const id = await place('r1', { clientId: '11' as ClientId, serviceId: '1011' as ServiceId });
    await publish(id);
    refundInvoice(panel(), Number(id));
    expect(await read(id)).toMatchObject({ status: 'refunded', creditApplied: '0.00' });
  });

  test('a mass payment pays the invoices that it stands for', async () => {
    const ids = [await place('m1'), await place('m2')];
    for (const id of ids) await publish(id);
    const mass = openMassPayment(panel(), 1, ids.map(Number));
    payInvoice(panel(), mass, 'card');
    for (const id of ids) {
      const invoice = await read(id);
      expect(invoice).toMatchObject({ status: 'paid', payments: [{ amount: '50.00' }] });
    }
  });
});

describe('staff behind our back', () => {
  test('merging deletes the invoices and moves their lines', async () => {
    const ours = await place();
    await publish(ours);
    const other = await place('other', {
      reference: 'CP-TWXYZ' as ChangeReference,
      lines: [{ text: 'CP-TWXYZ', amount: '7.00' as never }],
    });
    await publish(other);
    const merged = mergeInvoices(panel(), [Number(ours), Number(other)]);
    expect(answered(await under.panel.readInvoice(ours))).toBeNull();
    expect(answered(await under.panel.readInvoice(other))).toBeNull();
    expect(answered(await under.panel.findInvoices(reference))).toMatchObject([
      { id: String(merged), status: 'unpaid', total: '57.00' },
    ]);
  });

  test('8.x lets them edit a published invoice; 9.x does not', async () => {
    const id = await place();
    await publish(id);
    const edit = () => {
      const [line] = linesOf(panel(), Number(id));
      editLine(panel(), Number(id), line?.id ?? 0, { text: `${reference} editada`, amount: 4000 });
    };
    edit();
    expect((await read(id)).total).toBe('40.00');
    writeSwitch(panel().db, 'invoice-mode', '9.x');
    expect(edit).toThrow('9.x');
    const other = await place('other');
    await publish(other);
    expect(() => mergeInvoices(panel(), [Number(id), Number(other)])).toThrow('9.x');
    expect((await read(id)).total).toBe('40.00');
  });

  test('a deleted invoice is gone without a trace, an opened one can be paid again', async () => {
    const id = await place();
    await publish(id);
    markPaid(panel(), Number(id), '2026-07-02' as CivilDate);
    markUnpaid(panel(), Number(id));
    expect(await read(id)).toMatchObject({ status: 'unpaid', paidAt: null });
    deleteInvoice(panel(), Number(id));
    expect(answered(await under.panel.findInvoices(reference))).toEqual([]);
  });
});
