/** Who is logged in: sessions by cookie, one for clients and one for staff, each with its CSRF token. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PanelContext } from './context.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import { loginRow, type LoginRow } from './rows.ts';

export type Area = 'client' | 'staff';

const cookieNames: Readonly<Record<Area, string>> = { client: 'nubalia', staff: 'nubalia_staff' };
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export interface Session {
  readonly login: LoginRow;
  readonly csrf: string;
}

const sessionRow = loginRow.extend({ csrf: z.string() });

/** The session of this area; null when nobody is logged in there. */
export function readSession(panel: PanelContext, request: FastifyRequest, area: Area): Session | null {
  const token = request.cookies[cookieNames[area]];
  if (token === undefined) return null;
  const found = panel.db.get(
    sessionRow,
    'select login.*, csrf from session join login on login.id = login_id where token_hash = ?',
    hashOf(token),
  );
  if (!found || (found.role === 'staff') !== (area === 'staff')) return null;
  const { csrf, ...login } = found;
  return { login, csrf };
}

// an unknown user costs as much time as a wrong password
const nobody = hashPassword(randomBytes(16).toString('hex'));

/** The login with this password; null for any other. */
export function checkPassword(panel: PanelContext, user: string, password: string): LoginRow | null {
  const login = panel.db.get(loginRow, 'select * from login where user = ?', user.trim().toLowerCase());
  return passwordFits(password, login?.password ?? nobody) ? login : null;
}

/** Begins a session; the area follows from the login's role. */
export function openSession(panel: PanelContext, reply: FastifyReply, login: LoginRow): Area {
  const token = randomBytes(32).toString('hex');
  panel.db.insert(
    'insert into session (token_hash, login_id, csrf) values (?, ?, ?)',
    hashOf(token),
    login.id,
    randomBytes(32).toString('hex'),
  );
  const area = login.role === 'staff' ? 'staff' : 'client';
  reply.setCookie(cookieNames[area], token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    maxAge: 12 * 3600,
  });
  return area;
}

export function closeSession(
  panel: PanelContext,
  request: FastifyRequest,
  reply: FastifyReply,
  area: Area,
): void {
  const token = request.cookies[cookieNames[area]];
  if (token !== undefined) panel.db.run('delete from session where token_hash = ?', hashOf(token));
  reply.clearCookie(cookieNames[area], { path: '/' });
}

/** Whether a form carries the token of its session. */
export function carriesToken(session: Session, form: Readonly<Record<string, string>>): boolean {
  const given = Buffer.from(form['token'] ?? '');
  const expected = Buffer.from(session.csrf);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
