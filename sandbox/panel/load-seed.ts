/** Fills an empty panel from a seed, with the paid invoices that such a past leaves behind. */
import type { CivilDate } from '../../src/catalogue/time.ts';
import type { ClientSeed, LoginSeed, PanelSeed, ServiceSeed } from '../seed/seed-type.ts';
import { addCycle, addDays, addMonths, noonOf } from './calendar.ts';
import { cycleMonths } from '../../src/catalogue/billing-cycle.ts';
import { renewalInvoiceDaysAhead } from './catalogue.ts';
import { toCents } from './cents.ts';
import type { PanelContext } from './context.ts';
import { createDraft, publishInvoice } from './invoices.ts';
import { readInvoice } from './invoice-records.ts';
import { hashPassword } from './passwords.ts';
import { renewalLine } from './renewals.ts';
import { countRow } from './rows.ts';
import { readService } from './service-records.ts';
import { readSwitch, writeSwitch } from './switches.ts';
import { answerTicket, openTicket } from './tickets.ts';

export const isEmpty = (panel: PanelContext): boolean =>
  panel.db.get(countRow, 'select count(*) as count from plan')?.count === 0;

/** Writes the whole seed in one transaction; `today` is the day after which nothing has happened yet. */
export function loadSeed(panel: PanelContext, seed: PanelSeed, today: CivilDate): void {
  panel.db.transaction(() => {
    loadCatalogue(panel, seed);
    // the pretend logins share two passwords, so two hashes do
    const hashes = new Map<string, string>();
    const hash = (password: string): string => {
      const known = hashes.get(password) ?? hashPassword(password);
      hashes.set(password, known);
      return known;
    };
    for (const login of seed.staff) loadLogin(panel, null, login, hash);
    for (const client of seed.clients) {
      loadClient(panel, client);
      for (const login of client.logins) loadLogin(panel, client.id, login, hash);
    }
    for (const service of seed.services) loadService(panel, seed, service);
    loadTerms(panel, seed.services);
    for (const ticket of seed.tickets) {
      const author = seed.clients.find(({ id }) => id === ticket.clientId)?.name ?? 'Cliente';
      const ticketId = openTicket(panel, { ...ticket, author });
      if (ticket.answer !== null)
        answerTicket(panel, ticketId, { author: 'Soporte', text: ticket.answer, byStaff: true });
    }
    writeSwitch(panel.db, 'last-cron-day', today);
  });
}

