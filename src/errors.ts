/**
 * The one catalogue of errors: a stable code, what happened, what to do next. Messages that clients read are in
 * templates/locales under `errors.<code>`; these texts are for hosts and developers.
 */
export const errorCatalogue = {
  'request-invalid': {
    status: 400,
    what: 'The request does not have the expected shape.',
    next: 'Correct the named field and send it again; nothing was changed.',
  },
  'signature-missing': {
    status: 401,
    what: 'The request carries no signature.',
    next: 'Send x-upshelf-timestamp and x-upshelf-signature (docs/connector-protocol.md).',
  },
  'signature-wrong': {
    status: 401,
    what: 'The signature does not belong to this request.',
    next: 'Check that panel and app hold the same secret and sign the exact bytes sent.',
  },
  'signature-old': {
    status: 401,
    what: 'The timestamp is more than 300 seconds off.',
    next: 'Set the clock of the panel and of the app by NTP.',
  },
  'protocol-version': {
    status: 409,
    what: 'Connector and app speak different versions of the protocol.',
    next: 'Install the connector that belongs to this version of Upshelf.',
  },
  'too-large': {
    status: 413,
    what: 'The request is larger than the app accepts.',
    next: 'Raise app.bodyLimit or send fewer plans.',
  },
  'too-many-requests': {
    status: 429,
    what: 'This client asked too often.',
    next: 'Wait a minute and try again.',
  },
  'not-found': {
    status: 404,
    what: 'There is nothing under this address.',
    next: 'See /openapi.json for what there is.',
  },
  'not-yours': {
    status: 403,
    what: 'This service belongs to another client.',
    next: 'Open the page from the list of your own services.',
  },
  'not-permitted': {
    status: 403,
    what: 'This user may not order for the account.',
    next: 'Ask the account holder for the permission to order.',
  },
  'change-unknown': {
    status: 404,
    what: 'There is no change with this reference.',
    next: 'Check the reference; `upshelf show` lists the latest ones.',
  },
  'service-unknown': {
    status: 404,
    what: 'The panel has no such service.',
    next: "Use the service's id as the panel shows it.",
  },
  'change-not-possible': {
    status: 422,
    what: 'This plan cannot be chosen for this service.',
    next: 'Start again from the service page; the reasons are shown there.',
  },
  'change-already-open': {
    status: 409,
    what: 'A change is already open for this service.',
    next: 'Pay or cancel the open change first.',
  },
  'change-moved-on': {
    status: 409,
    what: 'The change is no longer in a state that allows this.',
    next: 'Reload the page and look at its state.',
  },
  'quote-changed': {
    status: 409,
    what: 'The price changed since the page was shown.',
    next: 'Review the new price and confirm again.',
  },
  'settings-invalid': {
    status: 500,
    what: 'The settings have a mistake.',
    next: 'Correct the named line and start again.',
  },
  'secret-missing': {
    status: 500,
    what: 'An environment variable with a secret is not set.',
    next: 'Set the named variable, or put it into the .env file beside the settings.',
  },
  'start-failed': { status: 500, what: 'The app could not start.', next: 'See the sentence above.' },
  internal: {
    status: 500,
    what: 'Something unexpected went wrong.',
    next: 'Nothing was lost; the log has the details under the request id.',
  },
} as const satisfies Record<string, { status: number; what: string; next: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

/** A surprise, or bad input, under one of the catalogue's codes. `field` names what was wrong, as a dotted path. */
export class UpshelfError extends Error {
  readonly code: ErrorCode;
  readonly field: string | null;

  /**
   * @param detail one plain sentence about this very case, without secrets or personal data
   * @param options.field the input's field, as a dotted path
   */
  constructor(code: ErrorCode, detail?: string, options: { field?: string; cause?: unknown } = {}) {
    super(detail ?? errorCatalogue[code].what, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'UpshelfError';
    this.code = code;
    this.field = options.field ?? null;
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }

  get next(): string {
    return errorCatalogue[this.code].next;
  }
}
