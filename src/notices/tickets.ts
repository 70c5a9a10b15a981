/** Tickets: to staff when a change needs a decision, to the account executive when a client asks for one. */
import { formatAmount, formatDate } from '../billing/format.ts';
import type { PanelConventions } from '../catalogue/plans-on-sale.ts';
import type { Offer } from '../change/offer.ts';
import type { AttentionReason, Change } from '../change/states.ts';
import type { HistoryEntry } from '../store/port.ts';
import { dateTimeText } from './date-time.ts';
import { oneLine } from './messages.ts';
import { localeOf, sayIn } from './root.ts';
import type { Say, Texts } from './root.ts';
import { codesOf, longestSubject, longestText, tellingReasons, usageText } from './views/executive-view.ts';

export interface RenderedTicket {
  readonly subject: string;
  readonly text: string;
}

export interface StaffTicketContext {
  /** The language that staff read: the host's setting. */
  readonly language: string;
  readonly conventions: PanelConventions;
  readonly history: readonly HistoryEntry[];
}

/** How many of the last steps a ticket shows. */
const lastLooks = 8;

/** Everything that a decision needs, in one ticket: what stands where, why it stopped, what can be done. */
export function staffTicket(
  texts: Texts,
  change: Change,
  attention: {
    readonly reason: AttentionReason;
    readonly detail: string;
    readonly since: HistoryEntry['at'];
  },
  { language, conventions, history }: StaffTicketContext,
): RenderedTicket {
  const say = sayIn(texts, localeOf(texts, language));
  const { pinned, reference } = change;
  const line = (name: string, parameters: Parameters<Say>[1] = {}): string =>
    say(`tickets.attention.${name}`, parameters);
  const at = (instant: HistoryEntry['at']): string => dateTimeText(instant, conventions);
  return {
    subject: oneLine(line('subject', { reference, service: pinned.serviceLabel })),
    text: [
      line('lead', { reference }),
      '',
      line('reason', { text: say(`attention.${attention.reason}.staff`), code: attention.reason }),
      ...(attention.detail ? [line('detail', { detail: attention.detail })] : []),
      line('since', { at: at(attention.since) }),
      line('todo', { text: say(`attention.${attention.reason}.todo`) }),
      '',
      line('change', { from: pinned.from.planName, to: pinned.to.planName }),
      line('service', { service: pinned.serviceLabel, id: change.serviceId }),
      line('client', { id: change.clientId }),
      change.invoiceId === null ? line('invoice-none') : line('invoice', { id: change.invoiceId }),
      line('server', { id: pinned.serverId, by: line(`by-${pinned.applyBy}`) }),
      line(change.serverWritten ? 'written' : 'not-written'),
      '',
      line('options'),
      ...(['retry', 'give-back', 'close'] as const).map((option) =>
        line(option, { help: say(`staff.${option}-help`) }),
      ),
      ...(history.length === 0 ? [] : ['', line('looks')]),
      ...history
        .slice(-lastLooks)
        .map(({ at: when, who, kind, what }) =>
          line('look', { at: at(when), who, kind: say(`history.${kind}`), what }),
        ),
      '',
    ].join('\n'),
  };
}

/** What the client sent with the form; only what the offer holds is taken from it. */
export interface ExecutiveRequest {
  readonly subject: string;
  readonly text: string;
  readonly planId: string | null;
  readonly categoryId: string | null;
}

/** The client's own words, and below them the facts as the system sees them: those a browser cannot change. */
export function executiveTicket(
  texts: Texts,
  offer: Offer,
  request: ExecutiveRequest,
  { language, conventions }: { readonly language: string; readonly conventions: PanelConventions },
): RenderedTicket {
  const locale = localeOf(texts, language);
  const say = sayIn(texts, locale);
  const { service } = offer;
  const plan = offer.plans.find((each) => each.plan.id === request.planId) ?? null;
  const category = offer.plans.find((each) => each.category.id === request.categoryId)?.category ?? null;
  const codes = codesOf(tellingReasons(offer, plan));
  const line = (name: string, parameters: Parameters<Say>[1] = {}): string =>
    say(`tickets.executive.${name}`, parameters);
  return {
    subject: oneLine(request.subject).slice(0, longestSubject),
    text: [
      request.text.trim().slice(0, longestText),
      '',
      `— ${line('facts')} —`,
      line('client', { id: service.ownerId }),
      line('service', {
        service: service.label,
        id: service.id,
        plan: service.planName,
        category: service.categoryName,
      }),
      line('price', {
        amount: formatAmount(service.recurringAmount, service.currency, locale.tag),
        per: say(`cycles.${service.cycle}.per`),
      }),
      ...(service.nextDueDate === null
        ? []
        : [line('due', { date: formatDate(service.nextDueDate, conventions.dateFormat) })]),
      line('usage', { usage: usageText(texts, { locale }, offer) }),
      ...(plan ? [line('wanted-plan', { plan: plan.plan.name, id: plan.plan.id })] : []),
      ...(category ? [line('wanted-category', { category: category.name, id: category.id })] : []),
      ...(codes ? [line('reasons', { codes })] : []),
      '',
    ].join('\n'),
  };
}
