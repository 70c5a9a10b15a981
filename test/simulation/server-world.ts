/** What is true on the server: one account, and whether the machine answers at all. */
import type { AccountReading } from '../../src/catalogue/account-reading.ts';
import type { ChangeId } from '../../src/catalogue/identifiers.ts';
import type { Limit, Limits } from '../../src/catalogue/limit.ts';
import type { AccountTerms } from '../../src/change/states.ts';
import { freeze } from './freeze.ts';
import { measured, type Scenario } from './scenarios.ts';
import type { World } from './world.ts';

export const serverId = 'server-1';

/** Whether the account is as these terms say, for all that they say. */
export function isLike(
  account: Pick<AccountReading, 'packageName' | 'limits'>,
  terms: AccountTerms,
): boolean {
  if (terms.packageName !== null && terms.packageName !== account.packageName) return false;
  const wanted: Record<string, Limit> = terms.limits;
  const has: Record<string, Limit | undefined> = account.limits;
  for (const metric in wanted) if (wanted[metric] !== has[metric]) return false;
  return true;
}

export class ServerWorld {
  readonly #world: World;
  packageName: string | null;
  limits: Limits;
  usage: Scenario['usage'];
  exists = true;
  deadUntil = 0;
  wrongKeyUntil = 0;
  outOfSettingsUntil = 0;
  /** The changes to whose write the server, or the panel's module, said yes. */
  readonly saidYes = new Set<ChangeId>();
  /** The change for which the loop's last write was. */
  lastWrittenFor: ChangeId | null = null;
  /** Whether anyone but the loop touched the account since the loop's last write to it. */
  touchedByOthers = false;

  constructor(world: World, start: AccountTerms, usage: Scenario['usage']) {
    this.#world = world;
    this.packageName = start.packageName;
    this.limits = start.limits;
    this.usage = usage;
  }

  reading(): AccountReading {
    const readAt = this.#world.now();
    return freeze({
      packageName: this.packageName,
      suspended: false,
      limits: this.limits,
      usage: measured(this.usage, readAt),
      readAt,
    });
  }

  /** A plan change that arrived for `change`: done, half done, not done in spite of its yes, or refused. */
  write(target: AccountTerms, change: ChangeId): 'applied' | 'rejected' {
    const fate = this.#world.fateOf('server.write')?.fate;
    const dead = this.deadUntil > this.#world.now();
    if (!this.exists || dead || fate === 'rejects') {
      this.#world.watch.refused.add(change);
      return 'rejected';
    }
    this.saidYes.add(change);
    if (fate === 'does-nothing') return 'applied';
    const wasThere = isLike(this, target);
    this.limits = { ...this.limits, ...(fate === 'does-half' ? firstHalf(target) : target.limits) };
    this.packageName = target.packageName;
    this.touchedByOthers = false;
    this.lastWrittenFor = change;
    this.#world.tell(() => `  the server has ${fate === 'does-half' ? 'half of ' : ''}${this.#words()} now`);
    if (!wasThere && isLike(this, target)) this.#world.watch.appliedBy(change);
    return 'applied';
  }

  /** Somebody else changes the account. */
  meddle(terms: Partial<AccountTerms>): void {
    if (terms.packageName !== undefined) this.packageName = terms.packageName;
    this.limits = { ...this.limits, ...terms.limits };
    this.touchedByOthers = true;
    this.#world.watch.accountMeddledWith();
    this.#world.tell(() => `  the server has ${this.#words()} now`);
  }

  #words(): string {
    return `${this.packageName ?? 'no package'} ${JSON.stringify(this.limits)}`;
  }
}

/** The package by its name alone; where there are no packages, the first limit alone. */
const firstHalf = ({ packageName, limits }: AccountTerms): Limits =>
  packageName === null ? Object.fromEntries(Object.entries(limits).slice(0, 1)) : {};
