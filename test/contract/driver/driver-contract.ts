/**
 * What every driver must do, whatever server it speaks to (issue 8, section 5). A new driver adds only its answers:
 * a stage with a real or pretend server behind it, and what that kind of server does where kinds differ.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Limits, Usage } from '../../../src/catalogue/limit.ts';
import type { Metric } from '../../../src/catalogue/metric.ts';
import type { AccountName, ServerDriver, TargetPlan } from '../../../src/provisioning/port.ts';

/** An account as the server really has it, seen from behind and not through the driver. */
export interface Truth {
  readonly packageName: string | null;
  readonly limits: Limits;
}

/** What the pretend server does wrong with the next write. */
export type WriteFault =
  /** The connection is cut before anything is done. */
  | 'cut-before'
  /** It is done, then the connection is cut. */
  | 'cut-after'
  /** It is done, but no answer comes before the driver's deadline. */
  | 'silent-after'
  /** It is done only after the driver's deadline, when {@link Stage.land} is called. */
  | 'late'
  /** The answer says yes, but nothing was done. */
  | 'no-effect'
  /** The answer says yes, but one limit is set to {@link Stage.disagreement}. */
  | 'one-limit-wrong'
  /** The answer says yes, but only a part was set. */
  | 'half'
  /** The answer is a web page. */
  | 'web-page'
  /** The answer is an HTTP error of a proxy, and it was done. */
  | 'proxy-error-after';

export interface Stage {
  readonly driver: ServerDriver;
  /** The same server, asked with a key that it does not know. */
  readonly strangerDriver: ServerDriver;
  /** Every secret that must not show in any message. */
  readonly secrets: readonly string[];
  readonly accounts: {
    /** On `plans.before`, not suspended. */
    readonly ordinary: AccountName;
    readonly suspended: AccountName;
    /** On `plans.unlimited`. */
    readonly unlimited: AccountName;
    readonly unknown: AccountName;
    /** Not to be touched by anything that is done to the others. */
    readonly bystanders: readonly AccountName[];
  };
  readonly plans: {
    readonly before: TargetPlan;
    readonly larger: TargetPlan;
    readonly smaller: TargetPlan;
    readonly unlimited: TargetPlan;
    /** A package that the server does not have; null where the server has no packages. */
    readonly unknown: TargetPlan | null;
    /** Targets that this kind of server can never be given. */
    readonly impossible?: readonly TargetPlan[];
  };
  /** What `ordinary` uses, in our units. */
  readonly used: Partial<Record<Metric, number>>;
  /** What `one-limit-wrong` sets in place of the larger plan's limit. */
  readonly disagreement: { readonly metric: Metric; readonly limit: number };
  truth(account: AccountName): Truth;
  /** How many writes arrived, whatever became of them. */
  writes(): number;
  /** How many requests of any kind arrived. */
  requests(): number;
  /** Spoils the next write. */
  spoil(fault: WriteFault): void;
  /** Lets a `late` write be done now. */
  land(): void | Promise<void>;
  /** Nobody listens from now on. */
  offline(): Promise<void>;
  online(): Promise<void>;
  /** Connections are accepted, nothing is ever answered. */
  silence(): void;
  close(): Promise<void>;
}

/** What kinds of servers do differently, and each honestly. */
export interface Habits {
  readonly smallerPlan: 'applied' | 'rejected';
  readonly suspendedAccount: 'applied' | 'rejected';
  /** The server knows no limit of 0. */
  readonly withoutZero?: boolean;
  /** The server knows no account without limits. */
  readonly withoutUnlimited?: boolean;
  /** The server cannot suspend an account by itself. */
  readonly withoutSuspension?: boolean;
  /** Nothing can be read of an account: the driver declares `verification: none`, and the truth is asked from behind. */
  readonly unreadable?: boolean;
  /** How old its measurements are, in milliseconds, by what the driver was told; left out: measured when read. */
  readonly usageAge?: number;
  /** The limits are saved by one call and brought into force by another: after a lost answer the second is left to do. */
  readonly inTwoSteps?: boolean;
}

