import { afterEach, beforeEach, expect, test } from 'vitest';
import type { InvoiceId, ServiceId } from '../../../../src/catalogue/identifiers.ts';
import type { CivilDate } from '../../../../src/catalogue/time.ts';
import { markPaid } from '../../../../sandbox/panel/bookkeeping.ts';
import { addMonths, civilDateAt, noonOf } from '../../../../sandbox/panel/calendar.ts';
import { payInvoice } from '../../../../sandbox/panel/checkout.ts';
import { writeSwitch } from '../../../../sandbox/panel/switches.ts';
import {
  amount,
  answered,
  draft,
  key,
  panelUnderTest,
  timeZone,
  type PanelUnderTest,
} from '../../../support/sandbox-panel.ts';

let under: PanelUnderTest;
beforeEach(async () => {
  under = await panelUnderTest();
});
afterEach(() => under.close());

const date = (text: string): CivilDate => text as CivilDate;
const read = async (id: string) => {
  const service = answered(await under.panel.readService(id as ServiceId));
  if (!service) throw new Error('no such service');
  return service;
};
const invoice = async (id: InvoiceId | undefined) =>
  id === undefined ? null : answered(await under.panel.readInvoice(id));

test('renewals are invoiced 14 days ahead, one invoice for what is due on one day', async () => {
  // both of client 11's services are due on 2 December; credit of 80 is used at once
  under.sandbox.advanceTo(date('2026-11-17'));
  expect((await read('1011')).laterPeriods).toEqual([]);
  under.sandbox.advanceTo(date('2026-11-18'));
  const [later] = (await read('1011')).laterPeriods;
  const [other] = (await read('1012')).laterPeriods;
  expect(later).toMatchObject({ end: '2027-12-02', billed: '100.00', paid: false });
  expect(other?.invoiceId).toBe(later?.invoiceId);
  expect(await invoice(later?.invoiceId)).toMatchObject({
    total: '200.00',
    creditApplied: '80.00',
    status: 'unpaid',
  });
  payInvoice(under.sandbox.context, Number(later?.invoiceId), 'card');
  expect(await read('1011')).toMatchObject({
    nextDueDate: '2027-12-02',
    billed: { amount: '100.00', from: '2025-12-02', to: '2026-12-02' },
    laterPeriods: [{ end: '2027-12-02', paid: true }],
  });
});

test('an overdue service is suspended, and comes back when its invoice is paid', async () => {
  under.sandbox.advanceTo(date('2026-07-03'));
  expect(await read('1006')).toMatchObject({ status: 'suspended', suspension: { cause: 'overdue' } });
  const [open] = (await read('1006')).openInvoices;
  markPaid(under.sandbox.context, Number(open?.id), date('2026-07-03'));
  expect(await read('1006')).toMatchObject({ status: 'active', suspension: null, nextDueDate: '2026-07-23' });
});

test('a late fee is a line in 8.x, an invoice of its own in 9.x', async () => {
  writeSwitch(under.sandbox.context.db, 'late-fee', '4.00');
  under.sandbox.advanceTo(date('2026-07-03'));
  const [late] = (await read('1006')).openInvoices;
  expect((await invoice(late?.id))?.lines.map((line) => line.amount)).toEqual(['15.00', '4.00']);
  writeSwitch(under.sandbox.context.db, 'invoice-mode', '9.x');
  under.sandbox.advanceTo(date('2026-07-16'));
  const open = (await read('1008')).openInvoices;
  expect(open.map(({ total }) => total)).toEqual(['100.00', '4.00']);
});

test('a cancellation at the end of the period is carried out on the due date', async () => {
  under.sandbox.advanceTo(date('2026-09-01'));
  expect(await read('1016')).toMatchObject({ status: 'active', pendingCancellation: true });
  under.sandbox.advanceTo(date('2026-09-02'));
  expect(await read('1016')).toMatchObject({ status: 'cancelled', pendingCancellation: false });
});

test('what was paid for a change counts as billed for the period in which it was made', async () => {
  const { invoiceId } = answered(await under.panel.placeInvoice(key('change'), draft()));
  answered(await under.panel.publishInvoice(key('publish'), invoiceId));
  expect((await read('1001')).billed?.amount).toBe('100.00');
  payInvoice(under.sandbox.context, Number(invoiceId), 'card');
  expect((await read('1001')).billed).toEqual({ amount: '150.00', from: '2026-01-02', to: '2027-01-02' });
});

test('a change that restarts the term: billed from the change to the new due date, later terms after it', async () => {
  const lines = [{ text: 'CP-7K3F9 mensual', amount: '9.90' as never }];
  const { invoiceId } = answered(await under.panel.placeInvoice(key('restart'), draft({ lines })));
  answered(await under.panel.publishInvoice(key('publish'), invoiceId));
  payInvoice(under.sandbox.context, Number(invoiceId), 'card');
  const fields = {
    cycle: 'monthly',
    recurringAmount: amount('15.00'),
    nextDueDate: date('2026-08-02'),
  } as const;
  answered(await under.panel.updateService(key('update'), '1001' as ServiceId, {}, fields));
  expect(await read('1001')).toMatchObject({
    billed: { amount: '9.90', from: '2026-07-02', to: '2026-08-02' },
    laterPeriods: [],
  });
  under.sandbox.advanceTo(date('2026-07-19'));
  const renewal = (await read('1001')).laterPeriods;
  expect(renewal).toMatchObject([{ end: '2026-09-02', billed: '15.00', paid: false }]);
  payInvoice(under.sandbox.context, Number(renewal[0]?.invoiceId), 'card');
  expect(await read('1001')).toMatchObject({
    nextDueDate: '2026-09-02',
    billed: { amount: '9.90', from: '2026-07-02', to: '2026-08-02' },
  });
  under.sandbox.advanceTo(date('2026-08-02'));
  expect((await read('1001')).billed).toEqual({ amount: '15.00', from: '2026-08-02', to: '2026-09-02' });
});

test('the calendar: month ends are clamped, days begin in the zone of the panel', () => {
  expect(addMonths(date('2026-01-31'), 1)).toBe('2026-02-28');
  expect(addMonths(date('2024-02-29'), 12)).toBe('2025-02-28');
  expect(addMonths(date('2026-03-31'), -1)).toBe('2026-02-28');
  const lateEvening = Date.parse('2026-07-03T02:30:00Z') as never;
  expect(civilDateAt(lateEvening, timeZone)).toBe('2026-07-02');
  expect(new Date(noonOf(date('2026-07-02'), timeZone)).toISOString()).toBe('2026-07-02T15:00:00.000Z');
});
