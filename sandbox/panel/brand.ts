/** The pretend company: its name is invented, its addresses are reserved ones. */
export const brand = {
  name: 'Nubalia',
  legalName: 'Nubalia Hosting y Radio',
  slogan: 'Hosting y radio en línea',
  email: 'hola@nubalia.example',
  telephone: '+54 11 5555-0142',
} as const;

export const departments = {
  support: 'Soporte técnico',
  billing: 'Facturación',
  executives: 'Ejecutivos de cuenta',
} as const;
