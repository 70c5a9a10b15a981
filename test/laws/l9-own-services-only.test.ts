/** L9: own services only. Who is there, the connector says; whose service it is, the snapshot; what is chosen is looked up. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import texts from '../../templates/locales/es.json' with { type: 'json' };
import type { ClientId } from '../../src/catalogue/identifiers.ts';
import type * as permissions from '../../src/page/permissions.ts';
import type { ChangePackageRequest } from '../../src/panel/connector-protocol.ts';
import { appUnderTest, fieldOf, pageOf, type Answer, type AppUnderTest } from '../support/app-under-test.ts';

const page = '/hooks/change-package';
const confirmation = '/hooks/pre-invoice';

/** La Espiga's own service, on which every wrong request below is made. */
const service = 1001;
const wanted = { plan: '201', cycle: 'annually' };

type Fields = Readonly<Record<string, string>>;

let under: AppUnderTest;
const start = async (): Promise<void> => {
  under = await appUnderTest();
};
const stop = () => under.close();

const ask = (step: string, fields: Fields = {}, changes: Partial<ChangePackageRequest> = {}, of = service) =>
  under.post(page, under.request(of, { step, fields, ...changes }));

const confirm = (fields: Fields, changes: Partial<ChangePackageRequest> = {}, of = service) =>
  under.post(confirmation, under.request(of, { fields, ...changes }));

/** What the review page sends when its button is pressed. */
async function reviewed(of = service, choice: Fields = wanted): Promise<Fields> {
  const { html } = pageOf(await ask('review', choice, {}, of));
  return { ...choice, intent: fieldOf(html, 'intent'), quoteHash: fieldOf(html, 'quoteHash') };
}

/** Everything that a request could have changed: our changes, the panel's tables of money, words and services. */
async function everything(): Promise<unknown> {
  const { db } = under.company.panel.context;
  const table = (name: string) =>
    db.all(z.record(z.string(), z.unknown()), `select * from ${name} order by 1`);
  return {
    // without what the loop's own looks move
    changes: (await under.company.app.upshelf.store.listLatest(1000)).map(
      ({ reference, state, pinned, invoiceId, endWish, staffWish, attention }) => ({
        reference,
        state,
        pinned,
        invoiceId,
        endWish,
        staffWish,
        attention,
      }),
    ),
    tables: ['service', 'invoice', 'invoice_line', 'credit_entry', 'ticket', 'message', 'effect'].map(table),
  };
}

const refusedWith = (answer: Answer, status: number, code: string): void => {
  expect({ status: answer.status, body: answer.json }).toMatchObject({ status, body: { code } });
};

describe('L9 a request for a service of another client', () => {
  /** How the law was broken; null where it held. */
  async function broken(): Promise<string | null> {
    const review = await reviewed();
    const before = await everything();
    const stranger = { clientId: '2' as ClientId };
    const answers = [
      await ask('', {}, stranger),
      await ask('review', wanted, stranger),
      await ask('status', {}, stranger),
      await ask('executive', { subject: 'Hola', text: 'Hola', intent: 'of-a-stranger' }, stranger),
      await ask('staff', {}, { ...stranger, actor: { ...under.request(service).actor, kind: 'staff' } }),
      await confirm(review, stranger),
    ];
    const served = answers.findIndex(
      ({ status, json }) => status !== 403 || z.object({ code: z.string() }).parse(json).code !== 'not-yours',
    );
    if (served >= 0) return `request ${served + 1} was answered`;
    return JSON.stringify(await everything()) === JSON.stringify(before) ? null : 'something changed';
  }
  afterEach(stop);

  test('is refused at every step and changes nothing', async () => {
    await start();
    expect(await broken()).toBeNull();
  });

  test('L9 notices an app that does not ask whose service it is', async () => {
    vi.resetModules();
    vi.doMock('../../src/page/permissions.ts', async (original) => ({
      ...(await original<typeof permissions>()),
      requireOwner: () => undefined,
    }));
    try {
      const { startCompany } = await import('../../sandbox/company.ts');
      under = await appUnderTest(startCompany);
      expect(await broken()).toBe('request 1 was answered');
    } finally {
      vi.doUnmock('../../src/page/permissions.ts');
      vi.resetModules();
    }
  });
});

describe('L9 what the browser sends is a selection', () => {
  beforeAll(start);
  afterAll(stop);

  test.each([
    ['a plan that does not exist', { plan: '999' }],
    ['a smaller plan', { plan: '101' }],
    ['a plan of another line', { plan: '501' }],
    ['the plan that it has', { plan: '102' }],
    ['a cycle that does not exist', { cycle: 'every-decade' }],
    ['a cycle without a price', { cycle: 'one-time' }],
    ['an inherited name', { plan: 'constructor', cycle: '__proto__' }],
    ['no plan', { plan: '' }],
  ])('%s: it cannot be chosen, and nothing changes', async (_what, tampered) => {
    const fields = { ...(await reviewed()), ...tampered };
    const before = await everything();
    for (const answer of [await confirm(fields), await ask('review', fields)])
      expect(pageOf(answer).html).toContain(texts.errors['change-not-possible'].what);
    expect(await everything()).toEqual(before);
  });

  test.each(['0'.repeat(32), '', 'constructor'])(
    'another hash than the shown price has (%j): the price is shown again',
    async (quoteHash) => {
      const fields = await reviewed();
      const before = await everything();
      const { html } = pageOf(await confirm({ ...fields, quoteHash }));
      expect(html).toContain(texts.errors['quote-changed'].what);
      expect(fieldOf(html, 'quoteHash')).toBe(fields['quoteHash']);
      expect(await everything()).toEqual(before);
    },
  );

  test('a form without an intent is refused by the name of the field', async () => {
    const answer = await confirm({ ...(await reviewed()), intent: '' });
    refusedWith(answer, 400, 'request-invalid');
    expect(answer.json).toMatchObject({ field: 'fields.intent' });
  });

  test('amounts are not read from it: what is pinned is what was looked up', async () => {
    const prices = {
      amount: '0.01',
      total: '0.01',
      price: '0.01',
      recurringAmount: '1',
      currency: 'ARS',
      policy: 'x',
    };
    const answer = await confirm({ ...(await reviewed()), ...prices });
    expect(answer.json).toHaveProperty('redirect');
    const [change] = await under.changesOf(service);
    expect(change?.pinned).toMatchObject({
      quote: { total: '50.00', currency: 'USD' },
      to: { planId: '201', recurringAmount: '150.00' },
      invoiceLines: [{ amount: '50.00' }],
    });
  });
});

