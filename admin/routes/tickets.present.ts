import { isUrgent, type Light, type Ticket } from '../../tickets/index.ts';
import { maskCodes } from '../mask.ts';
import type { TicketRow } from './tickets.schema.ts';

const summaryLength = 120;

/** What a row of the list is made of beside the ticket. */
export type RowContext = {
  readonly names: ReadonlyMap<string, string>;
  /** How near the running date is. */
  readonly lightOf: (ticket: Ticket) => Light | undefined;
};

/** One line of the list: what it is about, where it stands, whose it is. No address, no code. */
export function presentRow(ticket: Ticket, { names, lightOf }: RowContext): TicketRow {
  const { number, version, kind, status, source, openness, facts, area, dueAt } = ticket;
  const light = lightOf(ticket);
  const assignee = ticket.assigneeId && names.get(ticket.assigneeId);
  return {
    number,
    version,
    kind,
    status,
    source,
    openness,
    summary: toSummary(facts.story ?? facts.demand ?? ''),
    isPaused: ticket.paused !== undefined,
    createdAt: ticket.createdAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
    ...(facts.actingUnit !== undefined && { actingUnit: maskCodes(facts.actingUnit) }),
    ...(area !== undefined && { area }),
    ...(assignee && { assignee }),
    ...(dueAt !== undefined && { dueAt: dueAt.toISOString() }),
    ...(light !== undefined && { light }),
    ...presentMarks(ticket),
  };
}

function presentMarks(ticket: Ticket): Pick<TicketRow, 'urgent' | 'retaliationAt'> {
  const { urgent, retaliationAt } = ticket;
  return {
    ...(urgent !== undefined &&
      isUrgent(ticket) && {
        urgent: { reason: urgent.reason, since: urgent.since.toISOString() },
      }),
    ...(retaliationAt !== undefined && { retaliationAt: retaliationAt.toISOString() }),
  };
}

function toSummary(text: string): string {
  const line = maskCodes(text).replace(/\s+/g, ' ').trim();
  return line.length > summaryLength ? `${line.slice(0, summaryLength)}…` : line;
}
