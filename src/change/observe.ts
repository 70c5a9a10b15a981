/** One look at panel and server: asks only what the change's state needs, and turns every answer into a value. */
import type { Panel, PanelAnswer } from '../panel/port.ts';
import type { ServerDriver } from '../provisioning/port.ts';
import type { Store } from '../store/port.ts';
import type { Clock } from '../clock.ts';
import type { InvoiceSnapshot } from '../catalogue/invoice-snapshot.ts';
import { hasMoney } from './read-invoices.ts';
import { nothingSeen, type PanelLook, type Seen } from './seen.ts';
import type { Change, ChangeState } from './states.ts';

export interface ObservePorts {
  readonly panel: Panel;
  readonly store: Store;
  readonly clock: Clock;
  /** null: the server is not in the settings any more. */
  driverOf(serverId: string): ServerDriver | null;
  /** Milliseconds that one reading of an account may take in all. */
  readonly readDeadline: number;
}

/** What each state asks for; a state that is not named waits for a person or has ended for good. */
const looksOf: Readonly<
  Partial<Record<ChangeState, { invoices: boolean; service: boolean; account: boolean }>>
> = {
  accepted: { invoices: true, service: true, account: false },
  invoiced: { invoices: true, service: true, account: false },
  paid: { invoices: true, service: true, account: true },
  applied: { invoices: false, service: true, account: false },
  completed: { invoices: true, service: false, account: false },
  cancelling: { invoices: true, service: true, account: false },
  cancelled: { invoices: true, service: true, account: false },
  returning: { invoices: true, service: false, account: false },
};

/**
 * Looks at what `decide` needs for this change. The server is left alone while it is paused or blocked; a wrong
 * key blocks it for everybody at once (provisioning.md §11, point 5).
 */
export async function observe(change: Change, ports: ObservePorts): Promise<Seen> {
  const now = ports.clock.now();
  if (change.inFlight && now < change.inFlight.couldLandUntil) return nothingSeen;
  const wanted = change.staffWish
    ? { invoices: true, service: false, account: false }
    : looksOf[change.state];
  if (!wanted) return nothingSeen;

  const [invoices, service, health, holding] = await Promise.all([
    wanted.invoices ? findInvoices(change, ports) : null,
    wanted.service ? ports.panel.readService(change.serviceId).then(lookOf) : null,
    ports.store.health(change.pinned.serverId),
    ports.store.findHolding(change.serviceId),
  ]);
  const driver = ports.driverOf(change.pinned.serverId);
  const blocked = health.blockedUntil !== null && health.blockedUntil > now;
  const panelAnswered = invoices?.outcome === 'seen' && service?.outcome === 'seen';
  const ask =
    wanted.account && panelAnswered && driver?.verification === 'full' && !health.paused && !blocked;
  return {
    invoices,
    service,
    account:
      wanted.account && driver === null ? noDriver : ask ? await readAccount(change, driver, ports) : null,
    server: { paused: health.paused, blockedUntil: blocked ? health.blockedUntil : null },
    verification: driver?.verification ?? 'full',
    heldByOther: holding !== null && holding.id !== change.id,
  };
}

/**
 * By our reference; where nothing carries it any more, the adopted invoice by its number, if money is in it: staff
 * may have rewritten our line, and money is never out of sight for that (L3).
 */
async function findInvoices(
  { reference, invoiceId }: Change,
  { panel }: ObservePorts,
): Promise<PanelLook<readonly InvoiceSnapshot[]>> {
  const found = lookOf(await panel.findInvoices(reference));
  if (found.outcome !== 'seen' || found.value.length > 0 || invoiceId === null) return found;
  const adopted = lookOf(await panel.readInvoice(invoiceId));
  if (adopted.outcome !== 'seen') return adopted;
  return { outcome: 'seen', value: adopted.value && hasMoney(adopted.value) ? [adopted.value] : [] };
}

const noDriver = { outcome: 'unreachable', message: 'this server is no longer in the settings' } as const;

async function readAccount(
  change: Change,
  driver: ServerDriver,
  ports: ObservePorts,
): Promise<Seen['account']> {
  const look = await driver.readAccount(change.pinned.account, ports.readDeadline);
  await recordHealth(change, look.outcome, look.outcome === 'seen' ? null : look.message, ports);
  return look;
}

/** Longest pause for a server that does not answer, and the pause after a wrong key (a person has to act first). */
const longestBlock = 5 * 60_000;
const authorisationBlock = 15 * 60_000;

/**
 * Keeps the server's row: shared by all processes, so that one process's bad news spares the others the wait.
 * The first failure does not block: only the second in a row does, then twice as long each time.
 */
export async function recordHealth(
  change: Change,
  outcome: 'seen' | 'no-such-account' | 'unreachable' | 'not-authorised',
  reason: string | null,
  ports: Pick<ObservePorts, 'store' | 'clock'>,
): Promise<void> {
  const { serverId } = change.pinned;
  const health = await ports.store.health(serverId);
  const now = ports.clock.now();
  if (outcome === 'seen' || outcome === 'no-such-account') {
    if (health.failures > 0 || health.blockedUntil !== null) {
      await ports.store.setHealth({ ...health, failures: 0, blockedUntil: null, reason: null });
    }
    return;
  }
  const failures = health.failures + 1;
  const pause =
    outcome === 'not-authorised'
      ? authorisationBlock
      : failures < 2
        ? 0
        : Math.min(2_500 * 2 ** failures, longestBlock);
  await ports.store.setHealth({
    ...health,
    failures,
    reason,
    blockedUntil: pause === 0 ? health.blockedUntil : ((now + pause) as typeof now),
  });
}

/** A refused look (a wrong secret, another protocol version) is no look: nothing is known, so nothing is decided. */
function lookOf<T>(answer: PanelAnswer<T>): PanelLook<T> {
  switch (answer.outcome) {
    case 'answered':
      return { outcome: 'seen', value: answer.value };
    case 'refused':
      return {
        outcome: 'unreachable',
        message: `the panel refused the question: ${answer.code}: ${answer.message}`,
      };
    case 'unreachable':
    case 'unknown':
      return { outcome: 'unreachable', message: answer.message };
  }
}
