/** What every page of the panel is made with: who asks, the frame, the form, the way back. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppAnswer, AppQuestion } from '../app-pages.ts';
import { today, type PanelContext } from '../context.ts';
import type { FaultSwitch } from '../faults.ts';
import { noticeOf, withNotice } from '../notices.ts';
import { readClient } from '../invoice-records.ts';
import { Refusal } from '../refusal.ts';
import type { ClientRow } from '../rows.ts';
import { carriesToken, readSession, type Area, type Session } from '../session.ts';
import type { Frame, Views } from '../views.ts';

export interface Site {
  readonly panel: PanelContext;
  readonly views: Views;
  readonly faults: FaultSwitch;
  readonly askApp: (question: AppQuestion) => Promise<AppAnswer>;
  readonly ringDoorbells: () => Promise<number>;
}

export interface ClientVisit extends Session {
  readonly client: ClientRow;
}

/** Ends a request with a page of its own. */
export class PageStop extends Error {
  readonly status: number;
  readonly redirect: string | null;

  constructor(status: number, message: string, redirect: string | null = null) {
    super(message);
    this.status = status;
    this.redirect = redirect;
  }
}

const textRecord = z.record(
  z.string(),
  z.union([z.string(), z.array(z.string()).transform((values) => values[0] ?? '')]),
);
const manyRecord = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const readRecord = (value: unknown): Record<string, string> => textRecord.safeParse(value).data ?? {};

export const queryOf = (request: FastifyRequest): Record<string, string> => readRecord(request.query);
export const formOf = (request: FastifyRequest): Record<string, string> => readRecord(request.body);

/** Every value of a field that may be sent several times. */
export function valuesOf(request: FastifyRequest, name: string): string[] {
  const value = manyRecord.safeParse(request.body).data?.[name];
  return value === undefined ? [] : [value].flat();
}

export const idOf = (request: FastifyRequest): number => {
  const { id } = z.object({ id: z.string().regex(/^\d{1,15}$/) }).safeParse(request.params).data ?? {};
  if (id === undefined) throw notFound();
  return Number(id);
};

export const notFound = (): PageStop => new PageStop(404, 'No encontramos lo que busca.');

/** The address under which this browser reached the panel. */
export const baseOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}`;

function requireSession(site: Site, request: FastifyRequest, area: Area): Session {
  const session = readSession(site.panel, request, area);
  if (!session) throw new PageStop(401, 'Ingrese para continuar.', area === 'staff' ? '/admin' : '/');
  if (request.method === 'POST' && !carriesToken(session, formOf(request)))
    throw new PageStop(403, 'El formulario venció. Vuelva a la página anterior y recárguela.');
  return session;
}

/** The logged-in client; a form must carry its session's token. */
export function requireClient(site: Site, request: FastifyRequest): ClientVisit {
  const session = requireSession(site, request, 'client');
  if (session.login.client_id === null) throw notFound();
  return { ...session, client: readClient(site.panel, session.login.client_id) };
}

export function requireInvoices(site: Site, request: FastifyRequest): ClientVisit {
  const visit = requireClient(site, request);
  if (!visit.login.may_see_invoices)
    throw new PageStop(403, 'Su usuario no tiene permiso para ver las facturas de esta cuenta.');
  return visit;
}

export const requireStaff = (site: Site, request: FastifyRequest): Session =>
  requireSession(site, request, 'staff');

interface Showing {
  readonly title: string;
  readonly section?: string;
  readonly css?: string;
  readonly refreshSeconds?: number | null;
  readonly notice?: Frame['notice'];
  readonly status?: number;
}

/** Sends a page of the client's side, the staff's side, or the way in. */
export function show(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  view: string,
  data: Readonly<Record<string, unknown>>,
  showing: Showing & { readonly visit: Session | ClientVisit | null },
): FastifyReply {
  const { visit } = showing;
  const area = visit === null ? 'nobody' : visit.login.role === 'staff' ? 'staff' : 'client';
  const person = visit && {
    name: visit.login.name,
    company: 'client' in visit ? visit.client.company : null,
  };
  const frame: Frame = {
    title: showing.title,
    area,
    section: showing.section ?? '',
    person,
    token: visit?.csrf ?? '',
    notice: showing.notice ?? noticeOf(queryOf(request)),
    css: showing.css ?? '',
    refreshSeconds: showing.refreshSeconds ?? null,
    today: today(site.panel),
  };
  return reply
    .code(showing.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(site.views(view, frame, data));
}

/** Does it and goes to `then`; where the panel says no, goes back with the sentence that says why. */
export function attempt(
  reply: FastifyReply,
  back: string,
  then: string | ((result: string | number | undefined) => string),
  work: () => string | number | undefined,
): FastifyReply {
  try {
    const result = work();
    return reply.redirect(typeof then === 'string' ? then : then(result), 303);
  } catch (error) {
    if (error instanceof Refusal) return reply.redirect(withNotice(back, 'aviso', error.code), 303);
    throw error;
  }
}
