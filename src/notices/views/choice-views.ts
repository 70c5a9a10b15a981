/** The three steps of choosing: category, plan, payment period; only what is possible appears. */
import { metricNames } from '../../catalogue/metric.ts';
import { compareLimits } from '../../catalogue/limit.ts';
import type { Offer, PlanOffer } from '../../change/offer.ts';
import type { MetricMove } from '../../compatibility/verdict.ts';
import { growthText } from '../quantity.ts';
import { sayIn } from '../root.ts';
import type { PageRoot, Say, Texts } from '../root.ts';
import type { Page } from '../page.ts';
import {
  possibleCategories,
  possibleCategory,
  possibleCycles,
  possiblePlan,
  usualCycle,
} from './offer-lookups.ts';
import { serviceView } from './service-view.ts';
import { todayPrice } from './today-price.ts';
import { trail } from './trail.ts';

type PageOf<Kind extends Page['kind']> = Extract<Page, { kind: Kind }>;

const inOrder = (moves: readonly MetricMove[]): MetricMove[] =>
  moves.toSorted((left, right) => metricNames.indexOf(left.metric) - metricNames.indexOf(right.metric));

const grows = ({ today, target }: MetricMove): boolean => today === null || compareLimits(target, today) > 0;
const shrinks = ({ today, target }: MetricMove): boolean =>
  today !== null && compareLimits(target, today) < 0;

/** The largest growth in each metric over several plans. */
function largestGrowth(plans: readonly PlanOffer[]): MetricMove[] {
  const largest = new Map<string, MetricMove>();
  for (const move of plans
    .flatMap((plan) => plan.moves)
    .filter((move) => move.today !== null && grows(move))) {
    const known = largest.get(move.metric);
    if (!known || compareLimits(move.target, known.target) > 0) largest.set(move.metric, move);
  }
  return inOrder([...largest.values()]);
}

const growthOf = (texts: Texts, root: PageRoot, { metric, today, target }: MetricMove): string =>
  growthText(texts.translate, root.locale, metric, today, target);

function benefit(texts: Texts, root: PageRoot, say: Say, plans: readonly PlanOffer[]): string {
  const most = largestGrowth(plans).slice(0, 2);
  if (most.length === 0) return say('category.benefit-other');
  const list = new Intl.ListFormat(root.locale.tag, { type: 'conjunction' });
  return say('category.benefit', { list: list.format(most.map((move) => growthOf(texts, root, move))) });
}

export function categoryView(texts: Texts, root: PageRoot, { offer, alert }: PageOf<'category'>) {
  const say = sayIn(texts, root.locale);
  return {
    ...root,
    alert,
    service: serviceView(offer, say),
    trail: trail(root, say, 'category', {}),
    categories: possibleCategories(offer).map(({ category, plans }) => ({
      id: category.id,
      name: category.name,
      count: plans.length,
      benefit: benefit(texts, root, say, plans),
      isCurrent: category.id === offer.service.categoryId,
    })),
  };
}

export function planView(texts: Texts, root: PageRoot, { offer, categoryId, alert }: PageOf<'plan'>) {
  const say = sayIn(texts, root.locale);
  const { category, plans } = possibleCategory(offer, categoryId);
  return {
    ...root,
    alert,
    service: serviceView(offer, say),
    trail: trail(root, say, 'plan', { category: category.id }),
    categoryName: category.name,
    taxNote: taxNote(say, root, offer),
    plans: plans.map((plan) => planCard(texts, root, say, offer, plan)),
  };
}

/** Whether the prices of the cards are before tax; said only to those who pay some. */
function taxNote(say: Say, { conventions }: PageRoot, { service }: Offer): string | null {
  if (service.tax.exempt || service.tax.rates.length === 0) return null;
  return say(conventions.pricesIncludeTax ? 'prices.with-tax' : 'prices.before-tax');
}

/** How many lines of growth a card holds before it stops being readable. */
const mostLines = 6;

function planCard(texts: Texts, root: PageRoot, say: Say, offer: Offer, plan: PlanOffer) {
  const { cycle, quote } = usualCycle(offer, plan);
  const moves = inOrder(plan.moves);
  return {
    id: plan.plan.id,
    name: plan.plan.name,
    grows: moves
      .filter(grows)
      .slice(0, mostLines)
      .map((move) => growthOf(texts, root, move)),
    shrinks: moves.filter(shrinks).map((move) => growthOf(texts, root, move)),
    isCurrent: plan.plan.id === offer.service.planId,
    ...todayPrice(quote),
    renewalAmount: quote.renewalAmount,
    nextDueDate: quote.nextDueDate,
    per: say(`cycles.${cycle}.per`),
    cycleName: say(`cycles.${cycle}.name`),
    moreCycles: possibleCycles(plan).length - 1,
  };
}

export function periodView(texts: Texts, root: PageRoot, { offer, planId, alert }: PageOf<'period'>) {
  const say = sayIn(texts, root.locale);
  const plan = possiblePlan(offer, planId);
  const usual = usualCycle(offer, plan).cycle;
  return {
    ...root,
    alert,
    service: serviceView(offer, say),
    trail: trail(root, say, 'period', { category: plan.category.id, plan: plan.plan.id }),
    categoryId: plan.category.id,
    plan: { id: plan.plan.id, name: plan.plan.name },
    taxNote: taxNote(say, root, offer),
    cycles: possibleCycles(plan).map(({ cycle, quote }) => ({
      cycle,
      name: say(`cycles.${cycle}.name`),
      per: say(`cycles.${cycle}.per`),
      isUsual: cycle === usual,
      isToday: cycle === offer.service.cycle,
      ...todayPrice(quote),
      renewalAmount: quote.renewalAmount,
      nextDueDate: quote.nextDueDate,
      policy: say(`policies.${quote.policyApplied}`),
    })),
  };
}
