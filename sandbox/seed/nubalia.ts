/** The pretend company as a whole. */
import type { CivilDate } from '../../src/catalogue/time.ts';
import { departments } from '../panel/brand.ts';
import { clients, staff } from './clients.ts';
import { generateServices } from './generate.ts';
import { categories, plans, servers } from './plans.ts';
import type { PanelSeed } from './seed-type.ts';
import { services } from './services.ts';

/**
 * Everything the panel, the WHM servers and the settings start from.
 * @param extraServices how many generated services stand beside the ones with a story
 */
export function nubaliaSeed(today: CivilDate, extraServices = 0): PanelSeed {
  const generated = generateServices(extraServices, today);
  return {
    departments: [departments.support, departments.billing, departments.executives],
    categories,
    plans,
    servers,
    clients: [...clients, ...generated.clients],
    services: [...services(today), ...generated.services],
    tickets: [
      {
        clientId: 1,
        serviceId: 1001,
        department: departments.support,
        subject: 'No recibo correos de un proveedor',
        text: 'Desde el lunes no me llegan los correos de un proveedor. ¿Pueden revisar?',
        answer: 'Hola, Rosa: su servidor rechazaba la firma del remitente. Ya quedó resuelto.',
      },
      {
        clientId: 11,
        serviceId: 1012,
        department: departments.billing,
        subject: 'Datos para la factura',
        text: 'Por favor, emitan la próxima factura a nombre de Costa Verde Propiedades.',
        answer: null,
      },
    ],
    staff,
  };
}

/** Who can log in, as `npm start` prints it. */
export const seedLogins = (
  seed: PanelSeed,
): { role: 'client' | 'staff'; user: string; password: string; name: string; company: string | null }[] => [
  ...seed.clients.flatMap((client) =>
    client.logins.map(({ user, password, name }) => ({
      role: 'client' as const,
      user,
      password,
      name,
      company: client.company,
    })),
  ),
  ...seed.staff.map(({ user, password, name }) => ({
    role: 'staff' as const,
    user,
    password,
    name,
    company: null,
  })),
];
