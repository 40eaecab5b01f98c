import { splitIds, type Step, type Ticket } from '../../tickets/index.ts';
import type { JointNames } from '../name-joint.ts';
import { maskCodes } from '../mask.ts';
import type { StepJointView, TicketJointView } from './ticket-joint.schema.ts';

type Names = { readonly names: ReadonlyMap<string, string>; readonly joint: JointNames };

/** Partners, conference, experts and campaigns of a ticket under their names. */
export function presentJoint(ticket: Ticket, { names, joint }: Names): TicketJointView {
  const { partnerUnitIds = [], conference, expertAsks = [], campaignIds = [] } = ticket;
  return {
    partners: partnerUnitIds.map((id) => ({ id, name: joint.units.get(id) ?? id })),
    campaigns: campaignIds.flatMap((id) => {
      const name = joint.campaigns.get(id);
      return name === undefined ? [] : [{ id, name }];
    }),
    expertAsks: expertAsks.map(
      ({ seq, expertId, question, brief, askedAt, answerBy, opinion }) => ({
        seq,
        expert: names.get(expertId) ?? '',
        question,
        brief,
        askedAt: askedAt.toISOString(),
        ...(answerBy !== undefined && { answerBy }),
        ...(opinion !== undefined && {
          opinion: { text: opinion.text, at: opinion.at.toISOString() },
        }),
      }),
    ),
    ...(conference !== undefined && {
      conference: {
        question: maskCodes(conference.question),
        askedAt: conference.askedAt.toISOString(),
        ...(conference.askedBy !== undefined && { askedBy: conference.askedBy }),
      },
    }),
  };
}

/** The same of one step; undefined where it says nothing of them. */
export function presentStepJoint(
  { values = {} }: Step,
  { names, joint }: Names,
): StepJointView | undefined {
  const { partnerUnitIds, campaignId = '', expertId = '', question, outcome } = values;
  const campaign = joint.campaigns.get(campaignId);
  const expert = names.get(expertId);
  const view: StepJointView = {
    ...(partnerUnitIds !== undefined && {
      partners: splitIds(partnerUnitIds).map((id) => joint.units.get(id) ?? id),
    }),
    ...(campaign !== undefined && { campaign }),
    ...(expert !== undefined && { expert }),
    ...(question !== undefined && { question: maskCodes(question) }),
    ...(outcome !== undefined && { outcome: maskCodes(outcome) }),
  };
  return Object.keys(view).length === 0 ? undefined : view;
}
