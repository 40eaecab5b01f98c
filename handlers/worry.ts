import type { Outcome } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState, type Form } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { ListOwnTickets } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { offer } from './questions.ts';
import { toRequest } from './request.ts';
import { isCommand, type HeardRoute } from './route.ts';
import { toSay } from './command.ts';

type Worry = 'retaliation' | 'call_me';
type Ports = {
  readonly acts: Pick<HandlerPorts['acts'], 'supplementTicket'>;
  readonly listOwnTickets: ListOwnTickets;
};

/** 报复 and 打电话: answered kindly at once and noted under that word on the draft or the newest open ticket. */
export function createWorry(ports: Ports): HeardRoute {
  return {
    name: 'worry',
    plan(heard) {
      const worry = readWorry(heard);
      if (worry === undefined) return undefined;
      const { form } = heard.state;
      return form === undefined
        ? () => noteOnTicket(heard, worry, ports)
        : () => noteOnDraft(heard, worry, form);
    },
  };
}

function readWorry(heard: Heard): Worry | undefined {
  if (isCommand(heard, 'retaliation')) return 'retaliation';
  return isCommand(heard, 'call_me') ? 'call_me' : undefined;
}

function noteOnDraft(heard: Heard, worry: Worry, form: Form): Outcome<DialogueState> {
  const word = toSay(worry);
  const notes = form.notes.includes(word) ? form.notes : [...form.notes, word];
  return conclude(heard, {
    replies: [{ key: `conversation.${worry}.onDraft` }],
    state: { ...dropPending(heard.state), form: { ...form, notes } },
  });
}

async function noteOnTicket(heard: Heard, worry: Worry, { acts, listOwnTickets }: Ports) {
  const own = await listOwnTickets(heard);
  const open = own.find(({ view }) => view.actions.includes('supplement'))?.ticket;
  const state = dropPending(heard.state);
  if (open === undefined) {
    const options = [offer('complain'), offer('ask_person')];
    return conclude(heard, {
      replies: [{ key: `conversation.${worry}.noTicket`, options }],
      state,
    });
  }
  await acts.supplementTicket({ ...toRequest(heard, open.id), words: toSay(worry) });
  return conclude(heard, {
    replies: [{ key: `conversation.${worry}.noted`, values: { number: open.number } }],
    state,
    ticketId: open.id,
    claimedMessageIds: [heard.message.id],
  });
}
