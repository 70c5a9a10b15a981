/** "¿Por qué no veo otros planes?": the plans that cannot be chosen, each with every reason and the way out. */
import type { BillingCycle } from '../../catalogue/billing-cycle.ts';
import type { Instant } from '../../catalogue/time.ts';
import type { Offer, PlanOffer } from '../../change/offer.ts';
import type { Reason } from '../../compatibility/verdict.ts';
import { reasonText } from '../reasons.ts';
import type { ReasonText } from '../reasons.ts';
import { sayIn } from '../root.ts';
import type { PageRoot, Say, Texts } from '../root.ts';
import { executiveForm } from './executive-view.ts';
import { serviceView } from './service-view.ts';
import { noDowngradeView } from './no-downgrade-view.ts';
import { isOffTheShelf } from './shelf-view.ts';

const sameReason = (left: Reason, right: Reason): boolean =>
  left.code === right.code && left.subject === right.subject && left.metric === right.metric;

interface CycleReason {
  readonly reason: Reason;
  /** null: it holds for every cycle. */
  readonly cycle: BillingCycle | null;
}

const byCycle = (plan: PlanOffer): CycleReason[] =>
  plan.cycles
    .filter((cycle) => cycle.verdict !== 'allow')
    .flatMap(({ cycle, reasons }) => reasons.map((reason) => ({ reason, cycle })))
    .filter(({ reason }) => !plan.reasons.some((general) => sameReason(general, reason)));

function allReasons(plan: PlanOffer): CycleReason[] {
  return [...plan.reasons.map((reason) => ({ reason, cycle: null })), ...byCycle(plan)];
}

export interface ShownReason extends ReasonText {
  readonly cycleName: string | null;
}

/** The reasons in words; one text that holds for several cycles is told once, with their names. */
function tell(
  texts: Texts,
  root: PageRoot,
  say: Say,
  offer: Offer,
  reasons: readonly CycleReason[],
): ShownReason[] {
  const told = new Map<string, { text: ReasonText; cycles: string[] }>();
  for (const { reason, cycle } of reasons) {
    const text = reasonText(texts, reason, { locale: root.locale, offer });
    const entry = told.get(text.text) ?? { text, cycles: [] };
    if (cycle !== null) entry.cycles.push(say(`cycles.${cycle}.name`));
    told.set(text.text, entry);
  }
  const list = new Intl.ListFormat(root.locale.tag);
  return [...told.values()].map(({ text, cycles }, index, all) => ({
    ...text,
    // one way out for several reasons is told once, after the last of them
    remedy: all.slice(index + 1).some((later) => later.text.remedy === text.remedy) ? null : text.remedy,
    cycleName: cycles.length > 0 ? list.format(cycles) : null,
  }));
}

export const tellAll = (
  texts: Texts,
  root: PageRoot,
  offer: Offer,
  reasons: readonly Reason[],
): ShownReason[] =>
  tell(
    texts,
    root,
    sayIn(texts, root.locale),
    offer,
    reasons.map((reason) => ({ reason, cycle: null })),
  );

/** So many reasons of a plan are read at a glance; the others open below them. */
const toldAtOnce = 3;

interface Group {
  readonly names: string[];
  readonly reasons: readonly ShownReason[];
  /** The plan that the account executive would be asked about; null for a group that nobody has to ask for. */
  readonly askPlanId: string | null;
  readonly isPossible: boolean;
}

/** Plans of one category; those that are missing for the same reasons are told together. */
function groups(
  texts: Texts,
  root: PageRoot,
  say: Say,
  offer: Offer,
  plans: readonly PlanOffer[],
  common: readonly Reason[],
): Group[] {
  const found = new Map<string, Group>();
  for (const plan of plans) {
    const own = allReasons(plan).filter(
      ({ reason }) => !common.some((general) => sameReason(general, reason)),
    );
    if (own.length === 0) continue;
    const asks = plan.verdict === 'ask-executive';
    const told = tell(texts, root, say, offer, own);
    // the link below such a plan is its way out
    const reasons = asks ? told.map((reason) => ({ ...reason, remedy: null })) : told;
    const key = JSON.stringify([reasons, asks ? plan.plan.id : plan.verdict]);
    const group = found.get(key) ?? {
      names: [],
      reasons,
      askPlanId: asks ? plan.plan.id : null,
      isPossible: plan.verdict === 'allow',
    };
    group.names.push(plan.plan.name);
    found.set(key, group);
  }
  return [...found.values()];
}

export function othersView(texts: Texts, root: PageRoot, offer: Offer) {
  const say = sayIn(texts, root.locale);
  const common = offer.serviceReasons;
  const list = new Intl.ListFormat(root.locale.tag);
  const shown = offer.plans.filter((plan) => !isOffTheShelf(plan));
  const categories = new Map<string, { name: string; plans: PlanOffer[] }>();
  for (const plan of shown) {
    const entry = categories.get(plan.category.id) ?? { name: plan.category.name, plans: [] };
    entry.plans.push(plan);
    categories.set(plan.category.id, entry);
  }
  return {
    ...root,
    service: serviceView(offer, say),
    common: tellAll(texts, root, offer, common),
    categories: [...categories.values()]
      .map(({ name, plans }) => ({
        name,
        groups: groups(texts, root, say, offer, plans, common).map((group) => ({
          ...group,
          names: list.format(group.names),
          first: group.reasons.slice(0, toldAtOnce),
          rest: group.reasons.slice(toldAtOnce),
        })),
      }))
      .filter((category) => category.groups.length > 0),
    noDowngrade: noDowngradeView(texts, root, offer),
  };
}

/** The no-option notice, with the form to the account executive below it. */
export function noOptionView(texts: Texts, root: PageRoot, offer: Offer, now: Instant) {
  return {
    ...root,
    service: serviceView(offer, sayIn(texts, root.locale)),
    common: tellAll(texts, root, offer, offer.serviceReasons),
    executive: executiveForm(texts, root, offer, null, now),
  };
}
