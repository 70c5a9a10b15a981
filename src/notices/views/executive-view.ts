/** The form that becomes a ticket to the account executive, filled in with what is known. */
import type { Offer, PlanOffer } from '../../change/offer.ts';
import type { Reason } from '../../compatibility/verdict.ts';
import type { PlanId } from '../../catalogue/identifiers.ts';
import type { Instant } from '../../catalogue/time.ts';
import { amountText, quantityText } from '../quantity.ts';
import { reasonCodeText } from '../reasons.ts';
import { sayIn } from '../root.ts';
import type { PageRoot, Say, Texts } from '../root.ts';
import { usageRows } from './service-view.ts';
import { isOffTheShelf } from './shelf-view.ts';

/** What a form field of the panel can carry (connector protocol: 4000 characters a field). */
export const longestText = 4000;
export const longestSubject = 150;

/** "7,4 GB de disco de 10 GB, 3 buzones de 5": what was measured. */
export function usageText(texts: Texts, root: Pick<PageRoot, 'locale'>, offer: Pick<Offer, 'today'>): string {
  const { translate } = texts;
  const parts = usageRows(offer).map(({ metric, used, limit }) =>
    translate(root.locale, 'usage.of', {
      used: amountText(translate, root.locale, metric, used),
      limit: quantityText(translate, root.locale, metric, limit),
    }),
  );
  return parts.length === 0
    ? translate(root.locale, 'usage.unknown')
    : new Intl.ListFormat(root.locale.tag, { type: 'unit' }).format(parts);
}

/** The codes that explain most: the wanted plan's, else those about the service, else every code once. */
export function tellingReasons(offer: Offer, plan: PlanOffer | null): Reason[] {
  if (plan) return [...plan.reasons, ...plan.cycles.flatMap((cycle) => cycle.reasons)];
  return offer.serviceReasons.length > 0
    ? [...offer.serviceReasons]
    : offer.plans.filter((each) => !isOffTheShelf(each)).flatMap((each) => each.reasons);
}

export const codesOf = (reasons: readonly Reason[]): string =>
  [...new Set(reasons.map(reasonCodeText))].slice(0, 12).join('; ');

function prefilledText(texts: Texts, root: PageRoot, say: Say, offer: Offer, plan: PlanOffer | null): string {
  const { service } = offer;
  return [
    plan
      ? say('executive.text.wanted-plan', { plan: plan.plan.name, category: plan.category.name })
      : say('executive.text.wanted'),
    '',
    say('executive.text.service', { service: service.label, plan: service.planName }),
    say('executive.text.usage', { usage: usageText(texts, root, offer) }),
    '',
  ]
    .join('\n')
    .slice(0, longestText);
}

/** The data of partials/executive-form: shown on the no-option notice and on its own page. */
export function executiveForm(
  texts: Texts,
  root: PageRoot,
  offer: Offer,
  planId: PlanId | null,
  now: Instant,
) {
  const say = sayIn(texts, root.locale);
  const plan = offer.plans.find((each) => each.plan.id === planId && !isOffTheShelf(each)) ?? null;
  const categories = new Map(
    offer.plans
      .filter((each) => !isOffTheShelf(each))
      .map(({ category }) => [category.id, category.name] as const),
  );
  return {
    executiveName: offer.service.accountExecutive?.name ?? null,
    subject: say('executive.subject', { service: offer.service.label }).slice(0, longestSubject),
    text: prefilledText(texts, root, say, offer, plan),
    planId: plan?.plan.id ?? null,
    planName: plan?.plan.name ?? null,
    categories: plan
      ? []
      : [...categories].map(([id, name]) => ({ id, name, isCurrent: id === offer.service.categoryId })),
    // the same however often this very form is sent: one form, one ticket
    intent: `ask-${offer.service.id}-${now}`,
    longestText,
    longestSubject,
  };
}
