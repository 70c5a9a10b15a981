/** Nubalia's clients: each is there for one situation, which the note names. */
import type { ClientSeed, LoginSeed } from './seed-type.ts';

/** Every pretend login has a password that says what it is. */
export const demoPassword = 'demo-cliente';
export const staffPassword = 'demo-staff';

const iva = { name: 'IVA', percent: '21' } as const;
const mariana = { name: 'Mariana Ledesma', email: 'mariana.ledesma@nubalia.example' } as const;
const diego = { name: 'Diego Paredes', email: 'diego.paredes@nubalia.example' } as const;

const owner = (user: string, name: string): LoginSeed => ({
  user,
  password: demoPassword,
  name,
  role: 'owner',
});

interface Person {
  readonly id: number;
  readonly name: string;
  readonly company: string | null;
  readonly email: string;
  readonly note: string;
}

/** A client abroad: dollars, no tax. */
const exempt = (person: Person): ClientSeed => ({
  ...person,
  group: null,
  currency: 'USD',
  tax: null,
  executive: person.id % 2 === 0 ? diego : mariana,
  logins: [owner(person.email, person.name)],
});

const taxed = (person: Person): ClientSeed => ({ ...exempt(person), tax: iva });

export const clients: readonly ClientSeed[] = [
  exempt({
    id: 1,
    note: 'El caso de la página de ayuda: 100 al año, a mitad del período, exenta',
    name: 'Rosa Benítez',
    company: 'Panadería La Espiga',
    email: 'rosa@laespiga.example',
  }),
  exempt({
    id: 2,
    note: 'El mismo caso, prorrateado por días',
    name: 'Julián Arrieta',
    company: 'Arrieta Abogados',
    email: 'julian@arrieta-abogados.example',
  }),
  exempt({
    id: 3,
    note: 'Ya tiene el plan más grande',
    name: 'Teresa Quiroga',
    company: 'Ferretería Los Andes',
    email: 'teresa@ferreterialosandes.example',
  }),
  exempt({
    id: 4,
    note: 'Usa 7,4 GB de 10: no entra en un plan menor',
    name: 'Nicolás Vera',
    company: 'Luz Natural Fotografía',
    email: 'nico@luznatural.example',
  }),
  taxed({
    id: 5,
    note: 'Paga IVA',
    name: 'Valeria Montes',
    company: 'Clínica Dental Montes',
    email: 'valeria@clinicamontes.example',
  }),
  taxed({
    id: 6,
    note: 'Debe una cuota',
    name: 'Carla Ibarra',
    company: 'Academia de Danza Compás',
    email: 'carla@academiacompas.example',
  }),
  exempt({
    id: 7,
    note: 'Tiene un precio de promoción',
    name: 'Esteban Ríos',
    company: 'Viajes Horizonte Sur',
    email: 'esteban@horizontesur.example',
  }),
  exempt({
    id: 8,
    note: 'Su renovación ya está facturada',
    name: 'Lucía Farías',
    company: 'Librería El Faro',
    email: 'lucia@libreriaelfaro.example',
  }),
  exempt({
    id: 9,
    note: 'Suspendido por uso excesivo',
    name: 'Andrés Molina',
    company: 'Revista Barrio Sur',
    email: 'andres@barriosur.example',
  }),
  {
    ...taxed({
      id: 10,
      note: 'Paga en pesos',
      name: 'Gabriela Sosa',
      company: 'Cooperativa Textil Hilar',
      email: 'gabriela@hilar.example',
    }),
    currency: 'ARS',
  },
  {
    ...exempt({
      id: 11,
      note: 'Dos servicios que vencen juntos; su saldo se usa solo',
      name: 'Marcos Peralta',
      company: 'Inmobiliaria Costa Verde',
      email: 'marcos@costaverde.example',
    }),
    group: 'Preferenciales',
    credit: '80.00',
    autoCredit: true,
    logins: [
      owner('marcos@costaverde.example', 'Marcos Peralta'),
      {
        user: 'soledad@costaverde.example',
        password: demoPassword,
        name: 'Soledad Paz',
        role: 'sub-user',
        mayOrder: false,
        maySeeInvoices: false,
      },
    ],
  },
  exempt({
    id: 12,
    note: 'Débito automático en la pasarela',
    name: 'Hernán Bravo',
    company: 'Gimnasio Vértice',
    email: 'hernan@gimnasiovertice.example',
  }),
  taxed({
    id: 13,
    note: 'Una opción además del plan, y paga IVA',
    name: 'Paula Zárate',
    company: 'Bodega Tres Cumbres',
    email: 'paula@trescumbres.example',
  }),
  exempt({
    id: 14,
    note: 'Un plan que ya no se vende',
    name: 'Ramiro Ortega',
    company: 'Taller Ruta Nueve',
    email: 'ramiro@tallerruta9.example',
  }),
  exempt({
    id: 15,
    note: 'Pidió la baja',
    name: 'Silvia Campos',
    company: 'Colegio del Lago',
    email: 'silvia@colegiodellago.example',
  }),
  taxed({
    id: 16,
    note: 'Un precio acordado que nada explica',
    name: 'Óscar Medina',
    company: 'Estudio Contable Medina',
    email: 'oscar@estudiomedina.example',
  }),
];

export const staff: readonly LoginSeed[] = [
  { user: 'soporte@nubalia.example', password: staffPassword, name: 'Irene Duarte', role: 'staff' },
];
