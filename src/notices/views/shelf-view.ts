/** The source page's bookshelf, drawn with the service's own numbers: today's shelf, and the smaller one, at one scale. */
import { metricNames, metrics } from '../../catalogue/metric.ts';
import type { Metric } from '../../catalogue/metric.ts';
import type { Limit } from '../../catalogue/limit.ts';
import { compareLimits } from '../../catalogue/limit.ts';
import type { Offer, PlanOffer } from '../../change/offer.ts';
import type { MetricMove } from '../../compatibility/verdict.ts';

/** One book: where it stands, and whether the shelf ends before it. */
export interface Book {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: number;
  /** Degrees; only books that found no room lean. */
  readonly lean: number;
}

export interface DrawnShelf {
  readonly width: number;
  /** No right end: unlimited. */
  readonly endless: boolean;
  readonly rightPost: number;
  readonly books: readonly Book[];
  readonly outside: readonly Book[];
}

/** The drawing's own units, as in the viewBox of partials/shelf.html.hbs. */
export const drawing = { width: 640, left: 14, room: 600, board: 118, floor: 132 } as const;

const widths = [17, 12, 21, 14, 10, 19, 15, 23, 11, 16, 13];
const heights = [84, 70, 92, 62, 78, 88, 66, 80, 74, 94, 68];
/** All the same way, so that they do not run into each other. */
const lean = 6;
const smallestBook = 5;

const nth = (list: readonly number[], index: number): number => list[index % list.length] ?? 0;

/** Books side by side from `left` to `right`; the last one is as wide as what is left. */
function row(left: number, right: number, first: number, baseline: number, leaning: boolean): Book[] {
  const books: Book[] = [];
  for (let x = left, index = first; right - x >= 1; index += 1) {
    const rest = right - x;
    const wanted = nth(widths, index);
    const width = rest - wanted < smallestBook ? rest : wanted;
    const height = nth(heights, index);
    books.push({
      x: round(x),
      y: baseline - height,
      width: round(width - 1.5),
      height,
      colour: index % 5,
      lean: leaning ? lean : 0,
    });
    x += width;
  }
  return books;
}

const round = (value: number): number => Math.max(1, Math.round(value * 10) / 10);

/** One shelf that holds `limit`, with books for `used` (0: empty), where `scale` is drawing units per unit of use. */
function draw(limit: Limit, used: number, scale: number): DrawnShelf {
  const end = limit === 'unlimited' ? drawing.room : limit * scale;
  // a little use is still a book
  const filled = used === 0 ? 0 : Math.max(smallestBook + 2, used * scale);
  const inside = Math.min(filled, end);
  const books = row(drawing.left, drawing.left + inside, 0, drawing.board, false);
  const outsideFrom = drawing.left + end + 16;
  return {
    width: round(end),
    endless: limit === 'unlimited',
    rightPost: round(drawing.left + end),
    books,
    outside:
      filled > end ? row(outsideFrom, outsideFrom + filled - end, books.length, drawing.floor, true) : [],
  };
}

/** The metric that shows best why a shelf may not shrink: one whose books do not fit, else stored things, disk first. */
function telling(offer: Offer, plan: PlanOffer): MetricMove | null {
  const smaller = metricNames.flatMap((name) =>
    plan.moves.filter(
      ({ metric, today, target }) => metric === name && today !== null && compareLimits(target, today) < 0,
    ),
  );
  const stored = smaller.filter(
    ({ metric }) => metrics[metric].kind === 'persistent' && metrics[metric].unit !== 'yes-no',
  );
  return stored.find((move) => overflow(offer, move) > 0) ?? stored[0] ?? smaller[0] ?? null;
}

const usedOf = (offer: Offer, metric: Metric): number | null => offer.today.usage[metric]?.quantity ?? null;

const overflow = (offer: Offer, { metric, target }: MetricMove): number =>
  target === 'unlimited' ? 0 : Math.max(0, (usedOf(offer, metric) ?? 0) - target);

export interface ShelfView {
  readonly planName: string;
  readonly metric: Metric;
  readonly today: Limit;
  readonly target: Limit;
  /** null: nobody could measure it; then the shelves are drawn empty and nothing is claimed. */
  readonly used: number | null;
  /** What stays outside the smaller shelf, in the metric's own unit. */
  readonly outside: number;
  readonly todayShelf: DrawnShelf;
  readonly smallerShelf: DrawnShelf;
}

/** The refused smaller plans of an offer: what the no-downgrade notice is about. */
export const smallerPlans = (offer: Offer): PlanOffer[] =>
  offer.plans.filter(
    (plan) => plan.verdict !== 'allow' && plan.direction === 'downgrade' && !isOffTheShelf(plan),
  );

/** Hidden and retired plans are no business of a client's. */
export const isOffTheShelf = (plan: PlanOffer): boolean =>
  plan.plan.hidden || plan.plan.retired || plan.category.hidden;

/** The drawing for the smaller plan that tells most: one that the books do not fit, else the first; null: none. */
export function shelfView(offer: Offer): ShelfView | null {
  const candidates = smallerPlans(offer).flatMap((plan) => {
    const move = telling(offer, plan);
    return move ? [{ plan, move }] : [];
  });
  const chosen = candidates.find(({ move }) => overflow(offer, move) > 0) ?? candidates[0];
  if (!chosen || chosen.move.today === null) return null;
  const { metric, today, target } = chosen.move;
  const used = usedOf(offer, metric);
  const largest = Math.max(used ?? 0, ...[today, target].filter((limit) => limit !== 'unlimited'), 1);
  const scale = (drawing.room - (overflow(offer, chosen.move) > 0 ? 22 : 0)) / largest;
  return {
    planName: chosen.plan.plan.name,
    metric,
    today,
    target,
    used,
    outside: overflow(offer, chosen.move),
    todayShelf: draw(today, used ?? 0, scale),
    smallerShelf: draw(target, used ?? 0, scale),
  };
}
