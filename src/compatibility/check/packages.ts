/** Whether each plan's package is on the servers where its services live. */
import { packageOn } from '../../catalogue/technical-plan.ts';
import { someOf, type Finding } from './finding.ts';
import type { CheckedPlan, CheckedServer, CheckModel } from './model.ts';

/** Servers whose packages are not known are left aside; a plan that nobody can move to needs no package. */
export function checkPackages(model: CheckModel): Finding[] {
  return model.plans.flatMap((entry) => [
    ...unknownServers(entry, model),
    ...(entry.isOnSale ? missingPackages(entry, model) : []),
  ]);
}

function unknownServers({ technical, plan, path }: CheckedPlan, { servers }: CheckModel): Finding[] {
  const known = new Set(['default', ...servers.map(({ id }) => id)]);
  return Object.keys(technical.packages ?? {}).flatMap((id) =>
    known.has(id)
      ? []
      : [
          {
            code: 'server-unknown',
            level: 'warning',
            path: [...path, 'package', 'servers', id],
            message: `${plan.name} names a package for server ${id}, which the settings do not know.`,
            next: 'Correct the id, or add the server.',
          } as const,
        ],
  );
}

function missingPackages(entry: CheckedPlan, model: CheckModel): Finding[] {
  const { technical, plan, path } = entry;
  if (technical.packages === null) return [];
  const without: string[] = [];
  const absent = new Map<string, string[]>();
  for (const server of serversOf(entry, model)) {
    if (server.packages === null) continue;
    const name = packageOn(technical, server.id);
    if (name === null) without.push(server.id);
    else if (!server.packages.includes(name)) absent.set(name, [...(absent.get(name) ?? []), server.id]);
  }
  return [
    ...[...absent].map(([name, ids]): Finding => ({
      code: 'package-missing',
      level: 'error',
      path: [...path, 'package'],
      message: `Package ${name} of ${plan.name} is not on ${someOf(ids)}.`,
      next: 'Create it there, or name the package that it is there.',
    })),
    ...(without.length === 0
      ? []
      : [
          {
            code: 'package-not-named',
            level: 'warning',
            path: [...path, 'package'],
            message: `${plan.name} names no package for ${someOf(without)}.`,
            next: 'Name one, or a default; otherwise nobody on that server is offered the plan.',
          } as const,
        ]),
  ];
}

/**
 * The servers on which a plan's services may live: those that can hold its technology; where the plan names servers, these
 * and the others of their groups.
 */
function serversOf({ technical }: CheckedPlan, { servers }: CheckModel): CheckedServer[] {
  const able = servers.filter(
    ({ technologies }) => technologies === null || technologies.includes(technical.technology),
  );
  const named = able.filter(({ id }) => technical.packages?.[id] !== undefined);
  if (named.length === 0) return able;
  const groups = new Set(named.flatMap(({ group }) => group ?? []));
  return able.filter(
    (server) => named.includes(server) || (server.group !== null && groups.has(server.group)),
  );
}
