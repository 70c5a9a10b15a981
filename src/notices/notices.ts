/** Everything that clients and staff read, in one place: pages, reasons, messages, tickets, the invoice's lines. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { invoiceLines } from '../billing/invoice-lines.ts';
import type { InvoiceLine } from '../billing/invoice-lines.ts';
import type { Quote } from '../billing/quote.ts';
import type { ChangeReference } from '../catalogue/identifiers.ts';
import type { PanelConventions } from '../catalogue/plans-on-sale.ts';
import type { Offer } from '../change/offer.ts';
import type { Change } from '../change/states.ts';
import type { Reason } from '../compatibility/verdict.ts';
import type { ErrorCode } from '../errors.ts';
import { errorText } from './error-texts.ts';
import { clientMessage } from './messages.ts';
import type { ClientNotice, MessageContext, RenderedMessage } from './messages.ts';
import type { Page, PageContext, RenderedPage } from './page.ts';
import { reasonText } from './reasons.ts';
import type { ReasonText } from './reasons.ts';
import { localeOf, pageRoot, sayIn } from './root.ts';
import type { PageRoot, Texts } from './root.ts';
import { findTemplates } from './templates-folder.ts';
import { loadTemplates } from './templates.ts';
import { executiveTicket, staffTicket } from './tickets.ts';
import type { ExecutiveRequest, RenderedTicket, StaffTicketContext } from './tickets.ts';
import { createTranslate } from './translate.ts';
import type { Language } from './translate.ts';
import { categoryView, periodView, planView } from './views/choice-views.ts';
import { executiveForm } from './views/executive-view.ts';
import { isPossible } from './views/offer-lookups.ts';
import { noOptionView, othersView } from './views/others-view.ts';
import { reviewView } from './views/review-view.ts';
import { serviceView } from './views/service-view.ts';
import { staffView } from './views/staff-view.ts';
import { refreshSeconds, statusView } from './views/status-view.ts';

export interface NoticesOptions {
  /** Left out: `templates/` at the package's root. */
  readonly templatesDir?: string;
  /** For clients whose language is not written here. */
  readonly defaultLanguage: Language;
}

/** What the invoice's lines are made of; see billing/invoice-lines.ts for `mode`. */
export interface InvoiceLinesRequest {
  readonly reference: ChangeReference;
  readonly quote: Quote;
  readonly fromPlan: string;
  readonly toPlan: string;
  readonly serviceLabel: string;
  /** The client's, BCP 47. */
  readonly language: string;
  readonly conventions: PanelConventions;
  readonly mode: 'net' | 'itemised';
}

export interface Notices {
  /**
   * A page for the panel to embed.
   * @throws UpshelfError `change-not-possible` when the page's plan, category or cycle is not possible in its offer
   */
  page(page: Page, context: PageContext): RenderedPage;
  reason(
    reason: Reason,
    context: { readonly language: string; readonly offer: Pick<Offer, 'plans'> | null },
  ): ReasonText;
  /** What a client reads where a request is refused for this code: one or two sentences. */
  refusal(code: ErrorCode, language: string): string;
  /** Names the words that a client of this language agrees to; another one as soon as they change (failure mode 74). */
  consentVersion(language: string): string;
  invoiceLines(request: InvoiceLinesRequest): readonly InvoiceLine[];
  /** In the language pinned with the change. */
  clientMessage(notice: ClientNotice, change: Change, context: MessageContext): RenderedMessage;
  /** @throws Error when the change does not need attention */
  staffTicket(change: Change, context: StaffTicketContext): RenderedTicket;
  /** What the client wrote in the form, with the system's own facts below it. */
  executiveTicket(
    offer: Offer,
    request: ExecutiveRequest,
    context: { readonly language: string; readonly conventions: PanelConventions },
  ): RenderedTicket;
}

/**
 * Reads, checks and compiles templates and texts once.
 * @throws Error naming the template and line, or the text, that is wrong
 */
export function createNotices({ templatesDir = findTemplates(), defaultLanguage }: NoticesOptions): Notices {
  const { translate, messages } = createTranslate(join(templatesDir, 'locales'));
  const texts: Texts = { translate, messages, defaultLanguage };
  const { render, css } = loadTemplates(templatesDir, translate, messages);
  return {
    page(page, context) {
      const root = pageRoot(texts, context);
      const say = sayIn(texts, root.locale);
      const { template, data } = viewOf(texts, root, page, context);
      const alert = 'alert' in page && page.alert !== null ? errorText(say, page.alert) : null;
      return {
        title: say('title'),
        html: render(`pages/${template}.html`, { ...data, alert }),
        css,
        refreshSeconds: page.kind === 'status' ? refreshSeconds(page.change) : null,
      };
    },
    reason: (reason, { language, offer }) =>
      reasonText(texts, reason, { locale: localeOf(texts, language), offer }),
    refusal(code, language) {
      const { what, next } = errorText(sayIn(texts, localeOf(texts, language)), code);
      return `${what} ${next}`;
    },
    consentVersion(language) {
      const locale = localeOf(texts, language);
      const words = ['review.consent', 'review.consent-nothing']
        .map((key) => translate(locale, key))
        .join('\n');
      return `${locale.language}-${createHash('sha256').update(words).digest('hex').slice(0, 12)}`;
    },
    invoiceLines({ reference, quote, fromPlan, toPlan, serviceLabel, language, conventions, mode }) {
      const locale = localeOf(texts, language);
      const title = translate(locale, 'invoice-line.title', {
        from: fromPlan,
        to: toPlan,
        service: serviceLabel,
      });
      return invoiceLines(
        quote,
        { reference, title, locale: locale.tag, dateFormat: conventions.dateFormat },
        mode,
      );
    },
    clientMessage: (notice, change, context) => clientMessage(texts, render, notice, change, context),
    staffTicket(change, context) {
      if (!change.attention) throw new Error(`Change ${change.reference} needs no attention.`);
      return staffTicket(texts, change, change.attention, context);
    },
    executiveTicket: (offer, request, context) => executiveTicket(texts, offer, request, context),
  };
}

type ViewData = PageRoot & Readonly<Record<string, unknown>>;

/** The one place that knows which view and template a page has. */
function viewOf(
  texts: Texts,
  root: PageRoot,
  page: Page,
  context: PageContext,
): { template: string; data: ViewData } {
  const say = sayIn(texts, root.locale);
  switch (page.kind) {
    case 'category':
      return page.offer.plans.some(isPossible)
        ? { template: 'category', data: categoryView(texts, root, page) }
        : { template: 'no-option', data: noOptionView(texts, root, page.offer, context.now) };
    case 'plan':
      return { template: 'plan', data: planView(texts, root, page) };
    case 'period':
      return { template: 'period', data: periodView(texts, root, page) };
    case 'review':
      return { template: 'review', data: reviewView(texts, root, page) };
    case 'others':
      return { template: 'others', data: othersView(texts, root, page.offer) };
    case 'ask-executive': {
      const executive = executiveForm(texts, root, page.offer, page.planId, context.now);
      return {
        template: 'ask-executive',
        data: { ...root, service: serviceView(page.offer, say), executive },
      };
    }
    case 'executive-sent':
      return { template: 'executive-sent', data: { ...root } };
    case 'status':
      return { template: 'status', data: statusView(texts, root, page, context.actor.maySeeInvoices) };
    case 'staff':
      return { template: 'staff', data: staffView(texts, root, page) };
    case 'error':
      return { template: 'error', data: { ...root, error: errorText(say, page.code) } };
  }
}
