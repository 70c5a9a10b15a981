/** How a change ends other than well: withdrawn, paid too late, decided by a person, money given back. */
import { amountToReturn } from '../billing/received.ts';
import type { Amount } from '../catalogue/amount.ts';
import { isPositive } from '../billing/compare.ts';
import type { InvoiceSnapshot } from '../catalogue/invoice-snapshot.ts';
import { after } from '../catalogue/time.ts';
import type { Decision } from './decision.ts';
import { never } from './patience.ts';
import { hasMoney, ourLinesAsPinned } from './read-invoices.ts';
import { isAsPinned } from './read-service.ts';
import { adopt, attention, effect, move, numbersOf, refusedBy, wait, type View } from './view.ts';

/** The change ends: withdraw the invoice, unless money won the race. */
export function decideCancelling(view: View): Decision {
  const { change, live, service, now, patience } = view;
  if (live.length > 1 && live.some(hasMoney)) return attention('more-than-one-invoice', numbersOf(live));
  const [invoice] = live;
  if (!invoice) {
    return view.invoices.some(hasMoney)
      ? attention('invoice-gone-after-payment', numbersOf(view.invoices))
      : move('cancelled', 'no invoice is open', { holdsService: false });
  }
  switch (invoice.status) {
    case 'paid':
      return ourLinesAsPinned(invoice, change) && service && isAsPinned(service, change)
        ? move('paid', `invoice ${invoice.number} was paid before it could be withdrawn`, adopt(invoice))
        : attention('money-but-not-as-pinned', `invoice ${invoice.number}`, adopt(invoice));
    case 'refunded':
      return move('cancelled', `invoice ${invoice.number} was refunded`, {
        ...adopt(invoice),
        holdsService: false,
      });
    case 'payment-pending':
      return wait(after(now, patience.poll), 'for-payment');
    case 'draft':
    case 'unpaid':
    case 'collections':
    case 'cancelled':
      if (hasMoney(invoice))
        return attention('part-paid-at-end', `invoice ${invoice.number}`, adopt(invoice));
      if (refusedBy(change, 'cancel-invoice'))
        return attention('panel-refused', change.refusal?.message ?? '');
      if ((change.attempts['cancel-invoice'] ?? 0) >= patience.writes)
        return attention('panel-refused', `invoice ${invoice.number} is ${invoice.status} and stays so`);
      return effect({ kind: 'cancel-invoice', invoiceId: invoice.id }, adopt(invoice));
  }
}

/** Ended without money; a doorbell may tell of money that came all the same. */
export function decideCancelled(view: View): Decision {
  const { change, service, seen } = view;
  const withMoney = view.invoices.filter(hasMoney);
  const [invoice] = withMoney;
  if (!invoice) return wait(never, 'ended');
  const inTime = paymentMoment(invoice) <= change.pinned.cancelAfter;
  const asPinned = ourLinesAsPinned(invoice, change) && service !== null && isAsPinned(service, change);
  if (
    withMoney.length === 1 &&
    invoice.status === 'paid' &&
    change.endWish === null &&
    inTime &&
    asPinned &&
    !seen.heldByOther
  ) {
    return move('paid', `invoice ${invoice.number} was paid in time and booked late`, {
      ...adopt(invoice),
      holdsService: true,
    });
  }
  return attention('money-after-end', numbersOf(withMoney), { ...adopt(invoice), holdsService: false });
}

/** A person decides; what they ask for is done only where the panel's word allows it. */
export function decideNeedsAttention(view: View): Decision {
  const { change, live, seen } = view;
  const wish = change.staffWish;
  if (!wish) return wait(never, 'for-staff');
  switch (wish.kind) {
    case 'close':
      return move('closed', `${wish.by}: ${wish.why}`, { holdsService: false });
    case 'retry': {
      if (seen.heldByOther) return { do: 'refuse-wish', why: 'another change holds this service' };
      const paid = live.filter((invoice) => invoice.status === 'paid');
      if (isPositive(change.pinned.quote.total) && paid.length !== 1) {
        return {
          do: 'refuse-wish',
          why: `the panel shows ${paid.length} paid invoices for this change, one is needed`,
        };
      }
      return move('paid', `${wish.by} asked to try again: ${wish.why}`, {
        ...(paid[0] ? adopt(paid[0]) : {}),
        holdsService: true,
      });
    }
    case 'give-back': {
      if (change.creditGiven) return { do: 'refuse-wish', why: 'the money was given back already' };
      const [invoice, ...more] = view.invoices.filter(hasMoney);
      if (!invoice) return { do: 'refuse-wish', why: 'the panel shows no money for this change' };
      if (more.length > 0)
        return { do: 'refuse-wish', why: 'several invoices hold money; return it in the panel by hand' };
      return move('returning', `${wish.by} gives the money back: ${wish.why}`, adopt(invoice));
    }
  }
}

/** Staff give the money back as account credit, once. */
export function decideReturning(view: View): Decision {
  if (view.change.creditGiven)
    return move('returned', 'the money is account credit now', { holdsService: false });
  const [invoice] = view.invoices.filter(hasMoney);
  if (invoice) return giveCredit(view, amountToReturn(invoice, view.change.reference));
  return creditInDoubt(view) ?? attention('no-longer-paid', 'the panel no longer shows the money');
}

/** Credit is never tried twice when its first try is in doubt (issue 7). */
export function giveCredit(view: View, amount: Amount): Decision {
  if (refusedBy(view.change, 'add-credit'))
    return attention('panel-refused', view.change.refusal?.message ?? '');
  return creditInDoubt(view) ?? effect({ kind: 'add-credit', amount });
}

const creditInDoubt = ({ change }: View): Decision | null =>
  (change.attempts['add-credit'] ?? 0) > 0
    ? attention('credit-in-doubt', 'the answer to the credit was lost')
    : null;

/** When the money came: the payments' own dates, else the booking's (staff marked it paid). */
const paymentMoment = (invoice: InvoiceSnapshot): number => {
  const moments = invoice.payments.filter((payment) => !payment.refunded).map((payment) => payment.at);
  return moments.length > 0 ? Math.max(...moments) : (invoice.paidAt ?? Number.POSITIVE_INFINITY);
};
