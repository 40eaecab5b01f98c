import type { Outcome, ReplyOption } from '../bot/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { toSay } from './command.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { ListOwnTickets } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { addSent, offerKinds } from './offer.ts';
import type { Pending } from './pending.ts';
import { refuseKindly, toRequest } from './request.ts';
import { isCommand, readPending, type HeardRoute } from './route.ts';

type Ports = {
  readonly acts: Pick<HandlerPorts['acts'], 'supplementTicket'>;
  readonly fold: (text: string) => string;
  readonly listOwnTickets: ListOwnTickets;
};
type Offered = Extract<Pending, { kind: 'reply_offer' }>;

/** Offers a free message as the answer to what staff asked; undefined when nobody asked. */
export type OfferReply = (heard: Heard) => Promise<Outcome<DialogueState> | undefined>;

export function createOfferReply({ listOwnTickets }: Pick<Ports, 'listOwnTickets'>): OfferReply {
  return async function offerReply(heard) {
    const { text, isEvidence, state } = heard;
    if (text === undefined && !isEvidence) return undefined;
    if (state.pending?.kind === 'offer') return undefined;
    const own = await listOwnTickets(heard);
    const asked = own.find(
      ({ ticket, view }) => view.actions.includes('supplement') && wasAsked(ticket, heard.at),
    );
    if (asked === undefined) return undefined;
    const { number } = asked.ticket;
    const sent = addSent(heard, readPending(heard, 'reply_offer'));
    const pending: Pending = { kind: 'reply_offer', number, ...sent };
    const options: readonly ReplyOption[] = [
      { key: 'conversation.option.replyYes', values: { number }, say: toSay('yes') },
      { key: 'conversation.option.replyNo', say: toSay('no') },
    ];
    return conclude(heard, {
      replies: [{ key: 'conversation.replyOffer.ask', values: { number }, options }],
      state: { ...state, pending },
    });
  };
}

/** Yes or no to that offer. */
export function createTakeReply({ acts, fold }: Pick<Ports, 'acts' | 'fold'>): HeardRoute {
  return {
    name: 'take-reply',
    plan(heard) {
      const offered = readPending(heard, 'reply_offer');
      if (offered === undefined) return undefined;
      if (isCommand(heard, 'yes')) return () => take(heard, offered, acts);
      return isCommand(heard, 'no') ? () => offerKinds(heard, offered, fold) : undefined;
    },
  };
}

async function take(heard: Heard, { number, messageIds }: Offered, acts: Ports['acts']) {
  return refuseKindly(heard, async () => {
    const ticket = await acts.supplementTicket(toRequest(heard, number));
    return conclude(heard, {
      replies: [{ key: 'conversation.replyOffer.taken', values: { number } }],
      state: dropPending(heard.state),
      ticketId: ticket.id,
      claimedMessageIds: [...messageIds, heard.message.id],
    });
  });
}

/** The last word between staff and reporter is a question of staff that has reached the reporter. */
function wasAsked({ history }: Ticket, at: Date): boolean {
  const last = history.findLast(
    ({ action }) => action === 'ask' || action === 'supplement' || action === 'undo',
  );
  return last?.action === 'ask' && last.told.kind === 'told' && last.told.tellAt <= at;
}
