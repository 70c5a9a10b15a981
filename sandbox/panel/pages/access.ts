/** The way in and out, for clients and for staff. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { withNotice } from '../notices.ts';
import {
  carriesToken,
  checkPassword,
  closeSession,
  openSession,
  readSession,
  type Area,
} from '../session.ts';
import { formOf, show, type Site } from './site.ts';

const home: Readonly<Record<Area, string>> = { client: '/servicios', staff: '/admin/servicios' };
const door: Readonly<Record<Area, string>> = { client: '/', staff: '/admin' };

const demoRow = z.object({
  user: z.string(),
  name: z.string(),
  note: z.string().nullable(),
});

/** The demonstration's own logins stand on the door: this company is pretend. */
const demoLogins = (site: Site, area: Area) =>
  site.panel.db.all(
    demoRow,
    `select user, login.name, case may_order when 0 then 'Usuaria sin permiso para contratar' else note end as note
     from login left join client on client.id = client_id
     where (role = 'staff') = ? order by login.id limit 20`,
    area === 'staff' ? 1 : 0,
  );

function showDoor(site: Site, request: FastifyRequest, reply: FastifyReply, area: Area): FastifyReply {
  if (readSession(site.panel, request, area)) return reply.redirect(home[area], 303);
  const data = {
    staff: area === 'staff',
    action: area === 'staff' ? '/admin/ingresar' : '/ingresar',
    logins: demoLogins(site, area),
  };
  return show(site, request, reply, 'door', data, {
    title: area === 'staff' ? 'Acceso del equipo' : 'Área de clientes',
    visit: null,
  });
}

export function accessPages(server: FastifyInstance, site: Site): void {
  for (const area of ['client', 'staff'] as const) {
    const prefix = area === 'staff' ? '/admin' : '';
    server.get(door[area], (request, reply) => showDoor(site, request, reply, area));
    server.post(`${prefix}/ingresar`, (request, reply) => {
      const { user = '', password = '' } = formOf(request);
      const login = checkPassword(site.panel, user, password);
      if (!login || (login.role === 'staff') !== (area === 'staff'))
        return reply.redirect(withNotice(door[area], 'aviso', 'login-wrong'), 303);
      return reply.redirect(home[openSession(site.panel, reply, login)], 303);
    });
    server.post(`${prefix}/salir`, (request, reply) => {
      const session = readSession(site.panel, request, area);
      if (session && carriesToken(session, formOf(request))) closeSession(site.panel, request, reply, area);
      return reply.redirect(door[area], 303);
    });
  }
}
