/** The loop broken on purpose, one promise at a time: each law test shows that it notices its mutants. */
import { after } from '../../src/catalogue/time.ts';
import { decide } from '../../src/change/decide.ts';
import type { Decision } from '../../src/change/decision.ts';
import { never } from '../../src/change/patience.ts';
import type { RunPorts } from '../../src/change/run.ts';
import type { Claim, HistoryEntry, Store } from '../../src/store/port.ts';
import type { Mutant } from './world.ts';

const withStore = (change: (store: Store, ports: RunPorts) => Partial<Store>): Mutant => ({
  ports: (ports) => ({ ...ports, store: { ...ports.store, ...change(ports.store, ports) } }),
});

/** Another decide, which may first ask the real one. */
const withDecide = (decideInstead: (...input: Parameters<typeof decide>) => Decision | null): Mutant => ({
  ports: (ports) => ({ ...ports, decide: (...input) => decideInstead(...input) ?? decide(...input) }),
});

/** Steps leave out lines of the history of this kind. */
const withoutLines = (kind: HistoryEntry['kind']): Mutant =>
  withStore((store) => ({
    record: (claim, step) =>
      store.record(claim, { ...step, history: step.history.filter((entry) => entry.kind !== kind) }),
  }));

export const publishSkipped: Mutant = { publishSkipped: true };

/** A credit whose answer was lost is sent again, under a new key. */
export const creditTriedAgain: Mutant = {
  ports: (ports) => ({
    ...ports,
    panel: {
      ...ports.panel,
      addCredit: (key, credit) => ports.panel.addCredit(`${key}:${ports.clock.now()}` as typeof key, credit),
    },
    decide: (change, ...rest) =>
      decide({ ...change, attempts: { ...change.attempts, 'add-credit': 0 } }, ...rest),
  }),
};

/** A doorbell that rings during a look is forgotten when the look ends. */
export const ringCounterOff = withStore((store) => ({
  record: (claim, step) =>
    store.record({ ...claim, change: { ...claim.change, rings: Number.MAX_SAFE_INTEGER } }, step),
}));

export const attentionWithoutTicket = withStore((store) => ({
  record: (claim, step) =>
    store.record(claim, { ...step, outbox: step.outbox.filter(({ kind }) => kind !== 'staff-ticket') }),
}));

export const lateMoneyIgnored = withDecide((change) =>
  change.state === 'cancelled' ? { do: 'wait', until: never, why: 'ended' } : null,
);

/** What was sent and not answered is forgotten by the next worker. */
export const doubtIgnored = withStore((store) => ({
  claim: async (...input) => {
    const claim = await store.claim(...input);
    return claim && { ...claim, change: { ...claim.change, inFlight: null } };
  },
}));

/** The server's "OK" is taken for the deed. */
export const yesIsBelieved = withDecide((change, _seen, now) =>
  change.state === 'paid' && change.inFlight === null && (change.attempts['change-plan'] ?? 0) > 0
    ? {
        do: 'move',
        to: 'applied',
        because: 'the server said so',
        set: { grade: 'verified', verifiedAt: now },
      }
    : null,
);

/** The panel's record is changed first, the server afterwards. */
export const recordFirst = withDecide((change, seen, now, patience) => {
  const decision = decide(change, seen, now, patience);
  const { planId } = change.pinned.from;
  const isAsBefore = seen.service?.outcome === 'seen' && seen.service.value?.planId === planId;
  return decision.do === 'effect' && decision.effect.kind === 'change-plan' && isAsBefore
    ? { ...decision, effect: { kind: 'update-service', planId } }
    : null;
});

/** A worker that died keeps its row. */
export const leaseWithoutEnd = withStore((store) => ({
  claim: (worker, now, lease) => store.claim(worker, now, lease * 1e6),
}));

/** Rows are taken although somebody works on them, and steps are written over each other. */
export const leaseIgnored: Mutant = {
  ports: (ports, world) => {
    const asHolder = (claim: Claim): Claim => ({
      ...claim,
      change: { ...claim.change, version: world.store.changeOf(claim.change.id).version },
    });
    return {
      ...ports,
      store: {
        ...ports.store,
        claim: async (_worker, now, lease) => {
          const claim = await ports.store.claim('anybody', now, 0);
          return claim && { ...claim, leaseUntil: after(now, lease) };
        },
        record: (claim, step) => ports.store.record(asHolder(claim), step),
      },
    };
  },
};

export const effectsUnwritten = withoutLines('effect');
export const outcomesUnwritten = withoutLines('outcome');
