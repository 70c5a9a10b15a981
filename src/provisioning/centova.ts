/** Centova Cast v3: what it declares, and how an account is given other limits (provisioning.md §2). */
import { z } from 'zod';
import type { AccountReading } from '../catalogue/account-reading.ts';
import type { Limits } from '../catalogue/limit.ts';
import type { Instant } from '../catalogue/time.ts';
import type { Clock } from '../clock.ts';
import {
  entriesOf,
  lookAt,
  nothingWritten,
  outcomeOfWrite,
  toBeSet,
  total,
  understand,
  usageAt,
  type Remaining,
} from './answers.ts';
import { callCentova, type CentovaLogin } from './centova-answer.ts';
import {
  accountSchema,
  argumentsFor,
  centovaLimits,
  refusedByCentova,
  type CentovaAccount,
} from './centova-limits.ts';
import type { AccountName, ChangePlanOutcome, ServerDriver, ServerLook, TargetPlan } from './port.ts';

export interface CentovaDriverOptions extends CentovaLogin {
  readonly clock: Clock;
  /**
   * How the running stream gets new limits: `reload` keeps listeners, but "not all configuration changes can be
   * applied" by it; `restart` drops them (provisioning.md §2 apply).
   */
  readonly apply: 'reload' | 'restart';
  /** How old Centova's cached usage may be, in milliseconds; it does not say itself (failure-modes.md row 53). */
  readonly usageAge: number;
  /** Milliseconds: `checks` for all that is read before a write, `write` for each write. */
  readonly deadlines: { readonly checks: number; readonly write: number };
  readonly landingWindow: number;
}

/** The driver for one Centova login, the administrator's or a reseller's. */
export function createCentovaDriver(options: CentovaDriverOptions): ServerDriver {
  const { clock, apply, usageAge, deadlines, landingWindow } = options;
  const write = (method: string, parameters: Readonly<Record<string, string>>) =>
    callCentova(options, method, parameters, deadlines.write);

  async function accountOf(
    { username }: AccountName,
    remaining: Remaining,
  ): Promise<ServerLook<CentovaAccount>> {
    const answer = await callCentova(options, 'server.getaccount', { username }, remaining());
    if (answer.kind === 'failed' && answer.missing) {
      return { outcome: 'no-such-account', message: answer.reason };
    }
    return lookAt(answer, (data) => understand(accountSchema, "Centova's account", data));
  }

  async function readAccount(account: AccountName, deadline: number): Promise<ServerLook<AccountReading>> {
    const readAt = clock.now();
    const found = await accountOf(account, total(clock, deadline));
    if (found.outcome !== 'seen') return found;
    const { limits, used, port } = found.value;
    return {
      outcome: 'seen',
      value: {
        packageName: null,
        // No call that was read tells it; whether a service is suspended is the panel's to say.
        suspended: false,
        limits,
        usage: usageAt(used, Math.max(0, readAt - usageAge) as Instant),
        readAt,
        ...(port === undefined ? {} : { station: { port } }),
      },
    };
  }

  async function changePlan(account: AccountName, target: TargetPlan): Promise<ChangePlanOutcome> {
    const refusal = refusedByCentova(target);
    if (refusal !== null) return { outcome: 'unsupported', message: refusal };
    const found = await accountOf(account, total(clock, deadlines.checks));
    if (found.outcome !== 'seen') return nothingWritten(found);
    const missing = toBeSet(found.value.limits, target.limits);
    if (entriesOf(missing).length === 0) {
      return { outcome: 'already-applied', message: 'The account already has these limits.' };
    }
    const { username } = account;
    const answer = await write('server.reconfigure', { username, ...argumentsFor(missing) });
    if (answer.kind !== 'done') return outcomeOfWrite(answer, '');
    return concernsStream(missing)
      ? bringIntoForce(username)
      : { outcome: 'applied', message: 'Centova saved the limits.' };
  }

  /** A limit of the stream bites only after a reload or restart; one that is refused leaves it to the next start. */
  async function bringIntoForce(username: string): Promise<ChangePlanOutcome> {
    const answer = await write(`server.${apply}`, { username });
    return answer.kind === 'failed'
      ? {
          outcome: 'applied',
          message: `Centova saved the limits. The stream takes them at its next start, since its ${apply} was refused: ${answer.reason}`,
        }
      : outcomeOfWrite(answer, `Centova saved the limits; the stream had its ${apply}.`);
  }

  const readServer: ServerDriver['readServer'] = async (deadline) => {
    const remaining = total(clock, deadline);
    const sane = lookAt(await callCentova(options, 'system.sanitycheck', {}, remaining()), (data) => ({
      value: data,
    }));
    if (sane.outcome !== 'seen') return sane;
    const listed = await callCentova(options, 'system.listaccounts', {}, remaining());
    return {
      outcome: 'seen',
      value: {
        // The method that tells it is cut off in what could be read of the vendor's page.
        version: null,
        packages: null,
        accounts: listed.kind === 'done' ? (listSchema.safeParse(listed.data).data ?? null) : null,
      },
    };
  };

  return {
    kind: 'centova',
    interruption: apply,
    verification: 'full',
    readableLimits: centovaLimits,
    readableUsage: ['bandwidth', 'disk'],
    landingWindow,
    readAccount,
    changePlan,
    readServer,
    canonicalPackage: (name) => name,
    refuses: refusedByCentova,
  };
}

/** Disk and traffic are counted by Centova itself; the others are the streaming server's. */
const concernsStream = ({ listeners, bitrate, autodj }: Limits): boolean =>
  listeners !== undefined || bitrate !== undefined || autodj !== undefined;

/** How many accounts there are, in either shape that a list has in Centova's answers. */
const listSchema = z
  .union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform((rows) => Object.values(rows))])
  .transform((rows) => rows.length);
