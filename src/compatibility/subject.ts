/** One service as the checks see it, worked out once before its thousand plans are judged. */
import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import { rowsOfToday, type TodayRows } from './comparison.ts';
import { matchesService } from './match-rule.ts';
import type { Prepared } from './prepare.ts';
import { boundsOf } from './server-room.ts';
import type { Situation } from './situation.ts';
import { todayOf, type Today } from './today.ts';

export interface Subject {
  readonly service: ServiceSnapshot;
  readonly today: Today;
  readonly rows: TodayRows;
  readonly bounds: ReturnType<typeof boundsOf>;
  /** null: the server knows no packages, or they are not known at the moment. */
  readonly packages: ReadonlySet<string> | null;
  readonly isCurrencyHeld: boolean;
  /** Per place in `Prepared.rules`: whether the rule may speak about this service. */
  readonly ruleApplies: readonly boolean[];
}

export function subjectOf(situation: Situation, prepared: Prepared): Subject {
  const { service, server, now, usageMaximumAge } = situation;
  const today = todayOf(situation);
  const facts = {
    fromPlan: service.planId,
    fromCategory: service.categoryId,
    fromCycle: service.cycle,
    technology: today.technology,
    driver: server?.driver ?? null,
    serverGroup: server?.group ?? null,
    clientGroup: service.clientGroup,
  };
  return {
    service,
    today,
    rows: rowsOfToday(today, now, usageMaximumAge),
    bounds: boundsOf(server?.room ?? null),
    packages: server?.packages ? new Set(server.packages) : null,
    isCurrencyHeld: isCurrencyHeld(situation),
    ruleApplies: prepared.rules.map(({ rule }) => matchesService(rule.match, facts)),
  };
}

/** A currency that ISO 4217 does not know, or with more decimals than the panel stores (KWD in WHMCS), cannot be billed. */
function isCurrencyHeld({ currencyDecimals, conventions }: Situation): boolean {
  if (currencyDecimals === undefined) return true;
  return currencyDecimals !== null && currencyDecimals <= conventions.amountDecimals;
}
