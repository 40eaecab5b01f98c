import { act, type TicketRequest } from '../act.ts';
import { isInEscrow } from '../consent/seal-ticket.ts';
import { TicketError } from '../errors.ts';
import type { TicketPorts } from '../ports.ts';
import { toShanghaiDay, type Day } from '../shanghai-day.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketAction } from '../vocabulary.ts';

/** The actions that have a use-case here and are not taken by name and values. */
export const jointActions: readonly TicketAction[] = [
  'ask_expert',
  'give_opinion',
  'join_campaign',
  'leave_campaign',
];

export type AskExpertRequest = TicketRequest & {
  readonly expertId: string;
  readonly brief: string;
  readonly question: string;
  /** The last day for the opinion, today or later. */
  readonly answerBy?: Day;
};
export type GiveOpinionRequest = TicketRequest & { readonly asked: number; readonly text: string };
export type CampaignRequest = TicketRequest & {
  readonly campaignId: string;
  readonly reason?: string;
};

/** What others than the desk do with a ticket. Leading document: the ticket. Each throws TicketError. */
export function createJointActs(ports: TicketPorts) {
  return {
    /** Asks one expert about one matter, in a brief that staff wrote for it. One open question for each expert. */
    async askExpert(asked: AskExpertRequest): Promise<Ticket> {
      const { expertId, brief, question, answerBy, ...request } = asked;
      return act(ports, 'ask_expert', request, ({ expertAsks = [] }, at) => {
        const isOpen = expertAsks.some(
          (ask) => ask.expertId === expertId && ask.opinion === undefined,
        );
        if (isOpen) throw new TicketError('ticket_expert_refused');
        if (answerBy !== undefined && answerBy < toShanghaiDay(at)) {
          throw new TicketError('ticket_value_invalid');
        }
        const values = { expertId, brief, question };
        return { values: { ...values, ...(answerBy !== undefined && { answerBy }) } };
      });
    },

    /** Keeps the opinion on the ticket: once, and only of the account that was asked. Else `ticket_not_found`. */
    async giveOpinion({ asked, text, ...request }: GiveOpinionRequest): Promise<Ticket> {
      return act(ports, 'give_opinion', request, ({ expertAsks = [] }) => {
        const found = expertAsks.find(({ seq }) => seq === asked);
        const isOwn = request.by.kind === 'staff' && request.by.accountId === found?.expertId;
        if (found === undefined || !isOwn || found.opinion !== undefined) {
          throw new TicketError('ticket_not_found');
        }
        return { values: { asked: String(asked), text } };
      });
    },

    /** Repeating it changes nothing. What is to lie sealed joins nothing. */
    async joinCampaign({ campaignId, ...request }: CampaignRequest): Promise<Ticket> {
      return act(ports, 'join_campaign', request, (ticket) => {
        if (isInEscrow(ticket)) throw new TicketError('ticket_step_refused');
        const isIn = ticket.campaignIds?.includes(campaignId) === true;
        return isIn ? undefined : { values: { campaignId } };
      });
    },

    /** What is not in it stays as it is. */
    async leaveCampaign({ campaignId, reason, ...request }: CampaignRequest): Promise<Ticket> {
      return act(ports, 'leave_campaign', request, ({ campaignIds = [] }) =>
        campaignIds.includes(campaignId)
          ? { values: { campaignId }, ...(reason !== undefined && { reason }) }
          : undefined,
      );
    },
  };
}
