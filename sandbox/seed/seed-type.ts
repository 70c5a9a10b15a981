/** What the pretend company starts with; panel, WHM servers and settings are all made from this one description. */
import type { BillingCycle, RecurringCycle } from '../../src/catalogue/billing-cycle.ts';
import type { CivilDate } from '../../src/catalogue/time.ts';
import type { Technology } from '../../src/catalogue/technical-plan.ts';
import type { WhmAccountSeed, WhmPackageLimits, WhmUsage } from '../whm/seed-type.ts';

export interface CategorySeed {
  readonly id: number;
  readonly name: string;
  readonly hidden?: boolean;
}

export interface PriceSeed {
  readonly currency: 'USD' | 'ARS';
  readonly cycle: BillingCycle;
  /** As text with two decimals. */
  readonly recurring: string;
  readonly setup?: string;
}

export interface PlanSeed {
  readonly id: number;
  readonly categoryId: number;
  readonly name: string;
  readonly description: string;
  readonly hidden?: boolean;
  readonly retired?: boolean;
  readonly stock?: number;
  readonly fields?: readonly { readonly name: string; readonly required: boolean }[];
  readonly prices: readonly PriceSeed[];
  readonly technology: Technology;
  /** The package on every server in `servers`; on a reseller's server its prefix is added. */
  readonly package: string;
  readonly servers: readonly string[];
  readonly limits: WhmPackageLimits;
}

export interface ServerSeed {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  /** The WHM user with whose token Upshelf comes; a reseller sees only prefixed packages. */
  readonly user: string;
  readonly reseller: boolean;
}

export interface LoginSeed {
  readonly user: string;
  readonly password: string;
  readonly name: string;
  readonly role: 'owner' | 'sub-user' | 'staff';
  /** Left out: everything. */
  readonly mayOrder?: boolean;
  readonly maySeeInvoices?: boolean;
}

export interface ClientSeed {
  readonly id: number;
  readonly name: string;
  readonly company: string | null;
  readonly email: string;
  readonly group: string | null;
  readonly currency: 'USD' | 'ARS';
  /** null: exempt. */
  readonly tax: { readonly name: string; readonly percent: string } | null;
  readonly credit?: string;
  /** The panel uses credit by itself when an invoice is published. */
  readonly autoCredit?: boolean;
  /** What the client is there for, as staff would note it. */
  readonly note?: string;
  readonly executive: { readonly name: string; readonly email: string };
  readonly logins: readonly LoginSeed[];
}

export interface ServiceSeed {
  readonly id: number;
  readonly clientId: number;
  readonly planId: number;
  readonly domain: string;
  readonly username: string;
  readonly serverId: string;
  readonly cycle: RecurringCycle;
  /** Left out: the plan's list price. */
  readonly recurring?: string;
  /** The first day of the term that was paid last. */
  readonly termStart: CivilDate;
  /** How many terms before it were paid too. */
  readonly pastTerms: number;
  /** The renewal invoice for the next term is out and unpaid. */
  readonly renewalOpen?: boolean;
  readonly suspension?: { readonly cause: 'overuse' | 'overdue' | 'other'; readonly text: string };
  readonly promotion?: string;
  readonly options?: readonly {
    readonly id: string;
    readonly name: string;
    readonly value: string;
    readonly recurring: string;
  }[];
  readonly addons?: readonly { readonly id: string; readonly name: string }[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly subscription?: boolean;
  readonly cancellation?: { readonly kind: 'immediate' | 'end-of-period'; readonly reason: string };
  readonly usage: WhmUsage;
  readonly overrides?: WhmAccountSeed['overrides'];
}

export interface TicketSeed {
  readonly clientId: number;
  readonly serviceId: number | null;
  readonly department: string;
  readonly subject: string;
  readonly text: string;
  readonly answer: string | null;
}

export interface PanelSeed {
  readonly departments: readonly string[];
  readonly categories: readonly CategorySeed[];
  readonly plans: readonly PlanSeed[];
  readonly servers: readonly ServerSeed[];
  readonly clients: readonly ClientSeed[];
  readonly services: readonly ServiceSeed[];
  readonly tickets: readonly TicketSeed[];
  readonly staff: readonly LoginSeed[];
}

/** The package's full name on a server. */
export const packageOnServer = (plan: PlanSeed, server: ServerSeed): string =>
  server.reseller ? `${server.user}_${plan.package}` : plan.package;
