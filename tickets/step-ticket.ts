import { act } from './act.ts';
import type { StepDetails, TicketRequest } from './act.ts';
import type { TicketPorts } from './ports.ts';
import type { Actor, Ticket, TicketAction } from './ticket.ts';

export type StepTicketRequest = TicketRequest & {
  readonly action: TicketAction;
  /** Told to the reporter with refuse, transfer and pause; internal otherwise. */
  readonly reason?: string;
  /** `text` is always told to the reporter; `assigneeId` goes with assign, by default the asker. */
  readonly values?: Readonly<Record<string, string>>;
};

/** An action that is more than one move of one ticket has its own use-case. */
export type SpecialSteps = Readonly<
  Partial<Record<TicketAction, (request: StepTicketRequest) => Promise<Ticket>>>
>;

/** The one door for every action of the table. Leading document: the ticket. Throws TicketError. */
export function createStepTicket(ports: TicketPorts, specials: SpecialSteps) {
  return async function stepTicket(request: StepTicketRequest): Promise<Ticket> {
    const special = specials[request.action];
    if (special !== undefined) return special(request);
    return act(ports, request.action, request, () => toDetails(request));
  };
}

/** What a request alone says of the step. */
export function toDetails({ action, reason, values, by }: StepTicketRequest): StepDetails {
  const all = action === 'assign' ? { ...toDefaultAssignee(by), ...values } : values;
  return {
    ...(reason !== undefined && { reason }),
    ...(all !== undefined && { values: all }),
  };
}

function toDefaultAssignee(by: Actor): { readonly assigneeId?: string } {
  return by.kind === 'staff' ? { assigneeId: by.accountId } : {};
}
