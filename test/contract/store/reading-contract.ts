import { expect, test } from 'vitest';
import type { ChangeReference, ServerId, ServiceId } from '../../../src/catalogue/identifiers.ts';
import { never } from '../../../src/change/patience.ts';
import type { AccountReading } from '../../../src/catalogue/account-reading.ts';
import type { Pair } from './store-contract.ts';
import { accepted, at, claimed, message, minute, numbered } from './store-under-test.ts';

const serverId = 'web-1' as ServerId;

export function readingContract({ store, other }: Pair): void {
  test('a change is read as it was accepted, by id, by reference and by the service that it holds', async () => {
    const change = await accepted(store(), numbered(1));
    expect(await other().read(change.id)).toEqual(change);
    expect(await other().findByReference(change.reference)).toEqual(change);
    expect(await other().findHolding(change.serviceId)).toEqual(change);
  });

  test('what is not there is null, empty or nothing', async () => {
    const { id } = numbered(1);
    expect(await store().read(id)).toBeNull();
    expect(await store().findByReference('CP-00000' as ChangeReference)).toBeNull();
    expect(await store().findHolding('812' as ServiceId)).toBeNull();
    expect(await store().listLatest(10)).toEqual([]);
    expect(await store().history(id)).toEqual([]);
    expect(await store().periods('812' as ServiceId)).toEqual([]);
    expect(await store().nextDue()).toBeNull();
    expect(await store().countByState()).toEqual({});
    expect(await store().leaseOwners()).toEqual([]);
    expect(await store().cachedReading(serverId, 'radiosur')).toBeNull();
  });

  test('lists are newest first and no longer than asked', async () => {
    const serviceId = 'service-812' as ServiceId;
    const ended = { serviceId, state: 'completed', holdsService: false } as const;
    for (const number of [1, 3, 2])
      await accepted(store(), numbered(number, { ...ended, createdAt: at(number) }));
    await accepted(store(), numbered(4, { createdAt: at(0) }));
    const references = async (list: Promise<readonly { reference: string }[]>) =>
      (await list).map(({ reference }) => reference);
    expect(await references(store().listByService(serviceId, 2))).toEqual(['CP-000003', 'CP-000002']);
    expect(await references(store().listLatest(9))).toEqual([
      'CP-000003',
      'CP-000002',
      'CP-000001',
      'CP-000004',
    ]);
  });

  test('the next moment at which anything can be done', async () => {
    await accepted(store(), numbered(1, { dueAt: never }));
    expect(await store().nextDue()).toBeNull();
    await accepted(store(), numbered(2, { dueAt: at(7) }));
    expect(await store().nextDue()).toBe(at(7));
    await store().enqueue(message('message:1', null), at(5));
    expect(await store().nextDue()).toBe(at(5));
    await store().claimOutbox('worker', at(5), 10 * minute);
    expect(await store().nextDue()).toBe(at(7));
    await claimed(store(), at(7));
    expect(await store().nextDue()).toBe(at(8));
  });

  test('changes are counted by state', async () => {
    await accepted(store(), numbered(1));
    await accepted(store(), numbered(2));
    await accepted(store(), numbered(3, { state: 'paid' }));
    expect(await store().countByState()).toEqual({ accepted: 2, paid: 1 });
  });

  test("a server's health is shared, and good while nobody said otherwise", async () => {
    const healthy = { serverId, blockedUntil: null, reason: null, paused: false, failures: 0 };
    expect(await store().health(serverId)).toEqual(healthy);
    const blocked = { serverId, blockedUntil: at(60), reason: 'wrong token', paused: false, failures: 5 };
    await store().setHealth(blocked);
    expect(await other().health(serverId)).toEqual(blocked);
    await other().setHealth(healthy);
    expect(await store().health(serverId)).toEqual(healthy);
    expect(await store().health('web-2' as ServerId)).toEqual({ ...healthy, serverId: 'web-2' });
  });

  test("the host's pause and what the loop found out leave each other alone", async () => {
    await store().setPaused(serverId, true);
    const blocked = { serverId, blockedUntil: at(60), reason: 'wrong token', failures: 5 };
    await other().setHealth(blocked);
    expect(await store().health(serverId)).toEqual({ ...blocked, paused: true });
    await other().setPaused(serverId, false);
    expect(await store().health(serverId)).toEqual({ ...blocked, paused: false });
  });

  test('the last reading of an account is kept per server and account', async () => {
    const reading: AccountReading = {
      packageName: 'basico',
      suspended: false,
      limits: { disk: 5 * 1024 ** 3, databases: 'unlimited' },
      usage: { disk: { quantity: 2 ** 40, measuredAt: at(1) } },
      readAt: at(2),
    };
    await store().cacheReading(serverId, 'radiosur', reading);
    await store().cacheReading(serverId, 'radiosur', { ...reading, suspended: true });
    await store().cacheReading(serverId, 'radionorte', reading);
    expect(await other().cachedReading(serverId, 'radiosur')).toEqual({ ...reading, suspended: true });
    expect(await other().cachedReading('web-2' as ServerId, 'radiosur')).toBeNull();
  });
}
