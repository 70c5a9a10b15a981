/** Asks the app for its page and says calmly when there is none: the panel's own page works either way. */
import { z } from 'zod';
import {
  changePackageRequestSchema,
  pageAnswerSchema,
  preInvoiceRequestSchema,
  protocolVersion,
  type Actor,
} from '../../src/panel/connector-protocol.ts';
import { signedHeaders } from '../../src/panel/signature.ts';
import { conventions, plansOnSale } from './catalogue.ts';
import type { PanelContext } from './context.ts';
import type { LoginRow, ServiceRow } from './rows.ts';
import { serviceSnapshot } from './snapshot.ts';

export type AppAnswer =
  | {
      readonly kind: 'page';
      readonly title: string;
      readonly html: string;
      readonly css: string;
      readonly refreshSeconds: number | null;
    }
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'sorry'; readonly message: string };

export interface AppQuestion {
  readonly service: ServiceRow;
  readonly login: LoginRow;
  /** `confirm` is what the pre-invoice hook is for. */
  readonly step: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly csrf: string;
  /** The address under which this browser knows the panel. */
  readonly base: string;
}

/** Everything together, from the connection to the last byte (design section 8). */
const deadline = 3_000;
const largestAnswer = 4 * 1024 * 1024;
const calmSentence = (login: LoginRow): string =>
  login.role === 'staff'
    ? 'Upshelf no responde en este momento. La ficha y las facturas siguen a disposición.'
    : 'En este momento no podemos mostrar esta página. Su servicio funciona con normalidad: ' +
      'vuelva a intentarlo en unos minutos o escríbanos.';

const problemSchema = z.object({ message: z.string().min(1).max(500) });

const actorOf = (login: LoginRow): Actor => ({
  kind: login.role === 'owner' ? 'client' : login.role,
  id: String(login.id),
  mayOrder: login.may_order,
  maySeeInvoices: login.may_see_invoices,
});

function requestOf(panel: PanelContext, question: AppQuestion): { path: string; body: unknown } {
  const { service, login, step, fields, csrf, base } = question;
  const staff = login.role === 'staff';
  const own = `${base}/servicios/${service.id}`;
  const context = {
    protocol: protocolVersion,
    clientId: String(service.client_id),
    actor: actorOf(login),
    service: serviceSnapshot(panel, service),
    catalogue: plansOnSale(panel),
    conventions: conventions(panel),
    urls: {
      page: staff ? `${base}/admin/servicios/${service.id}` : `${own}/actualizar`,
      service: staff ? `${base}/admin/servicios/${service.id}` : own,
      cancellation: `${own}/baja`,
      invoices: staff ? `${base}/admin/facturas` : `${base}/facturas`,
    },
    hiddenFields: [{ name: 'token', value: csrf }],
    fields: { ...fields },
  };
  return step === 'confirm'
    ? { path: '/hooks/pre-invoice', body: preInvoiceRequestSchema.parse(context) }
    : { path: '/hooks/change-package', body: changePackageRequestSchema.parse({ ...context, step }) };
}

/** Only http(s) and the panel's own addresses. */
const isSafeRedirect = (url: string): boolean =>
  /^\/(?![/\\])/.test(url) || /^https?:$/.test(URL.parse(url)?.protocol ?? '');

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  // the type of fetch's own stream says nothing about its parts
  const body = response.body as ReadableStream<Uint8Array> | null;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > largestAnswer) throw new Error('the answer is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** A function that asks the app one question; it never throws. */
export function appPages(options: {
  readonly panel: PanelContext;
  readonly secret: string;
  readonly appUrl: () => string;
}): (question: AppQuestion) => Promise<AppAnswer> {
  const { panel, secret, appUrl } = options;
  return async (question) => {
    const calm = calmSentence(question.login);
    try {
      const { path, body } = requestOf(panel, question);
      const text = JSON.stringify(body);
      const signed = { method: 'POST', path, body: Buffer.from(text) };
      const response = await fetch(new URL(path, appUrl()), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...signedHeaders(secret, panel.clock.now(), signed),
        },
        body: text,
        redirect: 'manual',
        signal: AbortSignal.timeout(deadline),
      });
      const answer = JSON.parse(await readText(response)) as unknown;
      if (!response.ok) return { kind: 'sorry', message: problemSchema.parse(answer).message };
      const page = pageAnswerSchema.parse(answer);
      if ('html' in page) return { kind: 'page', ...page };
      return isSafeRedirect(page.redirect)
        ? { kind: 'redirect', url: page.redirect }
        : { kind: 'sorry', message: calm };
    } catch {
      return { kind: 'sorry', message: calm };
    }
  };
}
