/** One step of the page: which page belongs to what the browser asked for, given what is true right now. */
import { estimateTax } from '../billing/tax-estimate.ts';
import { changeReferenceSchema, type EffectKey } from '../catalogue/identifiers.ts';
import type { Offer } from '../change/offer.ts';
import type { Change } from '../change/states.ts';
import { UpshelfError, type ErrorCode } from '../errors.ts';
import type { Page } from '../notices/page.ts';
import type { ChangePackageRequest, PageAnswer } from '../panel/connector-protocol.ts';
import { makeOffer } from './make-offer.ts';
import { requireMayOrder, requireOwner } from './permissions.ts';
import type { PagePorts } from './ports.ts';
import { render, showStatus } from './render.ts';
import { quoteHash, selectedCategory, selectedCycle, selectedPlan } from './selection.ts';
import { showStaffStep } from './staff-steps.ts';
import { cancelChange } from './cancel-change.ts';
import { executiveDepartment, type ExecutiveTicketData } from './letters.ts';

/**
 * The page for `request.step`. A step whose selection is no longer possible leads back to the first one with a word
 * of why; a service with an open change leads to that change.
 * @throws UpshelfError `not-yours`, `not-permitted`
 */
export async function showStep(request: ChangePackageRequest, ports: PagePorts): Promise<PageAnswer> {
  requireOwner(request);
  if (request.step.startsWith('staff')) return showStaffStep(request, ports);
  const holding = await ports.store.findHolding(request.service.id);
  switch (request.step) {
    case 'status':
      return showStatus(request, await namedChange(request, ports, holding), ports, null);
    case 'cancel':
      return cancelChange(request, await namedChange(request, ports, holding), ports);
    case 'executive':
      return askExecutive(request, ports);
    case 'others':
      return render({ kind: 'others', offer: await makeOffer(request, ports) }, request, ports);
  }
  if (holding)
    return showStatus(request, holding, ports, request.step === 'confirm' ? 'change-already-open' : null);
  const offer = await makeOffer(request, ports);
  return render(chooseStep(request.step, offer, request, ports), request, ports);
}

/** The steps of choosing: each needs what the ones before it chose. */
function chooseStep(step: string, offer: Offer, request: ChangePackageRequest, ports: PagePorts): Page {
  const { fields } = request;
  const gone: Page = { kind: 'category', offer, alert: 'change-not-possible' };
  switch (step) {
    case 'plan': {
      const category = selectedCategory(offer, fields);
      return category ? { kind: 'plan', offer, categoryId: category.id, alert: null } : gone;
    }
    case 'period': {
      const plan = selectedPlan(offer, fields);
      return plan ? { kind: 'period', offer, planId: plan.plan.id, alert: null } : gone;
    }
    case 'review':
      return reviewPage(offer, request, null, ports) ?? gone;
    case 'ask-executive':
      return {
        kind: 'ask-executive',
        offer,
        planId: offer.plans.find(({ plan }) => plan.id === fields['plan'])?.plan.id ?? null,
        alert: null,
      };
    default:
      return { kind: 'category', offer, alert: null };
  }
}

/** The review of what `fields` choose; null when it is not possible (any more). */
export function reviewPage(
  offer: Offer,
  { fields, conventions }: Pick<ChangePackageRequest, 'fields' | 'conventions'>,
  alert: ErrorCode | null,
  ports: Pick<PagePorts, 'random'>,
): Page | null {
  const plan = selectedPlan(offer, fields);
  const cycle = selectedCycle(plan, fields);
  if (!plan || !cycle) return null;
  return {
    kind: 'review',
    offer,
    planId: plan.plan.id,
    cycle: cycle.cycle,
    tax: estimateTax(cycle.quote.total, cycle.quote.currency, offer.service.tax, conventions),
    intent: fields['intent'] ?? ports.random.uuid(),
    quoteHash: quoteHash(plan.plan.id, cycle.quote),
    alert,
  };
}

/** The change that `fields.change` names, if it is of this service; else the one that holds it, else the latest. */
async function namedChange(
  request: ChangePackageRequest,
  ports: PagePorts,
  holding: Change | null,
): Promise<Change> {
  const reference = changeReferenceSchema.safeParse(request.fields['change']);
  const named = reference.success ? await ports.store.findByReference(reference.data) : null;
  if (named && named.serviceId === request.service.id && named.clientId === request.clientId) return named;
  const [latest] = holding ? [holding] : await ports.store.listByService(request.service.id, 1);
  if (!latest || latest.clientId !== request.clientId) throw new UpshelfError('change-unknown');
  return latest;
}

/** The question to the account executive, kept durably and delivered by the loop; the same form sent twice asks once. */
async function askExecutive(request: ChangePackageRequest, ports: PagePorts): Promise<PageAnswer> {
  requireMayOrder(request);
  const offer = await makeOffer(request, ports);
  const planId = offer.plans.find(({ plan }) => plan.id === request.fields['plan'])?.plan.id ?? null;
  const text = request.fields['text']?.trim() ?? '';
  const subject = request.fields['subject']?.trim() ?? '';
  if (text === '' || subject === '')
    return render({ kind: 'ask-executive', offer, planId, alert: 'request-invalid' }, request, ports);
  const intent = request.fields['intent'] ?? ports.random.uuid();
  await ports.store.enqueue(
    {
      key: `executive:${request.service.id}:${intent}`.slice(0, 120) as EffectKey,
      changeId: null,
      kind: 'executive-ticket',
      notice: 'executive-request',
      data: {
        clientId: request.clientId,
        serviceId: request.service.id,
        department: executiveDepartment(ports.settings),
        ...ports.notices.executiveTicket(
          offer,
          { subject, text, planId, categoryId: request.fields['category'] ?? null },
          { language: request.service.language, conventions: request.conventions },
        ),
      } satisfies ExecutiveTicketData,
    },
    ports.clock.now(),
  );
  ports.wake();
  return render({ kind: 'executive-sent', offer }, request, ports);
}
