/** What every template of one rendering shares at its root, made from the page's context. */
import { safeUrl } from './links.ts';
import type { Root } from './helpers.ts';
import type { PageContext } from './page.ts';
import { localeFor } from './translate.ts';
import type { Language, Locale, Messages, Translate } from './translate.ts';

/** What the views are given beside page and context. */
export interface Texts {
  readonly translate: Translate;
  readonly messages: Readonly<Record<Language, Messages>>;
  readonly defaultLanguage: Language;
}

/** `root` data of a page: the helpers read the first three, the partials the rest. */
export interface PageRoot extends Root {
  readonly urls: {
    readonly service: string | null;
    readonly cancellation: string | null;
    readonly invoices: string | null;
  };
  readonly hiddenFields: readonly { readonly name: string; readonly value: string }[];
  readonly mayOrder: boolean;
}

/** Shorthand that the views use: a text in the page's language. */
export type Say = (key: string, parameters?: Parameters<Translate>[2]) => string;

export const localeOf = (texts: Texts, language: string): Locale =>
  localeFor(language, texts.defaultLanguage);

export const sayIn =
  (texts: Texts, locale: Locale): Say =>
  (key, parameters) =>
    texts.translate(locale, key, parameters);

/** Addresses that a browser must not be sent to are dropped here, with the link that would have shown them. */
export const pageRoot = (texts: Texts, context: PageContext): PageRoot => ({
  locale: localeOf(texts, context.language),
  conventions: context.conventions,
  pageUrl: safeUrl(context.urls.page) ?? '',
  urls: {
    service: safeUrl(context.urls.service),
    cancellation: safeUrl(context.urls.cancellation),
    invoices: safeUrl(context.urls.invoices),
  },
  hiddenFields: context.hiddenFields,
  mayOrder: context.actor.mayOrder,
});
