/** What the pretend server does wrong on purpose: which fault, in which function, how often. */
import { z } from 'zod';

const common = {
  /** A function of WHM API 1, or `*` for every one. */
  function: z.string().default('*'),
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
  /** Does it late, also when the caller has gone, and answers then. */
  z.strictObject({ kind: z.literal('late'), milliseconds, ...common }),
  /** As `late`, but at the moment when `release` is called. */
  z.strictObject({ kind: z.literal('held'), ...common }),
  /** Does it, then cuts the connection. */
  z.strictObject({ kind: z.literal('lost-answer'), ...common }),
  /** Does it, then says nothing for ever. */
  z.strictObject({ kind: z.literal('no-answer'), ...common }),
  /** Does it, then cuts the connection in the middle of the answer. */
  z.strictObject({ kind: z.literal('cut-answer'), ...common }),
  /** Says OK without having done anything. */
  z.strictObject({ kind: z.literal('no-effect'), ...common }),
  /** Status 200 and a web page: the server's own software is being updated. */
  z.strictObject({ kind: z.literal('html'), acted, ...common }),
  /** An HTTP error with a web page, from WHM or a proxy before it. */
  z.strictObject({ kind: z.literal('status'), status: z.number().int().min(400).max(599), acted, ...common }),
  /** Status 200 with `result` 0 and this reason; nothing is done. */
  z.strictObject({ kind: z.literal('reason'), reason: z.string(), ...common }),
  /** Answers in the shape of API 0. */
  z.strictObject({ kind: z.literal('old-shape'), ...common }),
  /** As for a wrong token. */
  z.strictObject({ kind: z.literal('denied'), ...common }),
  /** `changepackage` sets the package's name and half of its limits, and says OK. */
  z.strictObject({ kind: z.literal('half-applied'), ...common }),
  /** `changepackage` sets one limit otherwise than the package says, and says OK. */
  z.strictObject({
    kind: z.literal('wrong-limit'),
    field: z.enum([
      'QUOTA',
      'BWLIMIT',
      'MAXADDON',
      'MAXPARK',
      'MAXSUB',
      'MAXPOP',
      'MAXLST',
      'MAXSQL',
      'MAXFTP',
    ]),
    value: z.union([z.number().int().nonnegative(), z.literal('unlimited')]),
    ...common,
  }),
]);
export type Fault = z.infer<typeof faultSchema>;

export interface Faults {
  /** From now on, until its calls are used up; the oldest fault that fits a call is taken. */
  add(fault: z.input<typeof faultSchema>): void;
  clear(): void;
  list(): readonly Fault[];
  /** The fault for this call, which counts as used by it. */
  take(command: string): Fault | null;
  /** Keeps a call until `release`. */
  readonly hold: (call: () => void) => void;
  /** Lets every held call be done now. */
  release(): void;
}

/** These spoil what a write does, so that they wait for the only one there is. */
const spoilsWrites: readonly Fault['kind'][] = ['no-effect', 'half-applied', 'wrong-limit'];

const fits = (fault: Fault, command: string): boolean =>
  fault.function === command ||
  (fault.function === '*' && (command === 'changepackage' || !spoilsWrites.includes(fault.kind)));

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
    take(command) {
      const index = faults.findIndex((fault) => fits(fault, command));
      const fault = faults[index];
      if (!fault) return null;
      if (fault.times !== null) {
        const left = fault.times - 1;
        faults = faults.flatMap((one, at) =>
          at !== index ? one : left > 0 ? { ...fault, times: left } : [],
        );
      }
      return fault;
    },
  };
}
