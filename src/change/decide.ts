/**
 * The book of the project: given what a change remembers, what was seen just now and the time, the one thing to do
 * next. Pure; called again after every step, crash, doorbell and pause (design section 4).
 */
import { isNegative, isPositive, magnitude } from '../billing/compare.ts';
import { isPaidTwice } from '../billing/received.ts';
import { after, type Instant } from '../catalogue/time.ts';
import {
  decideCancelled,
  decideCancelling,
  decideNeedsAttention,
  decideReturning,
  giveCredit,
} from './decide-endings.ts';
import type { Decision } from './decision.ts';
import { backOff, never, type Patience } from './patience.ts';
import { judgeAccount, usageThatDoesNotFit } from './read-account.ts';
import { hasMoney, liveInvoices, ourLinesAsPinned } from './read-invoices.ts';
import { isAsPinned, isAsPromised } from './read-service.ts';
import type { Seen } from './seen.ts';
import type { Change, WaitReason } from './states.ts';
import {
  adopt,
  attention,
  describeService,
  earlier,
  effect,
  endReason,
  move,
  numbersOf,
  refusedBy,
  wait,
  type View,
} from './view.ts';

/** The one next thing for `change`, given what was `seen` at `now`. */
export function decide(change: Change, seen: Seen, now: Instant, patience: Patience): Decision {
  // First rule: what may still land makes every look worthless until it has landed or no longer can.
  if (change.inFlight && now < change.inFlight.couldLandUntil) {
    return wait(change.inFlight.couldLandUntil, 'effect-could-still-land');
  }
  if (change.staffWish && change.state !== 'needs-attention') {
    // two people asked at once, and the first one was heard
    return { do: 'refuse-wish', why: `the change is ${change.state} meanwhile` };
  }
  if (seen.invoices?.outcome === 'unreachable' || seen.service?.outcome === 'unreachable') {
    return wait(backOff(now, change.failedLooks + 1, patience), 'panel-unreachable');
  }
  const view: View = {
    change,
    seen,
    now,
    patience,
    invoices: seen.invoices?.value ?? [],
    live: liveInvoices(seen.invoices?.value ?? []),
    service: seen.service?.value ?? null,
  };
  switch (change.state) {
    case 'accepted':
      return decideAccepted(view);
    case 'invoiced':
      return decideInvoiced(view);
    case 'paid':
      return decidePaid(view);
    case 'applied':
      return decideApplied(view);
    case 'completed':
      return decideCompleted(view);
    case 'cancelling':
      return decideCancelling(view);
    case 'cancelled':
      return decideCancelled(view);
    case 'needs-attention':
      return decideNeedsAttention(view);
    case 'returning':
      return decideReturning(view);
    case 'returned':
    case 'closed':
      return wait(never, 'ended');
  }
}

/** The quote is pinned; see that exactly one payable invoice comes to exist. */
function decideAccepted(view: View): Decision {
  const { change, live } = view;
  const ending = endReason(view);
  if (!isPositive(change.pinned.quote.total)) {
    return ending ? move('cancelling', ending) : move('paid', 'nothing to pay');
  }
  if (refusedBy(change, 'place-invoice', 'publish-invoice'))
    return attention('panel-refused', change.refusal?.message ?? '');
  if (live.length > 1) return attention('more-than-one-invoice', numbersOf(live));
  const [invoice] = live;
  if (!invoice) {
    // placed for certain, and gone before it was ever found: staff were quick
    const placed = !change.inFlight && (change.attempts['place-invoice'] ?? 0) > 0;
    if (placed || change.invoiceId !== null || view.invoices.length > 0) {
      if (view.invoices.some(hasMoney))
        return attention('invoice-gone-after-payment', numbersOf(view.invoices));
      return move('cancelling', 'its invoice is gone');
    }
    return ending ? move('cancelling', ending) : effect({ kind: 'place-invoice' });
  }
  if (invoice.status === 'draft') {
    return ending
      ? move('cancelling', ending, adopt(invoice))
      : effect({ kind: 'publish-invoice', invoiceId: invoice.id }, adopt(invoice));
  }
  if (invoice.status === 'refunded') return move('cancelling', 'its invoice was refunded', adopt(invoice));
  return move('invoiced', `invoice ${invoice.number} is payable`, adopt(invoice));
}

