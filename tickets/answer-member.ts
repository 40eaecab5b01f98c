import type { Ticket } from './ticket.ts';
import type { Tickets } from './tickets.ts';

/** What a member may say to being named in a matter that somebody else reported for them. */
export const memberAnswers = ['named', 'sealed', 'withdrawn'] as const;
export type MemberAnswer = (typeof memberAnswers)[number];

/** The member behind a ticket, as far as an answer needs it. */
export type AskedMember = {
  readonly ticketId: string;
  readonly name: string;
  readonly state: 'waiting' | MemberAnswer;
  readonly expiresAt: Date;
  readonly decidedBy?: string;
};

/** `expired` leaves the name sealed. */
export type MemberStanding = AskedMember['state'] | 'expired';

export type AnswerMemberPorts = {
  readonly acts: Pick<Tickets, 'nameMember' | 'withdrawTicket'>;
  /** Settles what waits; false when it was settled before. */
  readonly settle: (ticketId: string, state: MemberAnswer, decidedBy: string) => Promise<boolean>;
};

/** What became of it; with a day when the withdrawal of a matter that a unit knows is to be confirmed from then on. */
export type MemberAnswered = { readonly state: MemberStanding; readonly confirmFrom?: string };

export function findMemberStanding({ state, expiresAt }: AskedMember, at: Date): MemberStanding {
  return state === 'waiting' && at >= expiresAt ? 'expired' : state;
}

/**
 * Takes a member's answer: only it names them. Under the same key it may be repeated; what was settled before, or came
 * too late, stays as it is. Leading document: the ticket. Throws TicketError once the matter has ended.
 */
export async function answerMember(
  member: AskedMember,
  ticket: Ticket,
  { answer, key, at }: { readonly answer: MemberAnswer; readonly key: string; readonly at: Date },
  { acts, settle }: AnswerMemberPorts,
): Promise<MemberAnswered> {
  const state = findMemberStanding(member, at);
  if (state !== 'waiting') return { state };
  const { ticketId, name } = member;
  if (answer === 'named') {
    const by = { kind: 'system' } as const;
    await acts.nameMember({ numberOrId: ticketId, by, key, company: name });
  }
  if (answer === 'withdrawn' && ticket.personId !== undefined) {
    const by = { kind: 'reporter', personId: ticket.personId } as const;
    const withdrawn = await acts.withdrawTicket({ numberOrId: ticketId, by, key });
    if (withdrawn.kind === 'asked') return { state, confirmFrom: withdrawn.confirmFrom };
  }
  await settle(ticketId, answer, key);
  return { state: answer };
}
