/** The pretend panel's tables. Money is whole cents: this panel holds two decimals, whatever the currency. */
export const tables = `
create table if not exists setting (key text primary key, value text not null) strict;

create table if not exists category (
  id integer primary key, name text not null, hidden integer not null, position integer not null
) strict;
create table if not exists plan (
  id integer primary key, category_id integer not null references category, name text not null,
  description text not null, hidden integer not null, retired integer not null, stock integer,
  position integer not null
) strict;
create table if not exists plan_field (
  plan_id integer not null references plan, name text not null, required integer not null,
  primary key (plan_id, name)
) strict;
create table if not exists plan_price (
  plan_id integer not null references plan, currency text not null, cycle text not null,
  recurring integer not null, setup integer not null, primary key (plan_id, currency, cycle)
) strict;
create table if not exists server (id text primary key, name text not null, group_name text) strict;
create table if not exists department (name text primary key, position integer not null) strict;

create table if not exists client (
  id integer primary key, name text not null, company text, email text not null, group_name text,
  currency text not null, credit integer not null check (credit >= 0), auto_credit integer not null,
  tax_name text, tax_percent text, language text not null, executive_name text, executive_email text, note text
) strict;
create table if not exists login (
  id integer primary key, client_id integer references client, user text not null unique,
  password text not null, name text not null, role text not null,
  may_order integer not null, may_see_invoices integer not null
) strict;
create table if not exists session (
  token_hash text primary key, login_id integer not null references login, csrf text not null
) strict;

create table if not exists service (
  id integer primary key, client_id integer not null references client,
  plan_id integer not null references plan, domain text not null, username text not null,
  server_id text references server, status text not null, suspension_cause text, suspension_text text,
  quantity integer not null, promotion text, cycle text not null, recurring integer not null,
  next_due_date text, next_invoice_date text, term_started_on text, registered_on text not null,
  subscription integer not null, native_upgrade integer not null
) strict;
create index if not exists service_of_client on service (client_id);
create index if not exists service_to_invoice on service (next_invoice_date);
create table if not exists service_option (
  service_id integer not null references service, id text not null, name text not null,
  value text not null, recurring integer not null, primary key (service_id, id)
) strict;
create table if not exists service_addon (
  service_id integer not null references service, id text not null, name text not null,
  primary key (service_id, id)
) strict;
create table if not exists service_field (
  service_id integer not null references service, plan_id integer not null references plan,
  name text not null, value text not null, primary key (service_id, plan_id, name)
) strict;
create table if not exists cancellation (
  service_id integer primary key references service, kind text not null, reason text not null,
  asked_at integer not null, done_at integer
) strict;

create table if not exists invoice (
  id integer primary key autoincrement, number text not null, client_id integer not null references client,
  kind text not null, status text not null, currency text not null, created_on text not null,
  due_date text not null, paid_at integer, tax_name text, tax_percent text,
  tax_inclusive integer not null, tax integer not null, total integer not null,
  credit_applied integer not null, notes text not null, gateway text, late_fee integer not null
) strict;
create index if not exists invoice_of_client on invoice (client_id, status);
create table if not exists invoice_line (
  id integer primary key autoincrement, invoice_id integer not null references invoice,
  kind text not null, service_id integer references service, text text not null,
  amount integer not null, taxed integer not null, period_from text, period_to text,
  related_invoice_id integer
) strict;
create index if not exists line_of_invoice on invoice_line (invoice_id);
create index if not exists line_of_service on invoice_line (service_id);
create table if not exists payment (
  id integer primary key autoincrement, invoice_id integer not null references invoice,
  amount integer not null, at integer not null, gateway text not null, refunded integer not null
) strict;
create index if not exists payment_of_invoice on payment (invoice_id);
create table if not exists credit_entry (
  id integer primary key autoincrement, client_id integer not null references client,
  amount integer not null, text text not null, at integer not null, invoice_id integer
) strict;

create table if not exists ticket (
  id integer primary key autoincrement, client_id integer references client,
  service_id integer references service, department text not null, subject text not null,
  status text not null, opened_at integer not null
) strict;
create table if not exists ticket_entry (
  id integer primary key autoincrement, ticket_id integer not null references ticket,
  author text not null, text text not null, at integer not null
) strict;
create table if not exists message (
  id integer primary key autoincrement, client_id integer not null references client,
  service_id integer references service, subject text not null, text text not null, html text not null,
  at integer not null
) strict;

create table if not exists effect (
  key text primary key, verb text not null, args_hash text not null, result text not null,
  at integer not null
) strict;
create table if not exists doorbell (
  id integer primary key autoincrement, event text not null, invoice_id text, service_id text,
  reference text, created_at integer not null, attempts integer not null, next_at integer not null,
  acknowledged_at integer, last_answer text
) strict;
create index if not exists doorbell_due on doorbell (next_at) where acknowledged_at is null;
`;
