/** Messages to clients: the same facts and figures as on the page, as plain text and as HTML for the panel's mailer. */
import type { Change } from '../change/states.ts';
import type { Notice } from '../change/notices-due.ts';
import type { PanelConventions } from '../catalogue/plans-on-sale.ts';
import { safeUrl } from './links.ts';
import { localeOf, sayIn } from './root.ts';
import type { Texts } from './root.ts';
import type { Render } from './templates.ts';
import { endCause } from './views/status-view.ts';
import { todayPrice } from './views/today-price.ts';

export type ClientNotice = Exclude<Notice, 'staff-needs-attention'>;

export interface MessageContext {
  readonly conventions: PanelConventions;
}

export interface RenderedMessage {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A plan's or service's name is data: it must not break a subject into two header lines. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Blank lines that an absent paragraph leaves behind. */
export const tidy = (text: string): string =>
  `${text
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;

/** In the language that the client had when the change was accepted. */
export function clientMessage(
  texts: Texts,
  render: Render,
  notice: ClientNotice,
  change: Change,
  { conventions }: MessageContext,
): RenderedMessage {
  const { pinned } = change;
  const { quote } = pinned;
  const locale = localeOf(texts, pinned.language);
  const say = sayIn(texts, locale);
  const data = {
    locale,
    conventions,
    pageUrl: '',
    reference: change.reference,
    service: pinned.serviceLabel,
    from: pinned.from.planName,
    to: pinned.to.planName,
    ...todayPrice(quote),
    renewalAmount: quote.renewalAmount,
    nextDueDate: quote.nextDueDate,
    per: say(`cycles.${pinned.to.cycle}.per`),
    grade: change.grade === null ? null : say(`grades.${change.grade}`),
    gradedAt: change.grade === null ? '' : say(`graded-at.${change.grade}`),
    verifiedAt: change.grade === null ? null : change.verifiedAt,
    attention: change.attention === null ? null : say(`attention.${change.attention.reason}.client`),
    because: say(`cancelled-because.${endCause(change)}`),
    invoiceUrl: change.invoiceUrl === null ? null : safeUrl(change.invoiceUrl),
  };
  return {
    subject: oneLine(say(`messages.${notice}.subject`, { service: data.service, reference: data.reference })),
    text: tidy(render(`emails/${notice}.txt`, data)),
    html: render(`emails/${notice}.html`, data),
  };
}
