/** L9: own services only. The connector names who is there; the snapshot says whose service it is. */
import { UpshelfError } from '../errors.ts';
import type { ChangePackageRequest } from '../panel/connector-protocol.ts';

type Request = Pick<ChangePackageRequest, 'actor' | 'clientId' | 'service'>;

/** @throws UpshelfError `not-yours` when the service belongs to another client than the one the connector names */
export function requireOwner({ clientId, service }: Request): void {
  if (service.ownerId !== clientId) throw new UpshelfError('not-yours');
}

/** @throws UpshelfError `not-permitted` when this user may not order, or may not see the invoice it would make */
export function requireMayOrder({ actor }: Request): void {
  if (!actor.mayOrder || !actor.maySeeInvoices) throw new UpshelfError('not-permitted');
}

/** @throws UpshelfError `not-permitted` unless the panel says that staff are there */
export function requireStaff({ actor }: Request): void {
  if (actor.kind !== 'staff') throw new UpshelfError('not-permitted');
}

/** How history names who acted: `client:41`, or `staff:3 for client:41` (whmcs.md: staff logged in as the client). */
export const actorName = ({ actor, clientId }: Request): string =>
  actor.kind === 'client' ? `client:${clientId}` : `${actor.kind}:${actor.id} for client:${clientId}`;
