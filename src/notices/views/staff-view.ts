/** What staff see of a service: its changes with their history and what can be done, and every plan with its verdict. */
import type { CycleOffer, Offer, PlanOffer } from '../../change/offer.ts';
import type { Change } from '../../change/states.ts';
import type { HistoryEntry } from '../../store/port.ts';
import { reasonCodeText, reasonText } from '../reasons.ts';
import { sayIn } from '../root.ts';
import type { PageRoot, Say, Texts } from '../root.ts';
import type { Page } from '../page.ts';

/** How much of a history a page shows; `upshelf show` gives all of it. */
const mostEntries = 60;

function changeRow(say: Say, change: Change, history: readonly HistoryEntry[], isFirst: boolean) {
  const { pinned, attention } = change;
  return {
    id: change.id,
    reference: change.reference,
    isFirst,
    state: change.state,
    stateName: say(`states.${change.state}.staff`),
    from: pinned.from.planName,
    to: pinned.to.planName,
    cycleName: say(`cycles.${pinned.to.cycle}.name`),
    total: pinned.quote.total,
    currency: pinned.quote.currency,
    createdAt: change.createdAt,
    updatedAt: change.updatedAt,
    waiting:
      change.waiting === null || change.state === 'needs-attention' ? null : say(`waiting.${change.waiting}`),
    grade: change.grade === null ? null : say(`grades.${change.grade}`),
    attention: attention && {
      code: attention.reason,
      text: say(`attention.${attention.reason}.staff`),
      todo: say(`attention.${attention.reason}.todo`),
      detail: attention.detail,
      since: attention.since,
    },
    wish:
      change.staffWish === null
        ? null
        : say(`staff.wish.${change.staffWish.kind}`, { by: change.staffWish.by }),
    mayDecide: change.state === 'needs-attention' && change.staffWish === null,
    history: history.slice(-mostEntries).map((entry) => ({
      at: entry.at,
      who: entry.who,
      kind: say(`history.${entry.kind}`),
      what: entry.what,
      detail:
        entry.detail === null || entry.detail === undefined ? null : JSON.stringify(entry.detail, null, 1),
    })),
  };
}

function cycleRow(
  texts: Texts,
  root: PageRoot,
  say: Say,
  offer: Offer,
  plan: PlanOffer,
  cycle: CycleOffer | null,
) {
  const reasons = cycle ? cycle.reasons : plan.reasons;
  const verdict = cycle?.verdict ?? plan.verdict;
  const told = reasons.map((reason) => ({
    code: reasonCodeText(reason),
    text: reasonText(texts, reason, { locale: root.locale, offer }).text,
  }));
  return {
    cycleName: cycle ? say(`cycles.${cycle.cycle}.name`) : null,
    verdict,
    verdictName: say(`verdicts.${verdict}`),
    policy: cycle?.quote ? say(`policies.${cycle.quote.policyApplied}`) : null,
    total: cycle?.quote?.total ?? null,
    renewalAmount: cycle?.quote?.renewalAmount ?? null,
    currency: offer.service.currency,
    first: told.slice(0, 1),
    rest: told.slice(1),
  };
}

function planRows(texts: Texts, root: PageRoot, say: Say, offer: Offer, plan: PlanOffer) {
  const cycles = plan.cycles.length > 0 ? plan.cycles : [null];
  return {
    name: plan.plan.name,
    categoryName: plan.category.name,
    direction: say(`directions.${plan.direction}`),
    // the plan's name stands once, beside all of its cycles
    rows: cycles.map((cycle, index) => ({
      ...cycleRow(texts, root, say, offer, plan, cycle),
      heads: index === 0 ? cycles.length : null,
    })),
  };
}

export function staffView(
  texts: Texts,
  root: PageRoot,
  { serviceLabel, changes, offer, alert }: Extract<Page, { kind: 'staff' }>,
) {
  const say = sayIn(texts, root.locale);
  return {
    ...root,
    alert,
    serviceLabel,
    changes: changes.map(({ change, history }, index) => changeRow(say, change, history, index === 0)),
    offeredAt: offer?.offeredAt ?? null,
    plans: offer?.plans.map((plan) => planRows(texts, root, say, offer, plan)) ?? [],
  };
}
