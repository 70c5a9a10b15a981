/** The connector's verbs as they act once they have arrived in the panel. */
import type { InvoiceSnapshot } from '../../src/catalogue/invoice-snapshot.ts';
import type { ServiceSnapshot } from '../../src/catalogue/service-snapshot.ts';
import type { ChangeId, EffectKey, InvoiceId, PlanId } from '../../src/catalogue/identifiers.ts';
import type { InvoiceDraft, Panel, PanelAnswer, ServiceFields } from '../../src/panel/port.ts';
import { amountOf, cents, isPayable, moneyWith } from './panel-world.ts';
import type { World } from './world.ts';

/** How a call reached the connector. */
export interface Arrival {
  /** The connector dies between the effect and the note of its key. */
  readonly keyLost: boolean;
  /** A repeat that came in before the first was done: neither key nor look shows it (look–do–record only). */
  readonly overtaking: boolean;
}

/** What cannot be looked up is done with its key or not at all, by every connector. */
const inOneStep: Arrival = { keyLost: false, overtaking: false };

export const changeOfKey = (key: EffectKey): ChangeId => key.slice(0, 36) as ChangeId;

const answered = <T>(value: T): PanelAnswer<T> => ({ outcome: 'answered', value });
const refused = (code: string): PanelAnswer<never> => ({ outcome: 'refused', code, message: code });

