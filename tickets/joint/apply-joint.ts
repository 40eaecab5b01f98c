import type { Step } from '../step.ts';
import type { Course } from '../ticket.ts';
import type { ExpertAsk } from './joint.ts';

/**
 * Partners, conference, experts and campaigns after one step of the history; the only place where they change. A step
 * whose values were sealed says nothing of any of them.
 */
export function applyJoint(course: Course, step: Step): Course {
  const { action } = step;
  if (action === 'name_partners') return applyPartners(course, step);
  if (action === 'ask_conference') return applyQuestion(course, step);
  if (action === 'settle_conference') return dropQuestion(course);
  if (action === 'ask_expert') return applyExpert(course, step);
  if (action === 'give_opinion') return applyOpinion(course, step);
  if (action === 'join_campaign' || action === 'leave_campaign') return applyCampaign(course, step);
  return course;
}

/** Ids are joined by a space: none holds one. */
export function splitIds(joined = ''): readonly string[] {
  return [...new Set(joined.split(' ').filter((id) => id !== ''))];
}

function applyPartners(course: Course, { values }: Step): Course {
  const ids = splitIds(values?.['partnerUnitIds']);
  const { partnerUnitIds: _, ...rest } = course;
  return { ...rest, ...(ids.length > 0 && { partnerUnitIds: ids }) };
}

function applyQuestion(course: Course, { values, at, by }: Step): Course {
  const question = values?.['question'];
  if (question === undefined) return course;
  const askedBy = by.kind === 'staff' ? by.name : undefined;
  const conference = { question, askedAt: at, ...(askedBy !== undefined && { askedBy }) };
  return { ...course, conference };
}

function dropQuestion(course: Course): Course {
  const { conference: _, ...rest } = course;
  return rest;
}

function applyExpert(course: Course, { seq, values, at }: Step): Course {
  const { expertId, brief, question, answerBy } = values ?? {};
  if (expertId === undefined || brief === undefined || question === undefined) return course;
  const words = { brief, question, ...(answerBy !== undefined && { answerBy }) };
  const ask: ExpertAsk = { seq, expertId, ...words, askedAt: at };
  return { ...course, expertAsks: [...(course.expertAsks ?? []), ask] };
}

function applyOpinion(course: Course, { values, at }: Step): Course {
  const { asked, text } = values ?? {};
  if (text === undefined) return course;
  const expertAsks = (course.expertAsks ?? []).map((ask) =>
    String(ask.seq) === asked ? { ...ask, opinion: { text, at } } : ask,
  );
  return { ...course, expertAsks };
}

function applyCampaign(course: Course, { action, values }: Step): Course {
  const campaignId = values?.['campaignId'];
  if (campaignId === undefined) return course;
  const { campaignIds = [], ...rest } = course;
  const others = campaignIds.filter((id) => id !== campaignId);
  const ids = action === 'join_campaign' ? [...others, campaignId] : others;
  return { ...rest, ...(ids.length > 0 && { campaignIds: ids }) };
}
