import { describe, expect, test } from 'vitest';
import type { Limits } from '../../../src/catalogue/limit.ts';
import type { Offer } from '../../../src/change/offer.ts';
import { drawing, shelfView } from '../../../src/notices/views/shelf-view.ts';
import type { Book } from '../../../src/notices/views/shelf-view.ts';
import { aCategory, aPlanOffer, aService, gb, offeredAt, usageOf } from '../../support/offers.ts';

const nobody = { code: 'smaller-than-today', who: 'nobody' } as const;

function offerOf(today: Limits, target: Limits, used: Parameters<typeof usageOf>[0]): Offer {
  const service = aService();
  const spec = {
    id: 'small',
    name: 'Chico',
    category: aCategory('web', 'Web'),
    limits: target,
    prices: {},
    reasons: [nobody],
  };
  return {
    service,
    today: { limits: today, usage: usageOf(used) },
    interruption: 'none',
    serviceReasons: [],
    plans: [aPlanOffer(service, today, spec)],
    offeredAt,
  };
}

const endOf = (books: readonly Book[]): number => Math.max(...books.map((book) => book.x + book.width));
const sum = (books: readonly Book[]): number => endOf(books) - (books[0]?.x ?? 0);

describe('the drawn shelf', () => {
  const view = shelfView(offerOf({ disk: gb(20) }, { disk: gb(5) }, { disk: gb(8) }));

  test('both shelves are drawn at one scale: a quarter of the limit is a quarter of the width', () => {
    expect(view?.smallerShelf.width).toBeCloseTo((view?.todayShelf.width ?? 0) / 4, 0);
  });

  test("the books take their share of today's shelf, and the same width on both shelves together", () => {
    const today = sum(view?.todayShelf.books ?? []);
    expect(today / (view?.todayShelf.width ?? 1)).toBeCloseTo(8 / 20, 1);
    const small = sum(view?.smallerShelf.books ?? []) + sum(view?.smallerShelf.outside ?? []);
    expect(Math.abs(small - today)).toBeLessThan(6);
  });

  test('what exceeds the smaller shelf stands outside of it, in the unit of the metric', () => {
    expect(view?.outside).toBe(gb(8) - gb(5));
    expect((view?.smallerShelf.outside[0]?.x ?? 0) > (view?.smallerShelf.rightPost ?? 0)).toBe(true);
    expect(endOf(view?.smallerShelf.books ?? [])).toBeLessThanOrEqual(view?.smallerShelf.rightPost ?? 0);
    expect(view?.todayShelf.outside).toEqual([]);
  });

  test.each([
    ['far more books than shelf', { disk: gb(1) }, { disk: gb(0.1) }, { disk: gb(50) }],
    ['full to the edge', { disk: gb(10) }, { disk: gb(9) }, { disk: gb(10) }],
    ['no room at all', { disk: gb(10) }, { disk: 0 }, { disk: gb(3) }],
    ['unlimited today', { disk: 'unlimited' }, { disk: gb(10) }, { disk: gb(30) }],
    ['one file', { disk: gb(1000) }, { disk: gb(10) }, { disk: 1 }],
  ] as [string, Limits, Limits, Parameters<typeof usageOf>[0]][])(
    'nothing is drawn outside the picture: %s',
    (_, today, target, used) => {
      const drawn = shelfView(offerOf(today, target, used));
      const books = [drawn?.todayShelf, drawn?.smallerShelf].flatMap((shelf) => [
        ...(shelf?.books ?? []),
        ...(shelf?.outside ?? []),
      ]);
      expect(books.length).toBeGreaterThan(0);
      expect(
        books.filter((book) => book.x < 0 || book.x + book.width > drawing.width || book.width <= 0),
      ).toEqual([]);
      expect(books.length).toBeLessThan(200);
    },
  );
});

test('books that exactly fill the smaller shelf fit (failure mode 54)', () => {
  const view = shelfView(offerOf({ disk: gb(10) }, { disk: gb(4) }, { disk: gb(4) }));
  expect(view?.outside).toBe(0);
  expect(view?.smallerShelf.outside).toEqual([]);
});

test('nothing measured: empty shelves, and no claim', () => {
  const view = shelfView(offerOf({ disk: gb(10) }, { disk: gb(4) }, {}));
  expect(view?.used).toBeNull();
  expect(view?.todayShelf.books).toEqual([]);
});

test('what does not fit is shown before what merely shrinks', () => {
  const view = shelfView(
    offerOf({ disk: gb(10), mailboxes: 10 }, { disk: gb(5), mailboxes: 5 }, { disk: gb(1), mailboxes: 8 }),
  );
  expect(view?.metric).toBe('mailboxes');
});

test('no smaller plan, no drawing', () => {
  expect(shelfView(offerOf({ disk: gb(10) }, { disk: gb(20) }, { disk: gb(1) }))).toBeNull();
});
