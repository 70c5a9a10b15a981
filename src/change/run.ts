/** One turn of the loop for one due change: look → decide → act → record. Everything else is repetition. */
import { after, type Instant } from '../catalogue/time.ts';
import type { Claim, HistoryEntry, Step, Store } from '../store/port.ts';
import { act, describeEffect, isOnServer, landingWindow, type ActPorts, type EffectOutcome } from './act.ts';
import { decide, isServerWait } from './decide.ts';
import { effectKey, type Decision, type Effect } from './decision.ts';
import { noticesOf } from './notices-due.ts';
import { observe, recordHealth, type ObservePorts } from './observe.ts';
import { backOff, never, type Patience } from './patience.ts';
import type { Seen } from './seen.ts';
import type { Change, WaitReason } from './states.ts';

export interface RunPorts extends ObservePorts, ActPorts {
  readonly store: Store;
  readonly patience: Patience;
  /** Another book than decide.ts: the law tests bring broken ones, to show that they notice. */
  readonly decide?: typeof decide;
}

/** What a turn came to; `lease-lost` and `service-taken` mean that nothing was recorded. */
export type TurnResult = 'moved' | 'acted' | 'waits' | 'lease-lost' | 'service-taken';

/**
 * Takes one turn for the claimed change and gives the row back. Safe to be killed at any point: an effect is
 * written down before it is sent, and the next turn looks before it believes anything (L6).
 */
export async function takeTurn(claim: Claim, ports: RunPorts): Promise<TurnResult> {
  const seen = await observe(claim.change, ports);
  const now = ports.clock.now();
  const decision = (ports.decide ?? decide)(claim.change, seen, now, ports.patience);
  switch (decision.do) {
    case 'wait':
      return keepWaiting(claim, decision, seen, now, ports);
    case 'refuse-wish':
      return recordEnd(claim, 'waits', ports, {
        change: {
          ...claim.change,
          staffWish: null,
          dueAt: claim.change.state === 'needs-attention' ? never : now,
          updatedAt: now,
        },
        history: [entry(now, 'wish', `refused: ${decision.why}`, claim.change.staffWish)],
      });
    case 'move':
    case 'attention':
      return recordEnd(claim, 'moved', ports, moved(claim.change, decision, seen, now));
    case 'effect':
      return sendEffect(claim, decision.effect, { ...claim.change, ...decision.set }, seen, now, ports);
  }
}

function keepWaiting(
  claim: Claim,
  decision: Extract<Decision, { do: 'wait' }>,
  seen: Seen,
  now: Instant,
  ports: RunPorts,
): Promise<TurnResult> {
  const { change } = claim;
  const failed = decision.why === 'panel-unreachable' || decision.why === 'server-unreachable';
  const sameReason =
    change.waiting === decision.why || (isServerWait(change.waiting) && isServerWait(decision.why));
  return recordEnd(claim, 'waits', ports, {
    change: {
      ...change,
      waiting: decision.why,
      waitingSince: sameReason ? (change.waitingSince ?? now) : now,
      failedLooks: failed ? change.failedLooks + 1 : 0,
      dueAt: decision.until,
      updatedAt: now,
    },
    // the same wait again says nothing new; its first entry and the end of it do
    history: sameReason ? [] : [entry(now, 'wait', decision.why, summary(seen))],
  });
}

/** The change after a move, with everything that belongs to the state it leaves behind it cleared. */
function moved(
  change: Change,
  decision: Extract<Decision, { do: 'move' | 'attention' }>,
  seen: Seen,
  now: Instant,
): Omit<Step, 'release'> {
  const attention =
    decision.do === 'attention' ? { reason: decision.reason, detail: decision.detail, since: now } : null;
  const to = decision.do === 'move' ? decision.to : 'needs-attention';
  const fresh = change.state === 'needs-attention' && to === 'paid';
  const next: Change = {
    ...change,
    ...decision.set,
    state: to,
    attention,
    staffWish: null,
    refusal: null,
    inFlight: null,
    attempts: fresh ? { ...change.attempts, 'change-plan': 0, 'update-service': 0 } : change.attempts,
    failedLooks: 0,
    waiting: attention ? 'for-staff' : null,
    waitingSince: attention ? now : null,
    dueAt: attention ? never : now,
    updatedAt: now,
  };
  const because = decision.do === 'move' ? decision.because : `${decision.reason}: ${decision.detail}`;
  return {
    change: next,
    history: [
      entry(now, 'look', 'looked', summary(seen)),
      entry(now, 'move', `${change.state} → ${to}: ${because}`, null),
    ],
    outbox: noticesOf(change, next),
    periods: to === 'completed' ? change.pinned.quote.periodsAfter : null,
  };
}

