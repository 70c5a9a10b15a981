/** The loop's ports as one worker has them: the real shapes, over the wire, into the world. */
import type { AccountReading } from '../../src/catalogue/account-reading.ts';
import type { Panel, PanelAnswer } from '../../src/panel/port.ts';
import type { ChangePlanOutcome, ServerDriver, ServerLook } from '../../src/provisioning/port.ts';
import type { Store } from '../../src/store/port.ts';
import type { Answers, Seat } from './wire.ts';
import { landingWindow } from './wire.ts';
import type { World } from './world.ts';

const panelAnswers: Answers<PanelAnswer<never>> = {
  unreachable: { outcome: 'unreachable', message: 'connection refused' },
  unknown: { outcome: 'unknown', message: 'no answer' },
  refused: { outcome: 'refused', code: 'not-now', message: 'the connector says no' },
  notAuthorised: null,
};
const lookAnswers: Answers<ServerLook<AccountReading>> = {
  unreachable: { outcome: 'unreachable', message: 'time-out' },
  unknown: null,
  refused: null,
  notAuthorised: { outcome: 'not-authorised', message: 'wrong key' },
};
const writeAnswers: Answers<ChangePlanOutcome> = {
  unreachable: { outcome: 'retry-later', message: 'connection refused' },
  unknown: { outcome: 'unknown', message: 'time-out' },
  refused: { outcome: 'rejected', message: 'no such package' },
  notAuthorised: { outcome: 'not-authorised', message: 'wrong key' },
};

/** What the loop asks of the store; the rest of it belongs to pages and commands. */
export function storeOf(seat: Seat, world: World): Store {
  const { wire, store } = world;
  const ports: Partial<Store> = {
    claim: (...input) => wire.toStore(seat, 'store.claim', () => store.claim(...input)),
    health: (id) => wire.toStore(seat, 'store.health', () => store.health(id)),
    setHealth: (health) => wire.toStore(seat, 'store.setHealth', () => store.setHealth(health)),
    findHolding: (id) => wire.toStore(seat, 'store.findHolding', () => store.findHolding(id)),
    record: (claim, step) =>
      wire.toStore(seat, 'store.record', async () => {
        const result = await store.record(claim, step);
        if (result === 'recorded') world.watch.recorded(seat, claim.change, step);
        return result;
      }),
    claimOutbox: (...input) => wire.toStore(seat, 'store.claim', () => store.claimOutbox(...input)),
    settleOutbox: (...input) => wire.toStore(seat, 'store.record', () => store.settleOutbox(...input)),
  };
  return ports as Store;
}

export function panelOf(seat: Seat, world: World): Panel {
  const { wire, verbs, panel } = world;
  const isDown = () => panel.downUntil > world.now();
  const ask = <T>(verb: Parameters<typeof wire.ask>[1], look: () => T) =>
    wire.ask<PanelAnswer<T>>(
      seat,
      verb,
      () => (isDown() ? unreachable : { outcome: 'answered', value: look() }),
      panelAnswers,
    );
  const effect = <T>(
    verb: Parameters<typeof wire.effect>[1],
    act: (arrival: Parameters<Parameters<typeof wire.effect>[2]>[0]) => PanelAnswer<T>,
  ) =>
    wire.effect<PanelAnswer<T>>(
      seat,
      verb,
      (arrival) => (isDown() ? unreachable : act(arrival)),
      panelAnswers,
    );
  const ports: Partial<Panel> = {
    landingWindow,
    findInvoices: (reference) => ask('panel.findInvoices', () => panel.withReference(reference)),
    readInvoice: (id) => ask('panel.readInvoice', () => panel.invoices.get(id) ?? null),
    readService: () =>
      ask('panel.readService', () => {
        world.watch.serviceRead(seat);
        return panel.service;
      }),
    placeInvoice: (key, draft) => effect('panel.placeInvoice', (how) => verbs.placeInvoice(key, draft, how)),
    publishInvoice: (key, id) => effect('panel.publishInvoice', (how) => verbs.publishInvoice(key, id, how)),
    cancelInvoice: (key, id) => effect('panel.cancelInvoice', (how) => verbs.cancelInvoice(key, id, how)),
    updateService: (key, _id, expected, fields) =>
      effect('panel.updateService', (how) => verbs.updateService(key, expected, fields, how)),
    applyPlan: (key, _id, planId) => effect('panel.applyPlan', (how) => verbs.applyPlan(key, planId, how)),
    addCredit: (key, { amount }) => effect('panel.addCredit', () => verbs.addCredit(key, amount)),
    openTicket: (key) => effect('panel.openTicket', () => verbs.openTicket(key)),
    sendMessage: (key) => effect('panel.sendMessage', () => verbs.sendMessage(key)),
  };
  return ports as Panel;
}

const unreachable = { outcome: 'unreachable', message: 'the panel is down' } as const;

export function driverOf(seat: Seat, world: World): ServerDriver {
  const { wire, server, scenario } = world;
  const ports: Partial<ServerDriver> = {
    verification: scenario.verification,
    landingWindow,
    readAccount: () =>
      wire.ask<ServerLook<AccountReading>>(
        seat,
        'driver.readAccount',
        () => {
          const now = world.now();
          if (server.deadUntil > now) return { outcome: 'unreachable', message: 'the server is dead' };
          if (server.wrongKeyUntil > now) return { outcome: 'not-authorised', message: 'wrong key' };
          if (!server.exists) return { outcome: 'no-such-account', message: 'no such account' };
          world.watch.accountRead(seat);
          return { outcome: 'seen', value: server.reading() };
        },
        lookAnswers,
      ),
    changePlan: (_account, target) => {
      const { change } = seat;
      return wire.effect<ChangePlanOutcome>(
        seat,
        'driver.changePlan',
        () => {
          const now = world.now();
          if (server.deadUntil > now) return { outcome: 'retry-later', message: 'the server is dead' };
          if (server.wrongKeyUntil > now) return { outcome: 'not-authorised', message: 'wrong key' };
          const outcome = change === null ? 'rejected' : server.write(target, change);
          return { outcome, message: outcome };
        },
        writeAnswers,
      );
    },
  };
  return ports as ServerDriver;
}
