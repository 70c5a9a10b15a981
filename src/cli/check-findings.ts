/** What `check` finds: the settings held against the panel's catalogue and the packages on the servers. */
import { compareLimits, type Limit } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import { packageOn } from '../catalogue/technical-plan.ts';
import { checkRules, type CheckedServer } from '../compatibility/check-rules.ts';
import { UpshelfError } from '../errors.ts';
import type { ServerReading } from '../provisioning/port.ts';
import type { Upshelf } from '../upshelf.ts';

interface RawFinding {
  readonly level: 'error' | 'warning';
  readonly path: readonly (string | number)[];
  /** What was found, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly next: string;
}

export interface Finding extends RawFinding {
  readonly line: number;
  readonly column: number;
}

/**
 * Every finding, in the order of the settings file.
 * @throws UpshelfError `start-failed` when the panel does not answer
 */
export async function findingsOf(upshelf: Upshelf): Promise<readonly Finding[]> {
  const { settings, panel } = upshelf;
  const catalogue = await panel.readCatalogue();
  if (catalogue.outcome !== 'answered') {
    throw new UpshelfError('start-failed', `The panel did not give its catalogue: ${catalogue.message}.`);
  }
  const readings = await Promise.all([...settings.servers.keys()].map((id) => readServer(upshelf, id)));
  const managed = [...settings.categories].filter(([, { mode }]) => mode !== 'off').map(([id]) => id);
  const found: RawFinding[] = [
    ...checkRules({
      catalogue: catalogue.value,
      technicalPlans: settings.technicalPlans,
      rules: settings.rules,
      servers: readings.map(({ checked }) => checked),
      managedCategories: new Set(managed),
    }),
    ...readings.flatMap(({ silent }) => silent),
    ...readings.flatMap(({ checked, reading }) =>
      reading ? differingLimits(upshelf, checked.id, reading) : [],
    ),
  ];
  return found
    .map((finding) => ({ ...finding, ...settings.positionOf(finding.path) }))
    .sort((left, right) => left.line - right.line || left.column - right.column);
}

interface Read {
  readonly checked: CheckedServer;
  readonly reading: ServerReading | null;
  readonly silent: readonly RawFinding[];
}

async function readServer(upshelf: Upshelf, id: string): Promise<Read> {
  const server = upshelf.settings.servers.get(id);
  const driver = upshelf.driverOf(id);
  const look = await driver?.readServer(server?.deadline ?? 0);
  const reading = look?.outcome === 'seen' ? look.value : null;
  const names = reading?.packages?.flatMap(({ name }) => [name, driver?.canonicalPackage(name) ?? name]);
  return {
    checked: {
      id,
      driver: server?.driver ?? '',
      group: server?.group ?? null,
      technologies: null,
      packages: names ?? null,
    },
    reading,
    silent: reading
      ? []
      : [
          {
            level: 'error',
            path: ['servers', [...upshelf.settings.servers.keys()].indexOf(id)],
            message: `Server ${id} could not be read: ${look && 'message' in look ? look.message : 'no driver'}.`,
            next: 'Check its address, user and token.',
          },
        ],
  };
}

/** Packages whose limits are not the plan's: the server is compared limit by limit after each change. */
function differingLimits(upshelf: Upshelf, serverId: string, { packages }: ServerReading): RawFinding[] {
  const canonical = (name: string): string => upshelf.driverOf(serverId)?.canonicalPackage(name) ?? name;
  const onServer = new Map(packages?.map(({ name, limits }) => [canonical(name), limits]));
  return [...upshelf.settings.technicalPlans.values()].flatMap((plan, index) => {
    const name = packageOn(plan, serverId);
    const real = name === null ? undefined : onServer.get(canonical(name));
    if (name === null || real === undefined) return [];
    return (Object.entries(plan.limits) as [Metric, Limit][]).flatMap(([metric, limit]) => {
      const there = real[metric];
      if (there === undefined || compareLimits(there, limit) === 0) return [];
      return [
        {
          level: 'error' as const,
          path: ['plans', index, 'limits', metric],
          message: `Plan ${plan.planId} says ${metric} ${limit}, package ${name} on ${serverId} says ${there}.`,
          next: 'Make the two agree: the server is compared limit by limit after each change.',
        },
      ];
    });
  });
}
