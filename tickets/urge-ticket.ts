import { act } from './act.ts';
import type { TicketRequest } from './act.ts';
import { listStandingSteps } from './course.ts';
import { computeDue, toWorkingDay } from './deadlines.ts';
import type { TicketPorts } from './ports.ts';
import { findProcedure } from './procedure.ts';
import { toShanghaiDay } from './shanghai-day.ts';
import type { Day } from './shanghai-day.ts';
import type { Step, Ticket } from './ticket.ts';

/** `answerBy`: the day by which the person hears from staff, also when this urge was not counted. */
export type Urged = {
  readonly ticket: Ticket;
  readonly isCounted: boolean;
  readonly answerBy: Day;
};

/**
 * 催办. One urge a working day counts (those of a weekend go with the next working day), each is answered. Leading
 * document: the ticket. Throws TicketError.
 */
export function createUrgeTicket(ports: TicketPorts) {
  return async function urgeTicket(request: TicketRequest): Promise<Urged> {
    let isCounted = false;
    const ticket = await act(ports, 'urge', request, (found, at) => {
      isCounted = findUrge(found, at, ports) === undefined;
      return isCounted ? { values: { answerBy: toAnswerDay(found, at, ports) } } : undefined;
    });
    const last = listStandingSteps(ticket.history).findLast(({ action }) => action === 'urge');
    return { ticket, isCounted, answerBy: last?.values?.['answerBy'] ?? '' };
  };
}

function findUrge(ticket: Ticket, at: Date, { calendar }: TicketPorts): Step | undefined {
  const toSlot = (moment: Date) => toWorkingDay(toShanghaiDay(moment), calendar);
  return listStandingSteps(ticket.history).findLast(
    (step) => step.action === 'urge' && toSlot(step.at) === toSlot(at),
  );
}

function toAnswerDay(ticket: Ticket, at: Date, { procedures, calendar }: TicketPorts): Day {
  const { limits } = findProcedure(procedures, ticket);
  return toShanghaiDay(computeDue('urge', limits, at, calendar).at);
}
