/** MediaCP: what it declares, and how a service is given other limits (provisioning.md §4). */
import { z } from 'zod';
import type { AccountReading } from '../catalogue/account-reading.ts';
import type { Clock } from '../clock.ts';
import {
  entriesOf,
  lookAt,
  nothingWritten,
  outcomeOfWrite,
  toBeSet,
  total,
  understand,
  type Remaining,
} from './answers.ts';
import { callMediacp, type MediacpCall, type MediacpLogin } from './mediacp-answer.ts';
import {
  formFor,
  mediacpLimits,
  refusedByMediacp,
  serviceSchema,
  type MediacpService,
} from './mediacp-limits.ts';
import type { AccountName, ChangePlanOutcome, ServerDriver, ServerLook, TargetPlan } from './port.ts';
import { soldIn } from './sold.ts';

export interface MediacpDriverOptions extends MediacpLogin {
  readonly clock: Clock;
  /** Whether a running stream must be restarted for new limits, which drops its listeners. */
  readonly apply: 'none' | 'restart';
  /** Milliseconds: `checks` for all that is read before a write, `write` for each write. */
  readonly deadlines: { readonly checks: number; readonly write: number };
  readonly landingWindow: number;
}

/** The driver for one MediaCP key. An account is a service, named by its number. */
export function createMediacpDriver(options: MediacpDriverOptions): ServerDriver {
  const { clock, apply, deadlines, landingWindow } = options;
  const write = (call: MediacpCall) => callMediacp(options, call, deadlines.write);

  async function serviceOf(
    { username }: AccountName,
    remaining: Remaining,
  ): Promise<ServerLook<MediacpService>> {
    // 0 stands for "all services" in MediaCP's addresses.
    if (!/^[1-9]\d{0,8}$/.test(username)) {
      return { outcome: 'no-such-account', message: "The account must be the service's number in MediaCP." };
    }
    const path = `/api/${username}/media-service/show`;
    const answer = await callMediacp(options, { method: 'GET', path }, remaining());
    if (answer.kind === 'failed' && answer.missing) {
      return { outcome: 'no-such-account', message: answer.reason };
    }
    const look = lookAt(answer, (data) => understand(serviceSchema, "MediaCP's service", data));
    return look.outcome === 'seen' && String(look.value.id) !== username
      ? { outcome: 'unreachable', message: 'MediaCP answered for another service.' }
      : look;
  }

  async function readAccount(account: AccountName, deadline: number): Promise<ServerLook<AccountReading>> {
    const readAt = clock.now();
    const found = await serviceOf(account, total(clock, deadline));
    if (found.outcome !== 'seen') return found;
    const { limits, port } = found.value;
    return {
      outcome: 'seen',
      value: {
        packageName: null,
        // Not told by what could be read of its answers; whether a service is suspended is the panel's to say.
        suspended: false,
        limits,
        usage: {},
        readAt,
        ...(port === undefined ? {} : { station: { port } }),
      },
    };
  }

  async function changePlan(account: AccountName, target: TargetPlan): Promise<ChangePlanOutcome> {
    const refusal = refusedByMediacp(target);
    if (refusal !== null) return { outcome: 'unsupported', message: refusal };
    const found = await serviceOf(account, total(clock, deadlines.checks));
    if (found.outcome !== 'seen') return nothingWritten(found);
    const missing = toBeSet(found.value.limits, target.limits);
    if (entriesOf(missing).length === 0) {
      return { outcome: 'already-applied', message: 'The service already has these limits.' };
    }
    const path = `/api/${account.username}/media-service`;
    const answer = await write({ method: 'POST', path: `${path}/update`, form: formFor(missing) });
    if (answer.kind !== 'done' || apply === 'none') {
      return outcomeOfWrite(answer, 'MediaCP saved the limits.');
    }
    return outcomeOfWrite(
      await restart(`${path}/restart-service`),
      'MediaCP saved the limits and restarts the stream.',
    );
  }

  /** Clients of it use either verb; one that is not allowed has done nothing (provisioning.md §4). */
  async function restart(path: string) {
    const posted = await write({ method: 'POST', path, form: {} });
    return posted.status === 405 ? write({ method: 'GET', path }) : posted;
  }

  const readServer: ServerDriver['readServer'] = async (deadline) => {
    const remaining = total(clock, deadline);
    const rows: unknown[] = [];
    for (let page = 1, last = 1; page <= last; page += 1) {
      const path = `/api/0/media-service/list?page=${page}`;
      const look = lookAt(await callMediacp(options, { method: 'GET', path }, remaining()), (data) =>
        understand(pageSchema, "MediaCP's list", data),
      );
      if (look.outcome !== 'seen') return look;
      rows.push(...look.value.rows);
      last = Math.min(look.value.last, mostPages);
    }
    const services = rows.map((row) => serviceSchema.safeParse(row).data);
    const told = services.filter((service) => service !== undefined);
    return {
      outcome: 'seen',
      value: {
        version: null,
        packages: null,
        accounts: rows.length,
        // One that is not told would make the sum too small.
        ...(told.length === rows.length ? { sold: soldIn(told.map(({ limits }) => limits)) } : {}),
      },
    };
  };

  return {
    kind: 'mediacp',
    interruption: apply,
    verification: 'full',
    readableLimits: mediacpLimits,
    readableUsage: [],
    landingWindow,
    readAccount,
    changePlan,
    readServer,
    canonicalPackage: (name) => name,
    refuses: refusedByMediacp,
  };
}

const mostPages = 100;

/** A bare list, or one page of it (provisioning.md §4). */
const pageSchema = z.union([
  z.array(z.unknown()).transform((rows) => ({ rows, last: 1 })),
  z
    .object({ data: z.array(z.unknown()), last_page: z.int().positive() })
    .transform(({ data, last_page }) => ({ rows: data, last: last_page })),
]);
