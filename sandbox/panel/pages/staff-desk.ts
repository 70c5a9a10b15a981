/** Staff's tickets, and every message that left the house. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { withNotice } from '../notices.ts';
import { messageRow, ticketRow } from '../rows.ts';
import { answerTicket, closeTicket } from '../tickets.ts';
import { entriesOf } from './client-desk.ts';
import { formOf, idOf, notFound, requireStaff, show, type Site } from './site.ts';

const listedTicket = ticketRow.extend({ client: z.string().nullable(), domain: z.string().nullable() });
const listedMessage = messageRow.extend({ client: z.string(), email: z.string() });

const ticketsWith = `select ticket.*, coalesce(company, client.name) as client, domain from ticket
  left join client on client.id = ticket.client_id left join service on service.id = service_id`;
const messagesWith = `select message.*, coalesce(company, name) as client, email from message
  join client on client.id = client_id`;

function showTickets(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireStaff(site, request);
  const tickets = site.panel.db.all(listedTicket, `${ticketsWith} order by ticket.id desc limit 200`);
  return show(
    site,
    request,
    reply,
    'staff-tickets',
    { tickets },
    {
      title: 'Tickets',
      section: 'tickets',
      visit,
    },
  );
}

function showTicket(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireStaff(site, request);
  const ticket = site.panel.db.get(listedTicket, `${ticketsWith} where ticket.id = ?`, idOf(request));
  if (!ticket) throw notFound();
  const data = {
    ticket,
    entries: entriesOf(site, ticket.id),
    action: `/admin/tickets/${ticket.id}`,
    staff: true,
  };
  return show(site, request, reply, 'ticket', data, { title: ticket.subject, section: 'tickets', visit });
}

function answer(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireStaff(site, request);
  const ticket = site.panel.db.get(ticketRow, 'select * from ticket where id = ?', idOf(request));
  if (!ticket) throw notFound();
  const { text = '', close } = formOf(request);
  const back = `/admin/tickets/${ticket.id}`;
  if (close === 'yes') closeTicket(site.panel, ticket.id);
  else if (text.trim() === '') return reply.redirect(withNotice(back, 'aviso', 'form-incomplete'), 303);
  else
    answerTicket(site.panel, ticket.id, {
      author: visit.login.name,
      text: text.slice(0, 4000),
      byStaff: true,
    });
  return reply.redirect(withNotice(back, 'hecho', 'saved'), 303);
}

function showMessages(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireStaff(site, request);
  const messages = site.panel.db.all(listedMessage, `${messagesWith} order by message.id desc limit 200`);
  return show(
    site,
    request,
    reply,
    'staff-messages',
    { messages },
    {
      title: 'Mensajes enviados',
      section: 'messages',
      visit,
    },
  );
}

function showMessage(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireStaff(site, request);
  const message = site.panel.db.get(listedMessage, `${messagesWith} where message.id = ?`, idOf(request));
  if (!message) throw notFound();
  const data = { message, back: '/admin/mensajes', to: message.email };
  return show(site, request, reply, 'message', data, { title: message.subject, section: 'messages', visit });
}

export function staffDeskPages(server: FastifyInstance, site: Site): void {
  server.get('/admin/tickets', (request, reply) => showTickets(site, request, reply));
  server.get('/admin/tickets/:id', (request, reply) => showTicket(site, request, reply));
  server.post('/admin/tickets/:id', (request, reply) => answer(site, request, reply));
  server.get('/admin/mensajes', (request, reply) => showMessages(site, request, reply));
  server.get('/admin/mensajes/:id', (request, reply) => showMessage(site, request, reply));
}
