/** A page as the connector takes it: what every step ends with. */
import type { Change } from '../change/states.ts';
import type { ErrorCode } from '../errors.ts';
import type { Page, PageContext } from '../notices/page.ts';
import type { ChangePackageRequest, PageAnswer } from '../panel/connector-protocol.ts';
import type { PagePorts } from './ports.ts';

/** Where the change stands, with its history. */
export async function showStatus(
  request: ChangePackageRequest,
  change: Change,
  ports: PagePorts,
  alert: ErrorCode | null,
): Promise<PageAnswer> {
  return render(
    { kind: 'status', change, history: await ports.store.history(change.id), alert },
    request,
    ports,
  );
}

/** Renders `page` as the connector takes it. */
export function render(
  page: Page,
  request: ChangePackageRequest,
  ports: Pick<PagePorts, 'notices' | 'clock'>,
): PageAnswer {
  return ports.notices.page(page, contextOf(request, ports));
}

const contextOf = (request: ChangePackageRequest, ports: Pick<PagePorts, 'clock'>): PageContext => ({
  conventions: request.conventions,
  urls: request.urls,
  hiddenFields: request.hiddenFields,
  actor: request.actor,
  language: request.service.language,
  now: ports.clock.now(),
});
