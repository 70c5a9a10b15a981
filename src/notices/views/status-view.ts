/** One change as its client sees it: where it stands, what happens next, what the client can do. */
import type { Change } from '../../change/states.ts';
import type { HistoryEntry } from '../../store/port.ts';
import { safeUrl } from '../links.ts';
import { sayIn } from '../root.ts';
import type { PageRoot, Say, Texts } from '../root.ts';
import type { Page } from '../page.ts';
import { todayPrice } from './today-price.ts';
import { timeline } from './timeline.ts';
import type { TimelineStep } from './timeline.ts';

/** Why a change that ended without a sale did so, as far as the change itself remembers. */
export function endCause(change: Change): 'client' | 'staff' | 'expired' | 'other' {
  if (change.endWish !== null) return change.endWish;
  return change.updatedAt > change.pinned.cancelAfter ? 'expired' : 'other';
}

/** After how many seconds a look is worth it; null: only a person or a payment moves it. */
export function refreshSeconds({ state, waiting }: Change): number | null {
  switch (state) {
    case 'accepted':
    case 'paid':
    case 'applied':
    case 'cancelling':
    case 'returning':
      return waiting === null || waiting === 'effect-could-still-land' ? 5 : 60;
    case 'invoiced':
      return 30;
    case 'completed':
    case 'cancelled':
    case 'needs-attention':
    case 'returned':
    case 'closed':
      return null;
  }
}

/** The sentence under the heading: the state's own, or why it needs a person, or how it ended. */
export function stateText(say: Say, change: Change): string {
  if (change.state === 'needs-attention' && change.attention)
    return say(`attention.${change.attention.reason}.client`);
  if (change.state === 'cancelled') return say(`cancelled-because.${endCause(change)}`);
  return say(`states.${change.state}.text`);
}

/** Why it waits, where that is news: an unpaid invoice, an end and a person's turn have texts of their own. */
function waitingText(say: Say, { state, waiting }: Change): string | null {
  if (state === 'needs-attention' || waiting === null || waiting === 'for-payment' || waiting === 'ended')
    return null;
  return say(`waiting.${waiting}`);
}

export const mayCancel = ({ state, endWish }: Change): boolean =>
  (state === 'accepted' || state === 'invoiced') && endWish === null;

export function statusView(
  texts: Texts,
  root: PageRoot,
  page: Extract<Page, { kind: 'status' }>,
  maySeeInvoices: boolean,
) {
  const { change, history, alert } = page;
  const { pinned, state } = change;
  const say = sayIn(texts, root.locale);
  const invoiceUrl = maySeeInvoices && change.invoiceUrl !== null ? safeUrl(change.invoiceUrl) : null;
  return {
    ...root,
    alert,
    state,
    tone: toneOf(change),
    title: say(`states.${state}.title`),
    text: stateText(say, change),
    waiting: waitingText(say, change),
    grade: state === 'completed' && change.grade !== null ? say(`grades.${change.grade}`) : null,
    verifiedAt: state === 'completed' ? change.verifiedAt : null,
    verifiedLabel: change.grade === null ? '' : say(`graded-at.${change.grade}`),
    timeline: steps(say, change, history),
    reference: change.reference,
    serviceLabel: pinned.serviceLabel,
    from: pinned.from.planName,
    to: pinned.to.planName,
    categoryName: pinned.to.categoryName,
    cycleName: say(`cycles.${pinned.to.cycle}.name`),
    per: say(`cycles.${pinned.to.cycle}.per`),
    ...todayPrice(pinned.quote),
    renewalAmount: pinned.quote.renewalAmount,
    nextDueDate: pinned.quote.nextDueDate,
    showsRenewal: isAlive(change),
    priceValidUntil: state === 'accepted' || state === 'invoiced' ? pinned.priceValidUntil : null,
    payUrl: state === 'invoiced' ? invoiceUrl : null,
    invoiceUrl: state === 'invoiced' ? null : invoiceUrl,
    mayCancel: root.mayOrder && mayCancel(change),
    endWished: change.endWish === 'client' && (state === 'accepted' || state === 'invoiced'),
    refreshes: refreshSeconds(change) !== null,
    mayStartAgain: state === 'cancelled' || state === 'returned' || state === 'closed',
  };
}

const isAlive = ({ state }: Change): boolean =>
  state === 'accepted' ||
  state === 'invoiced' ||
  state === 'paid' ||
  state === 'applied' ||
  state === 'completed';

function toneOf({ state }: Change): 'good' | 'calm' | 'warn' | 'over' {
  switch (state) {
    case 'completed':
      return 'good';
    case 'needs-attention':
      return 'warn';
    case 'cancelling':
    case 'cancelled':
    case 'returning':
    case 'returned':
    case 'closed':
      return 'over';
    case 'accepted':
    case 'invoiced':
    case 'paid':
    case 'applied':
      return 'calm';
  }
}

function steps(say: Say, change: Change, history: readonly HistoryEntry[]) {
  const all = timeline(change, history);
  return all.map((step, index) => ({
    name: say(`timeline.${step.verb}.name`),
    note: stepNote(say, change, step),
    status: step.status,
    // "not yet" under every step that lies ahead would only be noise to the eye
    isQuiet: step.status === 'ahead' || (step.status === 'stopped' && all[index - 1]?.status === 'stopped'),
    at: step.at,
    isCurrent: step.status === 'now' || step.status === 'waits' || step.status === 'attention',
  }));
}

function stepNote(say: Say, { grade }: Change, { verb, status }: TimelineStep): string {
  // only what was read back may be called checked (L4)
  if (verb === 'verify' && status === 'done' && grade !== null) return say(`timeline.graded.${grade}`);
  const isOwn = status === 'now' || status === 'done' || status === 'waits';
  return say(isOwn ? `timeline.${verb}.${status}` : `timeline.status.${status}`);
}
