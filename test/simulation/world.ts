/** One simulated world: a panel, a server, a store and some workers, with people and faults as the script says. */
import type { ChangeId } from '../../src/catalogue/identifiers.ts';
import type { InvoiceSnapshot } from '../../src/catalogue/invoice-snapshot.ts';
import type { Instant } from '../../src/catalogue/time.ts';
import type { RunPorts } from '../../src/change/run.ts';
import type { Store } from '../../src/store/port.ts';
import { acts, type Act } from './acts.ts';
import { Chance } from './chance.ts';
import { MemoryStore } from './memory-store.ts';
import { PanelVerbs } from './panel-verbs.ts';
import { PanelWorld, referenceIn } from './panel-world.ts';
import { scenarios, type Scenario } from './scenarios.ts';
import type { Fate, Fault, Happening, Script, Verb } from './script.ts';
import { ServerWorld } from './server-world.ts';
import { Timeline } from './timeline.ts';
import { Watch, type Law } from './watch.ts';
import { Wire } from './wire.ts';
import { Workers } from './workers.ts';

/** The moment at which each history begins, a Friday morning. */
export const beginning = Date.parse('2026-07-03T10:00:00Z') as Instant;

/** Something broken on purpose, to show that the laws notice. */
export interface Mutant {
  /** Invoices are payable from the moment they are placed. */
  readonly publishSkipped?: boolean;
  /** The loop's ports, as a worker has them. */
  readonly ports?: (ports: RunPorts, world: World) => RunPorts;
}

export interface Options {
  readonly mutant?: Mutant;
  /** Whether the story is written down. */
  readonly told?: boolean;
  /** The only law that counts; all of them where none is named. */
  readonly law?: Law;
}

export interface Broken {
  readonly law: Law;
  readonly how: string;
}

/** One line of a story. */
export interface Told {
  readonly at: Instant;
  readonly what: string;
}

/** From when to when a doorbell rings, in milliseconds; each time that it rings. */
const doorbellWaits: Readonly<Record<Script['doorbells'], readonly (readonly [number, number])[]>> = {
  promptly: [[20, 1_000]],
  late: [[1_000, 600_000]],
  doubled: [
    [20, 1_000],
    [50, 60_000],
  ],
  // lost on its way, kept by the panel, rung again by its cron
  'by-the-cron': [[300_000, 3_600_000]],
};

export class World {
  readonly script: Script<Act>;
  readonly mutant: Mutant;
  readonly scenario: Scenario;
  readonly chance: Chance;
  readonly timeline = new Timeline(beginning);
  readonly store = new MemoryStore();
  readonly panel: PanelWorld;
  readonly verbs: PanelVerbs;
  readonly server: ServerWorld;
  readonly wire: Wire;
  readonly watch: Watch;
  readonly workers: Workers;
  /** In the order in which they were accepted. */
  readonly changes: ChangeId[] = [];
  /** How often the host has paused the server. */
  pauses = 0;
  /** Whether anybody made an ended invoice payable again. */
  reopened = false;
  broken: Broken | null = null;
  /** null: nobody listens, and nothing is written down. */
  readonly story: Told[] | null;
  readonly calls = new Map<Verb, number>();
  #awaited: (Exclude<Happening['when'], number> & { readonly act: Act })[] = [];
  readonly #law: Law | null;
  #payable = false;
  #asked = 0;

  constructor(script: Script<Act>, { mutant = {}, told = false, law }: Options = {}) {
    this.script = script;
    this.mutant = mutant;
    this.#law = law ?? null;
    this.story = told ? [] : null;
    const scenario = scenarios[script.scenario];
    if (!scenario) throw new RangeError(`there is no scenario ${script.scenario}`);
    this.scenario = scenario;
    this.chance = new Chance(script.seed ^ 0x5eed);
    this.watch = new Watch(this);
    this.panel = new PanelWorld(this, scenario.plans[0], script.credit);
    this.verbs = new PanelVerbs(this);
    this.server = new ServerWorld(this, scenario.plans[0].account, scenario.usage);
    this.wire = new Wire(this);
    this.workers = new Workers(this);
    acts['the client confirms'](this);
    this.#arrange(script.happenings);
  }

  now(): Instant {
    return this.timeline.now();
  }

  /** The words are only put together when somebody listens. */
  tell(words: () => string): void {
    this.story?.push({ at: this.now(), what: words() });
  }

  /** A law is broken; the first one counts. */
  breaks(law: Law, how: string): void {
    if (this.broken || (this.#law !== null && this.#law !== law)) return;
    this.broken = { law, how };
    this.tell(() => `${law} IS BROKEN: ${how}`);
  }

  /** A call is made: what happens during it happens now, and its fate is told. */
  meets(verb: Verb): Fate | null {
    const call = this.fateOf('call');
    const fault = this.fateOf(verb) ?? call;
    if (this.#awaited.length > 0) this.#happenDuring(verb);
    return fault?.fate ?? null;
  }

  /** Counts a call of this verb and finds what is to go wrong with it. */
  fateOf(verb: Verb): Fault | null {
    const nth = this.calls.get(verb) ?? 0;
    this.calls.set(verb, nth + 1);
    for (const fault of this.script.faults)
      if (fault.verb === verb && nth >= fault.nth && nth < fault.nth + fault.times) return fault;
    return null;
  }

  /** Rings for an invoice, in the way the script's doorbells arrive. */
  bellFor(invoice: InvoiceSnapshot): void {
    const reference = invoice.lines.map(({ text }) => referenceIn(text)).find((found) => found !== null);
    this.bell({ invoiceId: invoice.id, reference: (reference ?? null) as never, serviceId: null });
  }

  bell(bell: Parameters<Store['ring']>[0]): void {
    for (const [least, most] of doorbellWaits[this.script.doorbells])
      this.#ring(bell, this.chance.between(least, most));
  }

  #ring(bell: Parameters<Store['ring']>[0], wait: number): void {
    this.timeline.in(wait, () => {
      const at = this.now();
      this.tell(() => `the doorbell rings (invoice ${bell.invoiceId ?? '-'})`);
      void this.store.ring(bell, at, { at, who: 'panel', kind: 'doorbell', what: 'rang', detail: null });
    });
  }

  /** An invoice can be paid now: from here on the client does what the script says. */
  nowPayable(): void {
    if (this.#payable) return;
    this.#payable = true;
    this.#arrange(this.script.whenPayable);
  }

  /** A person was asked: staff do what the script says for this time. */
  nowAsked(): void {
    this.#arrange(this.script.whenAsked[this.#asked] ?? []);
    this.#asked += 1;
  }

  #arrange(happenings: readonly Happening<Act>[]): void {
    let wait = 0;
    for (const { when, act } of happenings) {
      if (typeof when !== 'number') {
        this.#awaited.push({ ...when, act });
        continue;
      }
      wait += when;
      this.timeline.in(wait, () => {
        this.#happen(act);
      });
    }
  }

  #happenDuring(verb: Verb): void {
    const nth = (this.calls.get(verb) ?? 1) - 1;
    const due = this.#awaited.filter((awaited) => awaited.call === verb && awaited.nth === nth);
    if (due.length === 0) return;
    this.#awaited = this.#awaited.filter((awaited) => !due.includes(awaited));
    for (const { just, act } of due)
      if (just === 'before') this.#happen(act);
      // the call acts now, and its answer takes longer than that
      else
        this.timeline.in(1, () => {
          this.#happen(act);
        });
  }

  #happen(act: Act): void {
    this.tell(() => act);
    acts[act](this);
  }
}
