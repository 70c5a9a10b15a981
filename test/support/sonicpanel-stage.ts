/** The stage of the driver contract for SonicPanel: the driver over real HTTP to a server that answers by provisioning.md §5. */
import { json, webPage } from '../../sandbox/pretend/respond.ts';
import {
  startPretendServer,
  type Call,
  type PretendServer,
  type Reply,
  type Turn,
} from '../../sandbox/pretend/server.ts';
import { systemClock, type Clock } from '../../src/clock.ts';
import { createHttp, type Http } from '../../src/http.ts';
import type { AccountName, ServerDriver, TargetPlan } from '../../src/provisioning/port.ts';
import { createSonicpanelDriver, type SonicpanelDriverOptions } from '../../src/provisioning/sonicpanel.ts';
import type { Stage } from '../contract/driver/driver-contract.ts';
import { pretendFault } from './pretend-faults.ts';

const patient = 10_000;
const impatient = 80;
export const key = 'sonic&7s3cret=+';

export interface PretendSonicpanel extends PretendServer {
  /** The package of each radio. */
  readonly radios: Map<string, string>;
  /** Wrong keys so far: the fifth shuts the caller out. */
  readonly wrongKeys: () => number;
}

const packages = ['Básico', 'Plus', 'Plus Grande', 'Mini'];

export async function startPretendSonicpanel(): Promise<PretendSonicpanel> {
  const radios = new Map([
    ['bob', 'Básico'],
    ['bobby', 'Básico'],
    ['closed', 'Básico'],
    ['clara', 'Plus'],
  ]);
  let wrongKeys = 0;

  function turnOf({ path, method, body }: Call): Turn {
    const form = new URLSearchParams(body);
    const command = form.get('cmd') ?? '';
    const at = { operation: command, isWrite: command === 'change' };
    if (path !== '/api/sonic_api.php' || method !== 'POST')
      return { ...at, act: () => webPage(404, 'Not Found') };
    if (form.get('owner') !== 'admin' || form.get('key') !== key || wrongKeys >= 5) {
      wrongKeys += 1;
      const turnedAway = webPage(wrongKeys > 5 ? 500 : 401, 'Login failed');
      return { ...at, act: () => turnedAway, turnedAway };
    }
    return { ...at, act: (effect) => answer(command, form, effect !== 'none') };
  }

  function answer(command: string, form: URLSearchParams, effective: boolean): Reply {
    if (command === 'packs') return { status: 200, type: 'text/html', text: packages.join(',') };
    const radio = form.get('rad_username') ?? '';
    const sold = form.get('pack') ?? '';
    if (command !== 'change') return json(200, { result: 'Unknown command' });
    if (!radios.has(radio)) return json(200, { result: 'The radio account does not exist' });
    if (!packages.includes(sold)) return json(200, { result: 'The package does not exist' });
    if (effective) radios.set(radio, sold);
    return json(200, { result: 'complete' });
  }

  const server = await startPretendServer({ port: 0, turnOf, state: () => [...radios] });
  return { ...server, radios, wrongKeys: () => wrongKeys };
}

export const named = (username: string): AccountName => ({ username, domain: `${username}.example` });
export const plan = (packageName: string): TargetPlan => ({ packageName, limits: {} });

export function sonicpanelDriver(
  server: Pick<PretendServer, 'url'>,
  http: Http,
  more: Partial<SonicpanelDriverOptions> = {},
  clock: Clock = systemClock,
): ServerDriver {
  return createSonicpanelDriver({
    baseUrl: server.url,
    user: 'admin',
    key,
    http,
    clock,
    deadlines: { checks: patient, write: patient },
    landingWindow: 1_000,
    ...more,
  });
}

export async function openSonicpanelStage(): Promise<Stage> {
  const server = await startPretendSonicpanel();
  const http = createHttp({ version: 'test', connectDeadline: 1_000 });
  const deadlines = { checks: patient, write: patient };
  const strangersKey = 'stranger7s3cret';
  return {
    driver: sonicpanelDriver(server, http, { deadlines }),
    strangerDriver: sonicpanelDriver(server, http, { deadlines, key: strangersKey }),
    secrets: [key, strangersKey, encodeURIComponent(key)],
    accounts: {
      ordinary: named('bob'),
      suspended: named('closed'),
      unlimited: named('clara'),
      unknown: named('nobody'),
      bystanders: ['bobby', 'closed', 'clara'].map(named),
    },
    plans: {
      before: plan('Básico'),
      larger: plan('Plus Grande'),
      smaller: plan('Mini'),
      unlimited: plan('Plus'),
      unknown: plan('Oro'),
    },
    used: {},
    disagreement: { metric: 'listeners', limit: 0 },
    truth: ({ username }) => ({ packageName: server.radios.get(username) ?? null, limits: {} }),
    writes: () => server.requests().filter(({ isWrite }) => isWrite).length,
    requests: () => server.requests().length,
    spoil(fault) {
      deadlines.write = fault === 'silent-after' || fault === 'late' ? impatient : patient;
      server.faults.add(pretendFault(fault, 'change', { field: 'pack', value: '' }));
    },
    land() {
      server.faults.release();
    },
    offline: () => server.offline(),
    online: () => server.online(),
    silence() {
      deadlines.checks = impatient;
      server.faults.add({ kind: 'no-answer' });
    },
    async close() {
      http.close();
      await server.close();
    },
  };
}
