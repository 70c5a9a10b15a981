import { describe, expect, test } from 'vitest';
import type { ChangeId, ChangeReference, InvoiceId } from '../../../src/catalogue/identifiers.ts';
import { after } from '../../../src/catalogue/time.ts';
import { createNotices } from '../../../src/notices/notices.ts';
import { languages } from '../../../src/notices/translate.ts';
import { aChange, aPinned, confirmedAt } from '../../support/changes.ts';
import { aHostingOffer, aRadioOfferWithoutOption, priceOf, aService } from '../../support/offers.ts';
import { conventions, wholeHistory } from '../../support/preview-data.ts';

const notices = createNotices({ defaultLanguage: 'es' });
const kinds = ['change-completed', 'change-needs-attention', 'change-cancelled', 'change-returned'] as const;
const attention = { reason: 'server-rejected', detail: 'no such package', since: confirmedAt } as const;
const done = aChange({
  state: 'completed',
  grade: 'verified',
  verifiedAt: after(confirmedAt, 60_000),
  invoiceUrl: 'https://panel.example/i/7',
  attention,
});

describe.each(languages)('messages in %s', (language) => {
  test.each(kinds)('%s: one subject line, the same facts as text and as HTML', (kind) => {
    const { subject, text, html } = notices.clientMessage(
      kind,
      { ...done, pinned: aPinned({ language }) },
      { conventions },
    );
    expect(subject).toContain('radiosur.example');
    expect(subject).toContain('CP-7K3F9');
    for (const body of [text, html]) {
      expect(body).toContain('CP-7K3F9');
      expect(body).toContain('Profesional');
      expect(body).not.toMatch(/[{}]|undefined|null/);
    }
    expect(text).not.toMatch(/<\w|&#|\n{3}/);
    expect(html).not.toMatch(/style=|<h1|<html/);
  });
});

test("L1: the message of completion has the page's own figures", () => {
  const { text } = notices.clientMessage('change-completed', done, { conventions });
  expect(text).toBe(`Hola:

radiosur.example pasó del plan Básico al plan Profesional.

Verificado: se leyó el servidor y cada límite es el del plan nuevo.
Última revisión del servidor: 02/07/2026 09:01

Total del cambio, sin impuestos: 50,00 USD
Próxima renovación: 01/01/2027, 150,00 USD por año

Referencia: CP-7K3F9
Ver la factura: https://panel.example/i/7
`);
});

test("failure mode 65: a service's name breaks neither subject nor HTML", () => {
  const pinned = aPinned({ serviceLabel: 'Rock & Pop\r\nBcc: x@y.example <b>' });
  const { subject, text, html } = notices.clientMessage(
    'change-cancelled',
    { ...done, pinned },
    { conventions },
  );
  expect(subject).not.toMatch(/[\r\n]/);
  expect(text).toContain('Rock & Pop');
  expect(html).toContain('Rock &amp; Pop');
  expect(html).not.toContain('<b>');
});

describe('tickets', () => {
  const change = aChange({
    state: 'needs-attention',
    attention,
    invoiceId: '812' as InvoiceId,
    serverWritten: true,
  });

  test('staff get the reason, what can be done and the last looks', () => {
    const { subject, text } = notices.staffTicket(change, {
      language: 'es',
      conventions,
      history: wholeHistory,
    });
    expect(subject).toBe('CP-7K3F9: el cambio de plan de radiosur.example requiere una decisión');
    for (const said of [
      'El servidor rechazó el cambio de plan. (server-rejected)',
      'no such package',
      'Factura: id 812',
      'Ya se escribió en el servidor.',
      '- Reintentar:',
      '- Devolver el importe:',
      '- Cerrar:',
      'applied → completed',
    ])
      expect(text).toContain(said);
    expect(text.split('\n').filter((line) => line.includes(' · '))).toHaveLength(8);
  });

  test('a change that needs no attention has no ticket', () => {
    expect(() => notices.staffTicket(aChange(), { language: 'es', conventions, history: [] })).toThrow(
      'CP-7K3F9',
    );
  });

  test("the account executive gets the client's words, and the facts that a browser cannot change", () => {
    const request = {
      subject: ' Quiero\nmás ',
      text: 'Hola, Mariana.',
      planId: 'pro-custom',
      categoryId: null,
    };
    const { subject, text } = notices.executiveTicket(aHostingOffer(), request, {
      language: 'es',
      conventions,
    });
    expect(subject).toBe('Quiero más');
    expect(text.startsWith('Hola, Mariana.\n')).toBe(true);
    for (const fact of [
      'Cliente: id 41',
      'plan Hosting Inicial',
      '7,4 GB de disco (límite: 10 GB)',
      'Plan deseado: Profesional a medida (id pro-custom)',
      'Códigos: ask-executive',
    ])
      expect(text).toContain(fact);
  });

  test('a wished category is looked up, an invented one is left out', () => {
    const ask = (categoryId: string): string =>
      notices.executiveTicket(
        aRadioOfferWithoutOption(),
        { subject: 'x', text: 'y', planId: 'nope', categoryId },
        { language: 'es', conventions },
      ).text;
    expect(ask('radio')).toContain('Categoría deseada: Radio en línea (id radio)');
    expect(ask('<b>')).not.toContain('<b>');
  });
});

test("the invoice's line carries the reference, both plans and the panel's own way with dates", () => {
  const [line, ...more] = notices.invoiceLines({
    reference: 'CP-7K3F9' as ChangeReference,
    quote: priceOf(aService(), '150.00', 'annually', 'full-difference'),
    fromPlan: 'Hosting Inicial',
    toPlan: 'Profesional 25',
    serviceLabel: 'radiosur.example',
    language: 'es-AR',
    conventions,
    mode: 'net',
  });
  expect(more).toEqual([]);
  expect(line?.amount).toBe('50.00');
  expect(line?.text).toMatch(
    /^CP-7K3F9 Cambio de plan: Hosting Inicial → Profesional 25 \(radiosur\.example\): .*\(01\/01\/2026 – 31\/12\/2026\)$/,
  );
});

test("an unknown language is answered in the host's own", () => {
  const change = aChange({
    id: '0190a1b2-0000-7000-8000-000000000009' as ChangeId,
    pinned: aPinned({ language: 'xx' }),
  });
  expect(notices.clientMessage('change-returned', change, { conventions }).text).toContain('Hola:');
});