/** Milliseconds for a look at a server that answers; nothing waits for it unless something is broken. */
const deadline = 10_000;
const shortDeadline = 60;

/** A test for those kinds of servers only where it `applies`; for the others there is nothing to skip. */
const where =
  (applies: boolean | undefined) =>
  (title: string, check: () => Promise<void>): void => {
    if (applies) it(title, check);
  };

export function describeDriver(name: string, open: () => Promise<Stage>, habits: Habits): void {
  describe(`driver ${name}`, () => {
    let stage: Stage;
    beforeEach(async () => {
      stage = await open();
    });
    afterEach(() => stage.close());

    /** Reading and truth are the same, and both are the plan. */
    async function expectPlan(account: AccountName, plan: TargetPlan): Promise<void> {
      if (habits.unreadable) {
        expect(stage.truth(account)).toMatchObject(plan);
        return;
      }
      const look = await stage.driver.readAccount(account, deadline);
      if (look.outcome !== 'seen') throw new Error(`not seen: ${look.message}`);
      expect(look.value.limits).toMatchObject(plan.limits);
      expect(stage.truth(account).limits).toMatchObject(plan.limits);
      if (plan.packageName !== null)
        expect(look.value.packageName).toBe(stage.driver.canonicalPackage(plan.packageName));
    }
    const afterLostAnswer = habits.inTwoSteps ? 'applied' : 'already-applied';
    const change = (plan: TargetPlan, account = stage.accounts.ordinary) =>
      stage.driver.changePlan(account, plan);

    describe('reading', () => {
      where(!habits.unreadable)(
        'units: limits and usage come in bytes and counts, with the time of the measurement',
        async () => {
          const before = Date.now();
          const look = await stage.driver.readAccount(stage.accounts.ordinary, deadline);
          if (look.outcome !== 'seen') throw new Error(look.message);
          const { limits, usage, readAt, suspended, packageName } = look.value;
          expect(limits).toEqual(stage.truth(stage.accounts.ordinary).limits);
          expect(limits).toMatchObject(stage.plans.before.limits);
          expect(quantitiesOf(usage)).toEqual(stage.used);
          expect(suspended).toBe(false);
          expect(packageName).toBe(stage.plans.before.packageName);
          expect(readAt).toBeGreaterThanOrEqual(before);
          for (const one of Object.values(usage))
            expect(one.measuredAt).toBe(readAt - (habits.usageAge ?? 0));
        },
      );

      where(!habits.withoutUnlimited)('unlimited: is told as such', async () => {
        await expectPlan(stage.accounts.unlimited, stage.plans.unlimited);
        expect(Object.values(stage.plans.unlimited.limits)).toContain('unlimited');
      });

      where(!habits.withoutZero)('0 stays 0', async () => {
        await expectPlan(stage.accounts.ordinary, stage.plans.before);
        expect(Object.values(stage.plans.before.limits)).toContain(0);
      });

      where(!habits.unreadable)(
        'tells every limit and usage that the driver declares, and no other',
        async () => {
          const look = await stage.driver.readAccount(stage.accounts.ordinary, deadline);
          if (look.outcome !== 'seen') throw new Error(look.message);
          expect(Object.keys(look.value.limits).sort()).toEqual([...stage.driver.readableLimits].sort());
          expect(Object.keys(look.value.usage).sort()).toEqual([...stage.driver.readableUsage].sort());
        },
      );

      where(!habits.withoutSuspension)('suspended account: is seen as suspended', async () => {
        const look = await stage.driver.readAccount(stage.accounts.suspended, deadline);
        expect(look).toMatchObject({ outcome: 'seen', value: { suspended: true } });
      });

      where(!habits.unreadable)('unknown account: is told from a server that does not answer', async () => {
        const look = await stage.driver.readAccount(stage.accounts.unknown, deadline);
        expect(look.outcome).toBe('no-such-account');
      });

      it('declares whether an account can be read back, and does not pretend where it cannot (L4)', async () => {
        const look = await stage.driver.readAccount(stage.accounts.ordinary, deadline);
        expect(stage.driver.verification).toBe(habits.unreadable ? 'none' : 'full');
        expect(look.outcome).toBe(habits.unreadable ? 'unreachable' : 'seen');
        if (habits.unreadable) expect(stage.requests()).toBe(0);
      });

      it('the server: its packages by their canonical names, and how many accounts it has', async () => {
        const look = await stage.driver.readServer(deadline);
        if (look.outcome !== 'seen') throw new Error(look.message);
        const { packages, accounts } = look.value;
        expect(accounts === null || accounts >= 3).toBe(true);
        if (packages === null) return;
        for (const plan of [stage.plans.before, stage.plans.larger, stage.plans.unlimited]) {
          const sold = packages.find(
            (one) => one.name === stage.driver.canonicalPackage(plan.packageName ?? ''),
          );
          expect(plan.limits).toMatchObject(sold?.limits ?? { absent: true });
        }
        for (const { name } of packages) expect(stage.driver.canonicalPackage(name)).toBe(name);
        expect(new Set(packages.map((one) => one.name)).size).toBe(packages.length);
      });
    });

    describe('changing the plan', () => {
      it('larger plan: every limit of the plan is there when read back (L4)', async () => {
        expect((await change(stage.plans.larger)).outcome).toBe('applied');
        await expectPlan(stage.accounts.ordinary, stage.plans.larger);
      });

      where(!habits.unreadable)(
        'same plan twice: the second time is already applied, and nothing is sent',
        async () => {
          await change(stage.plans.larger);
          const writes = stage.writes();
          expect((await change(stage.plans.larger)).outcome).toBe('already-applied');
          expect(stage.writes()).toBe(writes);
          await expectPlan(stage.accounts.ordinary, stage.plans.larger);
        },
      );

      where(!habits.withoutUnlimited)('to unlimited and back', async () => {
        expect((await change(stage.plans.unlimited)).outcome).toBe('applied');
        await expectPlan(stage.accounts.ordinary, stage.plans.unlimited);
        if (habits.smallerPlan === 'rejected') return;
        expect((await change(stage.plans.before)).outcome).toBe('applied');
        await expectPlan(stage.accounts.ordinary, stage.plans.before);
      });

      it(`smaller plan than what is used: ${habits.smallerPlan}`, async () => {
        expect((await change(stage.plans.smaller)).outcome).toBe(habits.smallerPlan);
        await expectPlan(
          stage.accounts.ordinary,
          habits.smallerPlan === 'applied' ? stage.plans.smaller : stage.plans.before,
        );
      });

      it('unknown package: rejected, nothing is written', async () => {
        if (stage.plans.unknown === null) return;
        expect((await change(stage.plans.unknown)).outcome).toBe('rejected');
        expect(stage.writes()).toBe(0);
        await expectPlan(stage.accounts.ordinary, stage.plans.before);
      });

      it('a target that this kind of server cannot be given: unsupported, nothing is written', async () => {
        const look = await stage.driver.readServer(deadline);
        if (look.outcome !== 'seen' || look.value.packages === null) return;
        const raw = { packageName: null, limits: stage.plans.larger.limits };
        expect((await change(raw)).outcome).toBe('unsupported');
        expect(stage.writes()).toBe(0);
      });

      it('a target that can never be: refused with a reason before anybody pays, nothing is sent', async () => {
        for (const target of stage.plans.impossible ?? []) {
          const message = stage.driver.refuses?.(target);
          expect(message, JSON.stringify(target)).toEqual(expect.any(String));
          expect(await change(target)).toEqual({ outcome: 'unsupported', message });
        }
        expect(stage.requests()).toBe(0);
        for (const target of [stage.plans.before, stage.plans.larger, stage.plans.smaller]) {
          expect(stage.driver.refuses?.(target) ?? null).toBeNull();
        }
      });

      where(!habits.withoutSuspension)(`suspended account: ${habits.suspendedAccount}`, async () => {
        const outcome = await change(stage.plans.larger, stage.accounts.suspended);
        expect(outcome.outcome).toBe(habits.suspendedAccount);
        if (habits.suspendedAccount === 'applied')
          await expectPlan(stage.accounts.suspended, stage.plans.larger);
      });

      where(!habits.unreadable)('unknown account: rejected, nothing is written', async () => {
        expect((await change(stage.plans.larger, stage.accounts.unknown)).outcome).toBe('rejected');
        expect(stage.writes()).toBe(0);
      });

      where(habits.unreadable)(
        'the same again is sent again, since nothing says that it is there, and does no harm',
        async () => {
          expect((await change(stage.plans.larger)).outcome).toBe('applied');
          expect((await change(stage.plans.larger)).outcome).toBe('applied');
          await expectPlan(stage.accounts.ordinary, stage.plans.larger);
        },
      );

      where(habits.unreadable)('unknown account: rejected by the server itself', async () => {
        expect((await change(stage.plans.larger, stage.accounts.unknown)).outcome).toBe('rejected');
      });

      it('failure mode 10: changes the one account that was named and no other', async () => {
        const before = stage.accounts.bystanders.map((account) => stage.truth(account));
        await change(stage.plans.larger);
        expect(stage.accounts.bystanders.map((account) => stage.truth(account))).toEqual(before);
        expect(before.length).toBeGreaterThan(0);
      });
    });

    describe('wrong key', () => {
      it.each([
        ...(habits.unreadable
          ? []
          : ([
              ['readAccount', () => stage.strangerDriver.readAccount(stage.accounts.ordinary, deadline)],
            ] as const)),
        ['readServer', () => stage.strangerDriver.readServer(deadline)],
        ['changePlan', () => stage.strangerDriver.changePlan(stage.accounts.ordinary, stage.plans.larger)],
      ] as const)(
        '%s: not authorised after one single knock, since servers ban who knocks again',
        async (_, knock) => {
          expect((await knock()).outcome).toBe('not-authorised');
          expect(stage.requests()).toBe(1);
          await expectPlan(stage.accounts.ordinary, stage.plans.before);
        },
      );
    });

    describe('a server that fails', () => {
      it('dead before: unreachable, nothing was sent, and all is well when it is back', async () => {
        await stage.offline();
        expect((await stage.driver.readAccount(stage.accounts.ordinary, deadline)).outcome).toBe(
          'unreachable',
        );
        expect((await stage.driver.readServer(deadline)).outcome).toBe('unreachable');
        expect((await change(stage.plans.larger)).outcome).toBe('retry-later');
        await stage.online();
        await expectPlan(stage.accounts.ordinary, stage.plans.before);
        expect((await change(stage.plans.larger)).outcome).toBe('applied');
      });

      it('silent: a look ends at its deadline as unreachable, a change as retry-later', async () => {
        stage.silence();
        const started = performance.now();
        const look = await stage.driver.readAccount(stage.accounts.ordinary, shortDeadline);
        expect(look.outcome).toBe('unreachable');
        expect((await stage.driver.readServer(shortDeadline)).outcome).toBe('unreachable');
        expect(performance.now() - started).toBeLessThan(deadline / 2);
        expect((await change(stage.plans.larger)).outcome).toBe('retry-later');
      });

      it('dead during the write: unknown, and the look shows that nothing happened', async () => {
        stage.spoil('cut-before');
        expect((await change(stage.plans.larger)).outcome).toBe('unknown');
        await expectPlan(stage.accounts.ordinary, stage.plans.before);
      });

      it('failure mode 1: dead after the write: unknown, and the look shows that it was done', async () => {
        stage.spoil('cut-after');
        expect((await change(stage.plans.larger)).outcome).toBe('unknown');
        await expectPlan(stage.accounts.ordinary, stage.plans.larger);
      });

      where(!habits.unreadable)(
        'failure mode 15: a time-out after it acted is unknown; looking finds it, and it is not sent twice',
        async () => {
          stage.spoil('silent-after');
          expect((await change(stage.plans.larger)).outcome).toBe('unknown');
          await expectPlan(stage.accounts.ordinary, stage.plans.larger);
          expect((await change(stage.plans.larger)).outcome).toBe(afterLostAnswer);
          expect(stage.writes()).toBe(1);
        },
      );

      where(!habits.unreadable)(
        'failure mode 15: a time-out before it acted is unknown too, and it may land afterwards',
        async () => {
          stage.spoil('late');
          expect((await change(stage.plans.larger)).outcome).toBe('unknown');
          await expectPlan(stage.accounts.ordinary, stage.plans.before);
          await stage.land();
          await expectPlan(stage.accounts.ordinary, stage.plans.larger);
          expect((await change(stage.plans.larger)).outcome).toBe(afterLostAnswer);
          expect((await change(stage.plans.larger)).outcome).toBe('already-applied');
        },
      );

      it.each(['web-page', 'proxy-error-after'] as const)(
        '%s in place of an answer: unknown',
        async (fault) => {
          stage.spoil(fault);
          expect((await change(stage.plans.larger)).outcome).toBe('unknown');
        },
      );

      it('declares how long a write that was cut off may still land', () => {
        expect(stage.driver.landingWindow).toBeGreaterThan(0);
      });
    });

    describe('a server that says yes and means something else (L4)', () => {
      it('failure mode 8: nothing was changed, and reading back shows it', async () => {
        stage.spoil('no-effect');
        await change(stage.plans.larger);
        await expectPlan(stage.accounts.ordinary, stage.plans.before);
      });

      where(!habits.unreadable)(
        'failure mode 9: one limit differs from the plan, and reading back shows which',
        async () => {
          stage.spoil('one-limit-wrong');
          await change(stage.plans.larger);
          const { metric, limit } = stage.disagreement;
          await expectPlan(stage.accounts.ordinary, {
            ...stage.plans.larger,
            limits: { ...stage.plans.larger.limits, [metric]: limit },
          });
          expect(limit).not.toBe(stage.plans.larger.limits[metric]);
        },
      );

      where(!habits.unreadable)(
        'failure mode 14: a part was set; the same change again completes it',
        async () => {
          stage.spoil('half');
          await change(stage.plans.larger);
          const look = await stage.driver.readAccount(stage.accounts.ordinary, deadline);
          if (look.outcome !== 'seen') throw new Error(look.message);
          expect(look.value.limits).not.toMatchObject(stage.plans.larger.limits);
          expect((await change(stage.plans.larger)).outcome).toBe('applied');
          await expectPlan(stage.accounts.ordinary, stage.plans.larger);
        },
      );
    });

    it('no message carries a secret', async () => {
      const messages: unknown[] = [
        await change(stage.plans.larger),
        await change(stage.plans.larger, stage.accounts.unknown),
        await stage.strangerDriver.changePlan(stage.accounts.ordinary, stage.plans.larger),
        await stage.strangerDriver.readServer(deadline),
      ];
      stage.spoil('cut-after');
      messages.push(await change(stage.plans.before));
      await stage.offline();
      messages.push(await stage.driver.readServer(deadline), await change(stage.plans.larger));
      const text = JSON.stringify(messages);
      for (const secret of stage.secrets) expect(text).not.toContain(secret);
      expect(stage.secrets.length).toBeGreaterThan(0);
    });
  });
}

const quantitiesOf = (usage: Usage): Record<string, number> =>
  Object.fromEntries(Object.entries(usage).map(([metric, { quantity }]) => [metric, quantity]));
