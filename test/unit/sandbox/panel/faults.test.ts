import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlanId, ServiceId } from '../../../../src/catalogue/identifiers.ts';
import type { ServerModule } from '../../../../sandbox/panel/verbs.ts';
import {
  answered,
  draft,
  key,
  panelUnderTest,
  reference,
  type PanelUnderTest,
} from '../../../support/sandbox-panel.ts';

let under: PanelUnderTest;
const orders: string[] = [];
let moduleAnswer: Awaited<ReturnType<ServerModule>>;
const stages: string[] = [];

beforeEach(async () => {
  orders.length = 0;
  stages.length = 0;
  moduleAnswer = { outcome: 'applied', message: 'ok' };
  under = await panelUnderTest({
    serverModule: async ({ serverId, username, planId }) => {
      const service = answered(await under.panel.readService('1001' as ServiceId));
      orders.push(`${serverId}/${username} → ${planId}, panel says ${service?.planId ?? ''}`);
      return moduleAnswer;
    },
    watch: (stage, verb) => {
      stages.push(`${verb} ${stage}`);
    },
  });
});
afterEach(() => under.close());

const invoices = async () => answered(await under.panel.findInvoices(reference)).length;

describe('faults on demand', () => {
  test.each([
    ['refuse', 'unknown', 0],
    ['error-500', 'unknown', 0],
    ['html', 'unknown', 0],
    ['lost', 'unknown', 1],
  ] as const)('%s: the adapter calls it %s, and %i drafts exist', async (kind, outcome, count) => {
    under.sandbox.faults.add({ verb: 'placeInvoice', kind });
    expect((await under.panel.placeInvoice(key('faulty'), draft())).outcome).toBe(outcome);
    expect(await invoices()).toBe(count);
    // the same key again, now without the fault: exactly one draft
    expect((await under.panel.placeInvoice(key('faulty'), draft())).outcome).toBe('answered');
    expect(await invoices()).toBe(1);
  });

  test('slow: the call lands after the caller gave up', async () => {
    under.sandbox.faults.add({ verb: 'placeInvoice', kind: 'slow', milliseconds: 3_300 });
    expect((await under.panel.placeInvoice(key('slow'), draft())).outcome).toBe('unknown');
    expect(await invoices()).toBe(0);
    await expect.poll(invoices, { timeout: 5_000 }).toBe(1);
  });

  test('a fault hits as often as it was asked to, and only its verb', async () => {
    under.sandbox.faults.add({ verb: 'ping', kind: 'error-500', times: 2 });
    expect((await under.panel.readCatalogue()).outcome).toBe('answered');
    const pings = [await under.panel.ping(), await under.panel.ping(), await under.panel.ping()];
    expect(pings.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'answered']);
  });
});

test('somebody can watch a call arrive, be done and be answered', async () => {
  answered(await under.panel.ping());
  await expect.poll(() => stages).toEqual(['ping arrived', 'ping done', 'ping answered']);
});

describe("applyPlan: the panel's own module", () => {
  const apply = (name: string) => under.panel.applyPlan(key(name), '1001' as ServiceId, '201' as PlanId);
  const planNow = async () => answered(await under.panel.readService('1001' as ServiceId))?.planId;

  test('the plan id is switched first, and stays when the server says yes', async () => {
    expect(answered(await apply('yes'))).toEqual({ outcome: 'applied', message: 'ok' });
    expect(orders).toEqual(['cp1/laespiga → 201, panel says 201']);
    expect(await planNow()).toBe('201');
  });

  test('it is switched back when the server says no', async () => {
    moduleAnswer = { outcome: 'rejected', message: 'not a valid package' };
    expect(answered(await apply('no'))).toEqual(moduleAnswer);
    expect(await planNow()).toBe('102');
  });

  test('two calls at once under one key reach the server once', async () => {
    await Promise.all([apply('double'), apply('double')]);
    await apply('double');
    expect(orders).toHaveLength(1);
  });

  test('a panel without a module says so', async () => {
    const bare = await panelUnderTest();
    try {
      const answer = answered(await bare.panel.applyPlan(key('bare'), '1001' as ServiceId, '201' as PlanId));
      expect(answer.outcome).toBe('rejected');
      expect(answer.message).toContain('no module');
    } finally {
      await bare.close();
    }
  });
});

test('a port that is taken is said at once, and leaves nothing open behind', async () => {
  const { port } = under.sandbox;
  await expect(panelUnderTest({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect((await under.panel.ping()).outcome).toBe('answered');
});
