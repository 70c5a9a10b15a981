/** Carries out one effect against panel or server and says what became of it, as a value. */
import type { EffectKey, PlanId } from '../catalogue/identifiers.ts';
import type { Panel, PanelAnswer, ServiceFields } from '../panel/port.ts';
import type { ChangePlanOutcome, ServerDriver } from '../provisioning/port.ts';
import type { Effect } from './decision.ts';
import type { Change, ServiceTerms } from './states.ts';

/** `done` and `refused` are the other side's definite words; `unknown` may still land; `not-sent` never arrived. */
export interface EffectOutcome {
  readonly outcome: 'done' | 'refused' | 'unknown' | 'retry-later' | 'not-sent' | 'not-authorised';
  readonly message: string;
}

export interface ActPorts {
  readonly panel: Panel;
  driverOf(serverId: string): ServerDriver | null;
}

/** What will be sent, for the history: written down before it is sent. */
export function describeEffect(change: Change, effect: Effect): unknown {
  switch (effect.kind) {
    case 'place-invoice':
      return invoiceDraft(change);
    case 'publish-invoice':
    case 'cancel-invoice':
      return { invoiceId: effect.invoiceId };
    case 'change-plan':
      return {
        serverId: change.pinned.serverId,
        applyBy: change.pinned.applyBy,
        target: change.pinned.to.account,
      };
    case 'update-service':
      return serviceUpdate(change, effect.planId);
    case 'add-credit':
      return { amount: effect.amount, currency: change.pinned.quote.currency };
  }
}

/** Whether our own driver sends this effect; everything else goes to the panel. */
export const isOnServer = (change: Change, kind: Effect['kind']): boolean =>
  kind === 'change-plan' && change.pinned.applyBy === 'driver';

/** Milliseconds after which the effect, if it was cut off, can no longer land. */
export function landingWindow(change: Change, effect: Effect, ports: ActPorts): number {
  const driver = ports.driverOf(change.pinned.serverId);
  return isOnServer(change, effect.kind) && driver ? driver.landingWindow : ports.panel.landingWindow;
}

/** Does `effect` once, under `key` where the panel keeps keys. Never throws for what the other side answers. */
export async function act(
  change: Change,
  effect: Effect,
  key: EffectKey,
  ports: ActPorts,
): Promise<EffectOutcome> {
  const { panel } = ports;
  switch (effect.kind) {
    case 'place-invoice':
      return outcomeOf(await panel.placeInvoice(key, invoiceDraft(change)));
    case 'publish-invoice':
      return outcomeOf(await panel.publishInvoice(key, effect.invoiceId));
    case 'cancel-invoice':
      // not cancellable is an answer, not a failure: the next look sees why (money won the race)
      return outcomeOf(await panel.cancelInvoice(key, effect.invoiceId));
    case 'update-service': {
      const { expected, fields } = serviceUpdate(change, effect.planId);
      // a conflict is an answer too: the next look reads the record and judges it
      return outcomeOf(await panel.updateService(key, change.serviceId, expected, fields));
    }
    case 'add-credit':
      return outcomeOf(
        await panel.addCredit(key, {
          clientId: change.clientId,
          amount: effect.amount,
          currency: change.pinned.quote.currency,
          text: change.reference,
        }),
      );
    case 'change-plan':
      return changePlan(change, key, ports);
  }
}

async function changePlan(change: Change, key: EffectKey, ports: ActPorts): Promise<EffectOutcome> {
  if (change.pinned.applyBy === 'panel') {
    const answer = await ports.panel.applyPlan(key, change.serviceId, change.pinned.to.planId);
    if (answer.outcome !== 'answered') return outcomeOf(answer);
    return {
      outcome: answer.value.outcome === 'applied' ? 'done' : 'refused',
      message: answer.value.message,
    };
  }
  const driver = ports.driverOf(change.pinned.serverId);
  if (!driver) return { outcome: 'not-sent', message: 'this server is no longer in the settings' };
  return outcomeOfWrite(await driver.changePlan(change.pinned.account, change.pinned.to.account));
}

function outcomeOfWrite(write: ChangePlanOutcome): EffectOutcome {
  switch (write.outcome) {
    case 'applied':
    case 'already-applied':
      return { outcome: 'done', message: write.message };
    case 'rejected':
    case 'unsupported':
      return { outcome: 'refused', message: write.message };
    case 'unknown':
    case 'retry-later':
    case 'not-authorised':
      return { outcome: write.outcome, message: write.message };
  }
}

function outcomeOf(answer: PanelAnswer<unknown>): EffectOutcome {
  switch (answer.outcome) {
    case 'answered':
      return { outcome: 'done', message: 'answered' };
    case 'refused':
      return { outcome: 'refused', message: `${answer.code}: ${answer.message}` };
    case 'unreachable':
      return { outcome: 'not-sent', message: answer.message };
    case 'unknown':
      return { outcome: 'unknown', message: answer.message };
  }
}

const invoiceDraft = (change: Change) => ({
  clientId: change.clientId,
  serviceId: change.serviceId,
  reference: change.reference,
  currency: change.pinned.quote.currency,
  dueDate: change.pinned.invoiceDueDate,
  lines: change.pinned.invoiceLines,
});

/** What the record must still be, and only the fields that the change alters (design section 4, `applied`). */
function serviceUpdate(change: Change, planId: PlanId): { expected: ServiceFields; fields: ServiceFields } {
  const { from, to, customFields } = change.pinned;
  return {
    expected: termsAsFields({ ...from, planId }),
    fields: {
      planId: to.planId,
      recurringAmount: to.recurringAmount,
      ...(to.cycle === from.cycle ? {} : { cycle: to.cycle }),
      ...(to.nextDueDate === from.nextDueDate || to.nextDueDate === null
        ? {}
        : { nextDueDate: to.nextDueDate }),
      ...(Object.keys(customFields).length === 0 ? {} : { customFields }),
    },
  };
}

const termsAsFields = (terms: ServiceTerms): ServiceFields => ({
  planId: terms.planId,
  cycle: terms.cycle,
  recurringAmount: terms.recurringAmount,
  ...(terms.nextDueDate === null ? {} : { nextDueDate: terms.nextDueDate }),
});
