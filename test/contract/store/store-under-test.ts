/** What the store contract needs of each database. */
import type {
  ChangeId,
  ChangeReference,
  EffectKey,
  InvoiceId,
  ServiceId,
} from '../../../src/catalogue/identifiers.ts';
import type { Instant } from '../../../src/catalogue/time.ts';
import type { Change } from '../../../src/change/states.ts';
import type { Claim, HistoryEntry, OutboxItem, Step, Store } from '../../../src/store/port.ts';
import { aChange, confirmedAt } from '../../support/changes.ts';

/** One fresh, empty database that several connections can share. */
export interface StoreUnderTest {
  /** Another connection, as another process would have it. */
  open(): Promise<Store>;
  /** What another process needs to open it: a file, or an address. */
  readonly location: string;
  /** Closes every connection that was opened. */
  discard(): Promise<void>;
}

export const minute = 60_000;

/** `minutes` after the client confirmed. */
export const at = (minutes: number): Instant => (confirmedAt + minutes * minute) as Instant;

/** The `number`-th of many changes, each of a service of its own unless `overrides` say otherwise. */
export const numbered = (number: number, overrides: Partial<Change> = {}): Change =>
  aChange({
    id: `0190a1b2-0000-7000-8000-${String(number).padStart(12, '0')}` as ChangeId,
    reference: `CP-${String(number).padStart(6, '0')}` as ChangeReference,
    serviceId: `service-${number}` as ServiceId,
    ...overrides,
  });

export const entry = (what: string, overrides: Partial<HistoryEntry> = {}): HistoryEntry => ({
  at: confirmedAt,
  who: 'loop',
  kind: 'look',
  what,
  detail: null,
  ...overrides,
});

export const message = (key: string, changeId: ChangeId | null): Omit<OutboxItem, 'attempts' | 'dueAt'> => ({
  key: key as EffectKey,
  changeId,
  kind: 'client-message',
  notice: 'change-completed',
  data: { name: 'Ana' },
});

export const bell = (of: { invoiceId?: string; reference?: ChangeReference; serviceId?: ServiceId }) => ({
  invoiceId: (of.invoiceId ?? null) as InvoiceId | null,
  reference: of.reference ?? null,
  serviceId: of.serviceId ?? null,
});

/** A step that gives the row back with `changes` made to it. */
export const step = (claim: Claim, changes: Partial<Change> = {}, rest: Partial<Step> = {}): Step => ({
  change: { ...claim.change, ...changes },
  history: [],
  outbox: [],
  periods: null,
  release: true,
  ...rest,
});

export async function accepted(store: Store, change: Change): Promise<Change> {
  const answer = await store.accept(change, entry('accepted', { kind: 'accepted' }));
  if (answer !== 'accepted') throw new Error(`the change was not accepted: ${answer}`);
  return change;
}

/** Takes the row that is due at `now`; there must be one. */
export async function claimed(store: Store, now: Instant, worker = 'worker'): Promise<Claim> {
  const claim = await store.claim(worker, now, minute);
  if (!claim) throw new Error('nothing is due');
  return claim;
}
