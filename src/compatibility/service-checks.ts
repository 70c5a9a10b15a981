/** The reasons that hold for the service whatever the plan. */
import { makeReason } from './reason.ts';
import { sortBySeverity } from './severity.ts';
import type { Situation } from './situation.ts';
import type { Today } from './today.ts';
import type { Reason } from './verdict.ts';

/** All of them, the most severe first. Those that the money knows are added when it is quoted (money-reason.ts). */
export function serviceReasons(situation: Situation, today: Today): Reason[] {
  return sortBySeverity([
    ...statusReasons(situation),
    ...overdueReasons(situation),
    ...pendingReasons(situation),
    ...accountReasons(situation),
    ...today.unmapped.map((name) => makeReason('option-not-mapped', { subject: name })),
    ...(today.technology === null
      ? [makeReason('technology-unknown', { subject: situation.service.planName })]
      : []),
    ...(isInPilot(situation) ? [] : [makeReason('not-in-pilot')]),
  ]);
}

function statusReasons({ service: { status, suspension } }: Situation): Reason[] {
  switch (status) {
    case 'active':
      return [];
    case 'suspended': {
      // Over-use is the client who needs the upgrade (design section 6).
      if (suspension?.cause === 'overuse') return [];
      const isDebt = suspension?.cause === 'overdue';
      return [
        makeReason('suspended', {
          ...(suspension && suspension.text !== '' && { subject: suspension.text }),
          ...(isDebt && { who: 'client', remedy: { kind: 'pay-invoice' } }),
        }),
      ];
    }
    case 'pending':
      return [makeReason('not-active', { subject: status })];
    case 'cancelled':
    case 'terminated':
      return [makeReason('not-active', { subject: status, who: 'nobody', remedy: { kind: 'order-anew' } })];
  }
}

/** The service's own renewal is late; a client's other debts do not stop a change. */
function overdueReasons({ service, today }: Situation): Reason[] {
  const late = service.openInvoices.filter((invoice) => invoice.renewsThisService && invoice.dueDate < today);
  if (late.length > 0) return late.map(({ number, url }) => makeReason('overdue', { subject: number, url }));
  // Late without an invoice: the panel has not made it yet, or somebody cancelled it.
  const isLate = service.nextDueDate !== null && service.nextDueDate < today;
  return isLate ? [makeReason('overdue', { who: 'staff', remedy: { kind: 'ask-staff' } })] : [];
}

function pendingReasons({ service, openChange }: Situation): Reason[] {
  return [
    ...(openChange ? [makeReason('change-pending')] : []),
    ...(service.pendingNativeUpgrade ? [makeReason('native-upgrade-pending')] : []),
    ...(service.pendingCancellation ? [makeReason('cancellation-pending')] : []),
    ...(service.gatewaySubscription ? [makeReason('gateway-subscription')] : []),
  ];
}

function accountReasons({ service, server, account }: Situation): Reason[] {
  const reasons: Reason[] = [];
  if (service.server === null) reasons.push(makeReason('account-unknown'));
  else if (server === null) reasons.push(makeReason('account-unknown', { subject: service.server.name }));
  else if (account.kind === 'no-such-account') {
    reasons.push(makeReason('account-unknown', { subject: service.account.username }));
  }
  if (server?.paused) reasons.push(makeReason('server-paused'));
  return reasons;
}

const isInPilot = ({ pilot, service }: Situation): boolean =>
  pilot === null ||
  pilot.clients.includes(service.ownerId) ||
  (service.clientGroup !== null && pilot.clientGroups.includes(service.clientGroup));
