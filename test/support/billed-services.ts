/** Services as a panel shows them, for tests of the money: the source page's own, with what a test cares about set. */
import type { PlanPrice } from '../../src/catalogue/plans-on-sale.ts';
import { serviceSnapshotSchema, type ServiceSnapshot } from '../../src/catalogue/service-snapshot.ts';
import { amount, currency } from './quote-requests.ts';

const snapshot = serviceSnapshotSchema.parse({
  id: '812',
  ownerId: '41',
  clientGroup: null,
  label: 'radiosur.example',
  status: 'active',
  suspension: null,
  planId: 'small',
  planName: 'Básico',
  categoryId: 'web',
  categoryName: 'Alojamiento web',
  options: [],
  addons: [],
  quantity: 1,
  promotion: null,
  customFields: {},
  currency: 'USD',
  cycle: 'annually',
  recurringAmount: '100.00',
  nextDueDate: '2027-01-01',
  registeredOn: '2024-01-01',
  billed: { amount: '100.00', from: '2026-01-01', to: '2027-01-01' },
  laterPeriods: [],
  openInvoices: [],
  pendingNativeUpgrade: false,
  pendingCancellation: false,
  gatewaySubscription: false,
  server: null,
  account: { username: 'radiosur', domain: 'radiosur.example' },
  tax: { exempt: true, rates: [] },
  accountExecutive: null,
  language: 'es',
  takenAt: Date.parse('2026-07-02T12:00:00Z'),
});

export const aService = (overrides: Partial<ServiceSnapshot> = {}): ServiceSnapshot => ({
  ...snapshot,
  ...overrides,
});

export const aPrice = (recurring: string, overrides: Partial<PlanPrice> = {}): PlanPrice => ({
  currency: currency('USD'),
  cycle: 'annually',
  recurring: amount(recurring),
  setup: amount('0.00'),
  ...overrides,
});
