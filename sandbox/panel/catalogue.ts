/** What this company sells, and how it keeps its calendar and its prices. */
import type { PanelConventions, PlansOnSale } from '../../src/catalogue/plans-on-sale.ts';
import type { CategoryId, PlanId } from '../../src/catalogue/identifiers.ts';
import { toAmount } from './cents.ts';
import type { PanelContext } from './context.ts';
import { categoryRow, planFieldRow, planPriceRow, planRow } from './rows.ts';
import { pricesIncludeTax } from './switches.ts';

/** Renewals are invoiced so many days before they are due (WHMCS' default). */
export const renewalInvoiceDaysAhead = 14;

export const conventions = (panel: PanelContext): PanelConventions => ({
  timeZone: panel.timeZone,
  dateFormat: 'DD/MM/YYYY',
  pricesIncludeTax: pricesIncludeTax(panel.db),
  renewalInvoiceDaysAhead,
  amountDecimals: 2,
});

const groupBy = <T>(items: readonly T[], key: (item: T) => number): Map<number, T[]> => {
  const groups = new Map<number, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
};

/** Every category and plan, hidden and retired ones too, in the panel's own order. */
export function plansOnSale(panel: PanelContext): PlansOnSale {
  const { db } = panel;
  const fields = groupBy(
    db.all(planFieldRow, 'select * from plan_field order by rowid'),
    (field) => field.plan_id,
  );
  const prices = groupBy(
    db.all(planPriceRow, 'select * from plan_price order by rowid'),
    (price) => price.plan_id,
  );
  return {
    categories: db
      .all(categoryRow, 'select * from category order by position')
      .map(({ id, name, hidden }) => ({ id: String(id) as CategoryId, name, hidden })),
    plans: db.all(planRow, 'select * from plan order by category_id, position').map((plan) => ({
      id: String(plan.id) as PlanId,
      categoryId: String(plan.category_id) as CategoryId,
      name: plan.name,
      description: plan.description,
      hidden: plan.hidden,
      retired: plan.retired,
      stock: plan.stock,
      customFields: (fields.get(plan.id) ?? []).map(({ name, required }) => ({ name, required })),
      prices: (prices.get(plan.id) ?? []).map(({ currency, cycle, recurring, setup }) => ({
        currency,
        cycle,
        recurring: toAmount(recurring),
        setup: toAmount(setup),
      })),
    })),
  };
}