async function sendEffect(
  claim: Claim,
  effect: Effect,
  change: Change,
  seen: Seen,
  now: Instant,
  ports: RunPorts,
): Promise<TurnResult> {
  const key = effectKey(change, effect.kind);
  const repeat = change.inFlight?.key === key;
  const sent: Change = {
    ...change,
    inFlight: {
      effect: effect.kind,
      key,
      startedAt: now,
      couldLandUntil: after(now, landingWindow(change, effect, ports)),
    },
    attempts: { ...change.attempts, [effect.kind]: (change.attempts[effect.kind] ?? 0) + (repeat ? 0 : 1) },
    serverWritten: change.serverWritten || effect.kind === 'change-plan',
    planSwitched: change.planSwitched || (effect.kind === 'change-plan' && change.pinned.applyBy === 'panel'),
    waiting: null,
    waitingSince: isServerWait(change.waiting) ? change.waitingSince : null,
    updatedAt: now,
  };
  const before = await ports.store.record(claim, {
    change: sent,
    history: [
      entry(now, 'look', 'looked', summary(seen)),
      entry(now, 'effect', effect.kind, { key, ...asRecord(describeEffect(change, effect)) }),
    ],
    outbox: [],
    periods: null,
    release: false,
  });
  if (before !== 'recorded') return before;
  // a worker that stood still past its lease sends nothing: another one may be looking by now
  if (ports.clock.now() >= claim.leaseUntil) return 'lease-lost';
  const outcome = await act(sent, effect, key, ports);
  if (outcome.outcome === 'not-authorised')
    await recordHealth(change, 'not-authorised', outcome.message, ports);
  const answeredAt = ports.clock.now();
  return recordEnd({ ...claim, change: { ...sent, version: claim.change.version + 1 } }, 'acted', ports, {
    change: settled(sent, effect, outcome, answeredAt, ports.patience),
    history: [
      entry(answeredAt, 'outcome', `${effect.kind}: ${outcome.outcome}`, { message: outcome.message }),
    ],
  });
}

/** What the change remembers of an effect's outcome. Success is never concluded from it: the next look decides (L4). */
function settled(
  sent: Change,
  effect: Effect,
  { outcome, message }: EffectOutcome,
  now: Instant,
  patience: Patience,
): Change {
  const tries = sent.attempts[effect.kind] ?? 1;
  const base: Change = { ...sent, updatedAt: now, dueAt: now };
  // never silent: whoever waits says for what, also before the next look (L3)
  const waits = (waiting: WaitReason) => ({ waiting, waitingSince: sent.waitingSince ?? now });
  switch (outcome) {
    case 'done':
      return {
        ...base,
        inFlight: null,
        creditGiven: sent.creditGiven || effect.kind === 'add-credit',
        writeConfirmed:
          effect.kind === 'change-plan' ? (sent.writeConfirmed ?? 'accepted-by-module') : sent.writeConfirmed,
      };
    case 'refused':
      // a definite no is no attempt: credit that was refused is not credit in doubt
      return {
        ...base,
        inFlight: null,
        attempts: { ...sent.attempts, [effect.kind]: tries - 1 },
        refusal: { effect: effect.kind, message },
      };
    case 'unknown':
      return {
        ...base,
        ...waits('effect-could-still-land'),
        dueAt: sent.inFlight?.couldLandUntil ?? now,
      };
    case 'retry-later':
    case 'not-sent':
    case 'not-authorised':
      // it never arrived, so it does not count as an attempt and its key may be used again
      return {
        ...base,
        ...waits(isOnServer(sent, effect.kind) ? 'server-unreachable' : 'panel-unreachable'),
        inFlight: null,
        attempts: { ...sent.attempts, [effect.kind]: tries - 1 },
        failedLooks: sent.failedLooks + 1,
        dueAt: backOff(now, sent.failedLooks + 1, patience),
      };
  }
}

async function recordEnd(
  claim: Claim,
  result: TurnResult,
  ports: RunPorts,
  step: Pick<Step, 'change' | 'history'> & Partial<Step>,
): Promise<TurnResult> {
  const recorded = await ports.store.record(claim, { outbox: [], periods: null, ...step, release: true });
  return recorded === 'recorded' ? result : recorded;
}

const entry = (at: Instant, kind: HistoryEntry['kind'], what: string, detail: unknown): HistoryEntry => ({
  at,
  who: 'loop',
  kind,
  what,
  detail,
});
const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : { value };

/** What was seen, without what identifies the client. */
function summary(seen: Seen): unknown {
  return {
    ...(seen.invoices && {
      invoices:
        seen.invoices.outcome === 'seen'
          ? seen.invoices.value.map(({ id, number, status, lines, total, payments }) => ({
              id,
              number,
              status,
              lines,
              total,
              payments: payments.length,
            }))
          : seen.invoices.message,
    }),
    ...(seen.service && {
      service:
        seen.service.outcome === 'seen'
          ? seen.service.value && {
              planId: seen.service.value.planId,
              cycle: seen.service.value.cycle,
              recurringAmount: seen.service.value.recurringAmount,
              nextDueDate: seen.service.value.nextDueDate,
              status: seen.service.value.status,
            }
          : seen.service.message,
    }),
    ...(seen.account && {
      account:
        seen.account.outcome === 'seen'
          ? seen.account.value
          : `${seen.account.outcome}: ${seen.account.message}`,
    }),
  };
}
