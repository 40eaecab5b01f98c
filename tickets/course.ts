import type { Course, Due, Step, Ticket, TicketStatus } from './ticket.ts';

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
  return rest.reduce(applyStep, applyStep({ status: first.to }, first));
}

const courseFields = [
  'status',
  'assigneeId',
  'mergedInto',
  'coReporters',
  'paused',
  'dueAt',
  'limit',
  'isDueProvisional',
  'withdrawalAskedAt',
  'reporterLeftAt',
  'rating',
] as const satisfies readonly (keyof Course)[];

/** The ticket under another history, with everything that follows from it. */
export function withHistory(ticket: Ticket, history: readonly Step[]): Ticket {
  const dossier = Object.fromEntries(
    Object.entries(ticket).filter(([name]) => !courseFields.some((field) => field === name)),
  ) as Omit<Ticket, keyof Course>;
  const updatedAt = history.at(-1)?.at ?? ticket.updatedAt;
  return { ...dossier, ...toCourse(history), history, updatedAt };
}

function applyStep(course: Course, step: Step): Course {
  return applyEffect(applyClock({ ...course, status: step.to }, step), step);
}

function applyEffect(course: Course, step: Step): Course {
  const { assigneeId, mergedInto, score, comment } = step.values ?? {};
  switch (step.action) {
    case 'assign':
      return assigneeId === undefined ? course : { ...course, assigneeId };
    case 'merge':
      return {
        ...course,
        ...(mergedInto !== undefined && { mergedInto }),
        ...(step.joined !== undefined && {
          coReporters: [...(course.coReporters ?? []), ...step.joined],
        }),
      };
    case 'withdraw':
      return step.withdrawal === 'asked'
        ? { ...course, withdrawalAskedAt: step.at }
        : { ...course, reporterLeftAt: step.at };
    case 'rate':
      return {
        ...course,
        rating: {
          score: toScore(score),
          ...(comment !== undefined && { comment }),
          at: step.at,
        },
      };
    default:
      return course;
  }
}

function applyClock(course: Course, step: Step): Course {
  if (step.clock === undefined) return course;
  const { paused: _paused, dueAt, limit, isDueProvisional, ...rest } = course;
  switch (step.clock.kind) {
    case 'started':
      return { ...rest, ...toDueFields(step.clock.due) };
    case 'paused': {
      const held =
        dueAt === undefined || limit === undefined
          ? undefined
          : { at: dueAt, limit, isProvisional: isDueProvisional ?? false };
      return {
        ...rest,
        ...toDueFields(step.clock.until),
        paused: {
          since: step.at,
          reason: step.reason ?? step.action,
          ...(held !== undefined && { held }),
        },
      };
    }
    case 'resumed':
      return { ...rest, ...(step.clock.due !== undefined && toDueFields(step.clock.due)) };
    case 'stopped':
      return rest;
  }
}

function toDueFields(due: Due): Pick<Course, 'dueAt' | 'limit' | 'isDueProvisional'> {
  return { dueAt: due.at, limit: due.limit, ...(due.isProvisional && { isDueProvisional: true }) };
}

function toScore(score: string | undefined): 1 | 2 | 3 | 4 | 5 {
  const found = ([1, 2, 3, 4, 5] as const).find((value) => String(value) === score);
  if (found === undefined) throw new Error('a rating has a score from 1 to 5');
  return found;
}
