/** The panel's pages: Handlebars views, escaped, read once. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { InvoiceStatus } from '../../src/catalogue/invoice-snapshot.ts';
import type { CivilDate, Instant } from '../../src/catalogue/time.ts';
import { brand } from './brand.ts';
import {
  cycleNames,
  invoiceBadges,
  perCycle,
  serviceBadges,
  showDate,
  showMoment,
  showMoney,
  ticketBadges,
  type Badge,
} from './format.ts';
import type { ServiceRow, TicketRow } from './rows.ts';

const folder = join(import.meta.dirname, 'views');

/** One style sheet, from the files in the order of their names. */
export const stylesheet = readdirSync(join(folder, 'styles'))
  .sort()
  .map((file) => readFileSync(join(folder, 'styles', file), 'utf8'))
  .join('');

/** What the frame around each page shows. */
export interface Frame {
  readonly title: string;
  readonly area: 'client' | 'staff' | 'nobody';
  /** The entry of the navigation that the page belongs to. */
  readonly section: string;
  readonly person: { readonly name: string; readonly company: string | null } | null;
  readonly token: string;
  readonly notice: { readonly text: string; readonly tone: 'good' | 'bad' } | null;
  /** The style sheet that came with an embedded page. */
  readonly css: string;
  readonly refreshSeconds: number | null;
  readonly today: CivilDate;
}

export type Views = (name: string, frame: Frame, data: Readonly<Record<string, unknown>>) => string;

const navigation = {
  client: [
    { section: 'services', name: 'Servicios', url: '/servicios' },
    { section: 'invoices', name: 'Facturas', url: '/facturas' },
    { section: 'tickets', name: 'Tickets', url: '/tickets' },
    { section: 'messages', name: 'Mensajes', url: '/mensajes' },
  ],
  staff: [
    { section: 'services', name: 'Servicios', url: '/admin/servicios' },
    { section: 'invoices', name: 'Facturas', url: '/admin/facturas' },
    { section: 'tickets', name: 'Tickets', url: '/admin/tickets' },
    { section: 'messages', name: 'Mensajes', url: '/admin/mensajes' },
    { section: 'doorbells', name: 'Avisos', url: '/admin/avisos' },
    { section: 'switches', name: 'Ajustes', url: '/admin/ajustes' },
    { section: 'faults', name: 'Fallas', url: '/sandbox/faults' },
  ],
  nobody: [],
} as const;

const badge = ({ text, tone }: Badge): Handlebars.SafeString =>
  new Handlebars.SafeString(`<span class="badge badge-${tone}">${Handlebars.escapeExpression(text)}</span>`);

/** @param timeZone in which moments are shown */
export function loadViews(timeZone: string): Views {
  const handlebars = Handlebars.create();
  const helpers = {
    money: (cents: number, currency: string) => showMoney(cents, currency),
    date: (date: CivilDate | null) => (date === null ? '–' : showDate(date)),
    moment: (at: Instant | null) => (at === null ? '–' : showMoment(at, timeZone)),
    invoiceBadge: (status: InvoiceStatus) => badge(invoiceBadges[status]),
    serviceBadge: (status: ServiceRow['status']) => badge(serviceBadges[status]),
    ticketBadge: (status: TicketRow['status']) => badge(ticketBadges[status]),
    cycle: (cycle: keyof typeof cycleNames) => cycleNames[cycle],
    per: (cycle: keyof typeof perCycle) => perCycle[cycle],
    same: (left: unknown, right: unknown) => left === right,
    /** Marks one text out of a foreign answer as the page that it is; the only place where HTML is not escaped. */
    embedded: (html: string) => new Handlebars.SafeString(html),
    /** A foreign style sheet cannot end its own element. */
    foreignStyles: (css: string) => new Handlebars.SafeString(css.replaceAll('</', '<\\/')),
  };
  handlebars.registerHelper(helpers);
  const builtIn = ['if', 'unless', 'each', 'with', 'lookup'];
  const options = {
    strict: true,
    knownHelpersOnly: true,
    preventIndent: true,
    knownHelpers: Object.fromEntries([...Object.keys(helpers), ...builtIn].map((name) => [name, true])),
  };
  const pages = new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.html.hbs'))
      .map((file) => [file.slice(0, -'.html.hbs'.length), readFileSync(join(folder, file), 'utf8')] as const),
  );
  for (const [name, text] of pages)
    if (name.startsWith('part-')) handlebars.registerPartial(name, handlebars.compile(text, options));
  const compiled = new Map([...pages].map(([name, text]) => [name, handlebars.compile(text, options)]));
  const layout = compiled.get('layout');
  return (name, frame, data) => {
    const page = compiled.get(name);
    if (!page || !layout) throw new Error(`there is no view ${name}`);
    const body = page({ ...data, token: frame.token });
    return layout({ ...frame, body, brand, navigation: navigation[frame.area] });
  };
}
