/** One look: asks what the state needs and nothing else, and turns every answer into a value. */
import { describe, expect, test } from 'vitest';
import { after } from '../../../src/catalogue/time.ts';
import type { InvoiceId } from '../../../src/catalogue/identifiers.ts';
import { observe } from '../../../src/change/observe.ts';
import { nothingSeen } from '../../../src/change/seen.ts';
import { changeStates, type Change, type ChangeState } from '../../../src/change/states.ts';
import { aChange } from '../../support/changes.ts';
import { anInvoice, theAccountBefore, unreachable } from '../../support/looks.ts';
import { claimed, testPorts, type Answers } from './loop-ports.ts';
import { soon } from './deciding.ts';

const { serverId } = aChange().pinned;

async function look(change: Partial<Change>, answers: Answers = {}) {
  const ports = testPorts(answers);
  const seen = await observe(aChange(change), ports);
  return { ports, seen, asked: ports.calls.map(({ verb }) => verb) };
}

describe('each state asks for what its row of the table needs', () => {
  const asks: Readonly<Record<ChangeState, readonly string[]>> = {
    accepted: ['findInvoices', 'readService'],
    invoiced: ['findInvoices', 'readService'],
    paid: ['findInvoices', 'readService', 'readAccount'],
    applied: ['readService'],
    completed: ['findInvoices'],
    cancelling: ['findInvoices', 'readService'],
    cancelled: ['findInvoices', 'readService'],
    'needs-attention': [],
    returning: ['findInvoices'],
    returned: [],
    closed: [],
  };
  test.for(Object.keys(changeStates) as ChangeState[])('%s', async (state) => {
    expect((await look({ state })).asked).toEqual(asks[state]);
  });

  test('needs-attention looks at invoices once staff asked for something', async () => {
    const staffWish = { kind: 'retry', by: 'staff:3', why: '' } as const;
    expect((await look({ state: 'needs-attention', staffWish })).asked).toEqual(['findInvoices']);
  });
});

test('while an effect could still land nobody is asked anything', async () => {
  const inFlight = {
    effect: 'place-invoice',
    key: 'key-of-the-effect' as never,
    startedAt: soon,
    couldLandUntil: after(soon, 1),
  } as const;
  const { seen, asked } = await look({ inFlight });
  expect({ seen, asked }).toEqual({ seen: nothingSeen, asked: [] });
});

test('once it can no longer land, the world is looked at again', async () => {
  const inFlight = {
    effect: 'place-invoice',
    key: 'key-of-the-effect' as never,
    startedAt: soon,
    couldLandUntil: soon,
  } as const;
  expect((await look({ inFlight })).asked).toEqual(['findInvoices', 'readService']);
});

describe('a panel that does not answer, or refuses the question, was not seen', () => {
  const answers = [
    unreachable,
    { outcome: 'unknown', message: 'cut off' },
    { outcome: 'refused', code: 'signature-wrong', message: 'another secret' },
  ];
  test.for(answers)('$outcome', async (answer) => {
    const { seen } = await look({ state: 'paid' }, { panel: { readService: answer } });
    expect(seen.service?.outcome).toBe('unreachable');
    expect(seen.account).toBeNull();
  });
});

describe('L3 an adopted invoice without our reference', () => {
  const known = { state: 'invoiced', invoiceId: '812' as InvoiceId } as const;
  const lost = { findInvoices: { outcome: 'answered', value: [] } };
  const readAs = (value: unknown) => ({ panel: { ...lost, readInvoice: { outcome: 'answered', value } } });

  test('is found by its number while money is in it', async () => {
    const invoice = anInvoice('paid');
    const { seen } = await look(known, readAs(invoice));
    expect(seen.invoices).toEqual({ outcome: 'seen', value: [invoice] });
  });

  test('is none of ours without money, or when it is gone', async () => {
    for (const value of [anInvoice('unpaid'), null])
      expect((await look(known, readAs(value))).seen.invoices).toEqual({ outcome: 'seen', value: [] });
  });

  test('is not known while the panel does not answer', async () => {
    const { seen } = await look(known, { panel: { ...lost, readInvoice: unreachable } });
    expect(seen.invoices?.outcome).toBe('unreachable');
  });

  test('is not asked for as long as our reference is found', async () => {
    expect((await look(known)).asked).not.toContain('readInvoice');
  });
});

