/** The same story again and again, its worker killed at another call each time: the end must always be the same. */
import type { Act } from './acts.ts';
import { play } from './history.ts';
import { moneyWith } from './panel-world.ts';
import { scenarios } from './scenarios.ts';
import type { Fate, Fault, Script } from './script.ts';
import type { Options, World } from './world.ts';

const hour = 3_600_000;
const after = (...acts: readonly Act[]) => acts.map((act) => ({ when: 2 * hour, act }));

/** What clients and staff do, hours apart, so that a kill delays what the loop does and reorders nothing else. */
const stories: readonly Pick<Script<Act>, 'whenPayable' | 'whenAsked' | 'happenings'>[] = [
  { whenPayable: after('the client pays'), whenAsked: [], happenings: [] },
  { whenPayable: [], whenAsked: [], happenings: [] },
  { whenPayable: after('the client cancels'), whenAsked: [], happenings: [] },
  { whenPayable: after('the client pays', 'staff refund the invoice'), whenAsked: [], happenings: [] },
  {
    whenPayable: after('the service is renewed', 'the client pays a part'),
    whenAsked: [after('staff ask to give the money back')],
    happenings: [],
  },
  {
    whenPayable: after('somebody sets another limit', 'the client pays'),
    whenAsked: [after('staff put the account back', 'staff ask to try again')],
    happenings: [],
  },
];

/** Each story of each kind of change, told without any fault. */
export const calmScripts: readonly Script<Act>[] = scenarios.flatMap((_, scenario) =>
  stories.map((story, number) => ({
    seed: 100 * scenario + number,
    scenario,
    workers: 1,
    taxed: false,
    credit: 0,
    transactional: number % 2 === 0,
    slow: false,
    doorbells: 'promptly' as const,
    faults: [],
    ...story,
  })),
);

/** Everything that matters about how a world ended, in words that can be compared. */
export function endOf(world: World): string {
  const { panel, server, store } = world;
  const changes = store.changes().map(({ state, attention, grade, holdsService, creditGiven }) => ({
    state,
    reason: attention?.reason,
    grade,
    holdsService,
    creditGiven,
  }));
  const invoices = [...panel.invoices.values()].map((invoice) => [invoice.status, moneyWith(invoice)]);
  const { planId, cycle, recurringAmount, nextDueDate } = panel.service ?? {};
  return JSON.stringify({
    changes,
    invoices,
    record: { planId, cycle, recurringAmount, nextDueDate },
    account: [server.packageName, server.limits],
    credited: panel.credited.length,
    tickets: panel.tickets.toSorted(),
    messages: panel.messages.toSorted(),
  });
}

export const killings = ['kill-before', 'kill-after', 'kill-late'] as const satisfies readonly Fate[];

/** How many calls the calm story makes. */
export const callsOf = (world: World): number => world.calls.get('call') ?? 0;

/** The story with workers killed at these calls. */
export const playKilled = (
  script: Script<Act>,
  kills: readonly Omit<Fault, 'verb' | 'times'>[],
  options: Options = {},
): ReturnType<typeof play> =>
  play({ ...script, faults: kills.map((kill) => ({ ...kill, verb: 'call', times: 1 })) }, options);
