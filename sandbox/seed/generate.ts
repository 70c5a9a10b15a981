/** Believable clients and services by the thousand, always the same ones for the same number. */
import { cycleMonths, type RecurringCycle } from '../../src/catalogue/billing-cycle.ts';
import type { CivilDate } from '../../src/catalogue/time.ts';
import { addDays } from '../panel/calendar.ts';
import { plans } from './plans.ts';
import type { ClientSeed, PlanSeed, ServiceSeed } from './seed-type.ts';
import { usageOf } from './services.ts';

const trades = ['Almacén', 'Estudio', 'Taller', 'Clínica', 'Vivero', 'Imprenta', 'Hotel', 'Kiosco'] as const;
const places = [
  'del Centro',
  'San Telmo',
  'El Ombú',
  'Las Lomas',
  'La Ribera',
  'Norte',
  'Del Valle',
] as const;
const firstNames = [
  'Ana',
  'Bruno',
  'Camila',
  'Dardo',
  'Elena',
  'Fabián',
  'Graciela',
  'Hugo',
  'Inés',
] as const;
const lastNames = [
  'Acosta',
  'Bustos',
  'Cabrera',
  'Domínguez',
  'Escobar',
  'Funes',
  'Godoy',
  'Herrera',
] as const;

/** mulberry32: small, and the same everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const firstId = 20_000;

/** `count` services, one per client, on the plans that are sold; usage stays within each plan. */
export function generateServices(
  count: number,
  today: CivilDate,
): { readonly clients: readonly ClientSeed[]; readonly services: readonly ServiceSeed[] } {
  const random = randomNumbers(7);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const sold = plans.filter((plan) => plan.stock !== 0 && plan.retired !== true);
  const numbers = Array.from({ length: count }, (_, index) => firstId + index);
  const clients = numbers.map((id): ClientSeed => {
    const name = `${pick(firstNames)} ${pick(lastNames)}`;
    return {
      id,
      name,
      company: `${pick(trades)} ${pick(places)} ${id - firstId + 1}`,
      email: `cliente${id}@sitio${id}.example`,
      group: null,
      currency: random() < 0.4 ? 'ARS' : 'USD',
      tax: random() < 0.5 ? { name: 'IVA', percent: '21' } : null,
      executive: { name: 'Mariana Ledesma', email: 'mariana.ledesma@nubalia.example' },
      logins: [],
    };
  });
  const services = clients.map((client): ServiceSeed => {
    const plan = pick(sold);
    const cycle = pick(cyclesOf(plan, client.currency));
    const days = Math.floor(random() * (cycleMonths[cycle] * 30 - 20));
    return {
      id: client.id,
      clientId: client.id,
      planId: plan.id,
      domain: `sitio${client.id}.example`,
      username: `s${client.id}`,
      serverId: plan.servers[0] ?? 'cp1',
      cycle,
      termStart: addDays(today, -days),
      pastTerms: 0,
      usage: usageOf(within(plan, random()), 2 + random() * 40, {
        mailboxes: Math.floor(random() * 10),
        databases: Math.floor(random() * 3),
      }),
    };
  });
  return { clients, services };
}

const cyclesOf = (plan: PlanSeed, currency: 'USD' | 'ARS'): RecurringCycle[] =>
  plan.prices
    .filter((price) => price.currency === currency && price.cycle in cycleMonths)
    .map((price) => price.cycle as RecurringCycle);

/** A share of the plan's disk, in GB. */
const within = (plan: PlanSeed, share: number): number =>
  ((typeof plan.limits.QUOTA === 'number' ? plan.limits.QUOTA : 51_200) / 1024) * share;
