/** Which of the host's rules speaks about a move: the first that matches (design section 6). */
import type { BillingCycle } from '../catalogue/billing-cycle.ts';
import type { Technology } from '../catalogue/technical-plan.ts';
import type { Rule } from './rules.ts';
import type { Direction } from './verdict.ts';

type Match = Rule['match'];

/** What a rule may ask about the service; what is not known matches no rule that asks for it. */
export interface ServiceFacts {
  readonly fromPlan: string;
  readonly fromCategory: string;
  readonly fromCycle: BillingCycle;
  /** Today's; a move to another one is refused whatever the rules say. */
  readonly technology: Technology | null;
  readonly driver: string | null;
  readonly serverGroup: string | null;
  readonly clientGroup: string | null;
}

export interface TargetFacts {
  readonly toPlan: string;
  readonly toCategory: string;
}

const holds = (wanted: readonly string[] | undefined, fact: string | null): boolean =>
  wanted === undefined || (fact !== null && wanted.includes(fact));

export const matchesService = (match: Match, facts: ServiceFacts): boolean =>
  holds(match.fromPlan, facts.fromPlan) &&
  holds(match.fromCategory, facts.fromCategory) &&
  holds(match.fromCycle, facts.fromCycle) &&
  holds(match.technology, facts.technology) &&
  holds(match.driver, facts.driver) &&
  holds(match.serverGroup, facts.serverGroup) &&
  holds(match.clientGroup, facts.clientGroup);

export const matchesTarget = (match: Match, facts: TargetFacts): boolean =>
  holds(match.toPlan, facts.toPlan) && holds(match.toCategory, facts.toCategory);

/** `cycle` null: a plan without any price, about which no rule that asks for a cycle speaks. */
export const matchesMove = (match: Match, direction: Direction, cycle: BillingCycle | null): boolean =>
  holds(match.direction, direction) && holds(match.toCycle, cycle);
