/** What the panel's price list makes doubtful. */
import type { Amount } from '../../catalogue/amount.ts';
import type { Plan, PlanPrice } from '../../catalogue/plans-on-sale.ts';
import { someOf, type Finding } from './finding.ts';
import type { CheckedPlan, CheckModel } from './model.ts';
import type { Pairs } from './pairs.ts';

/** Plans without a price in a currency and cycle that others of their category have. */
export function checkMissingPrices(model: CheckModel): Finding[] {
  const onSale = model.catalogue.plans.filter((plan) => model.isManaged(plan) && model.isOnSale(plan));
  return onSale.flatMap((plan) => {
    const others = onSale.filter(({ categoryId }) => categoryId === plan.categoryId);
    const own = new Set(plan.prices.map(kindOf));
    const wanted = new Set(others.flatMap(({ prices }) => prices.map(kindOf)));
    const missing = [...wanted].filter((kind) => !own.has(kind));
    if (missing.length === 0) return [];
    return [
      {
        code: 'price-missing',
        level: 'warning',
        path: model.pathOf(plan.id),
        message: `${plan.name} has no price for ${someOf(missing)}, which others of ${nameOfCategory(plan, model)} have.`,
        next: 'Add the price in the panel, if clients who pay so are to be offered this plan.',
      } as const,
    ];
  });
}

const kindOf = ({ currency, cycle }: PlanPrice): string => `${currency} ${cycle}`;
const nameOfCategory = ({ categoryId }: Plan, { categoryNames }: CheckModel): string =>
  categoryNames.get(categoryId) ?? categoryId;

/** Plans on sale that give less than a cheaper one: the dearer is named, with the first that beats it. */
export function checkCheaperButBigger({ plans }: CheckModel, pairs: Pairs): Finding[] {
  return plans.flatMap((dear, place) => {
    if (!dear.isOnSale) return [];
    const better = plans.flatMap((cheap, other) => {
      if (!cheap.isOnSale || pairs.at(place, other).direction !== 'upgrade') return [];
      const prices = cheaperPrice(cheap, dear);
      return prices ? [{ cheap, ...prices }] : [];
    });
    const [first] = better;
    if (!first) return [];
    const { cheap, price, than } = first;
    const others = better.slice(1).map(({ cheap: { plan } }) => plan.name);
    return [
      {
        code: 'cheaper-but-bigger',
        level: 'warning',
        path: dear.path,
        message:
          `${cheap.plan.name} gives more than ${dear.plan.name} and costs less: ${price.recurring} instead of ${than.recurring} ${kindOf(than)}.` +
          (others.length === 0 ? '' : ` So do ${someOf(others)}.`),
        next: 'Correct the limits or the prices; Upshelf judges by limits, so clients are offered the cheaper one as an upgrade.',
      } as const,
    ];
  });
}

function cheaperPrice(cheap: CheckedPlan, dear: CheckedPlan): { price: PlanPrice; than: PlanPrice } | null {
  for (const than of dear.plan.prices) {
    const price = cheap.plan.prices.find((each) => kindOf(each) === kindOf(than));
    if (price && isLess(price.recurring, than.recurring)) return { price, than };
  }
  return null;
}

/** Amounts are compared exactly, as whole numbers of the fourth decimal; nothing is calculated with them. */
const isLess = (left: Amount, right: Amount): boolean => tenThousandths(left) < tenThousandths(right);

function tenThousandths(amount: Amount): bigint {
  const [whole = '', decimals = ''] = amount.split('.');
  return BigInt(whole + decimals.padEnd(4, '0'));
}
