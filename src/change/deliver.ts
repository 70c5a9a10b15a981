/** Delivers one message or ticket of the outbox, each under its own effect key: at least once, repeats harmless. */
import type { Clock } from '../clock.ts';
import { after } from '../catalogue/time.ts';
import type { Panel, PanelAnswer } from '../panel/port.ts';
import type { OutboxItem, Store } from '../store/port.ts';
import { backOff, defaultPatience } from './patience.ts';

/** An outbox item as the panel takes it. */
export type Letter =
  | { readonly to: 'client'; readonly message: Parameters<Panel['sendMessage']>[1] }
  | { readonly to: 'staff'; readonly ticket: Parameters<Panel['openTicket']>[1] };

export interface DeliveryPorts {
  readonly panel: Panel;
  readonly store: Store;
  readonly clock: Clock;
  /** Names this process in the leases it takes. */
  readonly worker: string;
  /** Writes the item out in the right language. */
  write(item: OutboxItem): Promise<Letter>;
}

const lease = 60_000;

/** Delivers the item that is due, if any. A refusal is tried again too: a mail template may be mended meanwhile. */
export async function deliver(
  ports: DeliveryPorts,
): Promise<{ kind: OutboxItem['kind']; outcome: 'delivered' | 'postponed' } | null> {
  const item = await ports.store.claimOutbox(ports.worker, ports.clock.now(), lease);
  if (!item) return null;
  const answer = await send(item, ports);
  const now = ports.clock.now();
  if (answer.outcome === 'answered') {
    await ports.store.settleOutbox(item.key, { delivered: true, at: now, panelId: answer.value });
    return { kind: item.kind, outcome: 'delivered' };
  }
  const soonest = answer.outcome === 'unknown' ? after(now, ports.panel.landingWindow) : now;
  const dueAt = backOff(soonest, item.attempts, defaultPatience);
  await ports.store.settleOutbox(item.key, { delivered: false, dueAt });
  return { kind: item.kind, outcome: 'postponed' };
}

async function send(item: OutboxItem, ports: DeliveryPorts): Promise<PanelAnswer<string>> {
  const letter = await ports.write(item);
  if (letter.to === 'client') {
    return mapAnswer(await ports.panel.sendMessage(item.key, letter.message), (value) => value.messageId);
  }
  return mapAnswer(await ports.panel.openTicket(item.key, letter.ticket), (value) => value.ticketId);
}

const mapAnswer = <T>(answer: PanelAnswer<T>, pick: (value: T) => string): PanelAnswer<string> =>
  answer.outcome === 'answered' ? { outcome: 'answered', value: pick(answer.value) } : answer;
