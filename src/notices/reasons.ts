/** Every reason why a plan is missing, in plain words: what was measured, what to do about it, where. */
import type { Metric } from '../catalogue/metric.ts';
import type { Offer } from '../change/offer.ts';
import type { Reason, Remedy } from '../compatibility/verdict.ts';
import { safeUrl } from './links.ts';
import { amountText, quantityText } from './quantity.ts';
import type { Texts } from './root.ts';
import { parametersOf } from './translate.ts';
import type { Locale, Parameters } from './translate.ts';

export interface ReasonContext {
  readonly locale: Locale;
  /** Where given, a remedy can name the plan that would do. */
  readonly offer: Pick<Offer, 'plans'> | null;
}

/** What is read: why, the way out where there is one, and where to go for it. */
export interface ReasonText {
  readonly text: string;
  readonly remedy: string | null;
  readonly link: { readonly url: string; readonly label: string } | null;
}

/** From the fullest telling to the plainest; the first whose parameters are all known is used. */
const tellings = ['full', 'some', 'plain'] as const;

function fullest(texts: Texts, locale: Locale, key: string, parameters: Parameters): string | null {
  for (const telling of tellings) {
    const message = texts.messages[locale.language].get(`${key}.${telling}`);
    if (message !== undefined && parametersOf(message).every((name) => Object.hasOwn(parameters, name))) {
      return texts.translate(locale, `${key}.${telling}`, parameters);
    }
  }
  return null;
}

/** The metric's name and the numbers with their noun: "disco", "7,4 GB de disco". Without a metric numbers say nothing. */
function parametersFor(texts: Texts, { metric, have, need, subject }: Reason, locale: Locale): Parameters {
  const { translate } = texts;
  return {
    ...(subject !== undefined && { subject }),
    ...(metric !== undefined && {
      metric: translate(locale, `metrics.${metric}.name-inside`),
      ...(have !== undefined && { have: amountText(translate, locale, metric, have) }),
      ...(need !== undefined && { need: amountText(translate, locale, metric, need) }),
    }),
  };
}

/** What to free is rounded up, so that freeing it is enough. */
function remedyParameters(
  texts: Texts,
  remedy: Remedy,
  metric: Metric | undefined,
  { locale, offer }: ReasonContext,
): Parameters {
  if (remedy.kind !== 'make-room' && remedy.kind !== 'choose-bigger') return {};
  const plan = offer?.plans.find((candidate) => candidate.plan.id === remedy.plan)?.plan.name;
  return {
    ...(metric !== undefined && {
      atLeast: quantityText(texts.translate, locale, metric, remedy.atLeast, 'up'),
      ...(remedy.kind === 'make-room' && {
        free: amountText(texts.translate, locale, metric, remedy.free, 'up'),
      }),
    }),
    ...(plan !== undefined && { plan }),
  };
}

/**
 * The text of one reason for the client.
 * @throws Error when the reason's code has no text at all: a defect, which a test would have found
 */
export function reasonText(texts: Texts, reason: Reason, context: ReasonContext): ReasonText {
  const { locale } = context;
  // the host's own words, which the settings keep per language
  const ownWords = reason.text?.[locale.tag] ?? reason.text?.[locale.language];
  const text =
    ownWords ?? fullest(texts, locale, `reasons.${reason.code}`, parametersFor(texts, reason, locale));
  if (text === null) throw new Error(`No text for the reason "${reason.code}" in ${locale.language}.`);
  const remedy: Remedy | null = reason.remedy ?? (reason.who === 'staff' ? { kind: 'ask-executive' } : null);
  const url = reason.url === undefined ? null : safeUrl(reason.url);
  return {
    text,
    remedy: remedy && remedyText(texts, reason, remedy, context),
    link: url === null ? null : { url, label: texts.translate(locale, 'reasons-link') },
  };
}

/** A code may word its remedy by itself: `order-anew` reads differently beside a smaller plan and beside a foreign one. */
function remedyText(
  texts: Texts,
  { code, metric }: Reason,
  remedy: Remedy,
  context: ReasonContext,
): string | null {
  const parameters = remedyParameters(texts, remedy, metric, context);
  return (
    fullest(texts, context.locale, `remedies-for.${code}.${remedy.kind}`, parameters) ??
    fullest(texts, context.locale, `remedies.${remedy.kind}`, parameters)
  );
}

/** For logs, tickets and staff: `usage-does-not-fit (disk 13314398618 / 10737418240)`. */
export function reasonCodeText({ code, metric, have, need, subject }: Reason): string {
  const numbers =
    have === undefined && need === undefined ? [] : [`${String(have ?? '?')} / ${String(need ?? '?')}`];
  const about = [metric, subject, ...numbers].filter((part) => part !== undefined).join(' ');
  return about ? `${code} (${about})` : code;
}
