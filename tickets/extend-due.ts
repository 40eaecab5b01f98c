import { addLimit, type DayTable, type Limits } from './deadlines.ts';
import { TicketError } from './errors.ts';
import type { Procedure } from './procedure.ts';
import { listStandingSteps } from './course.ts';
import type { Due, Ticket } from './ticket.ts';

/** Whether the running limit may still be extended, whoever asks. */
export function isExtendable(ticket: Ticket, extensions: Procedure['extensions']): boolean {
  const { limit, dueAt } = ticket;
  const extension = limit && extensions?.[limit];
  if (extension === undefined || dueAt === undefined) return false;
  const granted = listStandingSteps(ticket.history).filter(
    ({ action, clock }) =>
      action === 'grant_extension' && clock?.kind === 'moved' && clock.due.limit === limit,
  );
  return granted.length < extension.times;
}

/** The running date moved on by the extension that its procedure has for it. Throws TicketError ticket_step_refused. */
export function extendDue(
  ticket: Ticket,
  limits: Limits,
  extensions: Procedure['extensions'],
  calendar: DayTable,
): Due {
  const { limit, dueAt, isDueProvisional: isProvisional = false } = ticket;
  const extension = limit && extensions?.[limit];
  const isOpen = isExtendable(ticket, extensions);
  if (limit === undefined || extension === undefined || dueAt === undefined || !isOpen) {
    throw new TicketError('ticket_step_refused');
  }
  return addLimit({ at: dueAt, limit, isProvisional }, limits[extension.by], calendar);
}
