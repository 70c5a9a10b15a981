import { isOpen, type Change, type ChangeState } from '../change/states.ts';
import type { ChangePackageRequest, PageAnswer } from '../panel/connector-protocol.ts';
import { stepUrl } from '../notices/links.ts';
import { actorName, requireMayOrder } from './permissions.ts';
import type { PagePorts } from './ports.ts';
import { showStatus } from './render.ts';

/** Until the panel says that money is in, the client may end the change; a payment that wins the race goes on. */
const endable: readonly ChangeState[] = ['accepted', 'invoiced'];

/** Writes the client's wish down and sends the browser to the change's page; the loop withdraws the invoice. */
export async function cancelChange(
  request: ChangePackageRequest,
  change: Change,
  ports: PagePorts,
): Promise<PageAnswer> {
  requireMayOrder(request);
  const now = ports.clock.now();
  const wished = await ports.store.wish(change.id, endable, { endWish: 'client' }, now, {
    at: now,
    who: actorName(request),
    kind: 'wish',
    what: 'cancel before payment',
    detail: null,
  });
  ports.wake();
  if (!wished && isOpen(change.state)) return showStatus(request, change, ports, 'change-moved-on');
  return { redirect: stepUrl(request.urls.page, { step: 'status', change: change.reference }) };
}
