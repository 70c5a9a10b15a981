/** Writes an outbox item out for the panel: messages in the client's language, tickets in the host's. */
import { z } from 'zod';
import { clientIdSchema, serviceIdSchema } from '../catalogue/identifiers.ts';
import type { Letter } from '../change/deliver.ts';
import type { NoticeData } from '../change/notices-due.ts';
import type { ClientNotice } from '../notices/messages.ts';
import type { Notices } from '../notices/notices.ts';
import type { Settings } from '../settings/settings.ts';
import type { OutboxItem, Store } from '../store/port.ts';

export interface LetterPorts {
  readonly notices: Notices;
  readonly settings: Settings;
  readonly store: Pick<Store, 'history'>;
}

const executiveTicketSchema = z.object({
  clientId: clientIdSchema,
  serviceId: serviceIdSchema,
  department: z.string(),
  subject: z.string(),
  text: z.string(),
});
/** A question to the account executive, written out when it was asked: the offer that it is about passes. */
export type ExecutiveTicketData = z.infer<typeof executiveTicketSchema>;

/** Where a question to the account executive goes: the host's setting, else staff pass it on. */
export const executiveDepartment = ({ accountExecutive, staff }: Settings): string =>
  accountExecutive.kind === 'department' ? accountExecutive.department : staff.department;

/** The change as it stood when the notice was owed, with the last lines of its history in a ticket. */
export async function writeLetter(
  item: OutboxItem,
  { notices, settings, store }: LetterPorts,
): Promise<Letter> {
  if (item.kind === 'executive-ticket') {
    const ticket = executiveTicketSchema.parse(item.data);
    return { to: 'staff', ticket };
  }
  // as it was when the move owed the notice: the change may have moved on since
  const { change } = item.data as NoticeData;
  const { conventions } = change.pinned;
  const { serviceId, clientId } = change;
  if (item.kind === 'client-message') {
    return {
      to: 'client',
      message: {
        clientId,
        serviceId,
        ...notices.clientMessage(item.notice as ClientNotice, change, { conventions }),
      },
    };
  }
  const history = await store.history(change.id);
  const ticket = notices.staffTicket(change, { language: settings.language, conventions, history });
  // no client id: an internal ticket, which the client never sees (issue 6)
  return {
    to: 'staff',
    ticket: { ...ticket, department: settings.staff.department, serviceId, clientId: null },
  };
}
