/** A history before it is played, as plain data: who does what when, and which calls go wrong in which way. */

/** The calls that a worker makes, as far as they can go wrong; `call` counts every one of them. */
export const verbs = [
  'call',
  'store.claim',
  'store.health',
  'store.findHolding',
  'store.record',
  'store.setHealth',
  'panel.findInvoices',
  'panel.readService',
  'panel.readInvoice',
  'panel.placeInvoice',
  'panel.publishInvoice',
  'panel.cancelInvoice',
  'panel.updateService',
  'panel.applyPlan',
  'panel.addCredit',
  'panel.openTicket',
  'panel.sendMessage',
  'driver.readAccount',
  'driver.changePlan',
  // what a plan change does on the server, however it got there
  'server.write',
] as const;
export type Verb = (typeof verbs)[number];

export type Fate =
  /** The worker dies before the call leaves, after it acted, or while it is still on its way. */
  | 'kill-before'
  | 'kill-after'
  | 'kill-late'
  /** The worker stands still (a paused machine): before the call leaves, or before it hears the answer. */
  | 'stall-before'
  | 'stall-after'
  /** It does not arrive, and the caller knows. */
  | 'not-arrived'
  /** It does not arrive, arrives and acts, or acts only later; the caller knows nothing of it. */
  | 'swallowed'
  | 'answer-lost'
  | 'late'
  /** It arrives twice at once (a proxy that repeats). */
  | 'doubled'
  /** It acted, but the connector died before it noted the effect's key. */
  | 'key-lost'
  | 'refused'
  | 'not-authorised'
  /** A server that says yes and does nothing, or half of it; or says no. */
  | 'does-nothing'
  | 'does-half'
  | 'rejects';

/** The `nth` call of its verb, counted from 0, and the `times` − 1 after it. */
export interface Fault {
  readonly verb: Verb;
  readonly nth: number;
  readonly times: number;
  readonly fate: Fate;
}

/** Something that people or machines other than the loop do; the names are those of acts.ts. */
export interface Happening<Act extends string = string> {
  /** Milliseconds after the happening before it in its list, or just before or after a call acts. */
  readonly when: number | { readonly just: 'before' | 'after'; readonly call: Verb; readonly nth: number };
  readonly act: Act;
}

export interface Script<Act extends string = string> {
  readonly seed: number;
  /** The index in scenarios.ts. */
  readonly scenario: number;
  readonly workers: number;
  readonly taxed: boolean;
  /** Account credit that the client has at first, in cents; the panel uses it up inside publishing. */
  readonly credit: number;
  /** Whether the connector does effect and key in one transaction, or look–do–record (design section 8). */
  readonly transactional: boolean;
  /** Whether answers take seconds, so that much can happen during a look. */
  readonly slow: boolean;
  /** How doorbells arrive. */
  readonly doorbells: 'promptly' | 'late' | 'doubled' | 'by-the-cron';
  /** From the moment at which the first invoice can be paid. */
  readonly whenPayable: readonly Happening<Act>[];
  /** One list for each time that a person is asked. */
  readonly whenAsked: readonly (readonly Happening<Act>[])[];
  /** From the beginning. */
  readonly happenings: readonly Happening<Act>[];
  readonly faults: readonly Fault[];
}
