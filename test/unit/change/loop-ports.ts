/** The loop's ports for tests of observe, act and run: everything answers well, calls are written down in order. */
import { after, type Instant } from '../../../src/catalogue/time.ts';
import { defaultPatience } from '../../../src/change/patience.ts';
import type { RunPorts } from '../../../src/change/run.ts';
import type { Change } from '../../../src/change/states.ts';
import type { Panel } from '../../../src/panel/port.ts';
import type { ServerDriver } from '../../../src/provisioning/port.ts';
import type { Claim } from '../../../src/store/port.ts';
import { aChange } from '../../support/changes.ts';
import { anInvoice, aRecord, theAccountBefore } from '../../support/looks.ts';
import { MemoryStore } from '../../simulation/memory-store.ts';
import { soon } from './deciding.ts';

export const panelWindow = 60_000;
export const driverWindow = 90_000;
export const lease = 30_000;

export interface TestPorts extends RunPorts {
  readonly store: MemoryStore;
  /** Every call to panel and driver, with what was sent. */
  readonly calls: { readonly verb: string; readonly input: readonly unknown[] }[];
  /** Lets the time pass. */
  readonly pass: (milliseconds: number) => void;
}

const answered = (value: unknown) => ({ outcome: 'answered', value });

/** What panel and driver answer; a test says what is different. */
export interface Answers {
  readonly panel?: Partial<Record<Exclude<keyof Panel, 'landingWindow'>, unknown>>;
  readonly driver?: Partial<Record<keyof ServerDriver, unknown>> | null;
  /** Happens when the verb is called, before it answers. */
  readonly during?: (verb: string, ports: TestPorts) => void | Promise<void>;
}

export function testPorts(answers: Answers = {}): TestPorts {
  let now: Instant = soon;
  const calls: TestPorts['calls'] = [];
  const verb =
    (name: string, answer: unknown) =>
    async (...input: unknown[]): Promise<unknown> => {
      calls.push({ verb: name, input });
      await answers.during?.(name, ports);
      return answer;
    };
  const panelAnswers: Record<string, unknown> = {
    findInvoices: answered([anInvoice('paid')]),
    readInvoice: answered(null),
    readService: answered(aRecord()),
    placeInvoice: answered({ invoiceId: '812' }),
    publishInvoice: answered({ invoice: anInvoice('unpaid') }),
    cancelInvoice: answered({ outcome: 'cancelled', invoice: anInvoice('cancelled') }),
    updateService: answered({ outcome: 'updated', service: aRecord() }),
    applyPlan: answered({ outcome: 'applied', message: 'ok' }),
    addCredit: answered({ creditId: '1' }),
    ...answers.panel,
  };
  const driverAnswers = answers.driver ?? {};
  const driver = {
    verification: driverAnswers.verification ?? 'full',
    landingWindow: driverWindow,
    readAccount: verb(
      'readAccount',
      driverAnswers.readAccount ?? { outcome: 'seen', value: theAccountBefore },
    ),
    changePlan: verb('changePlan', driverAnswers.changePlan ?? { outcome: 'applied', message: 'ok' }),
  };
  const ports: TestPorts = {
    panel: {
      landingWindow: panelWindow,
      ...Object.fromEntries(Object.entries(panelAnswers).map(([name, answer]) => [name, verb(name, answer)])),
    } as unknown as Panel,
    store: new MemoryStore(),
    clock: { now: () => now },
    driverOf: () => (answers.driver === null ? null : (driver as unknown as ServerDriver)),
    readDeadline: 10_000,
    patience: defaultPatience,
    calls,
    pass: (milliseconds) => {
      now = after(now, milliseconds);
    },
  };
  return ports;
}

/** Accepts the change into the store and claims it, as a worker would. */
export async function claimed(ports: TestPorts, overrides: Partial<Change> = {}): Promise<Claim> {
  const { store, clock } = ports;
  const note = {
    at: clock.now(),
    who: 'client:41',
    kind: 'accepted',
    what: 'accepted',
    detail: null,
  } as const;
  await store.accept(aChange(overrides), note);
  const claim = await store.claim('worker-1', clock.now(), lease);
  if (!claim) throw new Error('nothing was due');
  return claim;
}
