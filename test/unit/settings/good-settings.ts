/** Settings without a mistake, and what lies around them, for tests that change one thing. */
import { UpshelfError } from '../../../src/errors.ts';
import type { Surroundings } from '../../../src/settings/convert.ts';
import { readSettings } from '../../../src/settings/load.ts';
import { Secret } from '../../../src/settings/secret.ts';

/** 23 lines; tests name them by number. */
export const good = `language: es
panel:
  url: https://panel.example.com/verbs.php
  secretFrom: PANEL_SECRET
app: { port: 8040 }
staff: { department: 2 }
accountExecutive: { department: Ventas }
servers:
  - id: 3
    driver: whm
    url: https://s1.example.com:2087
    user: root
    tokenFrom: WHM_TOKEN
    most: { accounts: 300 }
categories: [{ category: 1 }]
options: []
plans:
  - plan: 10
    technology: cpanel
    package: basico
    limits: { disk: 5 GB }
rules:
  - { name: rest, verdict: allow }
`;

/** With more lines at the end, the first of which is line 24. */
export const withLines = (more: string): string => `${good}${more}\n`;

export const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

/** An environment with the two secrets, and a folder with one authority. */
export function surroundings(more: Readonly<Record<string, string>> = {}): Surroundings {
  const env: Readonly<Record<string, string>> = {
    PANEL_SECRET: 'panel secret',
    WHM_TOKEN: 'whm token',
    ...more,
  };
  return {
    variable: (name) => (env[name] === undefined ? null : new Secret(env[name])),
    pathBeside: (name) => `/etc/upshelf/${name}`,
    textBeside: (name) => (name === 'authority.pem' ? certificate : null),
  };
}

/** The lines of the error that `text` is answered with. */
export function mistakesIn(text: string, around = surroundings()): readonly string[] {
  try {
    readSettings('upshelf.yaml', text, around);
  } catch (error) {
    if (error instanceof UpshelfError && error.code === 'settings-invalid') return error.message.split('\n');
    throw error;
  }
  return [];
}
