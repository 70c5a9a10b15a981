/** Whether the panel's record of the service is as pinned, as promised, or neither. */
import { sameAmount } from '../billing/compare.ts';
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import type { Change, ServiceTerms } from './states.ts';

/** Whether the record carries exactly these terms. */
export const carries = (service: ServiceSnapshot, terms: ServiceTerms): boolean =>
  service.planId === terms.planId &&
  service.cycle === terms.cycle &&
  sameAmount(service.recurringAmount, terms.recurringAmount) &&
  service.nextDueDate === terms.nextDueDate;

/** Owner, server, account, currency and status: what no change ever touches. */
const isSameService = (service: ServiceSnapshot, change: Change): boolean =>
  service.ownerId === change.pinned.ownerId &&
  service.server?.id === change.pinned.serverId &&
  service.account.username === change.pinned.panelUsername &&
  service.currency === change.pinned.quote.currency &&
  // over-use suspension is allowed: that client needs the upgrade (design section 6)
  (service.status === 'active' ||
    (service.status === 'suspended' && service.suspension?.cause === 'overuse'));

/** As it was when the client confirmed; our own recorded switch of the plan id excepted (L5). */
export function isAsPinned(service: ServiceSnapshot, change: Change): boolean {
  const from = change.planSwitched
    ? { ...change.pinned.from, planId: change.pinned.to.planId }
    : change.pinned.from;
  return isSameService(service, change) && (carries(service, change.pinned.from) || carries(service, from));
}

/** As the quote promised it: the record after the update. */
export const isAsPromised = (service: ServiceSnapshot, change: Change): boolean =>
  isSameService(service, change) && carries(service, change.pinned.to);