/** Exactly one payable invoice: wait for the panel to say that it is paid, or for an end without money. */
function decideInvoiced(view: View): Decision {
  const { change, live, now } = view;
  if (live.length > 1) return attention('more-than-one-invoice', numbersOf(live));
  const [invoice] = live;
  if (!invoice) {
    return view.invoices.some(hasMoney)
      ? attention('invoice-gone-after-payment', numbersOf(view.invoices))
      : move('cancelled', 'its invoice was withdrawn in the panel', { holdsService: false });
  }
  if (invoice.status === 'paid') {
    return ourLinesAsPinned(invoice, change)
      ? move('paid', `the panel says that invoice ${invoice.number} is paid`, adopt(invoice))
      : attention('our-line-edited', `invoice ${invoice.number}`, adopt(invoice));
  }
  if (invoice.status === 'refunded') {
    return move('cancelled', `invoice ${invoice.number} was refunded`, {
      ...adopt(invoice),
      holdsService: false,
    });
  }
  const ending = endReason(view);
  // Payment Pending: the money may be on its way, so neither expiry nor the client withdraws the invoice now.
  if (!ending || invoice.status === 'payment-pending') {
    return wait(earlier(after(now, view.patience.poll), change.pinned.cancelAfter, now), 'for-payment');
  }
  if (hasMoney(invoice))
    return attention('part-paid-at-end', `invoice ${invoice.number}: ${ending}`, adopt(invoice));
  return move('cancelling', ending, adopt(invoice));
}

/** The panel says paid: bring the account to the new plan, and believe only what the server shows. */
function decidePaid(view: View): Decision {
  const { change, seen, service, now, patience } = view;
  const unpaid = isPositive(change.pinned.quote.total) ? whyNotPaid(view) : null;
  if (unpaid) return unpaid;
  // as promised already: staff changed the record by hand, and only the server is left to look at
  if (!service || !(isAsPinned(service, change) || isAsPromised(service, change)))
    return attention('service-not-as-pinned', describeService(service));
  if (seen.server.paused) return wait(after(now, patience.poll), 'server-paused');

  if (
    change.writeConfirmed &&
    (seen.verification === 'none' || change.writeConfirmed === 'confirmed-by-staff')
  ) {
    return move('applied', 'the change was confirmed', { grade: change.writeConfirmed, verifiedAt: now });
  }
  if (seen.verification === 'full') {
    const look = judgeLook(view);
    if (look) return look;
  }
  if (refusedBy(change, 'change-plan')) return attention('server-rejected', change.refusal?.message ?? '');
  if ((change.attempts['change-plan'] ?? 0) >= patience.writes) {
    return attention('server-did-nothing', `written ${patience.writes} times, and still as before`);
  }
  // it answers looks but takes no write: that, too, is a server that does not answer
  return (change.serverWritten ? serverOverdue(view) : null) ?? effect({ kind: 'change-plan' });
}

/** What the account's reading means; null: it is as before or half-changed, so write. */
function judgeLook(view: View): Decision | null {
  const { change, seen, now, patience } = view;
  const { account } = seen;
  if (account === null)
    return waitForServer(view, seen.server.blockedUntil ?? after(now, patience.firstRetry), 'server-blocked');
  switch (account.outcome) {
    case 'not-authorised':
      return attention('server-not-authorised', account.message);
    case 'no-such-account':
      return attention('account-gone', account.message);
    case 'unreachable':
      return waitForServer(view, backOff(now, change.failedLooks + 1, patience), 'server-unreachable');
    case 'seen': {
      const verdict = judgeAccount(account.value, change.pinned);
      if (verdict.is === 'target') {
        return move('applied', 'the server was read back and is as promised', {
          grade: 'verified',
          verifiedAt: account.value.readAt,
        });
      }
      if (verdict.is === 'other') return attention('account-unlike-both-plans', verdict.detail);
      const tooMuch = usageThatDoesNotFit(account.value, change);
      return tooMuch.length > 0 ? attention('usage-no-longer-fits', tooMuch.join(', ')) : null;
    }
  }
}

