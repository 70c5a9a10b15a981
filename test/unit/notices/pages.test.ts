import { describe, expect, test } from 'vitest';
import type { Amount, SignedAmount } from '../../../src/catalogue/amount.ts';
import type { CategoryId, PlanId } from '../../../src/catalogue/identifiers.ts';
import { UpshelfError } from '../../../src/errors.ts';
import { createNotices } from '../../../src/notices/notices.ts';
import type { Page, PageContext } from '../../../src/notices/page.ts';
import { languages } from '../../../src/notices/translate.ts';
import { aChange, aPinned } from '../../support/changes.ts';
import { aHostingOffer, aRadioOfferWithoutOption, aService } from '../../support/offers.ts';
import { aPageContext, examplePages } from '../../support/preview-data.ts';

const notices = createNotices({ defaultLanguage: 'es' });
const html = (page: Page, context: Partial<PageContext> = {}): string =>
  notices.page(page, aPageContext(context)).html;
const example = (name: string, context: Partial<PageContext> = {}): string => {
  const page = examplePages[name];
  if (!page) throw new Error(`There is no example page "${name}".`);
  return html(page, context);
};
/** What is read: tags gone, entities back, spaces joined. */
const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x3D;/g, '=')
    .replace(/&#x27;|&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
const status = (overrides: Parameters<typeof aChange>[0]): Page => ({
  kind: 'status',
  change: aChange(overrides),
  history: [],
  alert: null,
});

describe.each(languages)('in %s', (language) => {
  test.each(Object.keys(examplePages))(
    "%s renders: one h2, no h1, every form with the panel's hidden fields",
    (name) => {
      const page = example(name, { language });
      expect(page.match(/<h2\b/g)).toHaveLength(1);
      expect(page).not.toMatch(/<h1\b|<script|<style/);
      expect(page).toContain(`lang="${language}"`);
      const forms = page.split('<form').slice(1);
      expect(forms.every((form) => form.includes('name="token" value="4f1d2c"'))).toBe(true);
      expect(forms.every((form) => form.includes('method="post"') && form.includes('name="step"'))).toBe(
        true,
      );
    },
  );
});

describe('L1 one price: the pages show the lines and totals that quote() returned', () => {
  test("the source page's case: 150.00 − 100.00 = 50.00 on card, period and review", () => {
    expect(textOf(example('plan'))).toMatch(
      /Profesional 25 .*? Hoy abona USD 50,00 Renovación el 01\/01\/2027 USD 150,00 por año/,
    );
    expect(textOf(example('period'))).toContain('Anual Su período actual Hoy abona USD 50,00');
    const review = textOf(example('review'));
    expect(review).toContain('Plan nuevo: USD 150,00 (01/01/2026 – 31/12/2026) USD 150,00');
    expect(review).toContain('Plan actual: USD 100,00 (01/01/2026 – 31/12/2026) -USD 100,00');
    expect(review).toContain('Total hoy USD 50,00');
    expect(review).toContain('01/01/2027: USD 150,00 por año');
  });

  test('tax is an estimate beside the difference, and never part of it', () => {
    const review = textOf(example('review-taxed'));
    expect(review).toContain('Diferencia a abonar USD 229,86');
    expect(review).toContain('IVA (21 %), estimado USD 48,27');
    expect(review).toContain('Total hoy, estimado USD 278,13');
  });

  test('a credit is told as one, not as a negative price to pay', () => {
    expect(textOf(example('period'))).toContain('A su favor USD 35,14');
    expect(textOf(example('status-nothing-to-pay'))).toContain('USD 12,50 de crédito a su favor');
  });

  test('nothing to pay is said in words', () => {
    const free = aService({
      recurringAmount: '150.00' as Amount,
      billed: { ...aService().billed, amount: '150.00' as Amount } as never,
    });
    expect(
      textOf(
        html({
          kind: 'plan',
          offer: aHostingOffer({ service: free }),
          categoryId: 'pro' as CategoryId,
          alert: null,
        }),
      ),
    ).toContain('Hoy abona Nada');
  });
});

describe('only what is possible is offered', () => {
  test('categories without a possible plan do not appear, plans are counted', () => {
    const page = textOf(example('category'));
    expect(page).toContain('Hosting profesional 2 planes posibles');
    expect(page).toContain('Hasta +90 GB de disco y transferencia ilimitada');
    expect(page).not.toContain('Radio en línea');
  });

  test('the plan step lists no refused plan', () => {
    expect(textOf(example('plan'))).not.toContain('a medida');
  });

  test('below category and plan there is exactly one link to the others', () => {
    for (const name of ['category', 'plan']) expect(example(name).match(/step&#x3D;others/g)).toHaveLength(1);
  });

  test.each<[string, Page]>([
    ['a refused plan', { kind: 'period', offer: aHostingOffer(), planId: 'web-5' as PlanId, alert: null }],
    [
      'a plan that does not exist',
      { kind: 'period', offer: aHostingOffer(), planId: 'nope' as PlanId, alert: null },
    ],
    [
      'a category without a possible plan',
      { kind: 'plan', offer: aHostingOffer(), categoryId: 'radio' as CategoryId, alert: null },
    ],
  ])('%s is refused even when it is asked for', (_, page) => {
    expect(() => html(page)).toThrow(UpshelfError);
  });

  test("without any possible plan the category page is the no-option notice in the source page's words", () => {
    const page = example('no-option');
    expect(textOf(page)).toContain(
      'su servidor o su paquete no está en condiciones de hacer el upgrade de forma automática',
    );
    expect(page).toContain('<input type="hidden" name="step" value="executive">');
    expect(page).toContain('Uso: 12,2 GB de disco (límite: 30 GB) y 212 oyentes (límite: 500)');
    // codes are for staff: the ticket adds them itself (tickets.test.ts)
    expect(page).not.toContain('renewal-invoice-open');
    expect(page).toContain('href="https://panel.example/viewinvoice.php?id&#x3D;20418"');
  });
});

describe('why not the others', () => {
  const page = textOf(example('others'));

  test('a smaller plan says what it gives, what is used and what to free', () => {
    expect(page).toContain('Da 5 GB de disco; usted tiene 10 GB de disco.');
    expect(page).toContain('usa 7,4 GB de disco y el plan da 5 GB de disco');
    expect(page).toContain('Libere 2,4 GB de disco o elija un plan de 7,4 GB o más, como Hosting Crece.');
  });

  test('plans that are missing for the same reason are told together', () => {
    expect(page).toContain('Radio 50, Radio 150 y Radio 500');
    expect(page.match(/Usa otra tecnología/g)).toHaveLength(1);
  });

  test('hidden plans are not named to a client, and are to staff', () => {
    expect(page).not.toContain('Sólo interno');
    expect(textOf(example('staff'))).toContain('Sólo interno');
  });

  test('a plan that a person sells leads to the form about it', () => {
    expect(example('others')).toContain('step&#x3D;ask-executive&amp;plan&#x3D;pro-custom');
    expect(example('ask-executive')).toContain(
      'Deseo pasar al plan Profesional a medida (Hosting profesional).',
    );
  });

  test("the no-downgrade notice has the source page's words, the way to the panel's cancellation page and what it loses", () => {
    expect(page).toContain('No es posible en nuestra empresa hacer un downgrade o bajar de plan.');
    expect(page).toContain(
      'los archivos de su sitio, las casillas con todos sus correos, las bases de datos',
    );
    expect(example('others')).toContain(
      'href="https://panel.example/clientarea.php?action&#x3D;cancel&amp;id&#x3D;812"',
    );
    expect(textOf(example('others-radio'))).toContain(
      'se pierde el puerto, el servidor, toda la música que subió, los reproductores',
    );
  });

  test('what holds for every plan is said once', () => {
    expect(textOf(example('others-radio')).match(/20418/g)).toHaveLength(1);
  });

  test('no smaller plan, no such notice', () => {
    const offer = aHostingOffer();
    const bigger = { ...offer, plans: offer.plans.filter((plan) => plan.direction !== 'downgrade') };
    expect(html({ kind: 'others', offer: bigger })).not.toContain('downgrade');
  });
});

describe('the review is consent', () => {
  test('it says in words what the button does, and carries intent and hash', () => {
    const page = example('review');
    expect(textOf(page)).toContain(
      'se generará la factura por el total indicado. Una vez paga, el upgrade será automático.',
    );
    expect(page).toContain('name="intent" value="a1f6b1de-1111-4222-8333-444455556666"');
    expect(page).toContain('name="quoteHash" value="9c1185a5c5e9fc54612808977ee8f548"');
    expect(page).toContain('name="step" value="confirm"');
  });

  test('failure mode 74: the words agreed to have a version of their own in each language', () => {
    const versions = ['es-AR', 'en', 'pt-BR'].map((language) => notices.consentVersion(language));
    expect(versions.map((version) => version.slice(0, 3))).toEqual(['es-', 'en-', 'pt-']);
    expect(new Set(versions.map((version) => version.slice(3))).size).toBe(3);
    expect(notices.consentVersion('es-MX')).toBe(versions[0]);
  });

  test.each(['none', 'reload', 'restart'] as const)(
    'it tells the interruption that the driver declares: %s',
    (interruption) => {
      const said = {
        none: 'no se interrumpe',
        reload: 'unos segundos',
        restart: 'sus oyentes se desconectan',
      }[interruption];
      const page = examplePages['review'];
      if (page?.kind !== 'review') throw new Error('The example is no review.');
      expect(textOf(html({ ...page, offer: aHostingOffer({ interruption }) }))).toContain(said);
    },
  );

  test('a user who may not order gets no button, and is told why', () => {
    const page = example('review', {
      actor: { kind: 'sub-user', id: '7', mayOrder: false, maySeeInvoices: true },
    });
    expect(page).not.toContain('value="confirm"');
    expect(textOf(page)).toContain('no tiene permiso para contratar');
  });
});

describe('the state of a change', () => {
  test("done shows the time of the check in the panel's time zone, and the grade", () => {
    const page = textOf(example('status-completed'));
    expect(page).toContain('Verificado: se leyó el servidor y cada límite es el del plan nuevo.');
    expect(page).toContain('Última revisión del servidor: 02/07/2026 09:14');
  });

  test('L4: what could not be read back is never called checked', () => {
    const page = textOf(example('status-nothing-to-pay'));
    expect(page).toContain('Aceptado por el módulo del panel');
    expect(page).not.toMatch(/revisado|Verificado|Última revisión/);
  });

  test('an unpaid one offers to pay and to cancel; a paid one neither', () => {
    expect(example('status-invoiced')).toContain('Ver y pagar la factura');
    expect(example('status-invoiced')).toContain('value="cancel"');
    expect(example('status-paid-waiting')).not.toContain('Ver y pagar la factura');
    expect(example('status-paid-waiting')).not.toContain('value="cancel"');
  });

  test('who may not see invoices gets no link to one', () => {
    const actor = { kind: 'sub-user', id: '7', mayOrder: false, maySeeInvoices: false } as const;
    expect(example('status-invoiced', { actor })).not.toContain('viewinvoice');
  });

  test('L3: a wait has a reason that the client sees', () => {
    expect(textOf(example('status-paid-waiting'))).toContain('El servidor no responde en este momento.');
  });

  test("why a person is needed is said calmly, without the server's own words", () => {
    const page = textOf(example('status-attention'));
    expect(page).toContain('El servidor no aceptó el cambio automático. Su pago está registrado');
    expect(page).not.toContain('does not exist');
  });

  test.each([
    ['client', { endWish: 'client' }, 'Usted lo canceló'],
    ['staff', { endWish: 'staff' }, 'Nuestro equipo lo canceló'],
    ['expired', { updatedAt: aPinned().cancelAfter + 1 }, 'no se pagó a tiempo'],
    ['other', {}, 'fue anulada o devuelta'],
  ])('cancelled, and why: %s', (_, overrides, said) => {
    expect(textOf(html(status({ state: 'cancelled', ...overrides } as never)))).toContain(said);
  });

  test('the page asks to be shown anew only while something moves by itself', () => {
    const seconds = (state: Parameters<typeof aChange>[0]): number | null =>
      notices.page(status(state), aPageContext()).refreshSeconds;
    expect(seconds({ state: 'paid' })).toBe(5);
    expect(seconds({ state: 'paid', waiting: 'server-unreachable' })).toBe(60);
    expect(seconds({ state: 'completed' })).toBeNull();
    expect(seconds({ state: 'needs-attention', waiting: 'for-staff' })).toBeNull();
    expect(notices.page({ kind: 'error', code: 'internal' }, aPageContext()).refreshSeconds).toBeNull();
  });
});

describe('staff', () => {
  test('only a change that waits for a decision can be decided', () => {
    const page = example('staff');
    expect(page.match(/value="staff-retry"/g)).toHaveLength(1);
    expect(page).toContain('name="step" value="staff-give-back"');
    expect(page).toContain('name="step" value="staff-close"');
    expect(page).toContain('name="why"');
  });

  test('once decided, it says who asked for what and shows no buttons', () => {
    const base = examplePages['staff'];
    const [first] = base?.kind === 'staff' ? base.changes : [];
    if (base?.kind !== 'staff' || !first) throw new Error('The example has no change.');
    const staffWish = { kind: 'retry', by: 'staff:3', why: 'package made' } as const;
    const page = html({ ...base, changes: [{ ...first, change: { ...first.change, staffWish } }] });
    expect(textOf(page)).toContain('staff:3 pidió reintentar');
    expect(page).not.toContain('staff-retry');
  });

  test('the buttons stay while no offer can be made', () => {
    const base = examplePages['staff'];
    if (base?.kind !== 'staff') throw new Error('The example is no staff page.');
    const page = html({ ...base, offer: null });
    expect(page).toContain('value="staff-retry"');
    expect(textOf(page)).toContain('Ahora no se puede calcular qué planes son posibles.');
  });

  test('every plan stands there with verdict, reason codes, price today and renewal', () => {
    const page = textOf(example('staff'));
    expect(page).toContain('usage-does-not-fit (disk 7945689498 / 5368709120)');
    expect(page).toContain('Anual Posible USD 50,00 USD 150,00');
    expect(page).toContain('Ejecutivo de cuentas');
  });
});

describe('failure mode 65: names and texts from outside are data', () => {
  const hostile = '{{constructor}}<img src=x onerror=alert(1)>"\'&';
  const service = aService({
    label: hostile,
    planName: hostile,
    categoryName: hostile,
    accountExecutive: { name: hostile, email: 'x' },
  });

  test.each(['category', 'others', 'no-option', 'ask-executive'])(
    "in a service's and plan's name on %s",
    (name) => {
      const offer = name === 'no-option' ? aRadioOfferWithoutOption({ service }) : aHostingOffer({ service });
      const page: Page =
        name === 'others'
          ? { kind: 'others', offer }
          : name === 'ask-executive'
            ? { kind: 'ask-executive', offer, planId: null, alert: null }
            : { kind: 'category', offer, alert: null };
      const markup = html(page);
      expect(markup).not.toContain('<img');
      expect(markup).toContain('{{constructor}}&lt;img');
    },
  );

  test('in a change and its history', () => {
    const page = html({
      kind: 'staff',
      serviceLabel: hostile,
      changes: [
        {
          change: aChange({
            pinned: aPinned({ serviceLabel: hostile }),
            state: 'needs-attention',
            attention: { reason: 'server-rejected', detail: hostile, since: aChange().createdAt },
          }),
          history: [
            { at: aChange().createdAt, who: hostile, kind: 'look', what: hostile, detail: { said: hostile } },
          ],
        },
      ],
      offer: null,
      alert: null,
    });
    expect(page).not.toContain('<img');
  });

  test('an address that is no address of the web is not linked', () => {
    const change = { state: 'invoiced', invoiceUrl: 'javascript:alert(1)' } as const;
    const page = html(status(change), { urls: { ...aPageContext().urls, service: 'javascript:alert(2)' } });
    expect(page).not.toContain('javascript:');
    expect(page).toContain('La factura está lista');
  });

  test('hidden fields of the panel are escaped', () => {
    const page = example('period', { hiddenFields: [{ name: 'a"b', value: '"><b>' }] });
    expect(page).toContain('name="a&quot;b" value="&quot;&gt;&lt;b&gt;"');
  });
});

test('the style sheet reaches nothing outside our own element', () => {
  const { css } = notices.page({ kind: 'error', code: 'internal' }, aPageContext());
  const rules =
    css
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/url\("[^"]*"\)/g, '')
      .match(/[^{}]+(?=\{)/g) ?? [];
  const selectors = rules.map((rule) => rule.trim()).filter((rule) => !rule.startsWith('@'));
  expect(selectors.length).toBeGreaterThan(80);
  expect(
    selectors
      .flatMap((rule) => rule.split(/,(?![^(]*\))/))
      .filter((selector) => !selector.trim().startsWith('.upshelf')),
  ).toEqual([]);
});

test('a price of another size is formatted by its currency, not by two decimals', () => {
  const pinned = aPinned();
  const quote = {
    ...pinned.quote,
    currency: 'CLP' as never,
    total: '25900' as SignedAmount,
    renewalAmount: '99900' as Amount,
  };
  expect(textOf(html(status({ state: 'paid', pinned: { ...pinned, quote } })))).toContain('CLP 25.900');
});
