/** What a client reads for each error of the catalogue; the host's own troubles all read the same to a client. */
import type { ErrorCode } from '../errors.ts';
import type { Say } from './root.ts';

/** Which text under `errors` each code has; `internal` stands for everything that a client can do nothing about. */
export const errorTextKeys = {
  'request-invalid': 'request-invalid',
  'signature-missing': 'internal',
  'signature-wrong': 'internal',
  'signature-old': 'internal',
  'protocol-version': 'internal',
  'too-large': 'too-large',
  'too-many-requests': 'too-many-requests',
  'not-found': 'not-found',
  'not-yours': 'not-yours',
  'not-permitted': 'not-permitted',
  'change-unknown': 'change-unknown',
  'service-unknown': 'internal',
  'change-not-possible': 'change-not-possible',
  'change-already-open': 'change-already-open',
  'change-moved-on': 'change-moved-on',
  'quote-changed': 'quote-changed',
  'settings-invalid': 'internal',
  'secret-missing': 'internal',
  'start-failed': 'internal',
  internal: 'internal',
} as const satisfies Record<ErrorCode, string>;

export interface ErrorText {
  readonly what: string;
  readonly next: string;
}

export const errorText = (say: Say, code: ErrorCode): ErrorText => ({
  what: say(`errors.${errorTextKeys[code]}.what`),
  next: say(`errors.${errorTextKeys[code]}.next`),
});
