/** The reasons about one plan that hold whatever the billing cycle and the rule. */
import { packageOn } from '../catalogue/technical-plan.ts';
import type { Comparison } from './comparison.ts';
import { limitAt, metricAt, numberAt, asLimit, placesIn, type LimitRow } from './limit-row.ts';
import type { PreparedPlan } from './prepare.ts';
import { makeReason } from './reason.ts';
import { roomReasons } from './server-room.ts';
import type { Subject } from './subject.ts';
import type { Reason } from './verdict.ts';

/** What the panel's own record says of selling this plan to this service. */
export function saleReasons(entry: PreparedPlan, subject: Subject): Reason[] {
  const { service, isCurrencyHeld } = subject;
  const isSame = entry.plan.id === service.planId;
  const reasons = isSame
    ? // The piece that the client has is not taken from the stock again.
      entry.saleReasons.filter(({ code }) => code !== 'out-of-stock')
    : [...entry.saleReasons];
  if (!entry.prices.has(service.currency))
    reasons.push(makeReason('no-price', { subject: service.currency }));
  if (!isCurrencyHeld) reasons.push(makeReason('currency-not-supported', { subject: service.currency }));
  if (!isSame) {
    for (const name of entry.requiredFields) {
      if ((service.customFields[name] ?? '').trim() === '') {
        reasons.push(makeReason('custom-field-missing', { subject: name }));
      }
    }
  }
  return reasons;
}

/** Technologies are families: one is never an upgrade of another, whatever the rules say. */
export function technologyReasons(entry: PreparedPlan, subject: Subject): Reason[] {
  if (!entry.technical) return [makeReason('technology-unknown', { subject: entry.plan.name })];
  const { technology } = subject.today;
  if (technology === null || technology === entry.technical.technology) return [];
  return [makeReason('other-technology', { subject: entry.technical.technology })];
}

/** What the service's own server says to a plan of its technology. */
export function serverReasons(entry: PreparedPlan, row: LimitRow, subject: Subject): Reason[] {
  const reasons = packageReasons(entry, subject);
  if (subject.bounds.length > 0) reasons.push(...roomReasons(subject.bounds, subject.rows.limits, row));
  return reasons;
}

function packageReasons({ technical, plan }: PreparedPlan, { service, packages }: Subject): Reason[] {
  if (!technical?.packages || service.server === null) return [];
  const name = packageOn(technical, service.server.id);
  if (name === null) return [makeReason('package-not-on-server', { subject: plan.name })];
  return packages && !packages.has(name) ? [makeReason('package-not-on-server', { subject: name })] : [];
}

/** Where limits cannot be compared, or use is needed and not known (design section 6). */
export function unknownReasons(comparison: Comparison, row: LimitRow, subject: Subject): Reason[] {
  const reasons: Reason[] = [];
  for (const place of placesIn(comparison.unstated)) {
    const have = limitAt(subject.rows.limits, place);
    reasons.push(
      makeReason('limit-not-stated', { metric: metricAt(place), ...(have !== undefined && { have }) }),
    );
  }
  if (!subject.today.wasRead) {
    // The account was not read: one reason for all of it, not one for each metric.
    if ((comparison.unmeasured | comparison.unseen) !== 0) reasons.push(makeReason('usage-unknown'));
    return reasons;
  }
  for (const place of placesIn(comparison.unmeasured)) {
    const metric = metricAt(place);
    const measuredAt = subject.today.usage[metric]?.measuredAt;
    const need = asLimit(numberAt(row, place));
    reasons.push(
      makeReason('usage-unknown', { metric, need, ...(measuredAt !== undefined && { measuredAt }) }),
    );
  }
  return reasons;
}
