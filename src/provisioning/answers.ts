/** What every driver makes of a server's answers: what a failed look or a failed write comes to. */
import type { z } from 'zod';
import type { Limit, Limits, Usage } from '../catalogue/limit.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { Instant } from '../catalogue/time.ts';
import type { Clock } from '../clock.ts';
import type { ChangePlanOutcome, ServerLook } from './port.ts';

/** One call and what its answer means; nothing here knows which kind of server gave it. */
export type Answer =
  | { readonly kind: 'done'; readonly data: unknown }
  /** A definite no: nothing was changed. `missing`: the thing that was asked for is not there. */
  | { readonly kind: 'failed'; readonly reason: string; readonly missing?: boolean }
  | { readonly kind: 'not-authorised'; readonly message: string }
  /** The call did not arrive, or was turned away undone: it may be sent again. */
  | { readonly kind: 'refused'; readonly message: string }
  /** It may have arrived, and no answer says what became of it. */
  | { readonly kind: 'unclear'; readonly message: string };

/** An answer's data, understood or not; `message` names the field that was not. */
export type Understood<T> = { readonly value: T } | { readonly message: string };

/** Reads `data` by `schema`; `what` names the answer in the message, such as "AzuraCast's station". */
export function understand<T>(schema: z.ZodType<T>, what: string, data: unknown): Understood<T> {
  const result = schema.safeParse(data);
  if (result.success) return { value: result.data };
  const field = result.error.issues[0]?.path.join('.') ?? '';
  return { message: `${what} has an unexpected \`${field}\`.` };
}

/** A use that cannot be understood is unknown; a limit that cannot be understood makes the whole answer so. */
export const unknownWhenOdd = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** The text as JSON; undefined for anything else (a web page, an empty answer). */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A sentence of the server without markup, on one line of at most 300 characters; `otherwise` where it is empty. */
export function oneLine(text: string, otherwise: string): string {
  const line = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line === '' ? otherwise : line.slice(0, 300);
}

/** A read: what is refused for a reason we do not know, or cannot be understood, is looked at again later. */
export function lookAt<T>(
  answer: Answer,
  parse: (data: unknown) => Understood<T>,
  server = 'The server',
): ServerLook<T> {
  switch (answer.kind) {
    case 'done': {
      const parsed = parse(answer.data);
      return 'value' in parsed
        ? { outcome: 'seen', value: parsed.value }
        : { outcome: 'unreachable', message: parsed.message };
    }
    case 'failed':
      return { outcome: 'unreachable', message: `${server} refused to tell: ${answer.reason}` };
    case 'not-authorised':
      return { outcome: 'not-authorised', message: answer.message };
    case 'refused':
    case 'unclear':
      return { outcome: 'unreachable', message: answer.message };
  }
}

/** The write's answer: only the server's own yes or no is definite, everything else means look (L4). */
export function outcomeOfWrite(answer: Answer, done: string): ChangePlanOutcome {
  switch (answer.kind) {
    case 'done':
      return { outcome: 'applied', message: done };
    case 'failed':
      return { outcome: 'rejected', message: answer.reason };
    case 'not-authorised':
      return { outcome: 'not-authorised', message: answer.message };
    case 'refused':
      return { outcome: 'retry-later', message: answer.message };
    case 'unclear':
      return { outcome: 'unknown', message: answer.message };
  }
}

/** A look before the write that failed: nothing was changed. */
export function nothingWritten(look: Exclude<ServerLook<unknown>, { outcome: 'seen' }>): ChangePlanOutcome {
  switch (look.outcome) {
    case 'no-such-account':
      return { outcome: 'rejected', message: look.message };
    case 'not-authorised':
      return look;
    case 'unreachable':
      return { outcome: 'retry-later', message: look.message };
  }
}

/** What is left of a total of milliseconds, at least 1, so that an exhausted one ends as a time-out. */
export type Remaining = () => number;

/** Starts a total of milliseconds that several calls share. */
export function total(clock: Clock, milliseconds: number): Remaining {
  const end = clock.now() + milliseconds;
  return () => Math.max(1, end - clock.now());
}

/** Quantities that are known, each measured at `measuredAt`. */
export function usageAt(
  quantities: Readonly<Partial<Record<Metric, number | undefined>>>,
  measuredAt: Instant,
): Usage {
  return Object.fromEntries(
    Object.entries(quantities)
      .filter(([, quantity]) => quantity !== undefined)
      .map(([metric, quantity]) => [metric, { quantity, measuredAt }]),
  );
}

/** The limits of `target` that `actual` does not have, whether it tells another one or none. */
export function toBeSet(actual: Limits, target: Limits): Limits {
  return Object.fromEntries(entriesOf(target).filter(([metric, limit]) => actual[metric] !== limit));
}

/** A limits record as typed pairs. */
export const entriesOf = (limits: Limits): [Metric, Limit][] => Object.entries(limits) as [Metric, Limit][];
