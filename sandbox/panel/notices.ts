/** What a page says after something was tried: the panel's refusals in its clients' own language. */

export interface Notice {
  readonly text: string;
  readonly tone: 'good' | 'bad';
}

const done: Readonly<Record<string, string>> = {
  paid: 'Recibimos su pago. Gracias.',
  'payment-announced': 'Anotamos su transferencia: la confirmaremos en cuanto se acredite.',
  'cancellation-asked': 'Recibimos su pedido de baja.',
  'ticket-opened': 'Recibimos su consulta. Le responderemos a la brevedad.',
  'answer-sent': 'Su respuesta quedó registrada.',
  saved: 'Los cambios quedaron guardados.',
};

const refused: Readonly<Record<string, string>> = {
  'not-payable': 'Esta factura ya no está abierta.',
  'invoice-cancelled': 'Una factura cancelada no admite pagos.',
  'invoice-draft': 'Es un borrador: publíquelo primero.',
  'invoice-immutable': 'Las facturas publicadas no se modifican (modo 9.x).',
  'no-credit': 'La cuenta no tiene saldo a favor.',
  'not-cancellable': 'Esta factura ya tiene dinero aplicado: no se puede cancelar.',
  'not-mergeable': 'Sólo se unen facturas impagas, sin pagos, de un mismo cliente.',
  'merge-needs-two': 'Elija al menos dos facturas.',
  'mass-payment-needs-two': 'Elija al menos dos facturas abiertas.',
  'not-paid': 'Sólo se reembolsa una factura pagada.',
  'amount-invalid': 'El importe no es válido.',
  'amount-precision': 'Los importes llevan dos decimales como máximo.',
  'total-negative': 'Una factura no puede quedar con total negativo.',
  'date-not-ahead': 'Elija una fecha futura.',
  'clock-fixed': 'Este panel usa un reloj que no se puede adelantar.',
  'form-incomplete': 'Complete los campos obligatorios.',
  'login-wrong': 'El usuario o la contraseña no son correctos.',
};

/** The sentence for `?hecho=…` or `?aviso=…`; null for anything unknown. */
export function noticeOf(query: Readonly<Record<string, string>>): Notice | null {
  const good = done[query['hecho'] ?? ''];
  if (good !== undefined) return { text: good, tone: 'good' };
  const code = query['aviso'];
  if (code === undefined) return null;
  return { text: refused[code] ?? 'No fue posible hacer ese cambio.', tone: 'bad' };
}

export const withNotice = (url: string, kind: 'hecho' | 'aviso', code: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}${kind}=${encodeURIComponent(code)}`;
