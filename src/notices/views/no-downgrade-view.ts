/** The no-downgrade notice: the source page's text around the drawn shelves, and what a cancellation loses. */
import type { Limit } from '../../catalogue/limit.ts';
import type { Offer } from '../../change/offer.ts';
import { amountText } from '../quantity.ts';
import { sayIn } from '../root.ts';
import type { PageRoot, Say, Texts } from '../root.ts';
import { familyOf } from './family.ts';
import { shelfView, smallerPlans } from './shelf-view.ts';
import type { DrawnShelf } from './shelf-view.ts';

/** The two drawn shelves with what is written under them; null where there is nothing to compare. */
function shelves(texts: Texts, root: PageRoot, say: Say, offer: Offer) {
  const view = shelfView(offer);
  if (!view) return { today: null, smaller: null };
  const amount = (limit: Limit, rounding: 'nearest' | 'up' = 'nearest'): string =>
    amountText(texts.translate, root.locale, view.metric, limit, rounding);
  const used = view.used === null ? null : amount(view.used);
  const todayLimit = amount(view.today);
  const limit = amount(view.target);
  const outside = amount(view.outside, 'up');
  const boardWidth = (shelf: DrawnShelf): number => shelf.rightPost + 2;
  return {
    today: {
      shelf: view.todayShelf,
      boardWidth: boardWidth(view.todayShelf),
      caption: say('shelf.today', { plan: offer.service.planName, limit: todayLimit }),
      books: used === null ? say('shelf.today-unknown') : say('shelf.today-used', { used }),
      picture:
        used === null
          ? say('shelf.picture-empty', { limit: todayLimit })
          : say('shelf.picture', { limit: todayLimit, used }),
    },
    smaller: {
      shelf: view.smallerShelf,
      boardWidth: boardWidth(view.smallerShelf),
      caption: say('shelf.new', { plan: view.planName, limit }),
      overflows: view.outside > 0,
      books:
        used === null
          ? say('shelf.new-unknown')
          : view.outside > 0
            ? say('shelf.new-outside', { outside })
            : say('shelf.new-inside'),
      picture:
        used === null
          ? say('shelf.picture-empty', { limit })
          : view.outside > 0
            ? say('shelf.picture-outside', { limit, used, outside })
            : say('shelf.picture', { limit, used }),
    },
  };
}

/** What partials/no-downgrade shows; null where no smaller plan is refused. */
export function noDowngradeView(texts: Texts, root: PageRoot, offer: Offer) {
  const smaller = smallerPlans(offer);
  if (smaller.length === 0) return null;
  const say = sayIn(texts, root.locale);
  const isNever = smaller.some((plan) =>
    [...plan.reasons, ...plan.cycles.flatMap((cycle) => cycle.reasons)].some(
      ({ code }) => code === 'smaller-than-today',
    ),
  );
  const family = familyOf(offer);
  return {
    isNever,
    planNames: new Intl.ListFormat(root.locale.tag).format(smaller.map((plan) => plan.plan.name)),
    loses: say(`loses.${family}`),
    ...shelves(texts, root, say, offer),
    cancellationUrl: root.urls.cancellation,
  };
}
