/** Every request that the AzuraCast driver sends, held against AzuraCast's own description. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandboxAzuracast, type SandboxAzuracast } from '../../../sandbox/azuracast/server.ts';
import { createHttp } from '../../../src/http.ts';
import type { TargetPlan } from '../../../src/provisioning/port.ts';
import { azuracastSeed, keys, stationIds } from '../../support/azuracast-seed.ts';
import { azuracastDriver, plan, plans, stationNamed } from '../../support/azuracast-stage.ts';
import { readOpenApi, requestProblems } from '../../support/openapi-problems.ts';
import { recording, writesIn, type RecordingHttp } from '../../support/recording-http.ts';
import { requireOrSkip } from '../../support/require-or-skip.ts';

const spec = readOpenApi('azuracast.strict.openapi.yml');
const available = requireOrSkip("AzuraCast's strict description", spec !== null, '../shared/specs is absent');

describe.runIf(available)('every request is one that AzuraCast describes', () => {
  /** Read in its routes @4923bde, and left out of the description (provisioning.md §3 apply). */
  const undescribed = [/\/reload$/, /\/dashboard$/];
  let server: SandboxAzuracast;
  let http: RecordingHttp;
  beforeEach(async () => {
    server = await startSandboxAzuracast({ port: 0, dataDir: null, seed: azuracastSeed });
    http = recording(createHttp({ version: 'test', connectDeadline: 1_000 }));
  });
  afterEach(async () => {
    http.close();
    await server.close();
  });

  const problems = () =>
    http.sent.flatMap(({ method, url, body }) => {
      const path = new URL(url).pathname.replace('/api', '');
      if (spec === null || undescribed.some((one) => one.test(path))) return [];
      const json: unknown = body === undefined ? undefined : JSON.parse(body.toString());
      return requestProblems(spec, { method, path, body: json });
    });

  it('reads, and writes of every limit up, down and to none', async () => {
    const driver = azuracastDriver(server, keys.billing.key, http);
    const account = stationNamed(stationIds.ordinary);
    const targets: TargetPlan[] = [
      plan({ ...plans.larger.limits, disk: 'unlimited', autodj: 1 }),
      plans.unlimited,
      plans.before,
    ];
    for (const target of targets) {
      expect(await driver.changePlan(account, target)).toMatchObject({ outcome: 'applied' });
    }
    await driver.readAccount(account, 10_000);
    await driver.readServer(10_000);
    expect(problems()).toEqual([]);
    expect(writesIn(http.sent).length).toBeGreaterThan(4);
  });

  it('the check itself finds a key that is not known, a wrong type and an unknown path', () => {
    if (spec === null) return;
    const put = (body: unknown) => requestProblems(spec, { method: 'PUT', path: '/admin/station/1', body });
    expect(put({ max_listeners: 5 })).toEqual(['body.max_listeners is not known']);
    expect(put({ frontend_config: { max_listeners: '5' } })).toEqual([
      'body.frontend_config.max_listeners is no integer',
    ]);
    expect(put({ max_bitrate: null })).toEqual(['body.max_bitrate is null']);
    expect(requestProblems(spec, { method: 'POST', path: '/station/1/reload' })).toHaveLength(1);
  });
});
