/** What staff see and do about a service's changes: retry, give back, close, each with a reason. */
import { changeReferenceSchema } from '../catalogue/identifiers.ts';
import type { Offer } from '../change/offer.ts';
import type { StaffWish } from '../change/states.ts';
import { UpshelfError, type ErrorCode } from '../errors.ts';
import type { ChangePackageRequest, PageAnswer } from '../panel/connector-protocol.ts';
import { stepUrl } from '../notices/links.ts';
import { makeOffer } from './make-offer.ts';
import { requireStaff } from './permissions.ts';
import type { PagePorts } from './ports.ts';
import { render } from './render.ts';

const wishOf: Readonly<Record<string, StaffWish['kind']>> = {
  'staff-retry': 'retry',
  'staff-give-back': 'give-back',
  'staff-close': 'close',
};

/** @throws UpshelfError `not-permitted` unless the panel says that staff are there */
export async function showStaffStep(request: ChangePackageRequest, ports: PagePorts): Promise<PageAnswer> {
  requireStaff(request);
  const kind = wishOf[request.step];
  if (!kind) return overview(request, ports, null);
  const alert = await writeWish(request, kind, ports);
  return alert
    ? overview(request, ports, alert)
    : { redirect: stepUrl(request.urls.page, { step: 'staff' }) };
}

/** Null when it was written; the loop carries it out or says in the history why not. */
async function writeWish(
  request: ChangePackageRequest,
  kind: StaffWish['kind'],
  ports: PagePorts,
): Promise<ErrorCode | null> {
  const why = request.fields['why']?.trim() ?? '';
  if (why === '') return 'request-invalid';
  const reference = changeReferenceSchema.safeParse(request.fields['change']);
  const change = reference.success ? await ports.store.findByReference(reference.data) : null;
  if (!change || change.serviceId !== request.service.id) throw new UpshelfError('change-unknown');
  const by = `staff:${request.actor.id}`;
  const now = ports.clock.now();
  const written = await ports.store.wish(
    change.id,
    ['needs-attention'],
    { staffWish: { kind, by, why } },
    now,
    {
      at: now,
      who: by,
      kind: 'wish',
      what: kind,
      detail: { why },
    },
  );
  ports.wake();
  return written ? null : 'change-moved-on';
}

async function overview(
  request: ChangePackageRequest,
  ports: PagePorts,
  alert: ErrorCode | null,
): Promise<PageAnswer> {
  const changes = await ports.store.listByService(request.service.id, 20);
  const histories = await Promise.all(changes.map(({ id }) => ports.store.history(id)));
  const page = {
    kind: 'staff',
    serviceLabel: request.service.label,
    changes: changes.map((change, index) => ({ change, history: histories[index] ?? [] })),
    offer: await offerOrNull(request, ports),
    alert,
  } as const;
  return render(page, request, ports);
}

/** Staff need their buttons also while the offer cannot be made. */
async function offerOrNull(request: ChangePackageRequest, ports: PagePorts): Promise<Offer | null> {
  try {
    return await makeOffer(request, ports);
  } catch (error) {
    ports.logger.error(
      { err: error, serviceId: request.service.id },
      'no offer could be made for the staff page',
    );
    return null;
  }
}