describe('the server', () => {
  const paid = { state: 'paid' } as const;

  test('is read where its driver can', async () => {
    expect((await look(paid)).seen.account).toEqual({ outcome: 'seen', value: theAccountBefore });
    const blind = await look(paid, { driver: { verification: 'none' } });
    expect(blind.asked).not.toContain('readAccount');
    expect(blind.seen.verification).toBe('none');
  });

  test('that is no longer in the settings does not answer', async () => {
    expect((await look(paid, { driver: null })).seen.account).toMatchObject({ outcome: 'unreachable' });
  });

  test('is left alone while the host pauses it', async () => {
    const ports = testPorts();
    await ports.store.setPaused(serverId, true);
    const seen = await observe(aChange(paid), ports);
    expect(seen).toMatchObject({ account: null, server: { paused: true } });
  });

  test('one failed look does not block it, the second in a row does, longer each time', async () => {
    const ports = testPorts({ driver: { readAccount: unreachable } });
    const blockedFor = async (): Promise<number | null> => {
      await observe(aChange(paid), ports);
      const { blockedUntil } = await ports.store.health(serverId);
      const left = blockedUntil && blockedUntil - ports.clock.now();
      ports.pass(left ?? 0);
      return left;
    };
    const blocks = [];
    for (let looks = 0; looks < 7; looks += 1) blocks.push(await blockedFor());
    expect(blocks).toEqual([null, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000]);
  });

  test('failures that an answer lies between are not in a row', async () => {
    let dead = true;
    const ports = testPorts();
    const driver = ports.driverOf('web-1');
    const moody = {
      ...ports,
      driverOf: () =>
        driver && {
          ...driver,
          readAccount: (...input: Parameters<typeof driver.readAccount>) =>
            dead ? Promise.resolve(unreachable) : driver.readAccount(...input),
        },
    };
    for (const answers of [false, true, false]) {
      dead = !answers;
      await observe(aChange(paid), moody);
    }
    expect(await ports.store.health(serverId)).toMatchObject({ failures: 1, blockedUntil: null });
  });

  test('is left alone while it is blocked, and good again after one answer', async () => {
    const ports = testPorts();
    const blockedUntil = after(soon, 1_000);
    await ports.store.setHealth({ serverId, blockedUntil, reason: 'dead', failures: 4 });
    expect(await observe(aChange(paid), ports)).toMatchObject({ account: null, server: { blockedUntil } });
    ports.pass(1_000);
    expect(await observe(aChange(paid), ports)).toMatchObject({ account: { outcome: 'seen' } });
    expect(await ports.store.health(serverId)).toMatchObject({
      blockedUntil: null,
      reason: null,
      failures: 0,
    });
  });

  test('a wrong key blocks it at once (SonicPanel bans an address after five)', async () => {
    const wrongKey = { outcome: 'not-authorised', message: '403' };
    const { ports } = await look(paid, { driver: { readAccount: wrongKey } });
    expect(await ports.store.health(serverId)).toMatchObject({
      blockedUntil: after(soon, 15 * 60_000),
      reason: '403',
    });
  });

  test('an account that is not there is an answer', async () => {
    const gone = { outcome: 'no-such-account', message: 'no such user' };
    const { ports, seen } = await look(paid, { driver: { readAccount: gone } });
    expect(seen.account).toEqual(gone);
    expect(await ports.store.health(serverId)).toMatchObject({ blockedUntil: null, failures: 0 });
  });
});

test('whether another change holds the service is looked up', async () => {
  const ports = testPorts();
  const { change } = await claimed(ports);
  expect((await observe(change, ports)).heldByOther).toBe(false);
  const older = aChange({ state: 'cancelled', id: 'another' as never, holdsService: false });
  expect((await observe(older, ports)).heldByOther).toBe(true);
});
