/** What the panel itself writes to its clients; every letter ends in the outbox of the pretend mail system. */
import { brand } from './brand.ts';
import type { PanelContext } from './context.ts';
import { showDate, showMoney } from './format.ts';
import { escapeHtml } from './html.ts';
import type { InvoiceRow } from './rows.ts';

export interface Letter {
  readonly clientId: number;
  readonly serviceId: number | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Files the letter; the message's number. */
export const fileLetter = (panel: PanelContext, letter: Letter): number =>
  panel.db.insert(
    'insert into message (client_id, service_id, subject, text, html, at) values (?, ?, ?, ?, ?, ?)',
    letter.clientId,
    letter.serviceId,
    letter.subject,
    letter.text,
    letter.html,
    panel.clock.now(),
  );

const plain = (panel: PanelContext, clientId: number, subject: string, text: string): void => {
  const html = text
    .split('\n\n')
    .map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`)
    .join('');
  const page = `<div style="font: 16px/1.55 system-ui, sans-serif; color: #17212f; padding: 8px">${html}</div>`;
  fileLetter(panel, { clientId, serviceId: null, subject, text, html: page });
};

export function invoiceIssued(panel: PanelContext, invoice: InvoiceRow): void {
  plain(
    panel,
    invoice.client_id,
    `Nueva factura ${invoice.number}`,
    `Emitimos la factura ${invoice.number} por ${showMoney(invoice.total, invoice.currency)}, ` +
      `con vencimiento el ${showDate(invoice.due_date)}.\n\n` +
      `Puede verla y pagarla en ${panel.baseUrl()}/facturas/${invoice.id}\n\n${brand.name}`,
  );
}

export function paymentReceived(panel: PanelContext, invoice: InvoiceRow): void {
  plain(
    panel,
    invoice.client_id,
    `Recibimos su pago de la factura ${invoice.number}`,
    `La factura ${invoice.number} por ${showMoney(invoice.total, invoice.currency)} está pagada. ` +
      `Gracias.\n\n${brand.name}`,
  );
}

export function serviceSuspended(panel: PanelContext, clientId: number, domain: string): void {
  plain(
    panel,
    clientId,
    `Suspendimos el servicio ${domain}`,
    `El servicio ${domain} quedó suspendido por falta de pago. Al pagar la factura pendiente se ` +
      `reactiva de inmediato, sin pérdida de datos.\n\n${brand.name}`,
  );
}
