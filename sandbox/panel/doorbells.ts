/** Rings the app's bell for everything that happened, again and again until it is acknowledged. */
import {
  afterPaymentAnswerSchema,
  afterPaymentRequestSchema,
  protocolVersion,
} from '../../src/panel/connector-protocol.ts';
import { signedHeaders } from '../../src/panel/signature.ts';
import type { PanelContext } from './context.ts';
import { doorbellRow, type DoorbellRow } from './rows.ts';

/** Milliseconds to the next ring, after the first, second, third one that nobody answered; then the last for ever. */
const intervals = [2_000, 5_000, 15_000, 60_000, 300_000, 900_000] as const;
const longest = 900_000;
const deadline = 5_000;
const path = '/hooks/after-payment';

export interface DoorbellRinger {
  /** Rings everything that is due now, once; how many were acknowledged. */
  ring(): Promise<number>;
  /** Something new was written: ring soon. */
  wake(): void;
  stop(): Promise<void>;
}

export interface RingerOptions {
  readonly panel: Omit<PanelContext, 'wake'>;
  readonly secret: string;
  readonly appUrl: () => string;
}

export function doorbellRinger({ panel, secret, appUrl }: RingerOptions): DoorbellRinger {
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<number> | null = null;
  let again = false;
  let stopped = false;

  /** `acknowledged`, `unreachable`, or the HTTP status of an answer that is no acknowledgement. */
  const deliver = async (bell: DoorbellRow): Promise<string> => {
    const body = JSON.stringify(
      afterPaymentRequestSchema.parse({
        protocol: protocolVersion,
        event: bell.event,
        invoiceId: bell.invoice_id,
        serviceId: bell.service_id,
        reference: bell.reference,
      }),
    );
    const signed = signedHeaders(secret, panel.clock.now(), {
      method: 'POST',
      path,
      body: Buffer.from(body),
    });
    try {
      const response = await fetch(new URL(path, appUrl()), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signed },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(deadline),
      });
      const answer = afterPaymentAnswerSchema.safeParse(await response.json());
      return response.ok && answer.success ? 'acknowledged' : `HTTP ${response.status}`;
    } catch {
      return 'unreachable';
    }
  };

  const postpone = (bell: DoorbellRow, answer: string): void => {
    panel.db.run(
      'update doorbell set attempts = attempts + 1, next_at = ?, last_answer = ? where id = ?',
      panel.clock.now() + (intervals[bell.attempts] ?? longest),
      answer,
      bell.id,
    );
  };

  const ringRound = async (): Promise<number> => {
    const due = panel.db.all(
      doorbellRow,
      'select * from doorbell where acknowledged_at is null and next_at <= ? order by id limit 200',
      panel.clock.now(),
    );
    let acknowledged = 0;
    for (const [position, bell] of due.entries()) {
      if (stopped) return acknowledged;
      const answer = await deliver(bell);
      if (answer === 'acknowledged') {
        const sql = 'update doorbell set acknowledged_at = ?, last_answer = ? where id = ?';
        panel.db.run(sql, panel.clock.now(), answer, bell.id);
        acknowledged += 1;
      } else if (answer === 'unreachable') {
        // nobody is at home: all of them wait, and the next round tries with the first again
        for (const waiting of due.slice(position)) postpone(waiting, answer);
        break;
      } else postpone(bell, answer);
    }
    return acknowledged;
  };

  const schedule = (milliseconds: number): void => {
    if (stopped) return;
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => {
      // a round that fails is tried again with the next event
      ringAll().catch(() => 0);
    }, milliseconds);
    timer.unref();
  };

  const scheduleNext = (): void => {
    const next = panel.db.get(
      doorbellRow,
      'select * from doorbell where acknowledged_at is null order by next_at limit 1',
    );
    // a clock that is put forward does not wake a timer, so look every few seconds
    if (next) schedule(Math.min(Math.max(next.next_at - panel.clock.now(), 0), 5_000));
  };

  const ringAll = async (): Promise<number> => {
    // one round at a time; what came up during it is in the next
    while (round) await round.catch(() => 0);
    round = ringRound();
    try {
      return await round;
    } finally {
      round = null;
      if (!stopped) {
        if (again) schedule(0);
        else scheduleNext();
      }
      again = false;
    }
  };

  return {
    ring: ringAll,
    wake() {
      if (round) again = true;
      else schedule(0);
    },
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await round?.catch(() => 0);
    },
  };
}
