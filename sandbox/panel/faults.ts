/** Faults on demand: the next calls of a verb fail in the way that was asked for. */

export const faultKinds = {
  refuse: 'the connection is cut before anything is done',
  lost: 'everything is done, and the answer is lost',
  'error-500': 'an HTTP 500 before anything is done',
  slow: 'nothing happens for a while, then everything does',
  html: 'HTTP 200 with a page of HTML before anything is done',
} as const;
export type FaultKind = keyof typeof faultKinds;

export interface Fault {
  /** A verb, or `*` for whichever comes. */
  readonly verb: string;
  readonly kind: FaultKind;
  /** How many calls it still hits. */
  readonly times: number;
  /** For `slow`: how long. */
  readonly milliseconds: number;
}

export interface FaultSwitch {
  /** Adds a fault; several for one verb are used up in the order in which they were added. */
  add(fault: Pick<Fault, 'verb' | 'kind'> & Partial<Fault>): void;
  clear(): void;
  list(): readonly Fault[];
  /** The fault that hits this call, counted down; null when it may go through. */
  take(verb: string): Fault | null;
}

export function faultSwitch(): FaultSwitch {
  let faults: Fault[] = [];
  return {
    add(fault) {
      faults.push({ times: 1, milliseconds: 0, ...fault });
    },
    clear() {
      faults = [];
    },
    list: () => faults,
    take(verb) {
      const hit = faults.find((fault) => fault.verb === verb || fault.verb === '*');
      if (!hit) return null;
      faults = faults
        .map((fault) => (fault === hit ? { ...fault, times: fault.times - 1 } : fault))
        .filter((fault) => fault.times > 0);
      return hit;
    },
  };
}
