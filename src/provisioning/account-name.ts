import type { ServiceSnapshot } from '../catalogue/service-snapshot.ts';
import type { AccountReference } from '../settings/settings.ts';
import type { AccountName } from './port.ts';

/**
 * Which account on the server a service is, by the category's `accountReference`. null where the panel's record
 * does not say: then nothing is guessed and the service is not upgradable by itself (`account-unknown`).
 */
export function accountNameOf(service: ServiceSnapshot, reference: AccountReference): AccountName | null {
  const { domain } = service.account;
  const username = {
    username: () => service.account.username,
    domain: () => domain,
    'custom-field': () =>
      reference.kind === 'custom-field' ? (service.customFields[reference.name] ?? '') : '',
  }
    [reference.kind]()
    .trim();
  return username === '' ? null : { username, domain };
}
