import { changeTicket, loadTicket } from './change-ticket.ts';
import { appendStep } from './advance.ts';
import { listStandingSteps } from './course.ts';
import type { createOpenTicket } from './open-ticket.ts';
import type { TicketPorts } from './ports.ts';
import type { CoReporter, Step, Ticket } from './ticket.ts';
import { undoLastStep } from './undo-step.ts';

/**
 * Makes what the ticket's history says of other documents: its deadlines, the tickets of a split, the line on the ticket that leads
 * after a merge. By key, so that it may run at once, in the relay and in the sweeper.
 */
export function createSettleTicket(
  ports: TicketPorts,
  openTicket: ReturnType<typeof createOpenTicket>,
) {
  return async function settleTicket(ticket: Ticket): Promise<void> {
    await ports.keepDeadlines?.(ticket);
    for (const step of listStandingSteps(ticket.history)) {
      for (const part of step.parts ?? []) {
        await openTicket({
          ...toPartBase(ticket),
          id: part.ticketId,
          facts: part.facts,
          by: step.by,
        });
      }
    }
    if (ticket.mergedInto !== undefined) await joinLeading(ports, ticket, ticket.mergedInto);
  };
}

function toPartBase(ticket: Ticket) {
  const { kind, source, openness, traceId, personId, standing, area } = ticket;
  return {
    kind,
    source,
    openness,
    traceId,
    splitFrom: ticket.id,
    ...(personId !== undefined && { personId }),
    ...(standing !== undefined && { standing }),
    ...(area !== undefined && { area }),
  };
}

async function joinLeading(
  ports: TicketPorts,
  merged: Ticket,
  leadingId: string,
  passed: readonly Ticket[] = [merged],
): Promise<void> {
  const leading = await loadTicket(ports.store, leadingId);
  const circleAt = passed.findIndex(({ id }) => id === leading.id);
  if (circleAt >= 0) return breakCircle(ports, merged, passed.slice(circleAt));
  if (leading.mergedInto !== undefined) {
    return joinLeading(ports, merged, leading.mergedInto, [...passed, leading]);
  }
  await changeTicket(ports, { numberOrId: leadingId }, (found) =>
    joinReporters(found, merged, ports),
  );
}

/** Two that were merged into each other at the same moment would both be at an end: the later merge is taken back. */
async function breakCircle(
  ports: TicketPorts,
  merged: Ticket,
  circle: readonly Ticket[],
): Promise<void> {
  const [latest] = circle.toSorted((a, b) => +toMergedAt(b) - +toMergedAt(a) || compareIds(a, b));
  if (latest === undefined) return;
  await changeTicket(ports, { numberOrId: latest.id }, (found) =>
    found.mergedInto === latest.mergedInto && found.history.at(-1)?.action === 'merge'
      ? undoLastStep(found, { kind: 'system' }, ports.now())
      : found,
  );
  const { mergedInto } = await loadTicket(ports.store, merged.id);
  if (mergedInto !== undefined && merged.id !== latest.id) {
    await joinLeading(ports, merged, mergedInto);
  }
}

const toMergedAt = ({ history, createdAt }: Ticket): Date =>
  history.findLast(({ values }) => values?.['mergedInto'] !== undefined)?.at ?? createdAt;

const compareIds = (a: Ticket, b: Ticket): number => (a.id < b.id ? 1 : -1);

/** The leading ticket with the merged one's reporters, once. Who is there already is not told twice. */
function joinReporters(leading: Ticket, merged: Ticket, { now }: TicketPorts): Ticket {
  if (leading.history.some((step) => step.values?.['joinedTicketId'] === merged.id)) return leading;
  const known = [leading.personId, ...(leading.coReporters ?? []).map(({ personId }) => personId)];
  const joined = listReporters(merged).filter(({ personId }) => !known.includes(personId));
  const line: Step = {
    seq: leading.history.length + 1,
    action: 'merge',
    from: leading.status,
    to: leading.status,
    at: now(),
    by: merged.history.findLast(({ action }) => action === 'merge')?.by ?? { kind: 'system' },
    values: { joinedTicketId: merged.id },
    ...(joined.length > 0 && { joined }),
    told: { kind: 'not_told', because: 'internal_step' },
  };
  return appendStep(leading, line);
}

function listReporters(ticket: Ticket): readonly CoReporter[] {
  const { id: ticketId, number, personId, reporterLeftAt, coReporters = [] } = ticket;
  if (personId === undefined || reporterLeftAt !== undefined) return coReporters;
  return [{ ticketId, number, personId }, ...coReporters];
}
