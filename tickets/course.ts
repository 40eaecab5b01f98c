import { urgentReasons } from './ticket.ts';
import { applyDesk } from './routing/apply-desk.ts';
import { applyJoint } from './joint/apply-joint.ts';
import { applyContact } from './consent/apply-contact.ts';
import { applyProblemChange } from './problem/apply-change.ts';
import type { Course, Due, Pause, Rating, Step, Ticket, TicketStatus } from './ticket.ts';

/** Every state in which a matter has ended. A mediated one may come back by `resume`, a withdrawn one ex officio. */
export const endStatuses = [
  'closed',
  'not_accepted',
  'unfounded',
  'transferred',
  'mediated',
  'withdrawn',
  'merged',
  'answered',
] as const satisfies readonly TicketStatus[];

/** Whether a ticket in this state is at an end. */
export function isEnded(status: TicketStatus): boolean {
  return (endStatuses as readonly TicketStatus[]).includes(status);
}

/** The steps that count: without undone ones and the lines that undid them. */
export function listStandingSteps(history: readonly Step[]): readonly Step[] {
  const standing: Step[] = [];
  for (const step of history) {
    if (step.action === 'undo') standing.pop();
    else standing.push(step);
  }
  return standing;
}

/** What the history says of the ticket: the one place where state, owner, dates and rating come from. */
export function toCourse(history: readonly Step[]): Course {
  const [first, ...rest] = listStandingSteps(history);
  if (first === undefined) throw new Error('a ticket has at least the step that opened it');
  return rest.reduce(applyStep, applyStep({ status: first.to, problems: [] }, first));
}

/** The ticket under another history, with everything that follows from it. */
export function withHistory(ticket: Ticket, history: readonly Step[]): Ticket {
  const updatedAt = history.at(-1)?.at ?? ticket.updatedAt;
  return { ...toDossier(ticket), ...toCourse(history), history, updatedAt };
}

/** The part of a ticket that its history does not determine. */
function toDossier(ticket: Ticket): Omit<Ticket, keyof Course> {
  const { status: _1, assigneeId: _2, mergedInto: _3, coReporters: _4, ...a } = ticket;
  const { paused: _5, dueAt: _6, limit: _7, isDueProvisional: _8, ...b } = a;
  const { withdrawalAskedAt: _9, reporterLeftAt: _10, rating: _11, ...c } = b;
  const { urgent: _12, retaliationAt: _13, problems: _14, extensionAsked: _15, ...d } = c;
  const { respondent: _16, contact: _17, desk: _18, partnerUnitIds: _19, ...e } = d;
  const { conference: _20, expertAsks: _21, campaignIds: _22, ...dossier } = e;
  return dossier;
}

function applyStep(course: Course, step: Step): Course {
  const moved = applyProblem({ ...course, status: step.to }, step);
  const acted = applyEffect(applyClock(moved, step), step);
  return applyJoint(applyDesk(applyQuestion(acted, step), step), step);
}

function applyProblem(course: Course, { problem, at }: Step): Course {
  if (problem === undefined) return course;
  return { ...course, problems: applyProblemChange(course.problems, problem, at) };
}

function applyQuestion(course: Course, step: Step): Course {
  const contact = applyContact(course.contact, step);
  return contact === undefined ? course : { ...course, contact };
}

function applyEffect(course: Course, step: Step): Course {
  const { assigneeId } = step.values ?? {};
  if (step.action === 'assign' && assigneeId !== undefined) return { ...course, assigneeId };
  if (step.action === 'name_respondent') return applyRespondent(course, step);
  if (step.action === 'hand_back') return dropAssignee(course);
  if (step.action === 'open' || step.action === 'raise_urgent') return applyUrgent(course, step);
  if (step.action === 'clear_urgent') return dropUrgent(course);
  if (step.action === 'flag_retaliation') return { ...course, retaliationAt: step.at };
  if (step.action === 'merge') return applyMerge(course, step);
  if (step.action === 'rate') return { ...course, rating: toRating(step) };
  if (step.action === 'ask_extension') return { ...course, extensionAsked: toAsk(step) };
  if (step.action === 'grant_extension' || step.action === 'refuse_extension') {
    return dropAsk(course);
  }
  if (step.withdrawal === 'asked') return { ...course, withdrawalAskedAt: step.at };
  if (step.withdrawal === 'done') return { ...course, reporterLeftAt: step.at };
  return course;
}

function applyRespondent(course: Course, { values }: Step): Course {
  const { actingUnitId, responsibleOrganId } = values ?? {};
  if (actingUnitId === undefined || responsibleOrganId === undefined) return course;
  return { ...course, respondent: { actingUnitId, responsibleOrganId } };
}

function dropAssignee({ assigneeId: _, ...course }: Course): Course {
  return course;
}

function applyUrgent(course: Course, { values, at }: Step): Course {
  const reason = urgentReasons.find((known) => known === values?.['urgency']);
  return reason === undefined
    ? course
    : { ...course, urgent: { reason, since: course.urgent?.since ?? at } };
}

function dropUrgent({ urgent: _, ...course }: Course): Course {
  return course;
}

function toAsk({ at, by, reason = '' }: Step): NonNullable<Course['extensionAsked']> {
  return { at, reason, ...(by.kind === 'staff' && { accountId: by.accountId }) };
}

function dropAsk({ extensionAsked: _, ...rest }: Course): Course {
  return rest;
}

function applyMerge(course: Course, { values, joined }: Step): Course {
  const mergedInto = values?.['mergedInto'];
  const coReporters = [...(course.coReporters ?? []), ...(joined ?? [])];
  return {
    ...course,
    ...(mergedInto !== undefined && { mergedInto }),
    ...(coReporters.length > 0 && { coReporters }),
  };
}

function applyClock(course: Course, step: Step): Course {
  const { clock } = step;
  if (clock === undefined) return course;
  const { paused, dueAt: _due, limit: _limit, isDueProvisional: _, ...rest } = course;
  if (clock.kind === 'stopped') return rest;
  if (clock.kind === 'paused') {
    return { ...rest, ...toDueFields(clock.until), paused: toPause(course, step) };
  }
  if (clock.kind === 'moved' && paused !== undefined) {
    return { ...course, paused: { ...paused, held: clock.due } };
  }
  if (clock.kind === 'recounted' && paused !== undefined) {
    const { due, held } = clock;
    return { ...rest, ...(due && toDueFields(due)), paused: { ...paused, ...(held && { held }) } };
  }
  return { ...rest, ...(clock.due !== undefined && toDueFields(clock.due)) };
}

function toPause({ dueAt, limit, isDueProvisional }: Course, step: Step): Pause {
  const isRunning = dueAt !== undefined && limit !== undefined;
  return {
    since: step.at,
    reason: step.reason ?? step.action,
    ...(isRunning && { held: { at: dueAt, limit, isProvisional: isDueProvisional ?? false } }),
  };
}

function toDueFields(due: Due): Pick<Course, 'dueAt' | 'limit' | 'isDueProvisional'> {
  return { dueAt: due.at, limit: due.limit, ...(due.isProvisional && { isDueProvisional: true }) };
}

function toRating({ values, at }: Step): Rating {
  const score = ([1, 2, 3, 4, 5] as const).find((known) => String(known) === values?.['score']);
  if (score === undefined) throw new Error('a rating has a score from 1 to 5');
  const comment = values?.['comment'];
  return { score, ...(comment !== undefined && { comment }), at };
}