export class PanelVerbs {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** The effect and its key: a key that is known answers with its result and does nothing. */
  #once<A extends PanelAnswer<unknown>>(key: EffectKey, arrival: Arrival, effect: () => A): A {
    const { keys } = this.#world.panel;
    const known = keys.get(key);
    if (known !== undefined && !arrival.overtaking) return known as A;
    const answer = effect();
    if (answer.outcome === 'answered' && !arrival.keyLost) keys.set(key, answer);
    return answer;
  }

  placeInvoice(key: EffectKey, draft: InvoiceDraft, arrival: Arrival): Answer<'placeInvoice'> {
    return this.#once(key, arrival, () => {
      const { panel, mutant } = this.#world;
      const [found] = arrival.overtaking ? [] : panel.withReference(draft.reference);
      if (found) return answered({ invoiceId: found.id });
      const status = mutant.publishSkipped ? 'unpaid' : 'draft';
      const lines = draft.lines.map(({ text, amount }) => ({ text, amount }));
      const invoice = panel.create(lines, { status, dueDate: draft.dueDate }, changeOfKey(key));
      this.#world.tell(() => `  the panel makes invoice ${invoice.number} as ${status}`);
      if (status === 'unpaid') this.#world.nowPayable();
      return answered({ invoiceId: invoice.id });
    });
  }

  publishInvoice(key: EffectKey, invoiceId: InvoiceId, arrival: Arrival): Answer<'publishInvoice'> {
    return this.#once(key, arrival, () => {
      const { panel } = this.#world;
      const draft = panel.invoices.get(invoiceId);
      if (!draft) return refused('not-found');
      if (draft.status !== 'draft')
        return isPayable(draft) ? answered({ invoice: draft }) : refused('no-draft');
      const invoice = this.#applyCredit(panel.put({ ...draft, status: 'unpaid' }));
      this.#world.tell(() => `  the panel publishes invoice ${invoice.number}: ${invoice.status}`);
      if (invoice.status === 'paid') this.#world.bellFor(invoice);
      this.#world.nowPayable();
      return answered({ invoice });
    });
  }

  /** The panel uses up account credit while it creates an invoice: it may be paid before anyone hears of it. */
  #applyCredit(invoice: InvoiceSnapshot): InvoiceSnapshot {
    const { panel } = this.#world;
    const used = Math.min(panel.creditBalance, cents(invoice.total));
    if (used === 0) return invoice;
    panel.creditBalance -= used;
    return panel.settle(panel.put({ ...invoice, creditApplied: amountOf(used) }));
  }

  cancelInvoice(key: EffectKey, invoiceId: InvoiceId, arrival: Arrival): Answer<'cancelInvoice'> {
    return this.#once(key, arrival, () => {
      const { panel } = this.#world;
      const found = panel.invoices.get(invoiceId);
      if (!found) return refused('not-found');
      const free = (found.status === 'draft' || found.status === 'unpaid') && moneyWith(found) === 0;
      if (!free) {
        const outcome = found.status === 'cancelled' ? 'cancelled' : 'not-cancellable';
        return answered({ outcome, invoice: found });
      }
      this.#world.tell(() => `  the panel cancels invoice ${found.number}`);
      return answered({ outcome: 'cancelled', invoice: panel.put({ ...found, status: 'cancelled' }) });
    });
  }

  updateService(
    key: EffectKey,
    expected: ServiceFields,
    fields: ServiceFields,
    arrival: Arrival,
  ): Answer<'updateService'> {
    return this.#once(key, arrival, () => {
      const { panel, watch } = this.#world;
      const { service } = panel;
      if (!service) return refused('not-found');
      if (!holds(service, expected)) return answered({ outcome: 'conflict', service });
      watch.recordUpdated(changeOfKey(key));
      panel.rewrite(fields);
      this.#world.tell(() => `  the panel's record becomes ${JSON.stringify(fields)}`);
      return answered({ outcome: 'updated', service: panel.service ?? service });
    });
  }

  /** Switches the plan, lets the server module run, and switches back when that fails (L5). */
  applyPlan(key: EffectKey, planId: PlanId, arrival: Arrival): Answer<'applyPlan'> {
    return this.#once(key, arrival, () => {
      const { panel, server, scenario } = this.#world;
      const before = panel.service?.planId;
      const plan = scenario.plans.find((terms) => terms.planId === planId);
      if (!before || !plan) return refused('not-found');
      panel.rewrite({ planId });
      // the connector died with the plan switched and its module not called
      if (arrival.keyLost) return { outcome: 'unknown', message: 'no answer' };
      const outcome = server.write(plan.account, changeOfKey(key));
      if (outcome === 'rejected') panel.rewrite({ planId: before });
      this.#world.tell(() => `  the panel's module says ${outcome}`);
      return answered({ outcome, message: outcome });
    });
  }

  addCredit(key: EffectKey, amount: string): Answer<'addCredit'> {
    return this.#once(key, inOneStep, () => {
      const { panel, watch } = this.#world;
      panel.credited.push(changeOfKey(key));
      panel.creditBalance += cents(amount);
      watch.creditBooked(changeOfKey(key));
      this.#world.tell(() => `  the panel books ${amount} as account credit`);
      return answered({ creditId: String(panel.credited.length) });
    });
  }

  openTicket(key: EffectKey): Answer<'openTicket'> {
    return this.#once(key, inOneStep, () => {
      this.#world.tell(() => `  staff have a ticket: ${key.slice(37)}`);
      return answered({ ticketId: String(this.#world.panel.tickets.push(key)) });
    });
  }

  sendMessage(key: EffectKey): Answer<'sendMessage'> {
    return this.#once(key, inOneStep, () => {
      this.#world.tell(() => `  the client has a message: ${key.slice(37)}`);
      return answered({ messageId: String(this.#world.panel.messages.push(key)) });
    });
  }
}

type Answer<Verb extends Exclude<keyof Panel, 'landingWindow'>> = Awaited<ReturnType<Panel[Verb]>>;

const holds = (service: ServiceSnapshot, expected: ServiceFields): boolean =>
  (expected.planId === undefined || expected.planId === service.planId) &&
  (expected.cycle === undefined || expected.cycle === service.cycle) &&
  (expected.recurringAmount === undefined ||
    cents(expected.recurringAmount) === cents(service.recurringAmount)) &&
  (expected.nextDueDate === undefined || expected.nextDueDate === service.nextDueDate);
