/** The circumstances in which rules can tell services apart, beside their plan: server, client group, billing cycle. */
import { billingCycleSchema, type BillingCycle } from '../../catalogue/billing-cycle.ts';
import type { Technology } from '../../catalogue/technical-plan.ts';
import type { CheckModel } from './model.ts';

export interface Circumstance {
  readonly driver: string | null;
  readonly serverGroup: string | null;
  /** null: any. */
  readonly technologies: readonly Technology[] | null;
  readonly clientGroup: string | null;
}

/** Each kind of server with each client group that a rule names, and with none. */
export function circumstancesOf({ servers, rules }: CheckModel): Circumstance[] {
  const kinds = new Map<string, Omit<Circumstance, 'clientGroup'>>(
    servers.map(({ driver, group, technologies }) => [
      JSON.stringify([driver, group, technologies]),
      { driver, serverGroup: group, technologies },
    ]),
  );
  if (kinds.size === 0) kinds.set('', { driver: null, serverGroup: null, technologies: null });
  const groups = [null, ...new Set(rules.flatMap(({ match }) => match.clientGroup ?? []))];
  return [...kinds.values()].flatMap((kind) => groups.map((clientGroup) => ({ ...kind, clientGroup })));
}

/** Cycles that no rule tells apart go together: a list of such lists, of all cycles in which anything is sold. */
export function cycleClasses({ plans, rules }: CheckModel): BillingCycle[][] {
  const sold = billingCycleSchema.options.filter((cycle) => plans.some(({ cycles }) => cycles.has(cycle)));
  const classes = new Map<string, BillingCycle[]>();
  for (const cycle of sold) {
    const key = JSON.stringify(
      rules.map(({ match }) => [match.fromCycle?.includes(cycle), match.toCycle?.includes(cycle)]),
    );
    classes.set(key, [...(classes.get(key) ?? []), cycle]);
  }
  return [...classes.values()];
}
