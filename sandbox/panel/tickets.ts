/** Tickets between clients and staff; one without a client is internal. */
import { z } from 'zod';
import type { PanelContext } from './context.ts';
import { Refusal } from './refusal.ts';
import { countRow } from './rows.ts';

export interface NewTicket {
  readonly clientId: number | null;
  readonly serviceId: number | null;
  readonly department: string;
  readonly subject: string;
  readonly text: string;
  readonly author: string;
}

export const departmentsOf = (panel: PanelContext): string[] =>
  panel.db
    .all(z.object({ name: z.string() }), 'select name from department order by position')
    .map(({ name }) => name);

/** Opens it; the ticket's number. */
export function openTicket(panel: PanelContext, ticket: NewTicket): number {
  const known = panel.db.get(
    countRow,
    'select count(*) as count from department where name = ?',
    ticket.department,
  );
  if (known?.count !== 1) throw new Refusal('department-unknown', 'there is no such department');
  return panel.db.transaction(() => {
    const ticketId = panel.db.insert(
      `insert into ticket (client_id, service_id, department, subject, status, opened_at)
       values (?, ?, ?, ?, 'open', ?)`,
      ticket.clientId,
      ticket.serviceId,
      ticket.department,
      ticket.subject,
      panel.clock.now(),
    );
    writeEntry(panel, ticketId, ticket.author, ticket.text);
    return ticketId;
  });
}

const writeEntry = (panel: PanelContext, ticketId: number, author: string, text: string): void => {
  panel.db.insert(
    'insert into ticket_entry (ticket_id, author, text, at) values (?, ?, ?, ?)',
    ticketId,
    author,
    text,
    panel.clock.now(),
  );
};

/** An answer; the client's own opens it again. */
export function answerTicket(
  panel: PanelContext,
  ticketId: number,
  answer: { readonly author: string; readonly text: string; readonly byStaff: boolean },
): void {
  panel.db.transaction(() => {
    writeEntry(panel, ticketId, answer.author, answer.text);
    panel.db.run('update ticket set status = ? where id = ?', answer.byStaff ? 'answered' : 'open', ticketId);
  });
}

export const closeTicket = (panel: PanelContext, ticketId: number): void => {
  panel.db.run("update ticket set status = 'closed' where id = ?", ticketId);
};
