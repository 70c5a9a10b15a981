/** The WHM servers of the pretend company, with the same accounts that its panel bills. */
import type { WhmSeed } from '../whm/seed-type.ts';
import { packageOnServer, type PanelSeed } from './seed-type.ts';

/**
 * What WHM server `serverId` starts with.
 * @param token the API token of the login with which Upshelf comes
 */
export function whmSeed(seed: PanelSeed, serverId: string, token: string): WhmSeed {
  const server = seed.servers.find(({ id }) => id === serverId);
  if (!server) throw new Error(`the seed has no server ${serverId}`);
  const planOf = new Map(seed.plans.map((plan) => [plan.id, plan]));
  return {
    version: '11.136.0.13',
    logins: [{ user: server.user, token, reseller: server.reseller }],
    packages: seed.plans
      .filter((plan) => plan.servers.includes(serverId))
      .map((plan) => ({ name: packageOnServer(plan, server), ...plan.limits })),
    accounts: seed.services
      .filter((service) => service.serverId === serverId)
      .map((service) => {
        const plan = planOf.get(service.planId);
        if (!plan) throw new Error(`service ${service.id} has no plan`);
        return {
          user: service.username,
          domain: service.domain,
          owner: server.user,
          package: packageOnServer(plan, server),
          suspended: service.suspension !== undefined,
          ...(service.suspension && { suspendReason: service.suspension.text }),
          ...(service.overrides && { overrides: service.overrides }),
          usage: service.usage,
        };
      }),
  };
}
