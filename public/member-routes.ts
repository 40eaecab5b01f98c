import { z } from 'zod';
import { createRateLimit, defineRoute, type Route } from '../platform/http/index.ts';
import {
  answerMember,
  findMemberStanding,
  memberAnswers,
  TicketError,
  type MemberAnswered,
  type Ticket,
} from '../tickets/index.ts';
import type { MemberTie } from '../people/index.ts';
import type { ProgressLimits } from './find-ticket.ts';
import type { MemberView } from './member-view.ts';
import type { PublicPorts } from './ports.ts';
import { ActIdSchema, CodeSchema, toActKey } from './progress-routes.ts';

const AskSchema = z.strictObject({ code: CodeSchema });
const AnswerSchema = AskSchema.extend({ id: ActIdSchema, answer: z.enum(memberAnswers) });

const MemberViewSchema = z.strictObject({
  number: z.string(),
  name: z.string(),
  state: z.enum(['waiting', 'expired', ...memberAnswers]),
  confirmFrom: z.string().optional(),
});

type Found = { readonly tie: MemberTie; readonly ticket: Ticket };

/**
 * A member of a specialist's list says by their own code whether they may be named (audience: citizen). A wrong code
 * learns only that it is none: TicketError `ticket_not_found`.
 */
export function createMemberRoutes(
  { members, findById, hashReceiptCode, tickets, now }: PublicPorts,
  limits: ProgressLimits,
): readonly Route[] {
  const perAddress = createRateLimit(limits.perAddress);
  const everywhere = createRateLimit(limits.everywhere);

  async function find(code: string, clientAddress: string): Promise<Found> {
    await perAddress.consume(clientAddress);
    await everywhere.consume('all');
    const tie = await members.findByCode(hashReceiptCode(code));
    const ticket = tie && (await findById(tie.ticketId));
    if (tie === undefined || ticket === undefined) throw new TicketError('ticket_not_found');
    return { tie, ticket };
  }

  return [
    defineRoute({
      method: 'post',
      path: '/progress/member',
      summary: 'Shows a member of a list what they are asked, by their code',
      audience: 'citizen',
      policy: () => true,
      body: AskSchema,
      response: MemberViewSchema,
      async handle({ body: { code }, clientAddress }) {
        const found = await find(code, clientAddress);
        return { ...found, state: findMemberStanding(found.tie, now()) };
      },
      present,
    }),
    defineRoute({
      method: 'post',
      path: '/progress/member/answer',
      summary: 'Takes a member’s answer: named, sealed or withdrawn',
      audience: 'citizen',
      policy: () => true,
      body: AnswerSchema,
      response: MemberViewSchema,
      async handle({ body: { code, id, answer }, clientAddress }) {
        const found = await find(code, clientAddress);
        const { tie, ticket } = found;
        const ports = { acts: tickets, settle: members.settle };
        const given = { answer, key: toActKey(ticket.id, id), at: now() };
        return { ...found, ...(await answerMember(tie, ticket, given, ports)) };
      },
      present,
    }),
  ];
}

function present({ tie, ticket, state, confirmFrom }: Found & MemberAnswered): MemberView {
  return {
    number: ticket.number,
    name: tie.name,
    state,
    ...(confirmFrom !== undefined && { confirmFrom }),
  };
}
