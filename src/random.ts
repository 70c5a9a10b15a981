/** Chance comes in as an argument, like time. */
import { randomInt, randomUUID } from 'node:crypto';
import type { ChangeReference } from './catalogue/identifiers.ts';

export interface Random {
  /** A version 4 UUID. */
  uuid(): string;
  /** A reference such as CP-7K3F9Q, six characters of Crockford's base 32. */
  reference(): ChangeReference;
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  reference: () =>
    `CP-${Array.from({ length: 6 }, () => crockford[randomInt(32)]).join('')}` as ChangeReference,
};
