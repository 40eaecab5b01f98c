import { conclude } from './conclude.ts';
import { dropPending } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { PickTicket } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { readWishedNumber } from './progress.ts';
import { refuseKindly, toRequest } from './request.ts';
import { isCommand, type HeardRoute } from './route.ts';

type Ports = {
  readonly acts: Pick<HandlerPorts['acts'], 'urgeTicket'>;
  readonly pickTicket: PickTicket;
};

/** 催办: staff are urged, and the person hears by which day they are answered. */
export function createUrge(ports: Ports): HeardRoute {
  return {
    name: 'urge',
    plan: (heard) => (isCommand(heard, 'urge') ? () => urge(heard, ports) : undefined),
  };
}

async function urge(heard: Heard, { acts, pickTicket }: Ports) {
  const number = readWishedNumber(heard);
  const picked = await pickTicket(heard, { command: 'urge', number, action: 'urge' });
  if (picked.kind === 'asked') return picked.outcome;
  const { ticket } = picked.own;
  return refuseKindly(heard, async () => {
    const { isCounted, answerBy } = await acts.urgeTicket(toRequest(heard, ticket.id));
    return conclude(heard, {
      replies: [
        {
          key: `conversation.urge.${isCounted ? 'done' : 'again'}`,
          values: { number: ticket.number, answerBy },
        },
      ],
      state: dropPending(heard.state),
      ticketId: ticket.id,
    });
  });
}