/** The server carries the new plan: now, and only now, the panel's record follows (L5). */
function decideApplied(view: View): Decision {
  const { change, service } = view;
  const { total } = change.pinned.quote;
  if (!service) return attention('record-unlike-both-plans', describeService(service));
  if (isAsPromised(service, change)) {
    if (!isNegative(total) || change.creditGiven) {
      return move('completed', 'panel and server carry the new plan', { holdsService: false });
    }
    return giveCredit(view, magnitude(total));
  }
  if (refusedBy(change, 'update-service')) return attention('panel-refused', change.refusal?.message ?? '');
  if (!isAsPinned(service, change)) return attention('record-unlike-both-plans', describeService(service));
  if ((change.attempts['update-service'] ?? 0) >= view.patience.writes)
    return attention('panel-refused', `updated ${view.patience.writes} times, and still as before`);
  return effect({ kind: 'update-service', planId: service.planId });
}

/** Done; a doorbell brings us back here, in case the money went back or came twice. */
function decideCompleted(view: View): Decision {
  const ended = { holdsService: false };
  if (!isPositive(view.change.pinned.quote.total)) return wait(never, 'ended');
  // cancelled ones too: what was paid for them is with the host all the same
  const paid = view.invoices.filter(hasMoney);
  if (paid.length === 0) return attention('refunded-after-completion', numbersOf(view.invoices), ended);
  if (paid.length > 1 || paid.some(isPaidTwice)) return attention('paid-twice', numbersOf(paid), ended);
  return wait(never, 'ended');
}

/** Whether the money that made the change `paid` is still there; null: it is. */
function whyNotPaid(view: View): Decision | null {
  const { change, live } = view;
  if (live.length > 1) return attention('more-than-one-invoice', numbersOf(live));
  const [invoice] = live;
  if (!invoice) {
    // deleted altogether: the panel said paid and shows nothing now, so the money's whereabouts are unknown
    return view.invoices.length === 0 || view.invoices.some(hasMoney) || change.serverWritten
      ? attention('invoice-gone-after-payment', numbersOf(view.invoices))
      : move('cancelled', 'its invoice was withdrawn in the panel', { holdsService: false });
  }
  if (invoice.status === 'paid') {
    return ourLinesAsPinned(invoice, change)
      ? null
      : attention('our-line-edited', `invoice ${invoice.number}`);
  }
  if (invoice.status === 'refunded') {
    return change.serverWritten
      ? attention('refunded-after-write', `invoice ${invoice.number}`)
      : move('cancelled', `invoice ${invoice.number} was refunded`, { holdsService: false });
  }
  return attention('no-longer-paid', `invoice ${invoice.number} is ${invoice.status}`);
}

/** Waits for a server, but not for ever. */
const waitForServer = (view: View, until: Instant, why: WaitReason): Decision =>
  serverOverdue(view) ?? wait(until, why);

/** After `patience.server` without a usable answer a person is asked. */
function serverOverdue({ change, now, patience }: View): Decision | null {
  const since = isServerWait(change.waiting) ? (change.waitingSince ?? now) : now;
  return now - since >= patience.server
    ? attention('server-unreachable', `no usable answer since ${new Date(since).toISOString()}`)
    : null;
}

/** The reasons that count together as "the server does not answer"; a doubt does where the server is written to. */
export const isServerWait = (why: WaitReason | null): boolean =>
  why === 'server-unreachable' || why === 'server-blocked' || why === 'effect-could-still-land';
