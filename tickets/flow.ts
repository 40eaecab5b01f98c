import { isEnded, listStandingSteps } from './course.ts';
import type { Procedure } from './procedure.ts';
import type { Ticket, TicketStatus } from './ticket.ts';

/** A step of the main line: whether the ticket was there, and the ends that lead away from it alone. */
export type FlowStep = {
  readonly status: TicketStatus;
  readonly state: 'done' | 'now' | 'ahead';
  readonly exits: readonly TicketStatus[];
};

/** The flow chart of a procedure, read from its transitions, with one ticket's place in it. */
export type Flow = {
  readonly steps: readonly FlowStep[];
  /** Ends that every open step may lead to. */
  readonly anywhere: readonly TicketStatus[];
  readonly backs: readonly { readonly from: TicketStatus; readonly to: TicketStatus }[];
  /** Where the ticket left the main line, and to what end. */
  readonly left?: { readonly from: TicketStatus; readonly to: TicketStatus };
};

export function toFlow(ticket: Ticket, procedure: Procedure): Flow {
  const { steps } = procedure;
  const exits = new Map(steps.map((status) => [status, listExits(status, procedure)]));
  const open = steps.filter((status) => !isEnded(status));
  const [first = [], ...rest] = open.map((status) => exits.get(status) ?? []);
  const anywhere = first.filter((exit) => rest.every((others) => others.includes(exit)));
  const visited = new Set(listStandingSteps(ticket.history).map(({ to }) => to));
  const from = steps.findLast((status) => visited.has(status));
  const isAway = !steps.includes(ticket.status);
  return {
    steps: steps.map((status) => ({
      status,
      state: toState(status, ticket, visited),
      exits: (exits.get(status) ?? []).filter((exit) => !anywhere.includes(exit)),
    })),
    anywhere,
    backs: steps.flatMap((status) =>
      listTargets(status, procedure)
        .filter((to) => steps.includes(to) && steps.indexOf(to) < steps.indexOf(status))
        .map((to) => ({ from: status, to })),
    ),
    ...(isAway && from !== undefined && { left: { from, to: ticket.status } }),
  };
}

function toState(
  status: TicketStatus,
  ticket: Ticket,
  visited: ReadonlySet<TicketStatus>,
): FlowStep['state'] {
  if (status === ticket.status) return 'now';
  return visited.has(status) ? 'done' : 'ahead';
}

function listExits(status: TicketStatus, procedure: Procedure): readonly TicketStatus[] {
  return listTargets(status, procedure).filter((to) => !procedure.steps.includes(to));
}

function listTargets(status: TicketStatus, { transitions }: Procedure): readonly TicketStatus[] {
  const moves = Object.values(transitions[status] ?? {});
  const targets = moves.flatMap(({ to }) => (to === 'same' || to === 'previous' ? [] : [to]));
  return [...new Set(targets)];
}
