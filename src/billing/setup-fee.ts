/** The one-time fee of the new plan; that of the old one is never given back (reference proration 4.0). */
import type { SetupFeeRule } from '../catalogue/policy.ts';
import { Money } from './money.ts';

/** `charge`: the new plan's fee; `difference`: what it is above the old plan's, never below nothing. */
export function setupFeeOf(rule: Exclude<SetupFeeRule, 'none'>, old: Money, target: Money): Money {
  if (rule === 'charge') return target;
  const difference = target.minus(old);
  return difference.isNegative() ? Money.zero(target.currency) : difference;
}
