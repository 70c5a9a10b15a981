import { describe, expect, test } from 'vitest';
import { actorName, requireMayOrder, requireOwner, requireStaff } from '../../../src/page/permissions.ts';
import type { ChangePackageRequest } from '../../../src/panel/connector-protocol.ts';
import { aService } from '../../support/offers.ts';

type Request = Pick<ChangePackageRequest, 'actor' | 'clientId' | 'service'>;
const service = aService();
const request = (actor: Partial<Request['actor']> = {}, clientId = service.ownerId): Request => ({
  clientId,
  service,
  actor: { kind: 'client', id: '41', mayOrder: true, maySeeInvoices: true, ...actor },
});
const notPermitted = expect.objectContaining({ code: 'not-permitted' }) as Error;

describe('L9 who may do what', () => {
  test('the owner of the service, and nobody whose id only looks like it', () => {
    expect(() => {
      requireOwner(request());
    }).not.toThrow();
    for (const other of [`${service.ownerId} `, `0${service.ownerId}`, ''])
      expect(() => {
        requireOwner(request({}, other as typeof service.ownerId));
      }).toThrow(expect.objectContaining({ code: 'not-yours' }) as Error);
  });

  test('ordering needs the right to order and to see the invoice that it makes', () => {
    expect(() => {
      requireMayOrder(request());
    }).not.toThrow();
    for (const rights of [{ mayOrder: false }, { maySeeInvoices: false }])
      expect(() => {
        requireMayOrder(request(rights));
      }).toThrow(notPermitted);
  });

  test('staff steps are for staff', () => {
    expect(() => {
      requireStaff(request({ kind: 'staff' }));
    }).not.toThrow();
    for (const kind of ['client', 'sub-user'] as const)
      expect(() => {
        requireStaff(request({ kind }));
      }).toThrow(notPermitted);
  });

  test('history names the client, or who acted for it', () => {
    expect(actorName(request())).toBe(`client:${service.ownerId}`);
    expect(actorName(request({ kind: 'staff', id: '3' }))).toBe(`staff:3 for client:${service.ownerId}`);
  });
});
