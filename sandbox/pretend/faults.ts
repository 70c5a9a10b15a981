/** What a pretend server does wrong on purpose: which fault, in which operation, how often. */
import { z } from 'zod';

const common = {
  /** An operation as the server names them (`PUT /admin/station`, `server.reconfigure`), or `*` for every one. */
  operation: z.string().default('*'),
  /** How many calls it spoils; null: until it is cleared. */
  times: z.number().int().positive().nullable().default(null),
};
const milliseconds = z.number().int().positive();
const acted = z.boolean().default(false);

export const faultSchema = z.discriminatedUnion('kind', [
  /** Cuts the connection as soon as the request is there, and does nothing. */
  z.strictObject({ kind: z.literal('dead'), ...common }),
  /** Does it at once, answers late. */
  z.strictObject({ kind: z.literal('slow'), milliseconds, ...common }),
  /** Does it, and answers, at the moment when `release` is called, also when the caller has gone. */
  z.strictObject({ kind: z.literal('held'), ...common }),
  /** Does it, then cuts the connection. */
  z.strictObject({ kind: z.literal('lost-answer'), ...common }),
  /** Does it, then says nothing for ever. */
  z.strictObject({ kind: z.literal('no-answer'), ...common }),
  /** Does it, then cuts the connection in the middle of the answer. */
  z.strictObject({ kind: z.literal('cut-answer'), ...common }),
  /** Status 200 and a web page. */
  z.strictObject({ kind: z.literal('html'), acted, ...common }),
  /** An HTTP error with a web page, as of a proxy before the server. */
  z.strictObject({ kind: z.literal('status'), status: z.number().int().min(300).max(599), acted, ...common }),
  /** Says yes without having done anything. */
  z.strictObject({ kind: z.literal('no-effect'), ...common }),
  /** Does half of it, and says yes. */
  z.strictObject({ kind: z.literal('half-applied'), ...common }),
  /** Does it with one field set to another value, and says yes. */
  z.strictObject({ kind: z.literal('wrong-limit'), field: z.string(), value: z.unknown(), ...common }),
  /** Does it, but the stream behind it does not follow; says what that server says then. */
  z.strictObject({ kind: z.literal('stream-fails'), ...common }),
]);
export type Fault = z.infer<typeof faultSchema>;

/** How much of itself an operation does. */
export type Effect =
  'whole' | 'none' | 'half' | 'stream-fails' | { readonly field: string; readonly value: unknown };

export interface Faults {
  /** From now on, until its calls are used up; the oldest fault that fits a call is taken. */
  add(fault: z.input<typeof faultSchema>): void;
  clear(): void;
  list(): readonly Fault[];
  /** The fault for this call, which counts as used by it. */
  take(operation: string, isWrite: boolean): Fault | null;
  /** Keeps a call until `release`. */
  readonly hold: (call: () => void) => void;
  /** Lets every held call be done now. */
  release(): void;
}

/** These spoil what a write does; they pass a read by. */
const spoilsWrites: readonly Fault['kind'][] = ['no-effect', 'half-applied', 'wrong-limit', 'stream-fails'];

export function createFaults(): Faults {
  let faults: Fault[] = [];
  let held: (() => void)[] = [];
  return {
    hold(call) {
      held = [...held, call];
    },
    release() {
      const calls = held;
      held = [];
      for (const call of calls) call();
    },
    add(fault) {
      faults = [...faults, faultSchema.parse(fault)];
    },
    clear() {
      faults = [];
    },
    list: () => faults,
    take(operation, isWrite) {
      const fault = faults.find(
        (one) =>
          (one.operation === '*' || one.operation === operation) &&
          (isWrite || !spoilsWrites.includes(one.kind)),
      );
      if (!fault) return null;
      if (fault.times !== null) {
        const left = { ...fault, times: fault.times - 1 };
        faults = faults.flatMap((one) => (one !== fault ? [one] : left.times > 0 ? [left] : []));
      }
      return fault;
    },
  };
}
