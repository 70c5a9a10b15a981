/** Judges a history at its end, when all faults are over and everything has come to rest. */
import type { ChangeId } from '../../src/catalogue/identifiers.ts';
import { never } from '../../src/change/patience.ts';
import type { Change } from '../../src/change/states.ts';
import type { HistoryEntry } from '../../src/store/port.ts';
import { cents, isPayable, moneyWith } from './panel-world.ts';
import { isLike } from './server-world.ts';
import { landingWindow } from './wire.ts';
import type { World } from './world.ts';

/** Says what is wrong with the end, law by law. */
export function judge(world: World): void {
  for (const id of world.changes) {
    const change = world.store.changeOf(id);
    isAtRest(world, change);
    moneyIsAccountedFor(world, change);
    peopleWereTold(world, change);
    if (change.state === 'completed') isAsPromised(world, change);
    everyEffectHasAnEnd(world, id);
  }
}

const restingStates: readonly Change['state'][] = [
  'completed',
  'cancelled',
  'needs-attention',
  'returned',
  'closed',
];

function isAtRest(world: World, { state, dueAt }: Change): void {
  if (!restingStates.includes(state) || dueAt !== never)
    world.breaks('L6', `everything is quiet and a change is still ${state}`);
}

/** L3 and L2: money that is in is accounted for, and nothing is done for money that is not. */
function moneyIsAccountedFor(world: World, change: Change): void {
  const { panel } = world;
  const invoices = panel.withReference(change.reference);
  const adopted = change.invoiceId === null ? undefined : panel.invoices.get(change.invoiceId);
  const inSight = invoices.length === 0 && adopted ? [adopted] : invoices;
  const withMoney = inSight.filter((invoice) => moneyWith(invoice) > 0);
  // staff deleted the invoice after the loop had seen it paid: the money is with the host all the same
  const vanished = panel.deletedWithMoney.has(change.reference);
  const isCharged = cents(change.pinned.quote.total) > 0;

  if (change.state === 'cancelled') {
    if (withMoney.length > 0 || vanished) world.breaks('L3', 'money is in and the change is cancelled');
    const left = invoices.find(
      (invoice) => panel.placedFor.get(invoice.id) === change.id && isPayable(invoice),
    );
    if (left && !world.reopened)
      world.breaks('L2', `cancelled, and invoice ${left.number} can still be paid`);
  }
  if (change.state !== 'completed' || !isCharged) return;
  if (!panel.everPaid.has(change.reference)) world.breaks('L2', 'completed and never paid');
  if (withMoney.length === 0 && !vanished) world.breaks('L3', 'the money went back and nobody was told');
  const twice = withMoney.some((invoice) => moneyWith(invoice) >= 2 * cents(invoice.total));
  if (withMoney.length > 1 || twice) world.breaks('L3', 'it was paid twice and nobody was told');
}

/** L3: one ticket for each reason, one message to the client for each end. */
function peopleWereTold(world: World, { id }: Change): void {
  const { panel, watch } = world;
  const count = (keys: readonly string[], key: string): number =>
    keys.filter((known) => known === `${id}:${key}`).length;
  for (const reason of watch.asked.get(id) ?? []) {
    const tickets = count(panel.tickets, `staff:${reason}`);
    if (tickets !== 1) world.breaks('L3', `staff have ${tickets} tickets for ${reason}, not one`);
    const messages = count(panel.messages, 'client:needs-attention');
    if (messages !== 1) world.breaks('L3', `the client has ${messages} messages that it waits for staff`);
  }
  for (const state of watch.ends.get(id) ?? []) {
    const messages = count(panel.messages, `client:${state}`);
    if (messages !== 1 && state !== 'closed')
      world.breaks('L3', `the client has ${messages} messages of the end ${state}, not one`);
  }
}

/** L4: what is completed is so, unless somebody else changed it afterwards. */
function isAsPromised(world: World, change: Change): void {
  const { server } = world;
  const untouched = server.lastWrittenFor === change.id && !server.touchedByOthers;
  if (change.grade !== 'verified' || !untouched) return;
  if (!isLike(server, change.pinned.to.account))
    world.breaks('L4', 'completed as verified, and the server is not as promised');
}

/** L10: after each effect the history has its outcome, or that it is in doubt. */
function everyEffectHasAnEnd(world: World, id: ChangeId): void {
  let open: HistoryEntry | null = null;
  for (const entry of world.store.historyOf(id)) {
    if (entry.kind === 'effect' || entry.kind === 'move') {
      if (open) world.breaks('L10', `the history does not say what became of ${open.what}`);
      open = entry.kind === 'effect' ? entry : null;
    }
    if (entry.kind === 'outcome' || isDoubt(entry, open)) open = null;
  }
  if (open) world.breaks('L10', `the history does not say what became of ${open.what}`);
}

/** It waited for the effect to land, or looked when it could no longer land. */
const isDoubt = (entry: HistoryEntry, open: HistoryEntry | null): boolean =>
  (entry.kind === 'wait' && entry.what === 'effect-could-still-land') ||
  (entry.kind === 'look' && open !== null && entry.at >= open.at + landingWindow);
