/** The helpers of our templates. They format; they decide nothing and never calculate with money. */
import type { HelperDelegate, HelperOptions } from 'handlebars';
import { formatAmount, formatDate } from '../billing/format.ts';
import type { CurrencyCode, SignedAmount } from '../catalogue/amount.ts';
import type { Limit } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { PanelConventions } from '../catalogue/plans-on-sale.ts';
import type { CivilDate, Instant } from '../catalogue/time.ts';
import { dateTimeText } from './date-time.ts';
import { safeUrl, stepUrl } from './links.ts';
import { amountText, quantityText } from './quantity.ts';
import type { StepName } from './page.ts';
import type { Locale, Parameters, Translate } from './translate.ts';

/** What every template's data carries at its root. */
export interface Root {
  readonly locale: Locale;
  readonly conventions: PanelConventions;
  /** The panel's address of our page; '' where there is none, as in messages. */
  readonly pageUrl: string;
}

const rootOf = (options: HelperOptions): Root => (options.data as { root: Root }).root;

/** A value in a template is data from a typed view; this is the one place where its type is said again. */
const helper = (
  format: (root: Root, value: never, hash: Parameters, second: never) => string,
): HelperDelegate =>
  function (...values: unknown[]) {
    const options = values.at(-1) as HelperOptions;
    const [first, second] =
      values.length > 2 ? values : [values.length > 1 ? values[0] : undefined, undefined];
    return format(rootOf(options), first as never, options.hash as Parameters, second as never);
  };

/** `t key name=value`, `money amount currency`, `date civilDate`, `dateTime instant`, `quantity metric limit`, … */
export const createHelpers = (translate: Translate): Readonly<Record<string, HelperDelegate>> => ({
  t: helper(({ locale }, key: string, parameters) => translate(locale, key, parameters)),
  money: helper(({ locale }, amount: SignedAmount, _, currency: CurrencyCode) =>
    formatAmount(amount, currency, locale.tag),
  ),
  date: helper(({ conventions }, date: CivilDate) => formatDate(date, conventions.dateFormat)),
  dateTime: helper(({ conventions }, instant: Instant) => dateTimeText(instant, conventions)),
  quantity: helper(({ locale }, metric: Metric, _, limit: Limit) =>
    quantityText(translate, locale, metric, limit),
  ),
  amount: helper(({ locale }, metric: Metric, _, limit: Limit) =>
    amountText(translate, locale, metric, limit),
  ),
  /** A foreign address; views drop those that are not safe, so that meeting one here is a defect. */
  safe: helper((_, url: string) => {
    const safe = safeUrl(url);
    if (safe === null) throw new Error('An unsafe address reached a template.');
    return safe;
  }),
  step: helper(({ pageUrl }, name: StepName, fields) =>
    stepUrl(
      pageUrl,
      Object.fromEntries(
        Object.entries<string | number>({ step: name, ...fields }).map(([key, value]) => [key, `${value}`]),
      ),
    ),
  ),
});