function loadCatalogue({ db }: PanelContext, seed: PanelSeed): void {
  seed.departments.forEach((name, position) => {
    db.insert('insert into department (name, position) values (?, ?)', name, position);
  });
  for (const { id, name, group } of seed.servers)
    db.insert('insert into server (id, name, group_name) values (?, ?, ?)', id, name, group);
  seed.categories.forEach(({ id, name, hidden }, position) => {
    const sql = 'insert into category (id, name, hidden, position) values (?, ?, ?, ?)';
    db.insert(sql, id, name, hidden === true ? 1 : 0, position);
  });
  seed.plans.forEach((plan, position) => {
    db.insert(
      `insert into plan (id, category_id, name, description, hidden, retired, stock, position)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      plan.id,
      plan.categoryId,
      plan.name,
      plan.description,
      plan.hidden === true ? 1 : 0,
      plan.retired === true ? 1 : 0,
      plan.stock ?? null,
      position,
    );
    for (const { name, required } of plan.fields ?? [])
      db.insert(
        'insert into plan_field (plan_id, name, required) values (?, ?, ?)',
        plan.id,
        name,
        required ? 1 : 0,
      );
    for (const { currency, cycle, recurring, setup } of plan.prices)
      db.insert(
        'insert into plan_price (plan_id, currency, cycle, recurring, setup) values (?, ?, ?, ?, ?)',
        plan.id,
        currency,
        cycle,
        toCents(recurring),
        toCents(setup ?? '0'),
      );
  });
}

function loadLogin(
  { db }: PanelContext,
  clientId: number | null,
  login: LoginSeed,
  hash: (password: string) => string,
): void {
  db.insert(
    `insert into login (client_id, user, password, name, role, may_order, may_see_invoices)
     values (?, ?, ?, ?, ?, ?, ?)`,
    clientId,
    login.user,
    hash(login.password),
    login.name,
    login.role,
    login.mayOrder === false ? 0 : 1,
    login.maySeeInvoices === false ? 0 : 1,
  );
}

function loadClient(panel: PanelContext, client: ClientSeed): void {
  panel.db.insert(
    `insert into client (id, name, company, email, group_name, currency, credit, auto_credit, tax_name,
       tax_percent, language, executive_name, executive_email, note)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'es-AR', ?, ?, ?)`,
    client.id,
    client.name,
    client.company,
    client.email,
    client.group,
    client.currency,
    toCents(client.credit ?? '0'),
    client.autoCredit === true ? 1 : 0,
    client.tax?.name ?? null,
    client.tax?.percent ?? null,
    client.executive.name,
    client.executive.email,
    client.note ?? null,
  );
}

/** The list price of the service's plan, in its client's currency. */
function listPrice(seed: PanelSeed, service: ServiceSeed): string {
  const currency = seed.clients.find(({ id }) => id === service.clientId)?.currency;
  const price = seed.plans
    .find(({ id }) => id === service.planId)
    ?.prices.find((offered) => offered.cycle === service.cycle && offered.currency === currency);
  if (!price) throw new Error(`service ${service.id}: its plan has no price for it`);
  return price.recurring;
}

const firstDay = (service: ServiceSeed): CivilDate =>
  addMonths(service.termStart, -service.pastTerms * cycleMonths[service.cycle]);

function loadService(panel: PanelContext, seed: PanelSeed, service: ServiceSeed): void {
  const { db } = panel;
  const due = addCycle(service.termStart, service.cycle);
  db.insert(
    `insert into service (id, client_id, plan_id, domain, username, server_id, status, suspension_cause,
       suspension_text, quantity, promotion, cycle, recurring, next_due_date, next_invoice_date,
       term_started_on, registered_on, subscription, native_upgrade)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, null, ?, ?, 0)`,
    service.id,
    service.clientId,
    service.planId,
    service.domain,
    service.username,
    service.serverId,
    service.suspension ? 'suspended' : 'active',
    service.suspension?.cause ?? null,
    service.suspension?.text ?? null,
    service.promotion ?? null,
    service.cycle,
    toCents(service.recurring ?? listPrice(seed, service)),
    due,
    service.renewalOpen === true ? addCycle(due, service.cycle) : due,
    firstDay(service),
    service.subscription === true ? 1 : 0,
  );
  for (const { id, name, value, recurring } of service.options ?? [])
    db.insert(
      'insert into service_option (service_id, id, name, value, recurring) values (?, ?, ?, ?, ?)',
      service.id,
      id,
      name,
      value,
      toCents(recurring),
    );
  for (const { id, name } of service.addons ?? [])
    db.insert('insert into service_addon (service_id, id, name) values (?, ?, ?)', service.id, id, name);
  for (const [name, value] of Object.entries(service.fields ?? {}))
    db.insert(
      'insert into service_field (service_id, plan_id, name, value) values (?, ?, ?, ?)',
      service.id,
      service.planId,
      name,
      value,
    );
  if (service.cancellation)
    db.insert(
      'insert into cancellation (service_id, kind, reason, asked_at, done_at) values (?, ?, ?, ?, null)',
      service.id,
      service.cancellation.kind,
      service.cancellation.reason,
      panel.clock.now(),
    );
}

interface Term {
  readonly service: ServiceSeed;
  readonly from: CivilDate;
  readonly paid: boolean;
}

const termsOf = (service: ServiceSeed): Term[] => {
  const starts = Array.from({ length: service.pastTerms + 1 }, (_, index) =>
    addMonths(service.termStart, -index * cycleMonths[service.cycle]),
  );
  const past = starts.map((from) => ({ service, from, paid: true }));
  const next = { service, from: addCycle(service.termStart, service.cycle), paid: false };
  return service.renewalOpen === true ? [...past, next] : past;
};

/** One invoice for all of a client's services that were due on one day, oldest first. */
function loadTerms(panel: PanelContext, services: readonly ServiceSeed[]): void {
  const invoices = new Map<string, Term[]>();
  for (const term of services.flatMap(termsOf)) {
    const key = `${term.from} ${term.service.clientId} ${term.paid}`;
    invoices.set(key, [...(invoices.get(key) ?? []), term]);
  }
  for (const [, terms] of [...invoices].sort(([left], [right]) => (left < right ? -1 : 1)))
    loadInvoice(panel, terms);
}

function loadInvoice(panel: PanelContext, terms: readonly Term[]): void {
  const [first] = terms;
  if (!first) return;
  const isFirst = terms.every(({ service, from }) => from === firstDay(service));
  const invoiceId = createDraft(panel, {
    clientId: first.service.clientId,
    dueDate: first.from,
    createdOn: isFirst ? first.from : addDays(first.from, -renewalInvoiceDaysAhead),
    lines: terms.map(({ service, from }) => renewalLine(panel, readService(panel, service.id), from)),
  });
  if (first.paid) bookAsPaid(panel, invoiceId, isFirst ? first.from : addDays(first.from, -3));
  else publishInvoice(panel, invoiceId);
}

/** What is long past gets a number and a payment, but no letters and no doorbells. */
function bookAsPaid(panel: PanelContext, invoiceId: number, day: CivilDate): void {
  const number = Number(readSwitch(panel.db, 'next-invoice-number'));
  writeSwitch(panel.db, 'next-invoice-number', String(number + 1));
  const at = noonOf(day, panel.timeZone);
  const text = `0003-${String(number).padStart(8, '0')}`;
  const gateway = 'Tarjeta de crédito';
  panel.db.run(
    "update invoice set status = 'paid', number = ?, paid_at = ?, gateway = ? where id = ?",
    text,
    at,
    gateway,
    invoiceId,
  );
  panel.db.insert(
    'insert into payment (invoice_id, amount, at, gateway, refunded) values (?, ?, ?, ?, 0)',
    invoiceId,
    readInvoice(panel, invoiceId).total,
    at,
    gateway,
  );
}
