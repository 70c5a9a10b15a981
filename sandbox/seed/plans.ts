/** What Nubalia sells. */
import type { RecurringCycle } from '../../src/catalogue/billing-cycle.ts';
import type { WhmLimit, WhmPackageLimits } from '../whm/seed-type.ts';
import type { CategorySeed, PlanSeed, PriceSeed, ServerSeed } from './seed-type.ts';

export const categoryIds = {
  initial: 1,
  professional: 2,
  business: 3,
  wordpress: 4,
  wordpressBusiness: 5,
  former: 9,
} as const;

export const categories: readonly CategorySeed[] = [
  { id: categoryIds.initial, name: 'Hosting Inicial' },
  { id: categoryIds.professional, name: 'Hosting Profesional' },
  { id: categoryIds.business, name: 'Hosting Empresas' },
  { id: categoryIds.wordpress, name: 'WordPress Esencial' },
  { id: categoryIds.wordpressBusiness, name: 'WordPress Negocios' },
  { id: categoryIds.former, name: 'Planes anteriores', hidden: true },
];

export const servers: readonly ServerSeed[] = [
  { id: 'cp1', name: 'Ceibo (cp1)', group: 'hosting', user: 'root', reseller: false },
  { id: 'cp2', name: 'Jacarandá (cp2)', group: 'wordpress', user: 'nubalia', reseller: true },
];

type CyclePrices = Partial<Record<RecurringCycle, string>>;

const prices = (usd: CyclePrices, ars: CyclePrices): PriceSeed[] =>
  Object.entries({ USD: usd, ARS: ars }).flatMap(([currency, perCycle]) =>
    Object.entries(perCycle).map(([cycle, recurring]) => ({
      currency: currency as PriceSeed['currency'],
      cycle: cycle as RecurringCycle,
      recurring,
    })),
  );

/** Disk and transfer in GB, the others as WHM counts them. */
const limits = (
  disk: number,
  transfer: WhmLimit,
  counts: Omit<WhmPackageLimits, 'QUOTA' | 'BWLIMIT'>,
): WhmPackageLimits => ({
  QUOTA: disk * 1024,
  BWLIMIT: transfer === 'unlimited' ? transfer : transfer * 1024,
  ...counts,
});

const hosting = { technology: 'cpanel', servers: ['cp1'] } as const;
const wordpress = { technology: 'cpanel', servers: ['cp2'] } as const;

