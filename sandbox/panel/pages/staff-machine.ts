/** The machine room of the pretend company: its switches, its calendar, its doorbells, faults on demand. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { civilDateSchema } from '../../../src/catalogue/time.ts';
import { verbs } from '../../../src/panel/connector-protocol.ts';
import { addDays } from '../calendar.ts';
import { toCents } from '../cents.ts';
import { isMovable } from '../clock.ts';
import { today } from '../context.ts';
import { advanceTo, catchUp } from '../cron.ts';
import { faultKinds, type FaultKind } from '../faults.ts';
import { withNotice } from '../notices.ts';
import { doorbellRow } from '../rows.ts';
import { readSwitch, writeSwitch } from '../switches.ts';
import { attempt, formOf, requireStaff, show, type Site } from './site.ts';

function showSwitches(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireStaff(site, request);
  const { db } = site.panel;
  const day = today(site.panel);
  const data = {
    day,
    tomorrow: addDays(day, 1),
    movable: isMovable(site.panel.clock),
    editable: readSwitch(db, 'invoice-mode') === '8.x',
    inclusive: readSwitch(db, 'prices-include-tax') === 'yes',
    cardFee: readSwitch(db, 'card-fee-percent'),
    lateFee: readSwitch(db, 'late-fee'),
  };
  return show(site, request, reply, 'staff-switches', data, { title: 'Ajustes', section: 'switches', visit });
}

const switchesSchema = z.object({
  mode: z.enum(['8.x', '9.x']),
  inclusive: z.enum(['yes', 'no']),
  cardFee: z.string().regex(/^\d{1,2}(\.\d{1,2})?$/),
  lateFee: z.string().regex(/^\d{1,9}(\.\d{1,2})?$/),
});

function saveSwitches(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  requireStaff(site, request);
  const form = switchesSchema.safeParse(formOf(request));
  if (!form.success) return reply.redirect(withNotice('/admin/ajustes', 'aviso', 'form-incomplete'), 303);
  const { mode, inclusive, cardFee, lateFee } = form.data;
  return attempt(reply, '/admin/ajustes', withNotice('/admin/ajustes', 'hecho', 'saved'), () => {
    site.panel.db.transaction(() => {
      writeSwitch(site.panel.db, 'invoice-mode', mode);
      writeSwitch(site.panel.db, 'prices-include-tax', inclusive);
      writeSwitch(site.panel.db, 'card-fee-percent', toCents(cardFee) === 0 ? '0' : cardFee);
      writeSwitch(site.panel.db, 'late-fee', lateFee);
    });
    return undefined;
  });
}

function advance(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  requireStaff(site, request);
  const to = civilDateSchema.safeParse(formOf(request)['to']).data;
  return attempt(reply, '/admin/ajustes', withNotice('/admin/ajustes', 'hecho', 'saved'), () =>
    to === undefined || to > addDays(today(site.panel), 1100)
      ? catchUp(site.panel)
      : advanceTo(site.panel, to),
  );
}

function showDoorbells(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireStaff(site, request);
  const doorbells = site.panel.db.all(doorbellRow, 'select * from doorbell order by id desc limit 100');
  const waiting = doorbells.filter((bell) => bell.acknowledged_at === null).length;
  return show(
    site,
    request,
    reply,
    'staff-doorbells',
    { doorbells, waiting },
    {
      title: 'Avisos a Upshelf',
      section: 'doorbells',
      visit,
    },
  );
}

async function ringNow(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  requireStaff(site, request);
  site.panel.db.run('update doorbell set next_at = ? where acknowledged_at is null', site.panel.clock.now());
  await site.ringDoorbells();
  return reply.redirect('/admin/avisos', 303);
}

const faultNames: Readonly<Record<FaultKind, string>> = {
  refuse: 'Cortar la conexión antes de hacerlo',
  lost: 'Hacerlo y perder la respuesta',
  'error-500': 'Responder HTTP 500 sin hacerlo',
  slow: 'Demorar y después hacerlo',
  html: 'Responder una página HTML sin hacerlo',
};

function showFaults(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = requireStaff(site, request);
  const data = {
    faults: site.faults.list().map((fault) => ({ ...fault, name: faultNames[fault.kind] })),
    verbs: Object.keys(verbs),
    kinds: Object.entries(faultNames).map(([kind, name]) => ({ kind, name })),
  };
  return show(site, request, reply, 'staff-faults', data, {
    title: 'Fallas a pedido',
    section: 'faults',
    visit,
  });
}

const faultSchema = z.object({
  verb: z.enum(['*', ...Object.keys(verbs)]),
  kind: z.enum(Object.keys(faultKinds) as [FaultKind, ...FaultKind[]]),
  times: z.coerce.number().int().min(1).max(1000),
  milliseconds: z.coerce.number().int().min(0).max(120_000),
});

function changeFaults(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  requireStaff(site, request);
  const form = formOf(request);
  if (form['clear'] === 'yes') {
    site.faults.clear();
    return reply.redirect('/sandbox/faults', 303);
  }
  const fault = faultSchema.safeParse(form);
  if (!fault.success) return reply.redirect(withNotice('/sandbox/faults', 'aviso', 'form-incomplete'), 303);
  site.faults.add(fault.data);
  return reply.redirect('/sandbox/faults', 303);
}

export function staffMachinePages(server: FastifyInstance, site: Site): void {
  server.get('/admin/ajustes', (request, reply) => showSwitches(site, request, reply));
  server.post('/admin/ajustes', (request, reply) => saveSwitches(site, request, reply));
  server.post('/admin/ajustes/avanzar', (request, reply) => advance(site, request, reply));
  server.get('/admin/avisos', (request, reply) => showDoorbells(site, request, reply));
  server.post('/admin/avisos', (request, reply) => ringNow(site, request, reply));
  server.get('/sandbox/faults', (request, reply) => showFaults(site, request, reply));
  server.post('/sandbox/faults', (request, reply) => changeFaults(site, request, reply));
}
