import type { Outcome } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import { readCorrectionOf } from './correct.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { PickTicket } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { refuseKindly, toRequest } from './request.ts';
import { readFreeText, type HeardRoute } from './route.ts';

type Ports = {
  readonly acts: Pick<HandlerPorts['acts'], 'supplementTicket'>;
  readonly pickTicket: PickTicket;
  readonly fold: HandlerPorts['fold'];
};

/** A correction of what was filed already: the record stays, the right words go to it as a supplement. */
export function createCorrectFiled(ports: Ports): HeardRoute {
  return {
    name: 'correct-filed',
    plan(heard) {
      const text = readFreeText(heard);
      if (text === undefined || heard.state.form !== undefined) return undefined;
      const kind = readCorrectionOf(text, ports.fold)?.kind;
      const isMeant = kind === 'slot' || (kind === 'words' && heard.state.focus !== undefined);
      return isMeant ? async () => supplement(heard, text, ports) : undefined;
    },
  };
}

async function supplement(
  heard: Heard,
  text: string,
  { acts, pickTicket }: Ports,
): Promise<Outcome<DialogueState>> {
  // Should it be asked which ticket: the words wait as an offer, which the choice then takes.
  const offer = {
    kind: 'offer',
    story: text,
    messageIds: [heard.message.id],
    evidenceCount: 0,
  } as const;
  const waiting = { ...heard, state: { ...heard.state, pending: offer } };
  const wish = { command: 'supplement', number: '', action: 'supplement' } as const;
  const picked = await pickTicket(waiting, wish);
  if (picked.kind === 'asked') return picked.outcome;
  const { number } = picked.own.ticket;
  return refuseKindly(heard, async () => {
    const ticket = await acts.supplementTicket(toRequest(heard, number));
    return conclude(heard, {
      replies: [{ key: 'conversation.supplement.corrected', values: { number } }],
      state: dropPending(heard.state),
      ticketId: ticket.id,
      claimedMessageIds: [heard.message.id],
    });
  });
}
