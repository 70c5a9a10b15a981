/** The pretend company's `upshelf.yaml`. */
import { stringify } from 'yaml';
import type { Metric } from '../../src/catalogue/metric.ts';
import { departments } from '../panel/brand.ts';
import type { WhmPackageLimits } from '../whm/seed-type.ts';
import { categoryIds } from './plans.ts';
import type { PanelSeed, PlanSeed } from './seed-type.ts';

/** The environment variables that the settings name. */
export const secretVariables = {
  panel: 'UPSHELF_PANEL_SECRET',
  server: (serverId: string): string => `UPSHELF_TOKEN_${serverId.toUpperCase()}`,
} as const;

export interface DemoSettings {
  readonly seed: PanelSeed;
  /** The connector's address. */
  readonly connectorUrl: string;
  /** Per server id. */
  readonly serverUrls: Readonly<Record<string, string>>;
  /** Where the app listens; 0 takes a free port. */
  readonly port: number;
  /** The SQLite file, relative to the settings file. */
  readonly database: string;
}

const metricOf: Readonly<Record<keyof WhmPackageLimits, Metric>> = {
  QUOTA: 'disk',
  BWLIMIT: 'bandwidth',
  MAXADDON: 'addon-domains',
  MAXPARK: 'parked-domains',
  MAXSUB: 'subdomains',
  MAXPOP: 'mailboxes',
  MAXLST: 'mailing-lists',
  MAXSQL: 'databases',
  MAXFTP: 'ftp-accounts',
  MAX_EMAIL_PER_HOUR: 'emails-per-hour',
};

const limitsOf = (plan: PlanSeed): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(plan.limits).map(([name, limit]) => {
      const metric = metricOf[name as keyof WhmPackageLimits];
      const sized = metric === 'disk' || metric === 'bandwidth';
      return [metric, sized && typeof limit === 'number' ? `${limit / 1024} GB` : limit];
    }),
  );

/** The text of the settings file; the secrets themselves stay in the environment. */
export function demoSettings({ seed, connectorUrl, serverUrls, port, database }: DemoSettings): string {
  const { initial, professional, business, wordpress, wordpressBusiness, former } = categoryIds;
  const hosting = [initial, professional, business].map(String);
  const managed = [wordpress, wordpressBusiness].map(String);
  return stringify({
    language: 'es',
    panel: {
      url: connectorUrl,
      secretFrom: secretVariables.panel,
      deadlineSeconds: 5,
      landingSeconds: 10,
    },
    app: { host: '127.0.0.1', port },
    database,
    staff: { department: departments.support },
    accountExecutive: { department: departments.executives },
    servers: seed.servers.map((server) => ({
      id: server.id,
      name: server.name,
      group: server.group,
      driver: 'whm',
      url: serverUrls[server.id],
      user: server.user,
      tokenFrom: secretVariables.server(server.id),
      deadlineSeconds: 5,
      landingSeconds: 10,
    })),
    categories: seed.categories.map(({ id }) => ({ category: String(id), mode: 'full' })),
    plans: seed.plans.map((plan) => ({
      plan: String(plan.id),
      technology: plan.technology,
      package: {
        servers: Object.fromEntries(
          seed.servers
            .filter(({ id }) => plan.servers.includes(id))
            // without a reseller's prefix: the driver knows it (provisioning.md §1)
            .map((server) => [server.id, plan.package]),
        ),
      },
      limits: limitsOf(plan),
    })),
    options: [{ option: 'espacio-adicional', metric: 'disk', perUnit: '5 GB' }],
    rules: [
      {
        name: 'hosting: sólo la diferencia',
        match: { fromCategory: [...hosting, String(former)], toCategory: hosting },
        verdict: 'allow',
        policy: 'full-difference',
      },
      {
        name: 'WordPress: la diferencia de los días que quedan',
        match: { fromCategory: managed, toCategory: managed },
        verdict: 'allow',
        policy: 'prorated-difference',
      },
      {
        name: 'de una línea a otra, con su ejecutiva',
        verdict: 'ask-executive',
        text: {
          es: 'Pasar de una línea de planes a otra requiere mudar su sitio: lo coordina su ejecutivo de cuenta.',
        },
      },
    ],
  });
}