export const plans: readonly PlanSeed[] = [
  {
    ...hosting,
    id: 101,
    categoryId: categoryIds.initial,
    name: 'Inicial 5',
    description: '5 GB de espacio, 10 casillas de correo',
    package: 'inicial5',
    limits: limits(5, 50, {
      MAXADDON: 0,
      MAXPARK: 1,
      MAXSUB: 5,
      MAXPOP: 10,
      MAXLST: 1,
      MAXSQL: 2,
      MAXFTP: 5,
    }),
    prices: prices({ monthly: '6.00', annually: '60.00' }, { monthly: '7200.00', annually: '72000.00' }),
  },
  {
    ...hosting,
    id: 102,
    categoryId: categoryIds.initial,
    name: 'Inicial 10',
    description: '10 GB de espacio, 25 casillas de correo',
    package: 'inicial10',
    limits: limits(10, 100, {
      MAXADDON: 1,
      MAXPARK: 2,
      MAXSUB: 10,
      MAXPOP: 25,
      MAXLST: 2,
      MAXSQL: 5,
      MAXFTP: 10,
    }),
    prices: prices(
      { monthly: '10.00', annually: '100.00', biennially: '190.00' },
      { monthly: '12000.00', annually: '120000.00' },
    ),
  },
  {
    ...hosting,
    id: 201,
    categoryId: categoryIds.professional,
    name: 'Profesional 20',
    description: '20 GB de espacio, 60 casillas de correo, 5 dominios adicionales',
    package: 'profesional20',
    limits: limits(20, 200, {
      MAXADDON: 5,
      MAXPARK: 5,
      MAXSUB: 25,
      MAXPOP: 60,
      MAXLST: 5,
      MAXSQL: 15,
      MAXFTP: 25,
    }),
    prices: prices(
      { monthly: '15.00', annually: '150.00', biennially: '285.00' },
      { monthly: '18000.00', annually: '180000.00' },
    ),
  },
  {
    ...hosting,
    id: 202,
    categoryId: categoryIds.professional,
    name: 'Profesional 40',
    description: '40 GB de espacio, 120 casillas de correo, 10 dominios adicionales',
    package: 'profesional40',
    limits: limits(40, 400, {
      MAXADDON: 10,
      MAXPARK: 10,
      MAXSUB: 50,
      MAXPOP: 120,
      MAXLST: 10,
      MAXSQL: 30,
      MAXFTP: 50,
    }),
    prices: prices(
      { monthly: '22.00', annually: '220.00', biennially: '418.00' },
      { monthly: '26400.00', annually: '264000.00' },
    ),
  },
  {
    ...hosting,
    id: 203,
    categoryId: categoryIds.professional,
    name: 'Profesional 60 NVMe',
    description: '60 GB en discos NVMe; cupos limitados',
    stock: 0,
    package: 'profesional60',
    limits: limits(60, 600, {
      MAXADDON: 15,
      MAXPARK: 15,
      MAXSUB: 75,
      MAXPOP: 160,
      MAXLST: 15,
      MAXSQL: 40,
      MAXFTP: 75,
    }),
    prices: prices({ annually: '290.00' }, { annually: '348000.00' }),
  },
  {
    ...hosting,
    id: 301,
    categoryId: categoryIds.business,
    name: 'Empresas 80',
    description: '80 GB de espacio, transferencia sin límite, 250 casillas de correo',
    package: 'empresas80',
    limits: limits(80, 'unlimited', {
      MAXADDON: 25,
      MAXPARK: 25,
      MAXSUB: 'unlimited',
      MAXPOP: 250,
      MAXLST: 25,
      MAXSQL: 60,
      MAXFTP: 100,
    }),
    prices: prices({ monthly: '36.00', annually: '360.00' }, { monthly: '43200.00', annually: '432000.00' }),
  },
  {
    ...hosting,
    id: 302,
    categoryId: categoryIds.business,
    name: 'Empresas 150',
    description: '150 GB de espacio y todo lo demás sin límite',
    package: 'empresas150',
    limits: limits(150, 'unlimited', {
      MAXADDON: 'unlimited',
      MAXPARK: 'unlimited',
      MAXSUB: 'unlimited',
      MAXPOP: 'unlimited',
      MAXLST: 'unlimited',
      MAXSQL: 'unlimited',
      MAXFTP: 'unlimited',
    }),
    prices: prices({ annually: '540.00' }, { annually: '648000.00' }),
  },
  {
    ...wordpress,
    id: 401,
    categoryId: categoryIds.wordpress,
    name: 'WordPress Sitio',
    description: 'Un sitio administrado, 10 GB, copias diarias',
    package: 'wpsitio',
    fields: [{ name: 'Responsable del sitio', required: true }],
    limits: limits(10, 100, {
      MAXADDON: 0,
      MAXPARK: 2,
      MAXSUB: 5,
      MAXPOP: 15,
      MAXLST: 1,
      MAXSQL: 2,
      MAXFTP: 5,
    }),
    prices: prices({ monthly: '10.00', annually: '100.00' }, { monthly: '12000.00', annually: '120000.00' }),
  },
  {
    ...wordpress,
    id: 501,
    categoryId: categoryIds.wordpressBusiness,
    name: 'WordPress Tienda',
    description: 'Tienda administrada, 20 GB, entorno de pruebas',
    package: 'wptienda',
    fields: [{ name: 'Responsable del sitio', required: true }],
    limits: limits(20, 250, {
      MAXADDON: 3,
      MAXPARK: 5,
      MAXSUB: 20,
      MAXPOP: 40,
      MAXLST: 3,
      MAXSQL: 8,
      MAXFTP: 15,
    }),
    prices: prices(
      { monthly: '15.00', annually: '150.00', biennially: '280.00' },
      { monthly: '18000.00', annually: '180000.00' },
    ),
  },
  {
    ...wordpress,
    id: 502,
    categoryId: categoryIds.wordpressBusiness,
    name: 'WordPress Agencia',
    description: 'Hasta 15 sitios administrados, 50 GB',
    package: 'wpagencia',
    fields: [{ name: 'Responsable del sitio', required: true }],
    limits: limits(50, 'unlimited', {
      MAXADDON: 15,
      MAXPARK: 15,
      MAXSUB: 60,
      MAXPOP: 150,
      MAXLST: 10,
      MAXSQL: 30,
      MAXFTP: 50,
    }),
    prices: prices({ monthly: '30.00', annually: '300.00' }, { monthly: '36000.00', annually: '360000.00' }),
  },
  {
    ...hosting,
    id: 901,
    categoryId: categoryIds.former,
    name: 'Clásico 8',
    description: 'Plan anterior, 8 GB; ya no se vende',
    hidden: true,
    retired: true,
    package: 'clasico8',
    limits: limits(8, 80, {
      MAXADDON: 1,
      MAXPARK: 1,
      MAXSUB: 10,
      MAXPOP: 20,
      MAXLST: 1,
      MAXSQL: 4,
      MAXFTP: 5,
    }),
    prices: prices({ annually: '80.00' }, { annually: '96000.00' }),
  },
];
