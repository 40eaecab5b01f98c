import type { Outcome } from '../bot/index.ts';
import { parseNumber } from '../tickets/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { PickTicket } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { refuseKindly, toRequest } from './request.ts';
import { isCommand, readFreeText, readPending, type HeardRoute } from './route.ts';

type Ports = {
  readonly acts: Pick<HandlerPorts['acts'], 'supplementTicket'>;
  readonly pickTicket: PickTicket;
};

/** 补充: each message sent after it goes to the ticket at once, until another word is said. */
export function createSupplement(ports: Ports): HeardRoute {
  return {
    name: 'supplement',
    plan(heard) {
      const pending = readPending(heard, 'supplement');
      if (isCommand(heard, 'supplement')) {
        const isForForm = heard.state.form !== undefined && pending === undefined;
        const rest = heard.command?.rest ?? '';
        if (isForForm && rest !== '' && parseNumber(rest) === undefined) return undefined;
        return () => begin(heard, rest, ports);
      }
      if (pending === undefined) return undefined;
      if (isCommand(heard, 'submit', 'back', 'cancel', 'skip'))
        return () => end(heard, pending.number);
      const text = readFreeText(heard);
      return text !== undefined || heard.isEvidence
        ? () => add(heard, pending.number, ports)
        : undefined;
    },
  };
}

async function begin(heard: Heard, rest: string, ports: Ports): Promise<Outcome<DialogueState>> {
  const number = parseNumber(rest) ?? '';
  const picked = await ports.pickTicket(heard, {
    command: 'supplement',
    number,
    action: 'supplement',
  });
  if (picked.kind === 'asked') return picked.outcome;
  const { ticket } = picked.own;
  const sent = readPending(heard, 'offer')?.messageIds ?? [];
  const isGiven = sent.length > 0 || (rest !== '' && number === '');
  if (isGiven) return add(heard, ticket.number, ports, sent);
  return conclude(heard, {
    replies: [{ key: 'conversation.supplement.ask', values: { number: ticket.number } }],
    state: { ...heard.state, pending: { kind: 'supplement', number: ticket.number } },
  });
}

/** Adds this message to the ticket; its words stay in the conversation, which the ticket shows. */
async function add(
  heard: Heard,
  number: string,
  { acts }: Ports,
  sent: readonly string[] = [],
): Promise<Outcome<DialogueState>> {
  return refuseKindly(heard, async () => {
    const ticket = await acts.supplementTicket(toRequest(heard, number));
    return conclude(heard, {
      replies: [{ key: 'conversation.supplement.added', values: { number } }],
      state: { ...heard.state, pending: { kind: 'supplement', number } },
      ticketId: ticket.id,
      claimedMessageIds: [...sent, heard.message.id],
    });
  });
}

function end(heard: Heard, number: string): Outcome<DialogueState> {
  return conclude(heard, {
    replies: [{ key: 'conversation.supplement.done', values: { number } }],
    state: dropPending(heard.state),
  });
}
