/** What `check` finds: settings held against the panel's catalogue and the packages on the servers. */
import { compareLimits, type Limit } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { PlansOnSale } from '../catalogue/plans-on-sale.ts';
import { packageOn } from '../catalogue/technical-plan.ts';
import type { ServerReading } from '../provisioning/port.ts';
import { UpshelfError } from '../errors.ts';
import type { Upshelf } from '../upshelf.ts';

export interface Finding {
  readonly line: number;
  readonly column: number;
  readonly level: 'error' | 'warning';
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly next: string;
}

type Path = (string | number)[];
type Find = (path: Path, level: Finding['level'], message: string, next: string) => void;

/**
 * Every finding, in the order of the settings file.
 * @throws UpshelfError `start-failed` when the panel does not answer
 */
export async function findingsOf(upshelf: Upshelf): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const find: Find = (path, level, message, next) => {
    findings.push({ ...upshelf.settings.positionOf(path), level, message, next });
  };
  const catalogue = await upshelf.panel.readCatalogue();
  if (catalogue.outcome !== 'answered') {
    throw new UpshelfError('start-failed', `The panel did not give its catalogue: ${catalogue.message}.`);
  }
  checkPlans(upshelf, catalogue.value, find);
  checkRules(upshelf, catalogue.value, find);
  for (const [index, serverId] of [...upshelf.settings.servers.keys()].entries()) {
    const look = await upshelf
      .driverOf(serverId)
      ?.readServer(upshelf.settings.servers.get(serverId)?.deadline ?? 0);
    if (look?.outcome === 'seen') checkPackages(upshelf, serverId, look.value, find);
    else
      find(
        ['servers', index],
        'error',
        `Server ${serverId} could not be read: ${look?.message ?? 'no driver'}.`,
        'Check its address, user and token.',
      );
  }
  return findings.sort((left, right) => left.line - right.line || left.column - right.column);
}

function checkPlans({ settings }: Upshelf, catalogue: PlansOnSale, find: Find): void {
  const sold = new Map(catalogue.plans.map((plan) => [String(plan.id), plan]));
  for (const [index, planId] of [...settings.technicalPlans.keys()].entries()) {
    if (!sold.has(planId)) {
      find(
        ['plans', index],
        'warning',
        `The panel has no plan ${planId}.`,
        'Remove it here, or correct its id.',
      );
    }
  }
  for (const plan of catalogue.plans) {
    const managed = settings.categories.get(plan.categoryId)?.mode;
    if (managed && managed !== 'off' && !settings.technicalPlans.has(plan.id)) {
      find(
        ['plans'],
        'warning',
        `Plan ${plan.id} (${plan.name}) of the panel has no limits here.`,
        'Add it, or nobody can move to or from it.',
      );
    }
  }
}

function checkRules({ settings }: Upshelf, catalogue: PlansOnSale, find: Find): void {
  const categories = new Set(catalogue.categories.map(({ id }) => String(id)));
  const plans = new Set(catalogue.plans.map(({ id }) => String(id)));
  for (const [index, { name, match }] of settings.rules.entries()) {
    const lists = [
      ['fromCategory', categories],
      ['toCategory', categories],
      ['fromPlan', plans],
      ['toPlan', plans],
    ] as const;
    for (const [key, known] of lists) {
      for (const [place, id] of (match[key] ?? []).entries()) {
        if (!known.has(id)) {
          find(
            ['rules', index, 'match', key, place],
            'warning',
            `Rule "${name}" names ${id}, which the panel does not have.`,
            'Correct the id, or remove it.',
          );
        }
      }
    }
  }
}

/** A package that is missing, or whose limits are not the plan's: the read-back after a sale would fail. */
function checkPackages(
  { settings, ...upshelf }: Upshelf,
  serverId: string,
  reading: ServerReading,
  find: Find,
): void {
  if (reading.packages === null) return;
  const canonical = (name: string): string => upshelf.driverOf(serverId)?.canonicalPackage(name) ?? name;
  const onServer = new Map(reading.packages.map(({ name, limits }) => [canonical(name), limits]));
  for (const [index, [planId, plan]] of [...settings.technicalPlans].entries()) {
    const name = packageOn(plan, serverId);
    if (name === null) continue;
    const limits = onServer.get(canonical(name));
    if (!limits) {
      find(
        ['plans', index, 'package'],
        'error',
        `Package ${name} of plan ${planId} is not on server ${serverId}.`,
        'Create it there, or correct its name.',
      );
      continue;
    }
    for (const [metric, limit] of Object.entries(plan.limits) as [Metric, Limit][]) {
      const real = limits[metric];
      if (real !== undefined && compareLimits(real, limit) !== 0) {
        find(
          ['plans', index, 'limits', metric],
          'error',
          `Plan ${planId} says ${metric} ${limit}, package ${name} on ${serverId} says ${real}.`,
          'Make the two agree: the server is compared limit by limit after each change.',
        );
      }
    }
  }
}
