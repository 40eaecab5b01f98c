import type { Outcome } from '../bot/index.ts';
import { toSay } from './command.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState, type Form } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { ListOwnTickets } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { offer } from './questions.ts';
import { toRequest } from './request.ts';
import { isCommand, type HeardRoute } from './route.ts';

type Ports = {
  readonly acts: Pick<HandlerPorts['acts'], 'supplementTicket' | 'flagRetaliation'>;
  readonly listOwnTickets: ListOwnTickets;
};

/** The note on a draft by which the ticket filed of it is flagged. */
export const retaliationNote = toSay('retaliation');

/** 报复: answered kindly, with what protects; noted and flagged on the draft or the newest open ticket. */
export function createWorry(ports: Ports): HeardRoute {
  return {
    name: 'worry',
    plan(heard) {
      if (!isCommand(heard, 'retaliation')) return undefined;
      const { form } = heard.state;
      return form === undefined ? () => flagTicket(heard, ports) : () => noteOnDraft(heard, form);
    },
  };
}

function noteOnDraft(heard: Heard, form: Form): Outcome<DialogueState> {
  const notes = form.notes.includes(retaliationNote)
    ? form.notes
    : [...form.notes, retaliationNote];
  return conclude(heard, {
    replies: [{ key: 'conversation.retaliation.onDraft' }],
    state: { ...dropPending(heard.state), form: { ...form, notes } },
  });
}

async function flagTicket(heard: Heard, { acts, listOwnTickets }: Ports) {
  const own = await listOwnTickets(heard);
  const open = own.find(({ view }) => view.actions.includes('supplement'))?.ticket;
  const state = dropPending(heard.state);
  if (open === undefined) {
    const options = [offer('complain'), offer('ask_person')];
    return conclude(heard, {
      replies: [{ key: 'conversation.retaliation.noTicket', options }],
      state,
    });
  }
  const request = toRequest(heard, open.id);
  await acts.supplementTicket({ ...request, words: retaliationNote });
  await acts.flagRetaliation({ ...request, by: { kind: 'system' }, key: `${request.key}-f` });
  return conclude(heard, {
    replies: [{ key: 'conversation.retaliation.noted', values: { number: open.number } }],
    state,
    ticketId: open.id,
    claimedMessageIds: [heard.message.id],
  });
}
