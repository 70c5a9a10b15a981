/** A client's tickets and the messages that the client was sent. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { withNotice } from '../notices.ts';
import { messageRow, ticketEntryRow, ticketRow } from '../rows.ts';
import { answerTicket, departmentsOf, openTicket } from '../tickets.ts';
import { attempt, formOf, idOf, notFound, queryOf, requireClient, show, type Site } from './site.ts';

const serviceChoice = z.object({ id: z.number(), domain: z.string() });

const servicesOf = (site: Site, clientId: number) =>
  site.panel.db.all(
    serviceChoice,
    'select id, domain from service where client_id = ? order by id',
    clientId,
  );

function showTickets(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireClient(site, request);
  const tickets = site.panel.db.all(
    ticketRow,
    'select * from ticket where client_id = ? order by id desc limit 100',
    visit.client.id,
  );
  return show(
    site,
    request,
    reply,
    'tickets',
    { tickets },
    {
      title: 'Mis tickets',
      section: 'tickets',
      visit,
    },
  );
}

/** The form may come filled in: `?department=…&subject=…&text=…&service=…`. */
function showNewTicket(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireClient(site, request);
  const { department = '', subject = '', text = '', service = '' } = queryOf(request);
  const data = {
    departments: departmentsOf(site.panel).map((name) => ({ name, chosen: name === department })),
    services: servicesOf(site, visit.client.id).map((one) => ({
      ...one,
      chosen: String(one.id) === service,
    })),
    subject: subject.slice(0, 200),
    text: text.slice(0, 4000),
  };
  return show(site, request, reply, 'ticket-new', data, { title: 'Nuevo ticket', section: 'tickets', visit });
}

function openNewTicket(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireClient(site, request);
  const { department = '', subject = '', text = '', service = '' } = formOf(request);
  const own = servicesOf(site, visit.client.id).find(({ id }) => String(id) === service);
  if (subject.trim() === '' || text.trim() === '')
    return reply.redirect(withNotice('/tickets/nuevo', 'aviso', 'form-incomplete'), 303);
  return attempt(
    reply,
    '/tickets/nuevo',
    (id) => withNotice(`/tickets/${id ?? ''}`, 'hecho', 'ticket-opened'),
    () =>
      openTicket(site.panel, {
        clientId: visit.client.id,
        serviceId: own?.id ?? null,
        department,
        subject: subject.slice(0, 200),
        text: text.slice(0, 4000),
        author: visit.login.name,
      }),
  );
}

function readTicket(site: Site, request: FastifyRequest) {
  const visit = requireClient(site, request);
  const ticket = site.panel.db.get(ticketRow, 'select * from ticket where id = ?', idOf(request));
  // an internal ticket has no client, and nobody's is anybody's
  if (!ticket || ticket.client_id !== visit.client.id) throw notFound();
  return { visit, ticket };
}

/** What was written in a ticket, the first first. */
export const entriesOf = (site: Site, ticketId: number) =>
  site.panel.db.all(ticketEntryRow, 'select * from ticket_entry where ticket_id = ? order by id', ticketId);

function showTicket(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { visit, ticket } = readTicket(site, request);
  const data = { ticket, entries: entriesOf(site, ticket.id), action: `/tickets/${ticket.id}`, staff: false };
  return show(site, request, reply, 'ticket', data, { title: ticket.subject, section: 'tickets', visit });
}

function answerOwnTicket(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { visit, ticket } = readTicket(site, request);
  const { text = '' } = formOf(request);
  const back = `/tickets/${ticket.id}`;
  if (text.trim() === '') return reply.redirect(withNotice(back, 'aviso', 'form-incomplete'), 303);
  const answer = { author: visit.login.name, text: text.slice(0, 4000), byStaff: false };
  answerTicket(site.panel, ticket.id, answer);
  return reply.redirect(withNotice(back, 'hecho', 'answer-sent'), 303);
}

function showMessages(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireClient(site, request);
  const messages = site.panel.db.all(
    messageRow,
    'select * from message where client_id = ? order by id desc limit 100',
    visit.client.id,
  );
  const data = { messages, address: visit.client.email };
  return show(site, request, reply, 'messages', data, { title: 'Mensajes', section: 'messages', visit });
}

function showMessage(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireClient(site, request);
  const message = site.panel.db.get(messageRow, 'select * from message where id = ?', idOf(request));
  if (!message || message.client_id !== visit.client.id) throw notFound();
  return show(
    site,
    request,
    reply,
    'message',
    { message, back: '/mensajes', to: visit.client.email },
    {
      title: message.subject,
      section: 'messages',
      visit,
    },
  );
}

export function clientDeskPages(server: FastifyInstance, site: Site): void {
  server.get('/tickets', (request, reply) => showTickets(site, request, reply));
  server.get('/tickets/nuevo', (request, reply) => showNewTicket(site, request, reply));
  server.post('/tickets/nuevo', (request, reply) => openNewTicket(site, request, reply));
  server.get('/tickets/:id', (request, reply) => showTicket(site, request, reply));
  server.post('/tickets/:id', (request, reply) => answerOwnTicket(site, request, reply));
  server.get('/mensajes', (request, reply) => showMessages(site, request, reply));
  server.get('/mensajes/:id', (request, reply) => showMessage(site, request, reply));
}
