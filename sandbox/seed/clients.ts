/** Nubalia's clients: each is there for one situation, which the comment names. */
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
}

/** A client abroad: dollars, no tax. */
const exempt = ({ id, name, company, email }: Person): ClientSeed => ({
  id,
  name,
  company,
  email,
  group: null,
  currency: 'USD',
  tax: null,
  executive: id % 2 === 0 ? diego : mariana,
  logins: [owner(email, name)],
});

const taxed = (person: Person): ClientSeed => ({ ...exempt(person), tax: iva });

export const clients: readonly ClientSeed[] = [
  // the source page's own case
  exempt({ id: 1, name: 'Rosa Benítez', company: 'Panadería La Espiga', email: 'rosa@laespiga.example' }),
  // as above, priced by days
  exempt({
    id: 2,
    name: 'Julián Arrieta',
    company: 'Arrieta Abogados',
    email: 'julian@arrieta-abogados.example',
  }),
  // the largest plan: nowhere to go
  exempt({
    id: 3,
    name: 'Teresa Quiroga',
    company: 'Ferretería Los Andes',
    email: 'teresa@ferreterialosandes.example',
  }),
  // more in use than the smaller plan holds
  exempt({
    id: 4,
    name: 'Nicolás Vera',
    company: 'Luz Natural Fotografía',
    email: 'nico@luznatural.example',
  }),
  // taxed
  taxed({
    id: 5,
    name: 'Valeria Montes',
    company: 'Clínica Dental Montes',
    email: 'valeria@clinicamontes.example',
  }),
  // overdue
  taxed({
    id: 6,
    name: 'Carla Ibarra',
    company: 'Academia de Danza Compás',
    email: 'carla@academiacompas.example',
  }),
  // promotion
  exempt({
    id: 7,
    name: 'Esteban Ríos',
    company: 'Viajes Horizonte Sur',
    email: 'esteban@horizontesur.example',
  }),
  // the renewal invoice is out
  exempt({ id: 8, name: 'Lucía Farías', company: 'Librería El Faro', email: 'lucia@libreriaelfaro.example' }),
  // suspended for over-use
  exempt({ id: 9, name: 'Andrés Molina', company: 'Revista Barrio Sur', email: 'andres@barriosur.example' }),
  // pesos
  {
    ...taxed({
      id: 10,
      name: 'Gabriela Sosa',
      company: 'Cooperativa Textil Hilar',
      email: 'gabriela@hilar.example',
    }),
    currency: 'ARS',
  },
  // two services due on one day, credit that is used by itself, a helper who may not order
  {
    ...exempt({
      id: 11,
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
  // a subscription at the gateway
  exempt({
    id: 12,
    name: 'Hernán Bravo',
    company: 'Gimnasio Vértice',
    email: 'hernan@gimnasiovertice.example',
  }),
  // an option beside the plan
  taxed({
    id: 13,
    name: 'Paula Zárate',
    company: 'Bodega Tres Cumbres',
    email: 'paula@trescumbres.example',
  }),
  // a plan that is no longer sold
  exempt({
    id: 14,
    name: 'Ramiro Ortega',
    company: 'Taller Ruta Nueve',
    email: 'ramiro@tallerruta9.example',
  }),
  // asked to cancel
  exempt({
    id: 15,
    name: 'Silvia Campos',
    company: 'Colegio del Lago',
    email: 'silvia@colegiodellago.example',
  }),
];

export const staff: readonly LoginSeed[] = [
  { user: 'soporte@nubalia.example', password: staffPassword, name: 'Irene Duarte', role: 'staff' },
];
