/** What the service has today: its plan with its options, or what the server shows where that is more. */
import { addLimits, largerLimit, type Limit, type Limits, type Usage } from '../catalogue/limit.ts';
import { metrics, type Metric } from '../catalogue/metric.ts';
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import type { Technology } from '../catalogue/technical-plan.ts';
import type { OptionMapping, Situation } from './situation.ts';

export interface Today {
  /** null: the settings do not say what today's plan is technically. */
  readonly technology: Technology | null;
  /** What was sold: the plan's limits and what its options add. */
  readonly sold: Limits;
  /** What was sold, or the server's own limit where that is more (failure-modes.md row 57). */
  readonly limits: Limits;
  readonly usage: Usage;
  /** Whether the server showed the account. */
  readonly wasRead: boolean;
  /** Options and add-ons, by name, of which the settings do not say what they add. */
  readonly unmapped: readonly string[];
}

type Sold = Partial<Record<Metric, Limit>>;

/** Today's limits and use, from the snapshot, the settings and the look at the server. */
export function todayOf({
  service,
  technicalPlans,
  optionMappings,
  account,
}: Pick<Situation, 'service' | 'technicalPlans' | 'optionMappings' | 'account'>): Today {
  const plan = technicalPlans.get(service.planId) ?? null;
  const sold: Sold = plan ? timesQuantity(plan.limits, service.quantity) : {};
  const unmapped = addOptions(sold, service, optionMappings);
  const limits: Sold = { ...sold };
  const reading = account.kind === 'seen' ? account.reading : null;
  for (const [metric, limit] of Object.entries(reading?.limits ?? {}) as [Metric, Limit][]) {
    limits[metric] = largerLimit(limits[metric], limit);
  }
  return {
    technology: plan?.technology ?? null,
    sold,
    limits,
    usage: reading?.usage ?? {},
    wasRead: reading !== null,
    unmapped,
  };
}

/** A service of three pieces holds three times the things and the bytes, but neither three bitrates nor three AutoDJs. */
function timesQuantity(limits: Limits, quantity: number): Sold {
  const entries = (Object.entries(limits) as [Metric, Limit][]).map(([metric, limit]) => {
    const adds = metrics[metric].unit === 'bytes' || metrics[metric].unit === 'count';
    return [metric, adds && limit !== 'unlimited' ? limit * quantity : limit] as const;
  });
  return Object.fromEntries(entries);
}

function addOptions(sold: Sold, service: ServiceSnapshot, mappings: readonly OptionMapping[]): string[] {
  const held = [
    ...service.options.filter(({ value }) => isHeld(value)),
    ...service.addons.map((addon) => ({ ...addon, value: '1' })),
  ];
  const unmapped: string[] = [];
  for (const { id, name, value } of held) {
    const own = mappings.filter(({ option }) => option === id || option === name);
    const units = countOf(value);
    const readable = own.every(({ metric }) => metric === null || units !== null);
    if (own.length === 0 || !readable) unmapped.push(name);
    else
      for (const mapping of own) if (mapping.metric !== null) add(sold, mapping, mapping.metric, units ?? 0);
  }
  return unmapped;
}

function add(sold: Sold, { perUnit }: OptionMapping, metric: Metric, units: number): void {
  // AutoDJ twice is AutoDJ: a yes-no limit is never above 1.
  const sum = addLimits(sold[metric], perUnit * units);
  sold[metric] = metrics[metric].unit === 'yes-no' && sum !== 'unlimited' ? Math.min(sum, 1) : sum;
}

/** Panels list every option of a plan, also those that the client left at nothing. */
const isHeld = (value: string): boolean => !/^(0|no|)$/i.test(value.trim());

/**
 * How many units an option's value says: `"3"`, `"10 GB"` and `"50 oyentes extra"` say 3, 10 and 50; `"1.000 oyentes"` and `"Oro"`
 * say nothing that could be relied on. A ticked box is one.
 */
function countOf(value: string): number | null {
  const text = value.trim();
  if (/^(yes|on|true|sí|si|sim)$/i.test(text)) return 1;
  const digits = /^(\d{1,9})(\s+\D*)?$/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}
