/** The reasons about one plan that hold whatever the billing cycle and the rule. */
import { packageOn } from '../catalogue/technical-plan.ts';
import type { LimitRow } from './limit-row.ts';
import type { PreparedPlan } from './prepare.ts';
import { makeReason } from './reason.ts';
import { roomReasons } from './server-room.ts';
import type { Subject } from './subject.ts';
import type { Reason } from './verdict.ts';

/** Adds what the panel's own record says of selling this plan to this service. */
export function addSaleReasons(reasons: Reason[], entry: PreparedPlan, subject: Subject): void {
  const { service, isCurrencyHeld } = subject;
  const isSame = entry.plan.id === service.planId;
  for (const reason of entry.saleReasons) {
    // The piece that the client has is not taken from the stock again.
    if (!isSame || reason.code !== 'out-of-stock') reasons.push(reason);
  }
  if (!entry.prices.has(service.currency)) {
    reasons.push(makeReason('no-price', { subject: service.currency }));
  }
  if (!isCurrencyHeld) reasons.push(makeReason('currency-not-supported', { subject: service.currency }));
  if (isSame) return;
  for (const name of entry.requiredFields) {
    if ((service.customFields[name] ?? '').trim() === '') {
      reasons.push(makeReason('custom-field-missing', { subject: name }));
    }
  }
}

/** Technologies are families: one is never an upgrade of another, whatever the rules say. */
export function isForeign({ technical }: PreparedPlan, { today: { technology } }: Subject): boolean {
  return !technical || (technology !== null && technology !== technical.technology);
}

/** Adds what the service's own server says to a plan of its technology. */
export function addServerReasons(
  reasons: Reason[],
  entry: PreparedPlan,
  row: LimitRow,
  subject: Subject,
): void {
  const missing = missingPackage(entry, subject);
  if (missing !== null) reasons.push(makeReason('package-not-on-server', { subject: missing }));
  if (subject.bounds.length > 0) reasons.push(...roomReasons(subject.bounds, subject.rows.limits, row));
}

/** The package that the server does not have, or the plan for which none is set; null: nothing is missing. */
function missingPackage({ technical, plan }: PreparedPlan, { service, packages }: Subject): string | null {
  if (!technical?.packages || service.server === null) return null;
  const name = packageOn(technical, service.server.id);
  if (name === null) return plan.name;
  return packages === null || packages.has(name) ? null : name;
}