describe('L9 a change is shown and moved by its own client only', () => {
  let reference = '';
  beforeAll(async () => {
    await start();
    await confirm(await reviewed());
    await vi.waitFor(async () => {
      expect((await under.changesOf(service))[0]?.state).toBe('invoiced');
    });
    reference = (await under.changesOf(service))[0]?.reference ?? '';
  });
  afterAll(stop);

  test('its reference under a service of another client leads to nothing', async () => {
    const before = await everything();
    for (const step of ['status', 'cancel']) {
      const answer = await ask(step, { change: reference }, {}, 1002);
      refusedWith(answer, 404, 'change-unknown');
      expect(answer.text).not.toContain('laespiga');
    }
    expect(await everything()).toEqual(before);
  });

  test('its own client sees it', async () => {
    expect(pageOf(await ask('status', { change: reference })).html).toContain(reference);
  });

  test('staff move it only where they stand on its own service', async () => {
    const before = await everything();
    const staff = { actor: { ...under.request(1002).actor, kind: 'staff' as const } };
    for (const step of ['staff-retry', 'staff-give-back', 'staff-close'])
      refusedWith(await ask(step, { change: reference, why: 'x' }, staff, 1002), 404, 'change-unknown');
    expect(await everything()).toEqual(before);
  });

  test.each(['staff', 'staff-retry', 'staff-give-back', 'staff-close', 'staff-anything'])(
    'the step %s is for staff: neither client nor sub-user, whatever they may order',
    async (step) => {
      const before = await everything();
      const { actor } = under.request(service);
      for (const kind of ['client', 'sub-user'] as const) {
        const fields = { change: reference, why: 'por favor', kind: 'staff', actor: 'staff' };
        refusedWith(await ask(step, fields, { actor: { ...actor, kind } }), 403, 'not-permitted');
      }
      expect(await everything()).toEqual(before);
    },
  );

  test.each([
    ['order', { mayOrder: false, maySeeInvoices: true }],
    ['see invoices', { mayOrder: true, maySeeInvoices: false }],
  ])(
    'a sub-user who may not %s neither orders, nor cancels, nor asks the executive',
    async (_what, rights) => {
      const before = await everything();
      const actor = { kind: 'sub-user' as const, id: '77', ...rights };
      refusedWith(
        await confirm({ ...wanted, intent: 'sub', quoteHash: 'x' }, { actor }),
        403,
        'not-permitted',
      );
      refusedWith(await ask('cancel', { change: reference }, { actor }), 403, 'not-permitted');
      const question = { subject: 'Hola', text: 'Hola', intent: 'sub' };
      refusedWith(await ask('executive', question, { actor }), 403, 'not-permitted');
      expect(await everything()).toEqual(before);
    },
  );
});

describe('L2 a hundred confirmations at once', () => {
  beforeEach(start);
  afterEach(stop);
  const hundred = Array.from({ length: 100 }, (_, index) => index);

  /** The invoices in the panel that hold a line of one of these changes. */
  const payable = () =>
    under.company.panel.context.db.all(
      z.object({ id: z.number() }),
      "select distinct invoice_id as id from invoice_line where kind = 'change'",
    );

  test.each([
    ['of one review page', () => ''],
    ['of a hundred review pages', (index: number) => `-${index}`],
  ])('%s: one change, one invoice', async (_what, suffix) => {
    const fields = await reviewed();
    const answers = await Promise.all(
      hundred.map((index) => confirm({ ...fields, intent: `${fields['intent'] ?? ''}${suffix(index)}` })),
    );
    const ways = new Set(answers.map(({ status, text }) => `${status} ${text}`));
    const changes = await under.changesOf(service);
    expect(changes).toHaveLength(1);
    expect([...ways]).toEqual([expect.stringContaining(changes[0]?.reference ?? 'none')]);
    await expect.poll(async () => (await under.changesOf(service))[0]?.state).toBe('invoiced');
    expect(payable()).toHaveLength(1);
  });

  test('for different plans: one change, and everybody else is told of it', async () => {
    const first = await reviewed();
    const choices = [first, await reviewed(service, { ...wanted, plan: '202' })];
    const answers = await Promise.all(
      hundred.map((index) => confirm({ ...choices[index % 2], intent: `other-${index}` })),
    );
    const [change, ...others] = await under.changesOf(service);
    expect(others).toEqual([]);
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).toContain(change?.reference);
    }
    expect(
      answers.filter(({ json }) => z.object({ redirect: z.string() }).safeParse(json).success),
    ).toHaveLength(50);
  });
});
