import { describe, expect, test } from 'vitest';
import { createNotices } from '../../../src/notices/notices.ts';
import { reasonCodes } from '../../../src/compatibility/verdict.ts';
import type { Reason } from '../../../src/compatibility/verdict.ts';
import { reasonCodeText } from '../../../src/notices/reasons.ts';
import { languages } from '../../../src/notices/translate.ts';
import type { PlanId } from '../../../src/catalogue/identifiers.ts';
import { aHostingOffer, gb } from '../../support/offers.ts';

const notices = createNotices({ defaultLanguage: 'es' });
const read = (reason: Reason, language = 'es-AR') =>
  notices.reason(reason, { language, offer: aHostingOffer() });

const full: Reason = {
  code: 'usage-does-not-fit',
  metric: 'disk',
  have: gb(12.2),
  need: gb(10),
  remedy: { kind: 'make-room', free: gb(12.2) - gb(10), atLeast: gb(12.2), plan: null },
  who: 'client',
};

test('measured numbers and the way out: "libere 2,2 GB o elija un plan de 12,2 GB o más"', () => {
  expect(read(full)).toEqual({
    text: 'Lo que usted guarda no cabe: usa 12,2 GB de disco y el plan da 10 GB de disco.',
    remedy: 'Libere 2,2 GB de disco o elija un plan de 12,2 GB o más.',
    link: null,
  });
});

test('the remedy names the smallest plan that would do', () => {
  const remedy = { kind: 'make-room', free: gb(2.2), atLeast: gb(12.2), plan: 'web-20' as PlanId } as const;
  expect(read({ ...full, remedy }).remedy).toBe(
    'Libere 2,2 GB de disco o elija un plan de 12,2 GB o más, como Hosting Crece.',
  );
});

test('unlimited today is said as a limit like any other', () => {
  expect(
    read({ code: 'smaller-than-today', metric: 'mailboxes', have: 'unlimited', need: 5, who: 'nobody' }).text,
  ).toBe('Da 5 casillas de correo; usted tiene casillas de correo ilimitadas.');
});

describe.each(languages)('every reason in %s', (language) => {
  test.each(reasonCodes)('%s has a plain text without any number', (code) => {
    const { text, remedy } = read({ code, who: 'staff' }, language);
    expect(text).not.toMatch(/[{}]|undefined|null/);
    expect(remedy).not.toBe('');
  });

  test.each(reasonCodes)('%s has a text with everything known', (code) => {
    const { text } = read({ ...full, code, subject: 'INV-7' }, language);
    expect(text).not.toMatch(/[{}]|undefined|null/);
  });
});

test("the host's own words come first, in the client's language, and only there", () => {
  const reason: Reason = {
    code: 'blocked-by-rule',
    who: 'staff',
    text: { es: 'Sólo para clientes nuevos.', 'pt-BR': 'Só para clientes novos.' },
  };
  expect(read(reason).text).toBe('Sólo para clientes nuevos.');
  expect(read(reason, 'pt-BR').text).toBe('Só para clientes novos.');
  expect(read(reason, 'en').text).toBe('It is not available for your service.');
});

test('an invoice can be opened, unless its address is none of the web', () => {
  const reason: Reason = {
    code: 'overdue',
    subject: '20418',
    url: 'https://panel.example/i/1',
    remedy: { kind: 'pay-invoice' },
    who: 'client',
  };
  expect(read(reason).link).toEqual({ url: 'https://panel.example/i/1', label: 'Ver la factura' });
  expect(read({ ...reason, url: 'javascript:x' }).link).toBeNull();
});

test('the code line for logs and tickets carries metric, subject and numbers', () => {
  expect(reasonCodeText({ code: 'overdue', subject: '7', who: 'client' })).toBe('overdue (7)');
  expect(reasonCodeText({ code: 'suspended', who: 'client' })).toBe('suspended');
  expect(
    reasonCodeText({
      code: 'smaller-than-today',
      metric: 'databases',
      have: 'unlimited',
      need: 2,
      who: 'nobody',
    }),
  ).toBe('smaller-than-today (databases unlimited / 2)');
});
